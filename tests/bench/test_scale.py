"""What readers' questions cost at 2,000, 100,000 and 1,000,000 people, in one table.

Each figure is the median over interleaved rounds of fresh processes. What is held is growth and
ratios inside one run, never milliseconds.
"""

from __future__ import annotations

import os
import statistics
import sys
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path

import pytest

from scripts.test_postgres import postgres
from tests.bench.databases import database_of, environment, filled, kept_folder, probe

pytestmark = pytest.mark.bench

SIZES = tuple(int(size) for size in os.environ.get("BENCH_SIZES", "2000,100000,1000000").split(","))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
ENGINES = tuple(os.environ.get("BENCH_ENGINES", "sqlite,postgres").split(","))
#: How much a question may grow from the smallest to the largest clan.
GROWTH = {
    "person detail": 1.3,
    "ancestors": 1.3,
    "descendants(4)": 1.3,
    "subtree count": 1.3,
    "statistics": 2.0,
    "relationship by blood": 1.3,
}


def measured(engine: str) -> dict[int, list[dict]]:
    """Probe every size in turn, round after round."""
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
        for env, slug in places.values():
            built = probe(env, slug, "--build")
            row = ", ".join(f"{name} {value:.1f}" for name, value in built.items())
            sys.stdout.write(f"{engine} {slug}: {row}\n")
        for _round in range(ROUNDS):
            for size, (env, slug) in places.items():
                reports[size].append(probe(env, slug))
    return reports


def middle(reports: list[dict], question: str, share: str) -> float:
    return statistics.median(report["answers"][question][share] for report in reports)


@pytest.mark.parametrize("engine", ENGINES)
def test_questions_stay_flat_from_a_village_to_a_million(engine):
    reports = measured(engine)
    small, large = SIZES[0], SIZES[-1]
    head = "".join(f"{size:>20,}" for size in SIZES)
    sys.stdout.write(f"\n{engine}: ms, p50 / p95\n{'':26}{head}   growth\n")
    growths = {}
    for question in reports[small][0]["answers"]:
        half = [middle(reports[size], question, "p50") for size in SIZES]
        most = [middle(reports[size], question, "p95") for size in SIZES]
        cells = [f"{p50:9.3f} /{p95:9.3f}" for p50, p95 in zip(half, most, strict=True)]
        growths[question] = half[-1] / half[0]
        sys.stdout.write(f"{question:26}{''.join(cells)}   {growths[question]:.2f}\n")
    for name in ("index load ms", "index load MB"):
        row = "".join(
            f"{statistics.median(report[name] for report in reports[size]):20.1f}" for size in SIZES
        )
        sys.stdout.write(f"{name:26}{row}\n")
    detail = middle(reports[large], "person detail", "p50")
    blood = middle(reports[large], "relationship by blood", "p50") / detail
    marriage = middle(reports[large], "relationship by marriage", "p95") / middle(
        reports[large], "ancestors", "p50"
    )
    sys.stdout.write(
        f"relationship by blood is {blood:.2f} times a person detail;"
        f" by marriage p95 is {marriage:.1f} times the ancestors\n"
    )
    assert blood <= 3
    assert marriage <= 60
    assert {name: growths[name] for name, most in GROWTH.items() if growths[name] > most} == {}
