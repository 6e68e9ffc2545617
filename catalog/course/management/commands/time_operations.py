"""``manage.py time_operations``: how long the site takes to answer when an operation is run."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from statistics import median
from typing import Any

from django.core.management import BaseCommand
from django.test import Client
from django.urls import reverse

from catalog.course.lessons.operation import Operation, all_operations
from catalog.management.database import require_migrated_database

HEADERS = {"HX-Request": "true"}  # the part of the page that a run draws anew


class Command(BaseCommand):
    """Runs every operation several times through the whole site, and prints the median of each."""

    help = "Time every operation of the course, in milliseconds. It makes a session and deletes it again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the number of rounds."""
        parser.add_argument("--rounds", type=int, default=5, help="how often to run each operation (5)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the operations, the slowest first."""
        require_migrated_database()
        browser = Client(SERVER_NAME="localhost", raise_request_exception=False)
        times: dict[str, list[float]] = {name: [] for name in all_operations()}
        for _ in range(options["rounds"]):
            for name, operation in all_operations().items():
                times[name].append(milliseconds(browser, operation))
        browser.post(reverse("run-operation", args=["flush_session"]), headers=HEADERS)
        medians = sorted(((median(taken), name) for name, taken in times.items()), reverse=True)
        for taken, name in medians:
            self.stdout.write(f"{taken:7.1f} ms  {name}")
        self.stdout.write(f"{median(taken for taken, _ in medians):7.1f} ms  median of {len(medians)} operations")


def milliseconds(browser: Client, operation: Operation) -> float:
    """Run ``operation`` with its default inputs, and return how long the answer took."""
    inputs = {one.name: one.default for one in operation.inputs}
    start = time.perf_counter()
    browser.post(reverse("run-operation", args=[operation.name]), inputs, headers=HEADERS)
    return (time.perf_counter() - start) * 1000
