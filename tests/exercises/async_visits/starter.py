from django.http import HttpResponse


def ask(request, title):
    counts = request.session.get("asked", {})
    counts[title] = counts.get(title, 0) + 1
    request.session["asked"] = counts
    return HttpResponse(f"You have asked for it {counts[title]} times.")


def start_over(request):
    forgotten = request.session.pop("asked", {})
    return HttpResponse(f"{len(forgotten)} titles are forgotten.")
