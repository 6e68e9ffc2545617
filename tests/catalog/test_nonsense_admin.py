"""Invalid input for Django's admin: the listed exceptions become a 400, others do not."""

from __future__ import annotations

import pytest
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path, reverse

from catalog.middleware import AdminNonsenseMiddleware
from catalog.models import Book
from locallibrary import urls as site
from tests.factories import make_book, make_copy

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet_log")]


class TestAdmin:
    @pytest.mark.parametrize("model", ["author", "book", "bookinstance", "genre", "language"])
    def test_the_history_of_a_row_is_a_page(self, librarian_client, model):
        copy = make_copy(book=make_book())
        row = {"bookinstance": copy, "book": copy.book, "author": copy.book.author, "language": copy.book.language}
        pk = row[model].pk if model in row else copy.book.genre.create(name="Novel").pk

        assert librarian_client.get(reverse(f"admin:catalog_{model}_history", args=[pk])).status_code == 200

    @pytest.mark.parametrize(
        ("name", "query"),
        [
            ("book_add", {"author": "Austen"}),
            ("bookinstance_add", {"book": "abc"}),
        ],
    )
    def test_a_key_in_the_address_that_is_none_is_refused(self, librarian_client, soup, name, query):
        response = librarian_client.get(reverse(f"admin:catalog_{name}"), query)

        assert response.status_code == 400
        assert "is not valid in the admin" in soup(response).select_one(".lede").get_text()

    @pytest.mark.parametrize(("model", "field"), [("book", "author"), ("bookinstance", "book")])
    def test_a_key_in_a_form_that_is_none_stores_nothing(self, librarian_client, model, field):
        response = librarian_client.post(reverse(f"admin:catalog_{model}_add"), {field: "abc", "title": "Emma"})

        assert response.status_code in {200, 400}
        assert not Book.objects.exists()

    def test_a_deletion_over_an_empty_field_is_refused(self, librarian_client):
        book = make_book()

        response = librarian_client.post(
            reverse("admin:catalog_book_delete", args=[book.pk]) + "?_to_field=", {"post": "yes", "_to_field": ""}
        )

        assert response.status_code in {302, 400}
        assert (response.status_code == 302) is not Book.objects.exists()

    @pytest.mark.parametrize("key", ["nonsense", "9" * 30])
    def test_an_action_on_copies_that_are_none_changes_nothing(self, librarian_client, key):
        fields = {"action": "mark_returned", "_selected_action": key, "index": "0"}

        response = librarian_client.post(reverse("admin:catalog_bookinstance_changelist"), fields)

        assert response.status_code in {302, 400}


def number(request: HttpRequest) -> HttpResponse:
    """Raise an exception that becomes a 400 in Django's admin."""
    raise ValueError("Field 'id' expected a number but got 'abc'.")


urlpatterns = [*site.urlpatterns, path("number/", number)]
handler400 = site.handler400


class TestWhatIsExcused:
    """``AdminNonsenseMiddleware`` handles only listed exceptions, and only from Django's admin."""

    @pytest.fixture
    def ask(self):
        """A function that passes an exception to the middleware, as from a view of an app."""

        def ask(exception: Exception, app: str = "admin") -> HttpResponse | None:
            request = RequestFactory().get("/")
            request.resolver_match = type("Match", (), {"app_name": app})()
            return AdminNonsenseMiddleware(lambda request: HttpResponse()).process_exception(request, exception)

        return ask

    @pytest.mark.parametrize(
        "exception",
        [
            ValueError("Field 'id' expected a number but got 'abc'."),
            ValidationError("“abc” is not a valid UUID."),
            OverflowError("Python int too large to convert to SQLite INTEGER"),
            DataError("bigint out of range"),
            FieldDoesNotExist("Book has no field named ''"),
        ],
        ids=lambda exception: type(exception).__name__,
    )
    def test_it_is_a_400_in_the_admin_and_an_error_elsewhere(self, ask, exception):
        assert ask(exception).status_code == 400
        assert ask(exception, "") is None

    @pytest.mark.parametrize(
        "exception",
        [
            ValueError("too many values to unpack"),
            ValidationError("This field is required."),
            OverflowError("date value out of range"),
            DataError("value too long for type character varying(13)"),
            FieldDoesNotExist("Book has no field named 'titel'"),
            KeyError("id"),
            RuntimeError("Field 'id' expected a number but got 'abc'."),
        ],
        ids=lambda exception: f"{type(exception).__name__}: {exception}",
    )
    def test_any_other_stays_an_error(self, ask, exception):
        assert ask(exception) is None

    def test_a_view_of_ours_that_raises_the_same_answers_500(self, settings):
        settings.ROOT_URLCONF = __name__

        assert Client(raise_request_exception=False).get("/number/").status_code == 500
