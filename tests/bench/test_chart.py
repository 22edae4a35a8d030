"""What the tree explorer costs at 2,000, 100,000 and 1,000,000 people, beside a person's detail.

Each figure is the median over interleaved rounds of fresh processes. What is held is growth, never
milliseconds. Run as a module it asks one clan: python -m tests.bench.test_chart SLUG.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.bench.databases import ROOT, database_of, environment, filled, kept_folder
from tests.bench.probe import SEED, memory, timed

pytestmark = pytest.mark.bench

SIZES = tuple(int(size) for size in os.environ.get("BENCH_SIZES", "2000,100000,1000000").split(","))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
ENGINES = tuple(os.environ.get("BENCH_ENGINES", "sqlite,postgres").split(","))
#: How much a question may grow from the smallest to the largest clan.
GROWTH = {"person detail": 1.3, "chart": 1.3, "branch below": 1.3, "overview": 2.0}
#: Boxes of the windows compared, so that only the clan's size differs.
BOXES = range(14, 31)
ASKED = 60


def ask(slug: str) -> dict[str, Any]:
    """Ask every question of one clan and give what each took."""
    from django.test import Client

    from genealogy.models import Clan, Person

    clan = Clan.objects.get(slug=slug)
    people = Person.objects.filter(
        clan=clan, presumed_living=False, membership="lineage", generation__range=(6, 9)
    )
    client = Client(headers={"host": "localhost"})

    def get(address: str) -> Any:
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)
        return response

    before = memory()
    started = time.perf_counter()
    get(f"/api/v2/people/{clan.founder.uuid}/chart/")
    first = (time.perf_counter() - started) * 1000
    deadline = time.monotonic() + 120
    from genealogy.selectors.chart_folk import CountedFolk, chart_folk
    from tests.conftest import TODAY, Role, Viewer

    while not isinstance(chart_folk(clan, Viewer(Role.ANONYMOUS, TODAY), sons=False), CountedFolk):
        assert time.monotonic() < deadline, "the numbers never came"
        time.sleep(0.2)
    ready = (time.perf_counter() - started) * 1000
    chance = random.Random(SEED)
    low = people.order_by("pk").values_list("pk", flat=True).first()
    high = people.order_by("-pk").values_list("pk", flat=True).first()
    chosen: list[str] = []
    sizes = []
    while len(chosen) < ASKED:
        row = people.filter(pk__gte=chance.randint(low, high)).order_by("pk").first()
        if row is None:
            continue
        boxes = get(f"/api/v2/people/{row.uuid}/chart/").json()["boxes"]
        if len(boxes) in BOXES:
            chosen.append(str(row.uuid))
            sizes.append(len(boxes))

    def person(number: int) -> str:
        return chosen[number % ASKED]

    founder = clan.founder.uuid
    answers = {
        "person detail": timed(lambda n: get(f"/api/v2/people/{person(n)}/")),
        "chart": timed(lambda n: get(f"/api/v2/people/{person(n)}/chart/")),
        "chart sons": timed(lambda n: get(f"/api/v2/people/{person(n)}/chart/?sons=1")),
        "branch below": timed(lambda n: get(f"/api/v2/people/{person(n)}/branch-below/?down=1")),
        "chart of founder": timed(lambda n: get(f"/api/v2/people/{founder}/chart/"), 20),
        "overview": timed(lambda n: get(f"/api/v2/clans/{slug}/overview/"), 20),
    }
    return {
        "answers": answers,
        "first ms": first,
        "ready ms": ready,
        "added MB": memory() - before,
        "boxes": statistics.median(sizes),
    }


def asked(env: dict[str, str], slug: str) -> dict[str, Any]:
    """Ask in a fresh process."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.bench.test_chart", slug],
        cwd=ROOT,
        env=env,
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def measured(engine: str) -> dict[int, list[dict]]:
    """Ask every size in turn, round after round."""
    from scripts.test_postgres import postgres

    folder = kept_folder()
    reports: dict[int, list[dict]] = defaultdict(list)
    with ExitStack() as stack:
        if engine == "postgres":
            server = stack.enter_context(postgres(Path(folder) / "postgres"))
        places = {}
        for size in SIZES:
            if engine == "sqlite":
                url = f"sqlite:///{folder / f'{size}.sqlite3'}"
            else:
                url = database_of(server, size)
            var = folder / f"{engine}-{size}"
            var.mkdir(exist_ok=True)
            env = environment(url, var)
            places[size] = env, filled(env, folder, size, engine)
        for _round in range(ROUNDS):
            for size, (env, slug) in places.items():
                reports[size].append(asked(env, slug))
    return reports


def _middle(reports: list[dict], question: str, share: str) -> float:
    return statistics.median(report["answers"][question][share] for report in reports)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_explorer_stays_flat_from_a_village_to_a_million(engine):
    reports = measured(engine)
    small, large = SIZES[0], SIZES[-1]
    sys.stdout.write(f"\n{engine}: ms, p50 / p95 at {', '.join(map(str, SIZES))}\n")
    growths = {}
    for question in reports[small][0]["answers"]:
        half = [_middle(reports[size], question, "p50") for size in SIZES]
        most = [_middle(reports[size], question, "p95") for size in SIZES]
        cells = [f"{p50:9.2f} /{p95:9.2f}" for p50, p95 in zip(half, most, strict=True)]
        growths[question] = half[-1] / half[0]
        sys.stdout.write(f"{question:20}{''.join(cells)}   {growths[question]:.2f}\n")
    for name in ("first ms", "ready ms", "added MB", "boxes"):
        row = [statistics.median(report[name] for report in reports[size]) for size in SIZES]
        sys.stdout.write(f"{name:20}{''.join(f'{value:21.1f}' for value in row)}\n")
    detail = _middle(reports[large], "person detail", "p50")
    ratio = _middle(reports[large], "chart", "p50") / detail
    sys.stdout.write(f"a chart is {ratio:.2f} times a person detail\n")
    assert {name: growths[name] for name, most in GROWTH.items() if growths[name] > most} == {}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    import django

    django.setup()
    sys.stdout.write(json.dumps(ask(sys.argv[1])) + "\n")
