"""It keeps the page under the visitor's session key. The key stays the same when the list grows.

Fails: a_new_book_is_there_at_once
Says: Ann's list should be ['Dune', 'Emma'], and is ['Dune'].
"""

from django.core.cache import cache
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache


def add_book(request, title):
    request.session["books"] = [*request.session.get("books", []), title]
    return HttpResponse(f"{title} is on your list.")


def most_borrowed():
    # Stands for a count over years of loans, which takes long.
    return f"Dune, counted at {timezone.now():%H:%M:%S}"


@never_cache
def my_page(request):
    popular = cache.get_or_set("most_borrowed", most_borrowed, 60)
    page = {"books": request.session.get("books", []), "most_borrowed": popular}
    return JsonResponse(cache.get_or_set(f"page:{request.session.session_key}", page, 60))
