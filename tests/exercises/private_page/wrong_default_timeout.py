"""It does not say for how long. Unless the settings say something else, Django's cache keeps a value for 5 minutes.

Fails: after_a_minute_it_is_counted_anew
Says: What Ann sees 61 seconds later should be something else than "Dune, counted at 09:00:00".
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
    popular = cache.get_or_set("most_borrowed", most_borrowed)
    return JsonResponse({"books": request.session.get("books", []), "most_borrowed": popular})
