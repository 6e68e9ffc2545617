"""Letters that are written and sent after the answer, so that no visitor waits for a mail server.

Nor can anybody tell from the time of an answer whether there was a letter to write. What is waiting when the process
ends in good order is sent before; the log has one line when a letter is begun and one when it is done, so that one
that a killed process took along is to be seen.
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

MOST_WAITING = 200  # more than the limits of rate let in at normal use

desk: Executor = ThreadPoolExecutor(max_workers=2, thread_name_prefix="post")
_numbers = itertools.count(1)
_waiting: set[int] = set()


def later(job: Callable[..., Any], **options: Any) -> None:
    """Do ``job`` with these options after the answer. If too much is waiting already, it is dropped, with a line."""
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
    except Exception as error:  # whatever a database or a mail server raises, the log has to say that it is lost
        logger.error("Letter %s is lost: %s", number, describe(error))
    else:
        logger.info("Letter %s is done.", number)
    finally:
        _waiting.discard(number)
        connections.close_all()  # this thread's own; no request will end here and do it
