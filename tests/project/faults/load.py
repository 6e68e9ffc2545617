"""Concurrent visitors, each with a visit counter, and the counts that they were shown."""

from __future__ import annotations

import http.client
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.project.faults.servers import wait_until
from tests.project.visitor import Visitor

VISITS_SEEN = re.compile(r"You have visited this page (\d+) time")
VISITORS = 6


@dataclass
class Counting:
    """A visitor who opens the home page, which counts visits, repeatedly.

    ``wrong`` has a sentence for each impossible count. ``unsure`` is the number of visits since the last count that got
    a 503 or no response: each of them may have been counted or not.
    """

    visitor: Visitor
    told: int = 0
    unsure: int = 0
    unanswered: int = 0
    statuses: list[int] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def visit(self) -> None:
        """Visit once, and compare the count with the previous one."""
        try:
            page = self.visitor.get("/catalog/")
        except (OSError, http.client.HTTPException):
            self.unanswered += 1
            self.unsure += 1
            return
        self.statuses.append(page.status)
        seen = VISITS_SEEN.search(page.text)
        if page.status == 503:
            self.unsure += 1
        elif page.status != 200 or seen is None:
            self.wrong.append(f"{page.status}: {page.text[:200]}")
        else:
            count = int(seen[1])
            if not self.told < count <= self.told + self.unsure + 1:
                self.wrong.append(f"{count} after {self.told}, with {self.unsure} unsure")
            self.told, self.unsure = count, 0

    def number_of(self, status: int) -> int:
        """Return the number of responses with this status so far."""
        return self.statuses.count(status)


@dataclass
class Crowd:
    """Visitors who visit concurrently during the ``with`` block of ``coming``."""

    everybody: list[Counting]

    @contextmanager
    def coming(self) -> Iterator[None]:
        """Let all of them visit repeatedly."""
        enough = threading.Event()

        def come(one: Counting) -> None:
            while not enough.is_set():
                one.visit()

        threads = [threading.Thread(target=come, args=[one]) for one in self.everybody]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            enough.set()
            for thread in threads:
                thread.join()

    def wait_for(self, answers: int, status: int) -> None:
        """Return when every visitor has got this number of additional responses with this status."""
        before = [one.number_of(status) for one in self.everybody]

        def seen() -> bool:
            pairs = zip(self.everybody, before, strict=True)
            return all(one.number_of(status) >= old + answers for one, old in pairs)

        wait_until(seen, f"{answers} more answers {status}")

    @property
    def statuses(self) -> set[int]:
        """The set of all statuses."""
        return {status for one in self.everybody for status in one.statuses}

    @property
    def unanswered(self) -> int:
        """The number of requests without a response."""
        return sum(one.unanswered for one in self.everybody)

    @property
    def wrong(self) -> list[str]:
        """The sentences about impossible counts of all visitors."""
        return [sentence for one in self.everybody for sentence in one.wrong]

    def visit_once_more(self) -> None:
        """Let each visit once at the end: this count shows what was stored."""
        for one in self.everybody:
            one.visit()


def crowd(port: int) -> Crowd:
    """Return visitors of the site on ``port`` who have a session from one visit each."""
    found = Crowd([Counting(Visitor(port)) for _ in range(VISITORS)])
    found.visit_once_more()
    assert found.statuses == {200}
    return found
