"""`cache_page` keeps no page that is `private`. Nobody sees a stranger's list, and everything is counted each time.

Fails: the_count_is_shared_for_a_minute
Says: What Ann sees 30 seconds later should be "Dune, counted at 09:00:00", and is "Dune, counted at 09:00:30".
"""

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control, cache_page


def add_book(request, title):
    request.session["books"] = [*request.session.get("books", []), title]
    return HttpResponse(f"{title} is on your list.")


def most_borrowed():
    # Stands for a count over years of loans, which takes long.
    return f"Dune, counted at {timezone.now():%H:%M:%S}"


@cache_page(60)
@cache_control(private=True)
def my_page(request):
    return JsonResponse({"books": request.session.get("books", []), "most_borrowed": most_borrowed()})
