"""`vary_on_cookie` stands above `cache_page`, which has kept the page before it varies.

Fails: each_visitor_sees_their_own_list
Says: Ben's list should be ['Ivanhoe'], and is ['Dune'].
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
@vary_on_cookie
@cache_page(60)
def my_page(request):
    return JsonResponse({"books": request.session.get("books", []), "most_borrowed": most_borrowed()})
