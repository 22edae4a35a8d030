"""A process that moves one line of about 10,000 people; started by `test_moves.py`.

Prints one line of JSON: people in the line, rows written, and when it began and ended by the
machine's monotonic clock (seconds), which all processes share.
"""

from __future__ import annotations

import json
import sys
import time

import django
from django.db import transaction

django.setup()

from genealogy.models import Clan, Person  # noqa: E402 Django must be set up first
from genealogy.services.moves import father_change  # noqa: E402


def main(slug: str, size: int) -> None:
    """Give the line nearest in size a father one generation higher in another line."""
    clan = Clan.objects.get(slug=slug)
    lines = Person.objects.filter(clan=clan, membership="lineage", generation__gt=3, sex="m")
    moved = min(
        lines.filter(descendant_count__gte=size * 0.7).select_related("clan"),
        key=lambda person: abs(person.descendant_count - size),
    )
    father = (
        lines.filter(generation__lt=moved.generation - 1)
        .exclude(descendant_count__gte=size)
        .order_by("-descendant_count")
        .first()
        or clan.founder
    )
    started = time.monotonic()
    with transaction.atomic():
        changed = father_change(person=moved, new_father=father, limit=None)
    print(  # noqa: T201 the answer to the test that started this process
        json.dumps(
            {
                "line": moved.descendant_count + 1,
                "rows": changed,
                "began": started,
                "ended": time.monotonic(),
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
