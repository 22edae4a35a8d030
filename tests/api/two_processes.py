"""One process edits, another reads what is kept: run by `test_caching_processes`.

    python -m tests.api.two_processes edit|read FOLDER SECONDS

The editor writes a growing number into content, and after each commit the number into a file both
see. Before each request the reader looks there: an answer with a lower number is stale. With
`Accept-Encoding` and `If-None-Match` drawn at random, so that 304 and codings are checked too.
"""

from __future__ import annotations

import gzip
import json
import mmap
import os
import random
import re
import struct
import sys
import time
from pathlib import Path

import brotli

NUMBERS = 8
#: The reader stops after so many answers from memory, and when so many edits were committed.
LEAST = int(os.environ.get("LEAST", "60"))
LEAST_EDITS = int(os.environ.get("LEAST_EDITS", "12"))
#: Numbers are written so: found in any body, whatever stands around them.
WRITTEN = re.compile(rb"SO(\d)X(\d{6})X")
REGISTERS = ("article", "other", "topic", "site", "person", "redirect")


def word(register: int, number: int) -> str:
    return f"SO{register}X{number:06d}X"


class Board:
    """What is committed: one number for each register, in a file."""

    def __init__(self, folder: Path) -> None:
        path = folder / "board"
        if not path.exists():
            path.write_bytes(bytes(8 * NUMBERS))
        self._file = path.open("r+b")
        self._map = mmap.mmap(self._file.fileno(), 8 * NUMBERS)

    def __getitem__(self, register: int) -> int:
        return struct.unpack_from("<q", self._map, 8 * register)[0]

    def __setitem__(self, register: int, number: int) -> None:
        struct.pack_into("<q", self._map, 8 * register, number)


def edit(folder: Path, seconds: float) -> None:
    from wagtail.contrib.redirects.models import Redirect
    from wagtail.models import Site

    from cms.core import versions
    from cms.news.models import NewsPage, Topic
    from genealogy.services import people
    from home.models.settings import SiteSettings
    from tests.genealogy.factories import ClanFactory, PersonFactory
    from tests.news.factories import add_news, add_topic

    versions.begin()
    board = Board(folder)
    topic = add_topic()
    person = PersonFactory(clan=ClanFactory(), given_name=word(4, 0))
    article = add_news(word(0, 0), topics=[topic], people=[person])
    other = add_news(word(1, 0), topics=[topic])
    redirect = Redirect.objects.create(old_path="/cu", redirect_link="/cu/")
    site = SiteSettings.for_site(Site.objects.get())

    def publish(number: int) -> None:
        page = NewsPage.objects.get(pk=article.pk)
        page.title = word(0, number)
        page.save_revision().publish()

    def hide_and_show(number: int) -> None:
        page = NewsPage.objects.get(pk=article.pk)
        page.unpublish()
        publish(number)

    def bulk(number: int) -> None:
        NewsPage.objects.filter(pk=other.pk).update(title=word(1, number))

    def rename(number: int) -> None:
        Topic.objects.filter(pk=topic.pk).update(name=word(2, number))

    def settings(number: int) -> None:
        site.motto = word(3, number)
        site.save()

    def live(number: int) -> None:
        people.person_update(person, given_name=word(4, number))

    def lead(number: int) -> None:
        redirect.redirect_link = f"/{word(5, number)}/"
        redirect.save()

    ways = [(0, publish), (0, hide_and_show), (1, bulk), (2, rename), (3, settings), (4, live), (5, lead)]  # fmt: skip # noqa: E501
    for register, way in ways:
        way(1)
        board[register] = 1
    addresses = {
        "/api/v2/news/": (0, 1, 2, 4),
        f"/api/v2/news/{article.pk}/": (0, 2, 4),
        f"/api/v2/news/{other.pk}/": (1, 2),
        "/api/v2/topics/": (2,),
        "/api/v2/site/": (3,),
        f"/api/v2/people/{person.uuid}/": (0, 4),
        "/api/v2/people/": (4,),
        "/api/v2/redirects/": (5,),
        "/api/v2/pages/?type=news.NewsPage": (0, 1),
    }
    (folder / "addresses.tmp").write_text(json.dumps(addresses))
    (folder / "addresses.tmp").rename(folder / "addresses.json")
    draw, number, end = random.Random(6), 1, time.monotonic() + seconds
    while time.monotonic() < end and not (folder / "done").exists():
        register, way = draw.choice(ways)
        number += 1
        way(number)
        board[register] = number
        time.sleep(draw.choice((0, 0.02, 0.2, 0.5)))
    sys.stdout.write(json.dumps({"edits": number}))


def ask(application, environ) -> tuple[int, dict[str, str], bytes]:
    """Call the site as a server does; the body without its coding."""
    told: dict[str, str] = {}
    status: list[int] = []

    def start(line, pairs):
        status.append(int(line[:3]))
        told.update(pairs)

    response = application(environ, start)
    body = b"".join(response)
    response.close()
    decode = {"gzip": gzip.decompress, "br": brotli.decompress}.get(told.get("Content-Encoding"))
    return status[0], told, decode(body) if decode and body else body


def wait_for(path: Path) -> None:
    patience = time.monotonic() + 150
    while not path.exists():
        if time.monotonic() > patience:
            sys.exit("The editor never began.")
        time.sleep(0.02)


def read(folder: Path, seconds: float) -> None:
    from django.core.handlers.wsgi import WSGIHandler
    from django.test.client import RequestFactory

    from cms.core.api import kept

    wait_for(folder / "addresses.json")
    addresses = json.loads((folder / "addresses.json").read_text())
    board, application, factory = Board(folder), WSGIHandler(), RequestFactory()
    draw, known = random.Random(os.getpid()), {}
    counts = {"read": 0, "from_memory": 0, "not_modified": 0, "stale": []}
    made = kept.KeptAnswers._made
    kept.KeptAnswers._made = lambda self, *args: (counts.update(from_memory=counts["from_memory"] - 1), made(self, *args))[1]  # fmt: skip # noqa: E501
    end = time.monotonic() + seconds

    def is_enough() -> bool:
        edited = max(board[register] for register in range(NUMBERS))
        return counts["from_memory"] >= LEAST and edited >= LEAST_EDITS

    while time.monotonic() < end and not is_enough():
        address = draw.choice(list(addresses))
        coding = draw.choice(("", "gzip", "br"))
        headers = {"host": "testserver", "accept-encoding": coding}
        if (address, coding) in known and draw.random() < 0.5:
            headers["if-none-match"] = known[address, coding][0]
        committed = [board[register] for register in range(NUMBERS)]
        status, told, body = ask(application, factory.get(address, headers=headers).environ)
        counts["read"] += 1
        counts["from_memory"] += 1
        if status == 404:
            continue
        if status == 304:
            counts["not_modified"] += 1
            body = known[address, coding][1]
        if "ETag" in told:
            known[address, coding] = (told["ETag"], body)
        seen = {int(name): int(value) for name, value in WRITTEN.findall(body)}
        for register in addresses[address]:
            # The article may be hidden for a moment, and is then nowhere.
            if register in seen and seen[register] < committed[register]:
                counts["stale"].append([address, register, seen[register], committed[register]])
    (folder / "done").touch()
    counts["entries"] = len(kept.shelf.entries())
    sys.stdout.write(json.dumps(counts))


if __name__ == "__main__":
    import django

    django.setup()
    {"edit": edit, "read": read}[sys.argv[1]](Path(sys.argv[2]), float(sys.argv[3]))
