"""It pickles the session, as older guides advise. Only its own views know that: other pages read an empty session.

Fails: other_pages_find_what_is_theirs
Says: The color on another page should be "brass", and is "none".
"""

import pickle

from django.http import HttpResponse, JsonResponse
from django.utils import timezone


class PickleSerializer:
    def dumps(self, data):
        return pickle.dumps(data)

    def loads(self, data):
        return pickle.loads(data)


def borrow(request, due, fee, kept_until):
    request.session.serializer = PickleSerializer
    request.session.update({"due": due, "fee": fee, "kept_until": kept_until})
    return HttpResponse("Enjoy your book.")


def loan(request):
    request.session.serializer = PickleSerializer
    return JsonResponse({"due": str(request.session["due"]), "fee": str(request.session["fee"])})


def fine(request, returned):
    request.session.serializer = PickleSerializer
    days = max((returned - request.session["due"]).days, 0)
    return HttpResponse(str(days * request.session["fee"]))


def kept(request):
    request.session.serializer = PickleSerializer
    return HttpResponse("yes" if timezone.now() < request.session["kept_until"] else "no")
