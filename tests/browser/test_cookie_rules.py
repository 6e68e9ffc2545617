"""What the lessons say of browsers and cookies, tried in Chromium on two sites: 127.0.0.1 and localhost."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="needs the group browser: see the README")

pytestmark = pytest.mark.browser


class Site(BaseHTTPRequestHandler):
    """Sets the cookie that it is asked for, says which cookies came in, and has forms that lead to another site."""

    def do_GET(self) -> None:
        """Answer a link, an address or a form by GET."""
        address = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(address.query).items()}
        if address.path == "/set":
            self._answer("set", f"sessionid=abc; Path=/; {asked['with']}")
        elif address.path == "/forms":
            to = asked["to"]
            self._answer(
                f'<a href="{to}">link</a>'
                f'<form action="{to}"><button>get</button></form>'
                f'<form method="post" action="{to}"><button>post</button></form>'
            )
        else:
            self._answer(f"<p>{self.headers.get('Cookie', 'no cookie')}</p>")

    def do_POST(self) -> None:
        """Answer a form by POST."""
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._answer(f"<p>{self.headers.get('Cookie', 'no cookie')}</p>")

    def _answer(self, body: str, cookie: str = "") -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        if cookie:
            self.send_header("Set-Cookie", cookie)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *ignored: object) -> None:
        """Write nothing."""


@pytest.fixture
def port() -> Iterator[int]:
    """The port of a server that answers for both names of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.fixture
def tab(chromium):
    """A tab of a browser without cookies."""
    jar = chromium.new_context()
    yield jar.new_page()
    jar.close()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_secure_cookie_is_kept_and_sent_without_https_on_ones_own_machine(tab, port, host):
    tab.goto(f"http://{host}:{port}/set?with=Secure")

    tab.goto(f"http://{host}:{port}/echo")

    assert tab.inner_text("p") == "sessionid=abc"


@pytest.mark.parametrize(("way", "sent"), [("link", "sessionid=abc"), ("get", "sessionid=abc"), ("post", "no cookie")])
def test_a_lax_cookie_goes_with_a_link_and_a_form_by_get_from_another_site(tab, port, way, sent):
    tab.goto(f"http://127.0.0.1:{port}/set?with=SameSite%3DLax")
    tab.goto(f"http://localhost:{port}/forms?to=http://127.0.0.1:{port}/echo")

    tab.get_by_text(way, exact=True).click()
    tab.wait_for_url("**/echo*")

    assert tab.inner_text("p") == sent


@pytest.mark.parametrize(("size", "kept"), [(4096, True), (4097, False)])
def test_a_cookie_of_4096_bytes_is_kept_and_a_larger_one_leaves_the_old_one(tab, port, size, kept):
    tab.goto(f"http://127.0.0.1:{port}/set?with=Max-Age%3D60")
    value = "x" * (size - len("sessionid"))

    tab.route("**/large", lambda route: route.fulfill(headers={"Set-Cookie": f"sessionid={value}; Path=/"}, body="set"))
    tab.goto(f"http://127.0.0.1:{port}/large")

    found = {cookie["name"]: cookie["value"] for cookie in tab.context.cookies()}
    assert found["sessionid"] == (value if kept else "abc")
