"""It keeps a digest of the text, which is short however long the notice is."""

from hashlib import sha256

from django.http import HttpResponse, HttpResponseNotAllowed, JsonResponse


def digest(text):
    return sha256(text.encode()).hexdigest()


def show_notice(request, text):
    if "notice" in request.session and request.session["notice"]["dismissed"] == digest(text):
        text = None
    return JsonResponse({"notice": text})


def dismiss_notice(request, text):
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    request.session["notice"] = {"dismissed": digest(text)}
    return HttpResponse(status=204)
