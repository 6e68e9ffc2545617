"""It takes for granted that there is a name. For a stranger, brackets raise KeyError.

Fails: whoever_told_none_is_a_stranger
Says: welcome raised KeyError: 'name', in line 16.
"""

from django.http import HttpResponse


def tell_name(request):
    request.session["name"] = request.POST["name"]
    return HttpResponse("I will remember you.")


def welcome(request):
    return HttpResponse(f"Hello, {request.session['name']}.")
