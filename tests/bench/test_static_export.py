"""A big site written as files: how long it takes, and that the copy is whole, quiet and searchable.

`EXPORT_ARTICLES` and `EXPORT_PEOPLE` set the size; `make bench` keeps it small.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.bench.databases import ROOT, environment, filled, manage

pytestmark = pytest.mark.bench

ARTICLES = int(os.environ.get("EXPORT_ARTICLES", "100"))
PEOPLE = int(os.environ.get("EXPORT_PEOPLE", "400"))
WORKERS = os.environ.get("EXPORT_WORKERS", "2")
ADDRESS = "https://ho.example/ho"
#: Most a page may cost, in seconds of one processor; the export itself is a small part of it.
MOST_A_PAGE = 0.25
_TOLD = re.compile(r"Hỏi (\d+) trang, ghi (\d+) tệp")
_WRITE = """
from datetime import timedelta
from django.utils import timezone
from genealogy.models import Person
from tests.news.factories import add_news, add_topic
from genealogy.public_export import stranger
topics = [add_topic(f"Chuyên mục {{n}}") for n in range(8)]
seen = Person.objects.detailed_to(stranger(timezone.localdate())).order_by("pk")
people = list(seen[:{articles}])
for n in range({articles}):
    words = "<p>" + "Bà con về dự đông đủ. " * 60 + f"Việc thứ {{n}}.</p>"
    add_news(f"Tin họ số {{n}}", slug=f"tin-{{n}}", topics=[topics[n % 8]], people=people[n:n + 1],
             lead="Một câu dẫn.", display_date=timezone.now() - timedelta(n),
             body=[("paragraph", words)])
"""
_EDIT = """
from cms.news.models import NewsPage
page = NewsPage.objects.get(slug="tin-{number}")
page.title = "Một tựa mới tinh"
page.save_revision().publish()
"""


def _run(env: dict[str, str], *words: str) -> tuple[int, int, float]:
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", "export_static", *words],
        cwd=ROOT, env=env, check=True, capture_output=True, text=True,
    )  # fmt: skip
    asked, written = map(int, _TOLD.search(done.stdout).groups())
    return asked, written, time.monotonic() - started


def _shell(env: dict[str, str], code: str) -> None:
    manage(env, "shell", "--no-imports", "-c", code)


@pytest.fixture(scope="module")
def big(tmp_path_factory):
    var = tmp_path_factory.mktemp("big")
    env = environment(f"sqlite:///{var / 'db.sqlite3'}", var)
    filled(env, var, PEOPLE, "export")
    _shell(env, _WRITE.format(articles=ARTICLES))
    folder = var / "site"
    asked, written, seconds = _run(
        env, "-o", str(folder), "--address", ADDRESS, "--workers", WORKERS
    )
    sys.stdout.write(
        f"\n{ARTICLES} articles, {PEOPLE} people: {asked} pages asked, {written} files,"
        f" {seconds:.0f} s with {WORKERS} workers, {1000 * seconds / asked:.0f} ms a page\n"
    )
    return env, folder, seconds / asked


def test_it_is_whole(big):
    env, folder, a_page = big
    manage(env, "export_static", "-o", str(folder), "--address", ADDRESS, "--check")
    assert a_page < MOST_A_PAGE or os.getloadavg()[0] > 2 * (os.cpu_count() or 1)


def test_an_edit_asks_for_a_handful(big):
    env, folder, _a_page = big
    _shell(env, _EDIT.format(number=ARTICLES // 2))
    asked, written, seconds = _run(
        env, "-o", str(folder), "--address", ADDRESS, "--workers", WORKERS
    )
    sys.stdout.write(f"one edit: {asked} pages asked, {written} files, {seconds:.1f} s\n")
    assert asked < 60
    assert written < 80


def test_the_index_is_cut_small(big):
    _env, folder, _a_page = big
    files = [path.stat().st_size for path in Path(folder, "tim-kiem/chi-muc").rglob("*.json")]
    assert max(files) <= 60_000
    assert len(json.loads(Path(folder, "tim-kiem/chi-muc/muc-luc.json").read_text())["tu"]) > 5
