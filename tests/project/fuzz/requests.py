"""Strategies for unusual requests: methods, headers, cookies, queries and bodies."""

from __future__ import annotations

import json
from urllib.parse import quote_from_bytes

from hypothesis import strategies as st

from locallibrary.readable import is_utf_8
from tests.project.fuzz.addresses import Address, paths
from tests.project.fuzz.library import ROLES, Library
from tests.raw_requests import TOKEN, RawRequest
from tests.sessions import FORM

METHODS = ["GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"]
BOUNDARY = "between"
ODD_OCTETS = [
    *(b"", b"\0", b"\xff", b"\xed\xa0\x80", b"\xef\xbf\xbd", b"\xc3", b"\r\n", b"\x1b[0m", b"%", b"%zz", b"+", b" "),
    *(b"0", b"-1", b"9" * 19, b"9" * 40, b"1e309", b"nan", "½".encode(), "²".encode(), "١٢".encode(), b"1.5", b"0x1"),
    *(b"<script>alert(1)</script>", b"{{ x }}", b"'\"&", "\u202e".encode(), "\u2028".encode(), "ß".encode() * 300),
    *(b"//evil.example", b"http://[", b"\\\\evil", b"javascript:alert(1)", b"#", b"?", b"foo", b"/catalog/", b"/" * 9),
    *(b"0001-01-01", b"9999-12-31", b"10000-01-01", b"2026-02-30", b"2026-W01", b"12:61", b"null", b"true", b"[]"),
    *(b'["\\ud800"]', b'{"a": "\\ud800"}', b'{"entries": {"a": "\\u0000"}}', b"[" * 5000, b"x" * 3000, b"id", b"pk"),
    *(b"_auth_user_id", b"_session_expiry", b"reading_list", b"num_visits", b"abc:def:ghi", b"a,b;c=d", b"ann@a.b"),
]
NAMES = [
    *("q", "page", "next", "name", "value", "note", "seen", "answer", "key", "number", "text", "item", "color", "days"),
    *(
        "hints",
        "solution",
        "sort",
        "author",
        "genre",
        "language",
        "status",
        "borrower",
        "book",
        "title",
        "isbn",
        "term",
    ),
    *(
        "due_back",
        "renewal_date",
        "page_size",
        "accent",
        "theme",
        "username",
        "password",
        "email",
        "confirm",
        "seconds",
    ),
    *("new_password1", "new_password2", "old_password", "o", "p", "e", "all", "_popup", "_to_field", "action", "index"),
    *(
        "_selected_action",
        "_changelist_filters",
        "_facets",
        "select_across",
        "post",
        "_save",
        "_continue",
        "_saveasnew",
    ),
    *("app_label", "model_name", "field_name", "id__in", "pk__gt", "author__id__exact", "genre__id__exact", "is_staff"),
    *(
        "status__exact",
        "due_back__gte",
        "due_back__isnull",
        "language__id__exact",
        "title__regex",
        "csrfmiddlewaretoken",
    ),
]
COOKIES = ["sessionid", "csrftoken", "theme", "messages", "course_reader", "course_done", "known_browser", "", "a b"]
ODD_HEADERS: dict[str, list[str]] = {
    "accept": [
        "application/json",
        "*/*",
        "text/html;q=nan",
        "a;a*=x''b",
        "a" * 10_001,
        ",;,/",
        "\xff",
        "text/html; q=0",
    ],
    "accept-encoding": ["gzip", "br;q=x", "\xff"],
    "accept-language": ["de", "x" * 600, "\xff", "*;q=2"],
    "content-length": ["-1", "nonsense", "0", "99", " "],
    "transfer-encoding": ["chunked", "gzip"],
    "host": ["evil.example", "[", "testserver:99999999", "testserver.", "a b", "\xff", "testserver:x", "localhost"],
    "hx-request": ["true", "\xff"],
    "hx-target": ["panel", "\xff"],
    "if-modified-since": ["yesterday", "Thu, 01 Jan 99999 00:00:00 GMT", "\xff"],
    "if-none-match": ["*", '"x', "\xff"],
    "origin": ["null", "http://[", "https://evil.example", "\xff"],
    "range": ["bytes=abc", "bytes=0-", "bytes=9-1", "bytes=99999999-", "bytes=-0"],
    "referer": ["http://[", "", "\xff", "x" * 3000],
    "user-agent": ["", "\xff", "x" * 3000],
    "x-csrftoken": [TOKEN, "", "\xff", "x" * 64],
    "x-forwarded-for": ["nonsense", "::ffff:1.2.3.4", "\xff", "1.2.3.4, 5.6.7.8"],
    "x-forwarded-proto": ["https", "\xff"],
    "x-requested-with": ["XMLHttpRequest"],
}
CONTENT_TYPES = [
    *(FORM, FORM, f"multipart/form-data; boundary={BOUNDARY}", f"{FORM}; charset=utf8", f"{FORM}; charset=utf-7"),
    *(
        "application/json",
        "text/plain; charset=hex",
        "multipart/form-data",
        "multipart/form-data; boundary=\xff",
        "",
        "/",
    ),
    *(f"{FORM}; charset*=x''y", f"{FORM}; charset=\0", "text/html;" + "a=b;" * 3000, f"{FORM}; charset=us-ascii"),
]

