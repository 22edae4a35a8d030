"""Finding pages by Vietnamese words, with or without marks, on any database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, overload

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from wagtail.models import Page
from wagtail.search.index import insert_or_update_object
from wagtail.search.query import And, Phrase, PlainText

from cms.core.full_text import STARTS, TEXTS, best_ids, newest_ids
from cms.core.text import fold_words, marked_words

#: Beyond this many hits nobody turns pages; it bounds the work of one search.
MAX_HITS = 500
#: Words of a query that count; more narrow nothing and only cost.
MAX_WORDS = 16


class FoundPages(Sequence[Page]):
    """Pages found, best first. Sliced and counted like a queryset, so a paginator takes it."""

    def __init__(self, queryset: QuerySet[Page], page_ids: list[int]) -> None:
        self.queryset = queryset
        self.page_ids = page_ids

    def __len__(self) -> int:
        return len(self.page_ids)

    def count(self, value: Any = None) -> int:
        """Return how many pages were found (at most `MAX_HITS`)."""
        return len(self.page_ids)

    @overload
    def __getitem__(self, index: int) -> Page: ...
    @overload
    def __getitem__(self, index: slice) -> list[Page]: ...
    def __getitem__(self, index: int | slice) -> Page | list[Page]:
        if isinstance(index, slice):
            return self._fetch(self.page_ids[index])
        return self._fetch([self.page_ids[index]])[0]

    def __iter__(self) -> Iterator[Page]:
        return iter(self._fetch(self.page_ids))

    def _fetch(self, page_ids: list[int]) -> list[Page]:
        by_id = {page.pk: page for page in self.queryset.filter(pk__in=page_ids)}
        return [by_id[page_id] for page_id in page_ids if page_id in by_id]


def search_page_ids(
    query: str,
    queryset: QuerySet[Page],
    *,
    phrases: Iterable[Sequence[str]] = (),
    limit: int = MAX_HITS,
) -> list[int]:
    """Return ids of the pages of `queryset` that hold every word of the query, best first.

    First come pages with the words as typed, marks and all; then pages that hold them with any
    marks; then pages with a word that begins as the last one does. NFC and NFD count alike.
    The queryset says what may be found: pass live, public pages. Of `phrases` (folded words that
    must follow each other) pages hold each.
    """
    found = _hits(query, queryset.model, phrases, limit)
    allowed = set(queryset.filter(pk__in=among(found)).values_list("pk", flat=True))
    return [page_id for page_id in found if page_id in allowed][:limit]


def pages_with_words(query: str, queryset: QuerySet[Any]) -> QuerySet[Any]:
    """Leave those pages in a queryset of public pages that hold every word, in its own order.

    See `search_page_ids` for what matches. Of more than `MAX_HITS` pages the newest are left.
    """
    words = fold_words(query)[:MAX_WORDS]
    if not words:
        return queryset.none()
    if connection.vendor == "sqlite":
        keys = newest_ids(queryset.model, words, limit=MAX_HITS)
    else:
        keys = _hits(query, queryset.model, (), MAX_HITS)
    return queryset.filter(pk__in=among(keys))


def among(keys: Sequence[int]) -> RawSQL | list[int]:
    """Give keys for `pk__in`; as one parameter, which Django does not turn over one by one."""
    if connection.vendor != "sqlite":
        return list(keys)
    return RawSQL("SELECT value FROM json_each(%s)", (json.dumps(list(keys)),))


def _hits(query: str, model: type[Page], phrases: Iterable[Sequence[str]], limit: int) -> list[int]:
    """Find pages of a type, hidden ones too.

    The search runs over all pages of the type and what may be found is asked of the hits, because
    the search engine knows only filters on indexed fields.
    """
    words = fold_words(query)[:MAX_WORDS]
    if not words:
        return []
    find = _indexed if connection.vendor == "sqlite" else _searched
    found: dict[int, None] = {}
    marked = marked_words(query)[:MAX_WORDS]
    for tier in _tiers(words, marked, [tuple(phrase) for phrase in phrases]):
        if len(found) < limit:
            found.update(dict.fromkeys(find(model, tier, limit)))
    return list(found)


@dataclass(frozen=True)
class _Tier:
    """Words that must all stand in a page; with `is_start` the last one may be unfinished."""

    words: Sequence[str]
    phrases: Sequence[Sequence[str]] = ()
    is_start: bool = False


def _tiers(
    words: list[str], marked: list[str], phrases: Sequence[Sequence[str]]
) -> Iterator[_Tier]:
    """Give what is searched for, the closest first."""
    if phrases:
        yield _Tier(words, phrases)
        return
    if marked:
        yield _Tier([*marked, *words])
    yield _Tier(words)
    yield _Tier(words, is_start=True)


def _indexed(model: type[Page], tier: _Tier, limit: int) -> list[int]:
    columns = STARTS if tier.is_start else TEXTS
    return best_ids(model, tier.words, phrases=tier.phrases, columns=columns, limit=limit)


def _searched(model: type[Page], tier: _Tier, limit: int) -> list[int]:
    everything = model._default_manager.all().only("pk")
    text = " ".join(tier.words)
    if tier.is_start:
        results = everything.autocomplete(text, operator="and")
    elif tier.phrases:
        wanted = [Phrase(" ".join(phrase)) for phrase in tier.phrases]
        results = everything.search(And([PlainText(text, operator="and"), *wanted]))
    else:
        results = everything.search(text, operator="and")
    return [page.pk for page in results[:limit]]


def search_pages(query: str, queryset: QuerySet[Page], *, limit: int = MAX_HITS) -> FoundPages:
    """Return the pages of `queryset` that match, best first, ready for a paginator.

    See `search_page_ids` for what matches.
    """
    return FoundPages(queryset, search_page_ids(query, queryset, limit=limit))


def index_published_page(*, instance: Page, **_kwargs: Any) -> None:
    """Index a page once more when all of it is stored; connected to `page_published`.

    Wagtail 8.0 indexes while the page's row is saved, before its topics are: a changed topic would
    be found only after the next change.
    """
    insert_or_update_object(instance)
