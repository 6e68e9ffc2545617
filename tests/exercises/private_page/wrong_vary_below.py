"""It keeps a page for each cookie. The cookie stays the same when the list grows, so the page is old for a minute.

Fails: a_new_book_is_there_at_once
Says: Ann's list should be ['Dune', 'Emma'], and is ['Dune'].
"""

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control, cache_page
from django.views.decorators.vary import vary_on_cookie


def add_book(request, title):
    request.session["books"] = [*request.session.get("books", []), title]
    return HttpResponse(f"{title} is on your list.")


def most_borrowed():
    # Stands for a count over years of loans, which takes long.
    return f"Dune, counted at {timezone.now():%H:%M:%S}"


@cache_control(private=True)
@cache_page(60)
@vary_on_cookie
def my_page(request):
    return JsonResponse({"books": request.session.get("books", []), "most_borrowed": most_borrowed()})
