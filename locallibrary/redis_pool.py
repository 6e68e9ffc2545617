"""A connection pool for a Redis server that may hang.

A server that is down refuses a connection at once. If it hangs, or the network drops packets, a command takes the
whole time-out. Each page would wait several times, until every thread of the site waits. After a time-out all pools
of the process therefore fail at once for ``CACHE_REST`` seconds.

``services.py`` names it as ``pool_class`` of Django's cache: https://docs.djangoproject.com/en/5.2/ref/settings/#options
"""

from __future__ import annotations

import time
from typing import Any, ClassVar

from redis import ConnectionPool, TimeoutError

from locallibrary.services import CACHE_REST


class RestingPool(ConnectionPool):
    """A pool that returns no connection for ``CACHE_REST`` seconds after a time-out of its server."""

    # The end of the pause on the clock of time.monotonic(), by server: Django creates a pool for each thread.
    _resting_until: ClassVar[dict[Any, float]] = {}

    def get_connection(self, *args: Any, **kwargs: Any) -> Any:
        """Return an open connection. Raise redis-py's ``TimeoutError`` if the server does not respond."""
        if time.monotonic() < self._resting_until.get(self._server, 0):
            raise TimeoutError(f"The server timed out; the next attempt is after {CACHE_REST} seconds")
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
        closed = connection._sock is None  # is_connected of redis-py 8; 6 and 7 have no public attribute
        if patience and lent is not None and closed and time.monotonic() - lent >= patience:
            self._rest()
        super().release(connection)

    @property
    def _server(self) -> tuple[Any, ...]:
        return tuple(self.connection_kwargs.get(part) for part in ("host", "port", "path"))

    def _rest(self) -> None:
        self._resting_until[self._server] = time.monotonic() + CACHE_REST
