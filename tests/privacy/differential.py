"""Two sites that differ only in what is hidden must give a stranger the same bytes.

The second site is the first one in a savepoint with one hidden change (`hidden_changes`); every
address a stranger can make up is asked in both, with all its filters, orders and searches.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache

from cms.news.api import NEWS_ORDERS
from genealogy.api.filters import PERSON_ORDERS, BranchFilterSet, PersonFilterSet
from tests.privacy.asking import Answer, Asker
from tests.privacy.roles import PAGES
from tests.privacy.routes import UnknownArgument, addresses, patterns, queries, row_of, words_of
from tests.privacy.world import change

#: What a form draws anew for each answer, and what the clock writes.
_DRAWN = re.compile(
    rb'(csrfmiddlewaretoken"? value=")[^"]+|(csrftoken=)[^;]+|(\'Expires\': \')[^\']+'
    rb"|(expires=)[^;]+"
)

#: What is left of the caller's budget: told by the clock and by how often he has asked.
_OF_CALLER = ("RateLimit", "X-RateLimit-Remaining", "X-RateLimit-Reset")

#: Values that filters are asked with; a filter without any here is asked with "1".
_VALUES = {
    "clan": ["ho-chim"],
    "generation": ["1", "3", "4", "5"],
    "generation_from": ["4"],
    "generation_to": ["3"],
    "sex": ["m", "f", "u"],
    "born_from": ["1900", "1979", "1980", "2010"],
    "born_to": ["1910", "1979", "2020"],
    "died_from": ["1900", "1940"],
    "died_to": ["1940", "1950"],
    "memorial_month": ["2", "9", "10"],
    "memorial_day": ["3", "9", "17"],
    "search": ["do", "at", "van", "duong", "goi", "tam", "be", "vo", "nuoi", "thua"],
    "order": [*PERSON_ORDERS, *(f"-{name}" for name in PERSON_ORDERS)],
}


#: Questions whose answer could tell of somebody by a day, a family, a branch or a misspelt name.
_QUESTIONS = (
    "đời 4", "đời 3-5", "chi một", "sinh 1900-1999", "sinh 1980", "mất 1940", "1979", "thế kỷ 20",
    "giỗ tháng 10", "giỗ 3/9", "giỗ ngày 17", "con ông duong", "vợ ông van", "con bà thi",
    "duongx", "vawn", "vvan", "tamm", "beo", "goii",
)  # fmt: skip
_SEARCH_DOORS = ("/tim-kiem/", "/tim-kiem/goi-y/", "/gia-pha/tim/", "/api/v2/search/")


def addresses_of_strangers(world: Any) -> list[str]:
    """Give every address of readers and programs, with the parameters it knows.

    The secret address of a calendar is none of them: whoever has it reads as its account does.
    """
    found: list[str] = []
    subjects = list(world.subjects.values())
    for route in patterns():
        row = row_of(route)
        if row is None or row.door != PAGES:
            continue
        try:
            plain = addresses(route, world)
        except UnknownArgument:
            continue
        found += plain
        for number, query in enumerate(queries(route)):
            subject = subjects[number % len(subjects)]
            found += [f"{one}?{query.format(**words_of(subject, world))}" for one in plain[:2]]
    found += _filtered("/api/v2/people/", PersonFilterSet, world)
    found += _filtered("/api/v2/branches/", BranchFilterSet, world)
    found += [f"/api/v2/people/?limit=1&offset={offset}" for offset in range(16)]
    found += [f"/api/v2/people/?search=d&order={order}" for order in PERSON_ORDERS]
    found += [f"/api/v2/news/?order={order}" for order in NEWS_ORDERS]
    found += [f"/gia-pha/tim/?q={words}" for words in _VALUES["search"]]
    found += [f"/gia-pha/tim/?clan=ho-chim&doi={number}" for number in range(1, 7)]
    found += [f"/gia-pha/ho-chim/ngay-gio/?thang={month}" for month in range(1, 13)]
    found += [f"/gia-pha/ho-chim/chi/chi-mot/?doi={number}" for number in range(1, 7)]
    found += [f"/api/v2/search/?q={words}" for words in _VALUES["search"]]
    for asked in _QUESTIONS:
        found += [f"{door}?{urlencode({'q': asked})}" for door in _SEARCH_DOORS]
    return [one for one in dict.fromkeys(found) if world.calendar_secret not in one]


def _filtered(address: str, filters: Any, world: Any) -> list[str]:
    values = {**_VALUES, "branch": [str(world.branch.uuid)], "parent": [str(world.branch.uuid)]}
    return [
        f"{address}?{name}={value}"
        for name in filters.base_filters
        for value in values.get(name, ["1"])
    ]


def ask_all(asked: Iterable[str], somebody: Asker | None = None) -> dict[str, Answer]:
    """Ask as somebody, by default as a stranger, nothing kept from before."""
    cache.clear()
    somebody = somebody or Asker()
    return {address: somebody.get(address) for address in asked}


def _bytes(answer: Answer) -> bytes:
    told = {name: text for name, text in answer.headers.items() if name not in _OF_CALLER}
    whole = b"\n".join([str(answer.status).encode(), repr(told).encode(), answer.body])
    return _DRAWN.sub(rb"\1\2\3\4", whole)


def differences(
    before: dict[str, Answer],
    hidden_change: Callable[[Any], None],
    world: Any,
    somebody: Asker | None = None,
) -> list[str]:
    """Give the addresses that answer otherwise after a change; the change is taken back."""
    with change():
        hidden_change(world)
        after = ask_all(before, somebody)
    for row in (world.clan, world.branch):
        row.refresh_from_db()
    return [address for address in before if _bytes(before[address]) != _bytes(after[address])]


def sample(asked: Sequence[str], most: int) -> list[str]:
    """Give some addresses from all over the list."""
    return list(asked[:: max(1, len(asked) // most)][:most])
