from django.http import HttpResponse


def new_key(request):
    old = request.session.session_key
    request.session.cycle_key()
    return HttpResponse(f"{old} is now {request.session.session_key}")
