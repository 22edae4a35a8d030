"""Hits of the search, made ready to print: titles and excerpts in stretches, words marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.core.excerpts import Stretch, excerpt, marked, texts_of
from cms.council.models import EventPage
from cms.news.models import NewsPage
from cms.programmes.models import EpisodePage, ProgrammePage
from genealogy.public import BranchHit, PersonCard

#: What a page is called in the API, and under which endpoint it stands there.
_ENDPOINTS: dict[type[Any], tuple[str, str]] = {
    NewsPage: ("news", "news"),
    EpisodePage: ("episode", "episodes"),
    ProgrammePage: ("programme", "programmes"),
    EventPage: ("event", "events"),
}


@dataclass(frozen=True)
class SearchHit:
    """One hit.

    `title` and `excerpt` are stretches of text, those searched for marked. `type` is the word of
    the API; `api_path` where it stands there. `facts` are short and follow each other on a line;
    `also` is another name by which somebody was found.
    """

    type: str
    title: Sequence[Stretch]
    url: str
    api_path: str
    excerpt: Sequence[Stretch] = ()
    facts: Sequence[str] = field(default_factory=list)
    sex: str = ""
    also: Sequence[Stretch] = ()

    @property
    def name(self) -> str:
        """Return the title as plain text."""
        return "".join(text for text, _is_hit in self.title)

    @property
    def summary(self) -> str:
        """Return the excerpt as plain text."""
        return "".join(text for text, _is_hit in self.excerpt)


def person_hit(card: PersonCard, words: Sequence[str], other_name: str = "") -> SearchHit:
    """Make the hit of a person, from a card already cut to the reader."""
    father = _("con ông %(name)s") % {"name": card.father_name} if card.father_name else ""
    facts = [card.generation_label, card.branch_title, father, card.years]
    return SearchHit(
        type="person",
        title=marked(card.name, words),
        url=card.url,
        api_path=f"people/{card.uuid}/",
        facts=[fact for fact in facts if fact],
        sex=card.sex,
        also=marked(other_name, words),
    )


def branch_hit(row: BranchHit, words: Sequence[str]) -> SearchHit:
    """Make the hit of a branch or of a whole clan."""
    return SearchHit(
        type="clan" if row.is_clan else "branch",
        title=marked(row.title, words),
        url=row.url,
        api_path=f"{'clans' if row.is_clan else 'branches'}/{row.key}/",
        facts=[row.clan_name] if row.clan_name else [],
    )


def document_hit(document: Any, words: Sequence[str]) -> SearchHit:
    """Make the hit of a paper (tài liệu)."""
    day = timezone.localtime(document.created_at)
    return SearchHit(
        type="document",
        title=marked(document.title, words),
        url=document.url,
        api_path=f"documents/{document.pk}/",
        facts=[document.file_extension.upper(), f"{day:%d/%m/%Y}"],
    )


def page_hit(page: Any, words: Sequence[str], request: HttpRequest) -> SearchHit:
    """Make the hit of a page of any type, with the sentence in which the words stand."""
    kind, endpoint = _ENDPOINTS.get(type(page), ("page", "pages"))
    day = getattr(page, "display_date", None) or getattr(page, "starts_at", None)
    if day is not None and hasattr(day, "hour"):
        day = timezone.localtime(day)
    return SearchHit(
        type=kind,
        title=marked(page.title, words),
        url=page.get_url(request) or "",
        api_path=f"{endpoint}/{page.pk}/",
        excerpt=excerpt(texts_of(page), words),
        facts=[f"{day:%d/%m/%Y}"] if day else [],
    )
