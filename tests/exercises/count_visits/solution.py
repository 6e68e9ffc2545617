from django.http import HttpResponse


def count_visits(request, page):
    # A key for each page. The default makes the first visit no special case.
    key = f"visits_{page}"
    visits = request.session.get(key, 0) + 1
    # Setting a key tells Django that the session has changed, so it is saved with the answer.
    request.session[key] = visits
    return HttpResponse(f"You have opened this page {visits} times.")
