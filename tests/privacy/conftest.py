"""The world of a module of privacy tests, and how much they looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.privacy.world import World, build

#: What tests count with `record_property`; shown at the end of a run of this folder.
COUNTED = ("checks", "requests", "pairs")


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """Build the world once for a module; nothing of it stays in the database.

    A module that uses it marks its tests `django_db`: each runs in a savepoint above the world.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        try:
            yield build()
        finally:
            transaction.set_rollback(True)


def pytest_terminal_summary(terminalreporter):
    """Say how many checks, requests and pairs of answers the run made."""
    counts = Counter()
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        if report.when == "call":
            counts.update({name: n for name, n in report.user_properties if name in COUNTED})
    if counts:
        told = ", ".join(f"{counts[name]:,} {name}" for name in COUNTED if counts[name])
        terminalreporter.write_line(f"privacy: {told}")
