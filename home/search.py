"""One search over the whole site: people, news, programmes, events, branches, papers, pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from wagtail.api.v2.utils import get_restricted_collection_ids
from wagtail.models import Page

from cms.core.search import MAX_HITS, search_page_ids
from cms.core.text import fold_words
from cms.council.models import EventPage
from cms.media.guards import visible_documents
from cms.media.models import ClanDocument
from cms.news.models import NewsPage
from cms.programmes.models import EpisodePage, ProgrammePage
from genealogy.public import (
    BranchIndex,
    PeopleFound,
    Question,
    Viewer,
    branch_hits,
    found_cards,
    guesses,
    known_words,
    other_names_of,
    people_found,
    question_of,
    viewer_of,
    with_filters,
)
from home.search_hits import SearchHit, branch_hit, document_hit, page_hit, person_hit

#: Longest query that is looked at, in letters.
MAX_QUERY = 120
#: Kinds of hits in the order in which they are shown.
KINDS = ("people", "branches", "news", "programmes", "events", "documents", "pages")
#: What a page must be to stand under a kind; other pages are "pages".
_PAGE_KINDS: dict[type[Page], str] = {
    NewsPage: "news",
    EpisodePage: "programmes",
    ProgrammePage: "programmes",
    EventPage: "events",
}
#: Papers whose titles are read, the newest first.
_MOST_DOCUMENTS = 2000
#: Titles of pages whose words a misspelt word may be meant to be.
_MOST_TITLES = 2000
_OPEN_PAGES = {"depth__gt": 1}


@dataclass(frozen=True)
class SearchGroup:
    """Keys of the hits of one kind, best first; `is_more` says that there are still more."""

    kind: str
    keys: Sequence[Any] = field(default_factory=list)
    is_more: bool = False

    @property
    def count(self) -> int:
        """Return how many hits are known, hidden ones never among them."""
        return len(self.keys)


@dataclass(frozen=True)
class SearchAnswer:
    """What a question found; `guess` is what it was changed to when it found nothing."""

    question: Question
    groups: Sequence[SearchGroup]
    guess: str = ""

    @property
    def total(self) -> int:
        """Return all counts added up."""
        return sum(group.count for group in self.groups)

    @property
    def has_more(self) -> bool:
        """Whether some kind has more hits than were counted."""
        return any(group.is_more for group in self.groups)

    def group(self, kind: str) -> SearchGroup:
        """Give the hits of a kind, none for one that was not asked for."""
        return next((group for group in self.groups if group.kind == kind), SearchGroup(kind))


class SiteSearch:
    """One search for one reader: what it found, and hits made of any slice of it.

    Only pages for everybody are searched, and only people and branches this reader may know of.
    The number of queries does not depend on what is found.
    """

    def __init__(
        self,
        request: HttpRequest,
        text: str,
        *,
        kinds: Sequence[str] = KINDS,
        generation: int | None = None,
        branch: Any = None,
    ) -> None:
        self.request = request
        self.viewer: Viewer = viewer_of(request)
        self.kinds = kinds
        self.index = BranchIndex(self.viewer)
        self._narrow = {"generation": generation, "branch": branch}
        self.question = with_filters(question_of(text, self.index), **self._narrow)

    def answer(self, *, with_guess: bool = True) -> SearchAnswer:
        """Search; where nothing is found, search for what was perhaps meant."""
        found = SearchAnswer(self.question, self._groups(self.question))
        if found.total or not with_guess or not self.question.words:
            return found
        for words in guesses(self.question, self._known):
            text = _with_words(self.question, words)
            question = with_filters(question_of(text, self.index), **self._narrow)
            groups = self._groups(question)
            if any(group.count for group in groups):
                return SearchAnswer(question, groups, guess=text)
        return found

    def _groups(self, question: Question) -> list[SearchGroup]:
        if not question.text:
            return []
        pages = self._pages(question)
        finders: dict[str, Callable[[], SearchGroup]] = {
            "people": lambda: self._people(question),
            "branches": lambda: SearchGroup(
                "branches", branch_hits(question, self.viewer, self.index)
            ),
            "documents": lambda: SearchGroup("documents", self._documents(question)),
        }
        return [
            finders[kind]() if kind in finders else SearchGroup(kind, pages.get(kind, []))
            for kind in self.kinds
        ]

    def _people(self, question: Question) -> SearchGroup:
        found: PeopleFound = people_found(question, self.viewer, self.index)
        return SearchGroup("people", found.keys, found.is_more)

    def _pages(self, question: Question) -> dict[str, list[int]]:
        if not {*self.kinds} - {"people", "branches", "documents"}:
            return {}
        public = Page.objects.live().public().filter(**_OPEN_PAGES)
        # Pages are searched by all that was typed: "giỗ" and "đời 7" are words like any there.
        keys = search_page_ids(question.text, public, phrases=question.phrases, limit=MAX_HITS)
        kinds = {
            ContentType.objects.get_for_model(model).pk: kind for model, kind in _PAGE_KINDS.items()
        }
        types = dict(Page.objects.filter(pk__in=keys).values_list("pk", "content_type_id"))
        found: dict[str, list[int]] = {}
        for key in keys:
            found.setdefault(kinds.get(types.get(key, 0), "pages"), []).append(key)
        return found

    def _documents(self, question: Question) -> list[ClanDocument]:
        words = fold_words(question.text)
        if len("".join(words)) < 2:
            return []
        documents = visible_documents(ClanDocument.objects.all(), self.request)
        documents = documents.exclude(
            collection__in=get_restricted_collection_ids(self.request)
        ).order_by("-created_at", "-pk")
        return [
            document
            for document in documents[:_MOST_DOCUMENTS]
            if _holds(fold_words(document.title), words)
        ]

    @cached_property
    def _known(self) -> dict[str, int]:
        """Give the words of names and of titles this reader may know."""
        known = dict(known_words(self.viewer))
        public = Page.objects.live().public().filter(**_OPEN_PAGES)
        titles = public.order_by("-pk").values_list("title", flat=True)
        for title in titles[:_MOST_TITLES]:
            for word in fold_words(title):
                known[word] = known.get(word, 0) + 1
        return known

    def hits(self, group: SearchGroup, question: Question, rows: slice) -> list[SearchHit]:
        """Make hits of some of a group, their words marked."""
        keys = list(group.keys[rows])
        if not keys:
            return []
        words = [*question.written, *(word for phrase in question.phrases for word in phrase)]
        if group.kind == "people":
            cards = found_cards(keys, self.viewer)
            others = other_names_of(cards, words, self.viewer)
            return [person_hit(card, words, others.get(card.uuid, "")) for card in cards]
        words = question.text.split()
        if group.kind == "branches":
            return [branch_hit(row, words) for row in keys]
        if group.kind == "documents":
            return [document_hit(row, words) for row in keys]
        pages = {page.pk: page for page in Page.objects.filter(pk__in=keys).specific()}
        return [page_hit(pages[key], words, self.request) for key in keys if key in pages]


def _holds(tokens: Sequence[str], words: Sequence[str]) -> bool:
    return all(any(token.startswith(word) for token in tokens) for word in words)


def _with_words(question: Question, words: Sequence[str]) -> str:
    """Write the question again with other words for those of names."""
    text = f" {question.text} "
    for written, word in zip(question.written, words, strict=False):
        if word not in {written, *fold_words(written)}:
            text = text.replace(f" {written} ", f" {word} ", 1)
    return text.strip()
