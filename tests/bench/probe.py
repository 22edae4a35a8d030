"""Asks one clan the questions of its readers and prints what each took, as one JSON object.

Run as a process of its own by `test_scale`, so that caches and memory start from nothing:
python -m tests.bench.probe SLUG [--build]. With --build it builds the index of the tree anew and
says what that took, instead.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

ASKED = 120
WARM_UP = 8
#: Descendants of four generations that one question is about.
FEWEST_BELOW, MOST_BELOW = 12, 30
#: People on all lines between two, in one question about blood.
FEWEST_ON_LINES, MOST_ON_LINES = 8, 16
SEED = 20


def memory() -> float:
    """Give the resident memory of this process in megabytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def timed(ask: Callable[[int], object], count: int = ASKED) -> dict[str, float]:
    """Give p50 and p95 in milliseconds over `count` different questions."""
    for number in range(WARM_UP):
        ask(number)
    costs = []
    for number in range(count):
        started = time.perf_counter()
        ask(number)
        costs.append((time.perf_counter() - started) * 1000)
    costs.sort()
    return {"p50": statistics.median(costs), "p95": costs[int(len(costs) * 0.95)]}


def build(slug: str) -> dict[str, float]:
    """Build the index from the rows; give seconds, megabytes at the peak over before, and kept."""
    from django.conf import settings

    from genealogy.models import Clan
    from genealogy.selectors.graph import graph_prepare

    folder = settings.VAR_DIR / "graph"
    shutil.rmtree(folder, ignore_errors=True)
    clan = Clan.objects.get(slug=slug)
    before = memory()
    started = time.perf_counter()
    graph_prepare(clan)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    kept = sum(path.stat().st_size for path in folder.glob("*.npy")) / 2**20
    return {"build s": seconds, "build peak MB": peak - before, "snapshot MB": kept}


def ask(slug: str) -> dict[str, Any]:
    """Ask every question and give what each took."""
    from django.test import Client

    from genealogy.models import Clan, Person, UnionMember
    from genealogy.selectors.graph import clan_graph

    clan = Clan.objects.get(slug=slug)
    dead = Person.objects.filter(clan=clan, presumed_living=False)
    lineage = dead.filter(membership="lineage")
    chance = random.Random(SEED)

    def some(people, count):
        """Give (pk, uuid) of people spread over the whole table, by key, without sorting it."""
        first = people.order_by("pk").values_list("pk", flat=True).first()
        last = people.order_by("-pk").values_list("pk", flat=True).first()
        found = []
        while len(found) < count:
            row = people.filter(pk__gte=chance.randint(first, last)).order_by("pk")
            found.append(row.values_list("pk", "uuid").first() or (first, None))
        return [row for row in found if row[1] is not None]

    client = Client(headers={"host": "localhost"})

    def get(address: str) -> None:
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)
        assert response.content

    def person(rows, number):
        return rows[number % len(rows)][1]

    before = memory()
    started = time.perf_counter()
    graph = clan_graph(clan)
    graph.ancestors(clan.founder_id)
    first_answer = (time.perf_counter() - started) * 1000
    added = memory() - before

    def ordinary(people, fits):
        """Keep people whose answers are of like length, so that only the clan's size differs."""
        found = []
        while len(found) < ASKED:
            found += [row for row in some(people, ASKED) if fits(row[0])]
        return found[:ASKED]

    def has_ordinary_family(pk):
        parents = graph.parents(pk)
        return (
            len(parents) == 2
            and 1 <= len(graph.children(pk)) <= 4
            and len(graph.children(parents[0].relative)) <= 6
        )

    deep = lineage.filter(generation__range=(6, 11))
    people = ordinary(deep, has_ordinary_family)
    others = ordinary(deep, has_ordinary_family)
    pairs = []
    while len(pairs) < ASKED:
        pair = chance.choice(people), chance.choice(others)
        told = sum(len(line.people) for line in graph.kin_lines(pair[0][0], pair[1][0]).lines)
        if pair[0] != pair[1] and FEWEST_ON_LINES <= told <= MOST_ON_LINES:
            pairs.append(pair)
    wives = ordinary(dead.filter(membership="wife", generation__range=(6, 11)), lambda _pk: True)
    tops = ordinary(
        lineage.filter(generation__range=(4, 11), descendant_count__range=(15, 400)),
        lambda pk: FEWEST_BELOW <= len(graph.descendants(pk, depth=4)) <= MOST_BELOW,
    )
    get(f"/api/v2/people/{people[0][1]}/")
    answers = {
        "person detail": timed(lambda n: get(f"/api/v2/people/{person(people, n)}/")),
        "ancestors": timed(lambda n: get(f"/api/v2/people/{person(people, n)}/ancestors/")),
        "descendants(4)": timed(
            lambda n: get(f"/api/v2/people/{person(tops, n)}/descendants/?depth=4")
        ),
        "subtree count": timed(lambda n: clan_graph(clan).descendant_count(tops[n % len(tops)][0])),
        "statistics": timed(lambda n: get(f"/api/v2/clans/{slug}/statistics/")),
        "relationship by blood": timed(
            lambda n: get(
                f"/api/v2/people/{pairs[n % ASKED][0][1]}/relationship/?to={pairs[n % ASKED][1][1]}"
            )
        ),
        "relationship by marriage": timed(
            lambda n: get(f"/api/v2/people/{person(wives, n)}/relationship/?to={person(others, n)}")
        ),
    }
    return {
        "people": Person.objects.filter(clan=clan).count(),
        "couples": UnionMember.objects.filter(union__clan=clan).count() // 2,
        "index load ms": first_answer,
        "index load MB": added,
        "answers": answers,
    }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    django.setup()
    work = build if "--build" in sys.argv else ask
    sys.stdout.write(json.dumps(work(sys.argv[1])) + "\n")
