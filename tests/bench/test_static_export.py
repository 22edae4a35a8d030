"""A big site written as files: what it costs, and that the copy is whole, quiet and searchable.

`EXPORT_ARTICLES` and `EXPORT_PEOPLE` set the size; with `EXPORT_LIGHT=1` the copy is a light one.
`make bench` keeps it small. Times are of processors, the same on a busy machine.
"""

from __future__ import annotations

import json
import os
import random
import re
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from home.export.search_words import spelled
from tests.bench.databases import ROOT, environment, filled, manage

pytestmark = pytest.mark.bench

ARTICLES = int(os.environ.get("EXPORT_ARTICLES", "100"))
PEOPLE = int(os.environ.get("EXPORT_PEOPLE", "400"))
WORKERS = os.environ.get("EXPORT_WORKERS", "2")
LIGHT = ["--light"] if os.environ.get("EXPORT_LIGHT") == "1" else []
ADDRESS = "https://ho.example/ho"
#: Most a page may cost, in seconds of one processor.
MOST_A_PAGE = 0.15
#: Most memory of one process, in KB.
MOST_MEMORY = 1_000_000
_TOLD = re.compile(r"Hỏi (\d+) trang, ghi (\d+) tệp")
_UUID = re.compile(rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_WRITE = """
from functools import partial
from django.utils import timezone
from cms.news.models import NewsPage
from genealogy.models import Person
from genealogy.public_export import stranger
from tests.bench import articles, newsroom
newsroom.articles = partial(articles.articles, {articles})
newsroom.fill()
link = NewsPage.person_links.rel.related_model
seen = Person.objects.detailed_to(stranger(timezone.localdate())).order_by("pk")
pages = NewsPage.objects.order_by("pk").values_list("pk", flat=True)
pairs = zip(pages, seen.values_list("pk", flat=True))
link.objects.bulk_create(link(page_id=page, person_id=one, sort_order=0) for page, one in pairs)
"""
_EDIT = """
from cms.news.models import NewsPage
page = NewsPage.objects.get(slug="bai-{number}")
page.title = "Một tựa mới tinh"
page.save_revision().publish()
"""
_PEOPLE = """
import json
from django.utils import timezone
from genealogy.models import Person
from genealogy.public_export import exported_people, exported_uuids, stranger
viewer = stranger(timezone.localdate())
seen = exported_uuids(viewer)
everybody = map(str, Person.objects.values_list("uuid", flat=True))
found = [[one.card.name, one.card.url] for one in exported_people(viewer)][::97]
print(json.dumps({"hidden": sorted(set(everybody) - seen), "found": found}))
"""


@dataclass(frozen=True)
class Run:
    """What an export did, and the seconds of processors it took."""

    asked: int
    written: int
    seconds: float


@dataclass(frozen=True)
class Big:
    """The exported site."""

    env: dict[str, str]
    folder: Path
    run: Run


def _export(env: dict[str, str], folder: Path) -> Run:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    order = ["-o", str(folder), "--address", ADDRESS, "--workers", WORKERS, *LIGHT]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", "export_static", *order],
        cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    sys.stdout.write(done.stdout)
    asked, written = map(int, _TOLD.search(done.stdout).groups())
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(asked, written, spent)


def _shell(env: dict[str, str], code: str) -> str:
    command = [sys.executable, "-W", "ignore", "manage.py", "shell", "--no-imports", "-c", code]
    run = {"cwd": ROOT, "env": env, "check": True, "stdout": subprocess.PIPE, "text": True}
    return subprocess.run(command, **run).stdout


@pytest.fixture(scope="module")
def big(tmp_path_factory):
    var = tmp_path_factory.mktemp("big")
    env = environment(f"sqlite:///{var / 'db.sqlite3'}", var)
    filled(env, var, PEOPLE, "export")
    _shell(env, _WRITE.format(articles=ARTICLES))
    folder = var / "site"
    run = _export(env, folder)
    sys.stdout.write(
        f"{ARTICLES} articles, {PEOPLE} people: {run.seconds:.0f} s of processors,"
        f" {1000 * run.seconds / run.asked:.0f} ms a page\n"
    )
    return Big(env, folder, run)


def test_it_is_whole(big):
    manage(big.env, "export_static", "-o", str(big.folder), "--address", ADDRESS, "--check")
    assert big.run.seconds / big.run.asked < MOST_A_PAGE
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < MOST_MEMORY


@pytest.fixture(scope="module")
def people(big):
    return json.loads(_shell(big.env, _PEOPLE).splitlines()[-1])


def test_who_is_hidden_stands_in_no_file(big, people):
    hidden = set(people["hidden"])
    assert hidden
    told = {
        (path.name, uuid.decode())
        for path in big.folder.rglob("*")
        if path.is_file()
        for uuid in _UUID.findall(path.read_bytes())
        if uuid.decode() in hidden
    }
    assert told == set()
    assert not [path for path in big.folder.glob("gia-pha/nguoi/*") if path.name in hidden]


def test_everybody_is_found_in_the_index(big, people):
    root = big.folder / "tim-kiem/chi-muc"
    contents = json.loads((root / "muc-luc.json").read_text())
    blocks = {}
    for name, url in random.Random(3).sample(people["found"], min(20, len(people["found"]))):
        # A letter alone is in no file.
        words = [word for word in name.split() if len(word) > 1]
        keys = set.intersection(*[_keys_of(root, contents, word) for word in words])
        paths = set()
        for key in keys:
            number = key % contents["bai"]
            if number not in blocks:
                blocks[number] = json.loads((root / f"bai/{number}.json").read_text())
            paths.add(blocks[number][_based(key)][0][2])
        assert f"/ho{url}" in paths


def _keys_of(root: Path, contents: dict, word: str) -> set[int]:
    """Read the keys of the documents that bear a word in their names, as the browser does."""
    folded, marked = spelled(word)
    beginnings = {folded[:length] for length in range(2, len(folded) + 1)} | {f"{folded}_"}
    name = next(one for one in contents["tu"] if one in beginnings)
    count = contents["phan"].get(name, 1)
    found: set[int] = set()
    for number in range(count):
        last = f"~{number}" if count > 1 else ""
        words = json.loads((root / f"tu/{name}{last}.json").read_text())
        key = 0
        for step in words.get(folded, {}).get(marked, [""])[0].split():
            key += int(step, 36)
            found.add(key)
    return found


def _based(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    return digits[number] if number < 36 else _based(number // 36) + digits[number % 36]


def test_an_edit_asks_for_a_handful(big):
    _shell(big.env, _EDIT.format(number=ARTICLES // 2))
    run = _export(big.env, big.folder)
    sys.stdout.write(
        f"one edit: {run.asked} pages asked, {run.written} files, {run.seconds:.1f} s\n"
    )
    assert run.asked < 30
    assert run.written < 80


def test_the_index_is_cut_small(big):
    files = [path.stat().st_size for path in (big.folder / "tim-kiem/chi-muc").rglob("*.json")]
    assert max(files) <= 60_000
    contents = json.loads((big.folder / "tim-kiem/chi-muc/muc-luc.json").read_text())
    assert len(contents["tu"]) > 5
