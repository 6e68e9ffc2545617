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


# The page is one visitor's, so no cache gets it: not ours, and with this header none on the way either.
@never_cache
def my_page(request):
    # What takes long is the same for everybody, and has nothing to do with the session. That part is kept.
    popular = cache.get_or_set("most_borrowed", most_borrowed, 60)
    return JsonResponse({"books": request.session.get("books", []), "most_borrowed": popular})
