"""Finding pages by Vietnamese words, with or without marks, on any database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, overload

from django.db.models import QuerySet
from wagtail.models import Page
from wagtail.search.index import insert_or_update_object
from wagtail.search.query import And, Phrase, PlainText

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
    words = fold_words(query)[:MAX_WORDS]
    if not words:
        return []
    # The search runs over all pages of the type and the queryset is applied to the hits, because
    # the search engine knows only filters on indexed fields.
    everything = queryset.model._default_manager.all().only("pk")
    folded = " ".join(words)
    tiers = [everything.search(folded, operator="and")]
    marked = marked_words(query)[:MAX_WORDS]
    if wanted := [Phrase(" ".join(phrase)) for phrase in phrases]:
        tiers = [everything.search(And([PlainText(folded, operator="and"), *wanted]))]
    else:
        tiers.append(everything.autocomplete(folded, operator="and"))
    if marked and not wanted:
        tiers.insert(0, everything.search(" ".join([*marked, *words]), operator="and"))
    found: dict[int, None] = {}
    for tier in tiers:
        if len(found) < limit:
            found.update(dict.fromkeys(page.pk for page in tier[:limit]))
    allowed = set(queryset.filter(pk__in=list(found)).values_list("pk", flat=True))
    return [page_id for page_id in found if page_id in allowed][:limit]


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
