"""Django keeps nothing of the page, and says nothing about it: a proxy on the way may decide for itself.

Fails: no_shared_cache_may_keep_it
Says: Cache-Control should contain private or no-store, and is "".
"""

from django.core.cache import cache
from django.http import HttpResponse, JsonResponse
from django.utils import timezone


def add_book(request, title):
    request.session["books"] = [*request.session.get("books", []), title]
    return HttpResponse(f"{title} is on your list.")


def most_borrowed():
    # Stands for a count over years of loans, which takes long.
    return f"Dune, counted at {timezone.now():%H:%M:%S}"


def my_page(request):
    popular = cache.get_or_set("most_borrowed", most_borrowed, 60)
    return JsonResponse({"books": request.session.get("books", []), "most_borrowed": popular})
