"""What can be stored."""

from __future__ import annotations

import base64
from datetime import date
from decimal import Decimal

from django.contrib.sessions.serializers import BaseJSONSerializer, JSONSerializer
from django.http import HttpRequest, HttpResponse

from catalog.course.lessons.operation import operation
from catalog.models import Book


@operation("Store what JSON knows")
def store_plain_values(request: HttpRequest) -> HttpResponse:
    request.session["plain"] = {"text": "é", "pi": 3.14, "yes": True, "list": [1, None]}
    return HttpResponse("All of it can be stored.")


@operation("Store a date")
def store_date(request: HttpRequest) -> HttpResponse:
    request.session["due"] = date(2030, 1, 31)
    return HttpResponse("The view is content.")


@operation("Store a date, async")
async def astore_date(request: HttpRequest) -> HttpResponse:
    await request.session.aset("due", date(2030, 1, 31))
    return HttpResponse("The view is content.")


@operation("Store a date as text")
def store_date_as_text(request: HttpRequest) -> HttpResponse:
    request.session["due"] = date(2030, 1, 31).isoformat()
    return HttpResponse(str(date.fromisoformat(request.session["due"])))


@operation("Store a Decimal as text", inputs={"price": "9.90"})
def store_decimal_as_text(request: HttpRequest) -> HttpResponse:
    request.session["price"] = str(Decimal(request.POST["price"]))
    return HttpResponse(str(Decimal(request.session["price"]) * 2))


@operation("Store a book", inputs={"title": "Emma"})
def store_book(request: HttpRequest) -> HttpResponse:
    request.session["book"] = Book(title=request.POST["title"])
    return HttpResponse("The view is content.")


@operation("Store the number of a book")
def store_book_number(request: HttpRequest) -> HttpResponse:
    request.session["book"] = Book.objects.values_list("pk", flat=True).first()
    return HttpResponse(str(Book.objects.filter(pk=request.session["book"]).first()))


@operation("Store something good and something impossible")
def store_good_and_bad(request: HttpRequest) -> HttpResponse:
    request.session["good"] = "this one could be stored"
    request.session["bad"] = {1, 2, 3}
    return HttpResponse("The view is content.")


@operation("Store under a number")
def store_integer_key(request: HttpRequest) -> HttpResponse:
    request.session[7] = "seven"
    return HttpResponse(request.session[7])


@operation("Read under the number, on the next request")
def read_integer_key(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.session[7])


@operation("Read under the text")
def read_text_key(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.session["7"])


@operation("Store a tuple")
def store_tuple(request: HttpRequest) -> HttpResponse:
    request.session["point"] = (3, 4)
    return HttpResponse(type(request.session["point"]).__name__)


@operation("Read the tuple, on the next request")
def read_tuple(request: HttpRequest) -> HttpResponse:
    return HttpResponse(type(request.session["point"]).__name__)


@operation("Store a long text")
def store_long_text(request: HttpRequest) -> HttpResponse:
    request.session["long"] = "Call me Ishmael. " * 300
    length = len(request.session["long"])
    stored = len(request.session.encode({"long": request.session["long"]}))
    return HttpResponse(f"{length} characters, stored as {stored}")


@operation("Encode and decode by hand")
def encode_and_decode(request: HttpRequest) -> HttpResponse:
    text = request.session.encode({"number": 7})
    return HttpResponse(f"{text} says {request.session.decode(text)}")


@operation("Read it without the secret key")
def read_without_secret_key(request: HttpRequest) -> HttpResponse:
    text = request.session.encode({"pin": "1234"})
    data, _moment, _signature = text.split(":")
    return HttpResponse(base64.urlsafe_b64decode(data + "=="))


@operation("Decode a text that was changed")
def decode_forged(request: HttpRequest) -> HttpResponse:
    text = request.session.encode({"number": 7})
    return HttpResponse(str(request.session.decode("x" + text)))


@operation("Serialize by hand")
def serialize_by_hand(request: HttpRequest) -> HttpResponse:
    data = JSONSerializer().dumps({"seven": 7})
    return HttpResponse(f"{data} is {BaseJSONSerializer().loads(data)}")


@operation("Read the salt of the signature")
def read_key_salt(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.session.key_salt)
