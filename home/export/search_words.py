"""Documents and words of the search that works without a server."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from cms.core.pages import BasePage
from cms.core.restrictions import is_restricted
from cms.core.text import fold_words, marked_words
from cms.council.models import EventPage
from cms.news.models import NewsPage
from cms.programmes.models import EpisodePage, ProgrammePage
from genealogy.public_export import exported_branches, exported_people, stranger
from home.export.addresses import Sitemap
from home.models import StandardPage

#: Kinds of hits in the order they are shown; the number is part of a document's key.
PERSON, BRANCH, NEWS, OTHER = range(4)
_PAGES = (NewsPage, EpisodePage, ProgrammePage, EventPage, StandardPage)
_HASH_BITS = 32
_RANK_BITS = 16
_LAST_RANK = 2**_RANK_BITS - 1
_LONGEST_WORD = 24
_FIRST_DAY = date(1970, 1, 1)


@dataclass(frozen=True)
class Document:
    """Something the search finds.

    Args:
        key: kind, place in the order of hits and hash of the address; the same as long as these
            are, whatever else is found.
        kind: PERSON, BRANCH, NEWS or OTHER.
        title: what is shown.
        url: its path on the living site.
        facts: what stands below the title.
        names: text whose words count more.
        text: text whose words count less.
    """

    key: int
    kind: int
    title: str
    url: str
    facts: tuple[str, ...]
    names: str
    text: str = ""


def key_of(kind: int, rank: int, url: str) -> int:
    """Give the key of a document; a lower rank is shown first."""
    hashed = hashlib.blake2b(url.encode(), digest_size=4).digest()
    rank = min(max(rank, 0), _LAST_RANK)
    return ((kind << _RANK_BITS | rank) << _HASH_BITS) | int.from_bytes(hashed)


def spelled(word: str) -> tuple[str, str]:
    """Give a word folded, and with its marks in one ASCII spelling (itself when it has none).

    >>> spelled("Hoá"), spelled("hóa"), spelled("hoa")
    (('hoa', 'hoa1'), ('hoa', 'hoa1'), ('hoa', 'hoa'))
    """
    folded = "".join(fold_words(word))[:_LONGEST_WORD]
    marked = marked_words(word)
    return folded, marked[0][: 2 * _LONGEST_WORD] if marked else folded


def documents(today: date, sitemap: Sitemap) -> Iterator[Document]:
    """Give everything strangers may find on a day of Vietnam."""
    yield from _people(today)
    for branch in exported_branches(stranger(today)):
        key = key_of(BRANCH, 0, branch.url)
        names = f"{branch.title} {branch.clan_name}"
        yield Document(key, BRANCH, branch.title, branch.url, (branch.clan_name,), names)
    for model in _PAGES:
        rows = model.objects.live().exclude(is_restricted()).order_by("pk")
        if model is NewsPage:
            rows = rows.select_related("author").prefetch_related("topics")
        for page in rows.iterator(chunk_size=200):
            url = page.get_url() or ""
            if url in sitemap.pages:
                yield _page(page, url)


def _people(today: date) -> Iterator[Document]:
    for person in exported_people(stranger(today)):
        card = person.card
        facts = (card.generation_label, card.branch_title, card.years)
        father = _("con ông %(name)s") % {"name": card.father_name} if card.father_name else ""
        yield Document(
            key_of(PERSON, card.generation or _LAST_RANK, card.url),
            PERSON,
            card.name,
            card.url,
            tuple(fact for fact in (*facts, father) if fact),
            " ".join((card.name, *person.other_names)),
        )


def _page(page: BasePage, url: str) -> Document:
    moment = getattr(page, "display_date", None) or getattr(page, "starts_at", None)
    day = timezone.localtime(moment).date() if moment else None
    kind = NEWS if isinstance(page, NewsPage) else OTHER
    rank = _LAST_RANK - (day - _FIRST_DAY).days if day else _LAST_RANK
    facts = () if day is None else (f"{day.day}/{day.month}/{day.year}",)
    words = page.search_words()
    labels = page.search_labels()
    return Document(
        key_of(kind, rank, url),
        kind,
        page.title,
        url,
        facts,
        " ".join([page.title, *labels]),
        " ".join(words[1 + len(labels) :]),
    )
