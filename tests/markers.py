"""Secrets that tests can find in any text, complete or partial, in every escaping."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from urllib.parse import quote

# Each begins and ends with letters and digits, which no escaping changes; the middle has characters that are escaped.
SECRETS = {
    "key": "KeyBegin7311/@&'<\"% and spaces where a line may be wrapped, éß KeyEnd7312",
    "fallback": "FallbackBegin7321/@&'<\"%+{a}-long-enough-for-production-é-FallbackEnd7322",
    "database": "DatabaseBegin7331/@&'<\"% \\DatabaseEnd7332",
    "cache": "CacheBegin7341/@&'<\"% \\é,;CacheEnd7342",
    "mail": "MailBegin7351/@&'<\"% \\MailEnd7352",
}
MARKS = re.compile(r"\w+(?:Begin|End)73\d\d")
BASE64 = re.compile(r"[A-Za-z0-9+/]{16,}={0,2}")


def leaks(text: str) -> set[str]:
    """Return the beginnings and ends of secrets in ``text``, also of those in base64."""
    found = set(MARKS.findall(text))
    for coded in BASE64.findall(text):
        whole = coded.rstrip("=")
        whole = whole[: len(whole) - (len(whole) % 4 == 1)]  # a single character of the next group encodes no octet
        decoded = base64.b64decode(whole + "=" * (-len(whole) % 4))
        found |= set(MARKS.findall(decoded.decode("latin-1")))
    return found


def variables(port: int) -> Mapping[str, str]:
    """Return an environment with a secret in each variable that can have one, for servers on the unused ``port``."""
    database, cache, mail = (quote(SECRETS[name], safe="") for name in ("database", "cache", "mail"))
    return {
        "SECRET_KEY": SECRETS["key"],
        "SECRET_KEY_FALLBACKS": SECRETS["fallback"],
        "DATABASE_URL": f"postgresql://library:{database}@127.0.0.1:{port}/library",
        "CACHE_URL": f"redis://:{cache}@127.0.0.1:{port}/0",
        "EMAIL_URL": f"smtp+tls://library:{mail}@127.0.0.1:{port}",
    }
