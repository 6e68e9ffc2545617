"""Sends letters (e-mail) in a background thread after the response, so that no visitor waits for a mail server.

The response time therefore does not disclose whether an account exists. Waiting letters are sent before a regular end
of the process. The log has one line when a letter is begun and one when it is done, which shows letters that were
lost when the process was killed.
"""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Any

from django.db import connections

from catalog.notes import describe

logger = logging.getLogger(__name__)

MOST_WAITING = 200  # more than the rate limits allow in normal use

desk: Executor = ThreadPoolExecutor(max_workers=2, thread_name_prefix="post")
_numbers = itertools.count(1)
_waiting: set[int] = set()


def later(job: Callable[..., Any], **options: Any) -> None:
    """Queue ``job`` with these options. If the queue is full, drop it and log an error."""
    number = next(_numbers)
    if len(_waiting) >= MOST_WAITING:
        logger.error("Too many letters are waiting; number %s is dropped.", number)
        return
    _waiting.add(number)
    logger.info("Letter %s is begun.", number)
    desk.submit(_do, number, job, options)


def _do(number: int, job: Callable[..., Any], options: dict[str, Any]) -> None:
    try:
        job(**options)
    except Exception as error:  # any error of a database or a mail server is logged as a lost letter
        logger.error("Letter %s is lost: %s", number, describe(error))
    else:
        logger.info("Letter %s is done.", number)
    finally:
        _waiting.discard(number)
        connections.close_all()  # of this thread; no end of a request closes them here
