"""The browser itself may keep the page, and nobody else."""

from django.core.cache import cache
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control


def add_book(request, title):
    request.session["books"] = [*request.session.get("books", []), title]
    return HttpResponse(f"{title} is on your list.")


def most_borrowed():
    # Stands for a count over years of loans, which takes long.
    return f"Dune, counted at {timezone.now():%H:%M:%S}"


@cache_control(private=True)
def my_page(request):
    popular = cache.get("popular")
    if popular is None:
        popular = most_borrowed()
        cache.set("popular", popular, timeout=60)
    return JsonResponse({"books": request.session.get("books", []), "most_borrowed": popular})
