"""Query counts as a committed baseline.

A count above the baseline fails; so does one below it, so that a gain is kept. Write the counts
anew with `make test-quick ARGS="tests/api --update-query-counts"` and look at the difference.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

BASELINE = Path(__file__).parent / "snapshots" / "query_counts.json"


class QueryCounts:
    """Compares the number of queries of a named request with the baseline."""

    def __init__(self, *, update: bool) -> None:
        self.update = update
        self.known = json.loads(BASELINE.read_text()) if BASELINE.exists() else {}

    def check(self, name: str, count: int, *, most: int) -> None:
        """Compare; `most` is what was promised, whatever the baseline says."""
        assert count <= most, f"{name}: {count} queries, promised are {most}"
        if self.update:
            stored = json.loads(BASELINE.read_text()) if BASELINE.exists() else {}
            stored[name] = count
            BASELINE.parent.mkdir(exist_ok=True)
            BASELINE.write_text(json.dumps(stored, indent=2, sort_keys=True) + "\n")
            return
        assert count == self.known.get(name), (
            f"{name}: {count} queries, the baseline is {self.known.get(name)}"
        )


@pytest.fixture
def query_counts(request) -> QueryCounts:
    return QueryCounts(update=request.config.getoption("--update-query-counts"))
