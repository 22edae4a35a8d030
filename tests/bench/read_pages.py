"""A process that opens pages of people until its input ends; started by `test_moves.py`.

Prints one line of JSON: [[when it asked, seconds it waited], ...] by the machine's monotonic clock.
"""

from __future__ import annotations

import json
import random
import select
import sys
import time

import django

django.setup()

from django.test import Client  # noqa: E402 Django must be set up first

from genealogy.models import Person  # noqa: E402

_PAGES = 400
#: Pages opened before the first is counted, so that templates and connections are there.
_WARM = 10


def main(slug: str) -> None:
    """Open pages of random people of a clan, one after the other."""
    dead = Person.objects.filter(clan__slug=slug, presumed_living=False, membership="lineage")
    uuids = list(dead.order_by("pk").values_list("uuid", flat=True))
    pages = random.Random(7).sample(uuids, min(_PAGES, len(uuids)))
    client = Client(headers={"host": "localhost"})
    for uuid in pages[:_WARM]:
        client.get(f"/gia-pha/nguoi/{uuid}/")
    waits = []
    print("ready", flush=True)  # noqa: T201 the test waits for it
    while not select.select([sys.stdin], [], [], 0)[0]:
        asked = time.monotonic()
        answer = client.get(f"/gia-pha/nguoi/{pages[len(waits) % len(pages)]}/")
        assert answer.status_code == 200, answer.status_code
        waits.append((asked, time.monotonic() - asked))
    print(json.dumps(waits))  # noqa: T201 the answer to the test


if __name__ == "__main__":
    main(sys.argv[1])
