"""Connections to a Redis server that may hang.

A server that is down refuses a connection at once. One that hangs, or a network that drops packets, costs the whole
time-out, and each page would wait for it several times, until every thread of the site waits. After a time-out all
pools of the process therefore fail at once for a moment.

``services.py`` names it as ``pool_class`` of Django's cache: https://docs.djangoproject.com/en/5.2/ref/settings/#options
"""

from __future__ import annotations

import time
from typing import Any, ClassVar

from redis import ConnectionPool, TimeoutError

from locallibrary.services import CACHE_REST


class RestingPool(ConnectionPool):
    """A pool that gives out no connection for ``CACHE_REST`` seconds after its server let one wait in vain."""

    # Until when, on the clock of time.monotonic(), by server: Django makes a pool for each thread.
    _resting_until: ClassVar[dict[Any, float]] = {}

    def get_connection(self, *args: Any, **kwargs: Any) -> Any:
        """Return a connection that is open. Raise redis-py's ``TimeoutError`` if the server does not answer."""
        if time.monotonic() < self._resting_until.get(self._server, 0):
            raise TimeoutError(f"The server did not answer a moment ago, and is asked again after {CACHE_REST} seconds")
        try:
            connection = super().get_connection(*args, **kwargs)
        except TimeoutError:
            self._rest()
            raise
        connection.lent = time.monotonic()
        return connection

    def release(self, connection: Any) -> None:
        """Take a connection back; redis-py has closed it if the command on it failed."""
        patience = self.connection_kwargs.get("socket_timeout")
        lent = connection.__dict__.pop("lent", None)
        closed = connection._sock is None  # what redis-py 8 calls is_connected, and 6 and 7 do not tell
        if patience and lent is not None and closed and time.monotonic() - lent >= patience:
            self._rest()
        super().release(connection)

    @property
    def _server(self) -> tuple[Any, ...]:
        return tuple(self.connection_kwargs.get(part) for part in ("host", "port", "path"))

    def _rest(self) -> None:
        self._resting_until[self._server] = time.monotonic() + CACHE_REST
