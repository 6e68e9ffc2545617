"""Accepted hosts and origins."""

from __future__ import annotations

import pytest

from tests.project.environment.refusal import refused


class TestWhoGetsIn:
    @pytest.mark.parametrize("hosts", ["*", "library.example.org", "localhost,0.0.0.0", ".example.org"])
    def test_debug_with_the_site_open_to_others_is_refused(self, read, hosts):
        assert refused(read, DEBUG="on", ALLOWED_HOSTS=hosts).startswith(
            "DEBUG is on, and ALLOWED_HOSTS opens the site"
        )

    def test_debug_on_this_machine_is_fine(self, read):
        assert read(DEBUG="on", ALLOWED_HOSTS="localhost,127.0.0.1").debug

    def test_production_without_hosts_is_refused(self, read, production):
        assert refused(read, **production | {"ALLOWED_HOSTS": ""}).startswith(
            "DEBUG is off, and ALLOWED_HOSTS is empty"
        )


class TestNames:
    """Hosts and origins that no request can match."""

    @pytest.mark.parametrize(
        "host",
        [
            *("*.example.org", "https://example.org", "a.org b.org", "example.org:443", "example.org/", ".", "..org"),
            *(
                "example.org.",
                "a_b.example.org",
                "bücher.example.org",
                "::1",
                "[::1]:443",
                "[fe80::1%eth0]",
                "[]",
                "**",
            ),
        ],
    )
    def test_a_host_that_is_no_host_name_is_refused(self, read, production, host):
        for hosts in (host, f"library.example.org,{host}"):
            sentence = refused(read, **production | {"ALLOWED_HOSTS": hosts})
            assert sentence.startswith(f"ALLOWED_HOSTS has {host!r}, which is not a host name")
            assert "Write names without scheme" in sentence

    @pytest.mark.parametrize("host", ["library", ".example.org", "192.0.2.1", "[2001:db8::1]", "xn--bcher-kva.example"])
    def test_a_host_name_starts(self, read, production, host):
        assert read(**production | {"ALLOWED_HOSTS": f" {host} "}).allowed_hosts == [host]

    @pytest.mark.parametrize(
        "origin",
        [
            *("https://example.org/", "https://example.org/path", "https://example.org?a", "https://example.org:443"),
            *("example.org", "https://me@example.org", "https://", "ftp://example.org", "https://*example.org"),
        ],
    )
    def test_an_origin_that_no_browser_sends_is_refused(self, read, production, origin):
        for variables in ({}, production):
            sentence = refused(read, **variables, CSRF_TRUSTED_ORIGINS=f"https://a.example.org,{origin}")
            assert sentence.startswith(f"CSRF_TRUSTED_ORIGINS has {origin}, which is not an origin")

    @pytest.mark.parametrize("origin", ["https://example.org:8443", "https://192.0.2.1", "https://[2001:db8::1]:8443"])
    def test_an_origin_starts(self, read, production, origin):
        assert read(**production, CSRF_TRUSTED_ORIGINS=origin).trusted_origins == [origin]