octets = st.sampled_from(ODD_OCTETS) | st.binary(max_size=8) | st.text(max_size=12).map(lambda text: text.encode())
READABLE = [value for value in ODD_OCTETS if is_utf_8(value)]
readable = st.sampled_from(READABLE) | st.text(max_size=12).map(lambda text: text.encode())
Fields = list[tuple[str, bytes]]


@st.composite
def fields(draw: st.DrawFn, known: Fields, library: Library, *, wild: bool) -> Fields:
    """Draw form data: fields of the page, some with unusual values, and up to three unknown fields."""
    values = (octets if wild else readable) | st.sampled_from(library.keys_in_forms()).map(str.encode)
    drawn: Fields = []
    for name, value in known:
        match draw(st.integers(0, 9)):
            case 0:
                pass
            case 1 | 2:
                drawn.append((name, draw(values)))
            case _:
                drawn.append((name, value))
    names = st.sampled_from(NAMES)
    return drawn + draw(st.lists(st.tuples(names, values), max_size=3))


def urlencoded(pairs: Fields) -> bytes:
    """Return the fields in the encoding of browsers."""
    quoted = (f"{quote_from_bytes(name.encode())}={quote_from_bytes(value)}" for name, value in pairs)
    return "&".join(quoted).encode()


def in_parts(pairs: Fields) -> bytes:
    """Return the fields as multipart data. Every seventh is a file."""
    lines = []
    for number, (name, value) in enumerate(pairs):
        file = b'; filename="x.txt"' if number % 7 == 6 else b""
        lines += [b"--" + BOUNDARY.encode(), b'Content-Disposition: form-data; name="' + name.encode() + b'"' + file]
        lines += [b"", value]
    return b"\r\n".join([*lines, b"--" + BOUNDARY.encode() + b"--", b""])


@st.composite
def bodies(draw: st.DrawFn, pairs: Fields, *, wild: bool) -> tuple[str, bytes]:
    """Draw a body and its type, which usually match."""
    content_type = draw(st.sampled_from(CONTENT_TYPES if wild else [FORM, FORM, CONTENT_TYPES[2]]))
    if wild and draw(st.booleans()):
        return content_type, draw(octets)
    if content_type.startswith("multipart"):
        return content_type, in_parts(pairs)
    if content_type == "application/json":
        return content_type, json.dumps({name: value.decode("latin-1") for name, value in pairs}).encode()
    return content_type, urlencoded(pairs)


@st.composite
def cookies(draw: st.DrawFn, library: Library) -> str:
    """Draw a ``Cookie`` header: a session key, a CSRF token, and unusual cookies."""
    key = library.keys[draw(st.sampled_from(ROLES))]
    pairs = [("sessionid", key), ("csrftoken", TOKEN)]
    values = octets.map(lambda value: value.decode("latin-1")) | st.sampled_from(
        ['"\\000"', '"\\355\\240\\200"', TOKEN]
    )
    if draw(st.integers(0, 4)) == 4:
        pairs += draw(st.lists(st.tuples(st.sampled_from(COOKIES), values), max_size=2))
    if draw(st.integers(0, 9)) == 9:
        pairs.reverse()
    return draw(st.sampled_from(["; ", "; ", "; ", ";", ", "])).join(f"{name}={value}" for name, value in pairs)


@st.composite
def requests(draw: st.DrawFn, address: Address, known: Fields, library: Library) -> RawRequest:
    """Draw a request for a route. ``known`` are the fields of its page."""
    wild = draw(st.integers(0, 3)) == 3  # usually refused before the view, so only a quarter
    method = draw(st.sampled_from(["GET", "POST"]) | st.sampled_from(METHODS))
    path = draw(paths(address, library, wild=wild))
    query = urlencoded(draw(fields([], library, wild=wild)))
    headers: dict[str, str | None] = {"cookie": draw(cookies(library))}
    if wild:
        query += draw(st.sampled_from([b"", b"", b"&%FF=%ED%A0%80", b"&\xff", b"&" * 1001, b"?a=b#c"]))
        for name in draw(st.lists(st.sampled_from(list(ODD_HEADERS)), max_size=2, unique=True)):
            headers[name] = draw(st.sampled_from(ODD_HEADERS[name]))
    body = b""
    if method not in {"GET", "HEAD"}:
        pairs = draw(fields([*known, ("csrfmiddlewaretoken", TOKEN.encode())], library, wild=wild))
        headers["content-type"], body = draw(bodies(pairs, wild=wild))
        if not wild or draw(st.booleans()):
            headers["x-csrftoken"] = TOKEN
    return RawRequest(method, path + (b"?" + query if query else b""), headers, body)
