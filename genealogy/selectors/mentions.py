"""What other parts of the site say of a person or a branch.

The genealogy knows nothing of news; whoever writes of people registers a provider at start.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from genealogy.domain.viewer import Viewer


@dataclass(frozen=True)
class Mention:
    """A page that speaks of a person or a branch; the provider has checked it is published."""

    kind: str
    title: str
    url: str
    date: date | datetime | None
    page_id: int | None = None


class MentionProvider(Protocol):
    """Gives the mentions of people or of branches, newest first; one of the two is given."""

    def __call__(
        self,
        *,
        person_ids: Sequence[int] = (),
        branch_ids: Sequence[int] = (),
        viewer: Viewer,
    ) -> list[Mention]:
        """Give the mentions this viewer may open."""


_providers: list[MentionProvider] = []


def register_mentions(provider: MentionProvider) -> MentionProvider:
    """Add a provider; call it from `AppConfig.ready`. Registering twice adds it once."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def _newest_first(mentions: list[Mention], limit: int) -> list[Mention]:
    mentions.sort(key=lambda mention: str(mention.date or ""), reverse=True)
    return mentions[:limit]


def mentions_of_person(person_pk: int, viewer: Viewer, *, limit: int = 10) -> list[Mention]:
    """Give what is published of a person the viewer may know, newest first."""
    found = [
        mention
        for provider in _providers
        for mention in provider(person_ids=[person_pk], viewer=viewer)
    ]
    return _newest_first(found, limit)


def mentions_of_branch(branch_pk: int, viewer: Viewer, *, limit: int = 10) -> list[Mention]:
    """Give what is published of a branch, newest first."""
    return mentions_of_branches([branch_pk], viewer, limit=limit)


def mentions_of_branches(
    branch_pks: Sequence[int], viewer: Viewer, *, limit: int = 10
) -> list[Mention]:
    """Give what is published of any of these branches, newest first, each page once."""
    if not branch_pks:
        return []
    found = [
        mention
        for provider in _providers
        for mention in provider(branch_ids=branch_pks, viewer=viewer)
    ]
    return _newest_first(list({mention.url: mention for mention in found}.values()), limit)
