"""The URLs under ``/catalog/``. They have no namespace: ``reverse("authors")`` works."""

from __future__ import annotations

from django.urls import URLPattern, path

from catalog.views import authors, books, copies, home, labels, loans, preferences, reading_list, suggestions


def editing(model: str, key: str, create, update, delete) -> list[URLPattern]:
    """Return the three routes that edit a model; ``key`` is the path converter of its primary key."""
    return [
        path(f"{model}/create/", create.as_view(), name=f"{model}-create"),
        path(f"{model}/<{key}:pk>/update/", update.as_view(), name=f"{model}-update"),
        path(f"{model}/<{key}:pk>/delete/", delete.as_view(), name=f"{model}-delete"),
    ]


urlpatterns = [
    path("", home.index, name="index"),
    path("notice/<slug:notice>/dismiss/", home.dismiss_notice, name="dismiss-notice"),
    path("preferences/", preferences.preferences, name="preferences"),
    # Lists and details
    path("books/", books.BookListView.as_view(), name="books"),
    path("book/<int:pk>", books.BookDetailView.as_view(), name="book-detail"),
    path("authors/", authors.AuthorListView.as_view(), name="authors"),
    path("author/<int:pk>", authors.AuthorDetailView.as_view(), name="author-detail"),
    path("genres/", labels.GenreListView.as_view(), name="genres"),
    path("genre/<int:pk>", labels.GenreDetailView.as_view(), name="genre-detail"),
    path("languages/", labels.LanguageListView.as_view(), name="languages"),
    path("language/<int:pk>", labels.LanguageDetailView.as_view(), name="language-detail"),
    path("bookinstances/", copies.BookInstanceListView.as_view(), name="bookinstances"),
    path("bookinstance/<uuid:pk>", copies.BookInstanceDetailView.as_view(), name="bookinstance-detail"),
    # Loans
    path("mybooks/", loans.LoanedBooksByUserListView.as_view(), name="my-borrowed"),
    path("borrowed/", loans.LoanedBooksAllListView.as_view(), name="all-borrowed"),
    path("book/<uuid:pk>/renew/", loans.renew_book_librarian, name="renew-book-librarian"),
    path("bookinstance/<uuid:pk>/return/", loans.return_copy, name="bookinstance-return"),
    path("bookinstance/<uuid:pk>/reserve/", loans.reserve_copy, name="bookinstance-reserve"),
    path("bookinstance/<uuid:pk>/cancel/", loans.cancel_reservation, name="bookinstance-cancel"),
    # The reading list
    path("reading-list/", reading_list.reading_list, name="reading-list"),
    path("reading-list/clear/", reading_list.clear_reading_list, name="reading-list-clear"),
    path("reading-list/<int:pk>/add/", reading_list.add_to_reading_list, name="reading-list-add"),
    path("reading-list/<int:pk>/remove/", reading_list.remove_from_reading_list, name="reading-list-remove"),
    path("reading-list/<int:pk>/note/", reading_list.note_on_reading_list, name="reading-list-note"),
    # Editing
    *editing("author", "int", authors.AuthorCreate, authors.AuthorUpdate, authors.AuthorDelete),
    *editing("book", "int", books.BookCreate, books.BookUpdate, books.BookDelete),
    *editing("genre", "int", labels.GenreCreate, labels.GenreUpdate, labels.GenreDelete),
    *editing("language", "int", labels.LanguageCreate, labels.LanguageUpdate, labels.LanguageDelete),
    *editing("bookinstance", "uuid", copies.BookInstanceCreate, copies.BookInstanceUpdate, copies.BookInstanceDelete),
    path("suggest/authors/", suggestions.author_suggestions, name="author-suggestions"),
    path("suggest/books/", suggestions.book_suggestions, name="book-suggestions"),
    path("suggest/readers/", suggestions.reader_suggestions, name="reader-suggestions"),
]
