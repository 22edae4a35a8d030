"""Đời counted within branches: "đời 15 họ, đời 6 chi Giáp", on every level of nested branches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Case, F, QuerySet, When
from django.utils.translation import gettext as _

from genealogy.domain.viewer import Viewer
from genealogy.models import Branch, Clan, Person
from genealogy.querysets import visible_people
from genealogy.selectors.cards import BranchCard


@dataclass(frozen=True)
class BranchGeneration:
    """Somebody's đời in one branch; its founder has 1."""

    branch: BranchCard
    generation: int

    @property
    def label(self) -> str:
        """Return it in words: "đời 6 Chi Giáp"."""
        return _("đời %(number)s %(branch)s") % {
            "number": self.generation,
            "branch": self.branch.title,
        }


class BranchBeginnings:
    """From which đời each branch of a clan counts, for many people at once."""

    def __init__(self, branches: Mapping[int, Branch], since: Mapping[int, int | None]) -> None:
        self._branches, self._since = branches, since

    def innermost_label(self, branch_id: int, generation: int) -> str:
        """Give "đời 6 Chi Giáp" of the innermost branch that has begun by a đời; else nothing."""
        current: int | None = branch_id
        for _step in self._branches:
            if current is None or current not in self._branches:
                break
            since = self._since[current]
            if since is not None and generation >= since:
                words = {"number": generation - since + 1, "branch": self._branches[current].title}
                return _("đời %(number)s %(branch)s") % words
            current = self._branches[current].parent_id
        return ""


def branch_beginnings(clan: Clan, viewer: Viewer) -> BranchBeginnings:
    """Read from which đời the branches of a clan count, as this viewer may know. One query."""
    branches = {branch.pk: branch for branch in _branches_of(clan.pk, viewer)}
    return BranchBeginnings(branches, {key: _since(one) for key, one in branches.items()})


def branch_generations_of(person: Person, viewer: Viewer) -> list[BranchGeneration]:
    """Give a visible person's đời in their branch and in each above it, the innermost first.

    A branch counts from the đời it was split off (`since_generation`), else from that of its
    founder, if the viewer may know of the founder. A branch that begins below the person, or
    whose beginning is unknown, is left out. One query, none for somebody without a branch.
    """
    if person.branch_id is None or person.generation is None:
        return []
    found = []
    for branch, since in _with_branches_above(person, viewer):
        number = person.generation - since + 1 if since is not None else 0
        if number >= 1:
            card = BranchCard(
                branch.uuid, branch.title, branch.get_absolute_url(), person.clan.name
            )
            found.append(BranchGeneration(card, number))
    return found


def _with_branches_above(person: Person, viewer: Viewer) -> list[tuple[Branch, int | None]]:
    """Give the person's branch and those above it, each with the đời it counts from."""
    branches = {branch.pk: branch for branch in _branches_of(person.clan_id, viewer)}
    chain: list[tuple[Branch, int | None]] = []
    current = person.branch_id
    while current in branches and len(chain) < len(branches):
        branch = branches[current]
        branch.clan = person.clan
        chain.append((branch, _since(branch)))
        current = branch.parent_id
    return chain


def _branches_of(clan_id: int, viewer: Viewer) -> QuerySet[Branch]:
    rows = Branch.objects.filter(clan_id=clan_id).annotate(
        founded_in=Case(When(visible_people(viewer, "founder__"), then=F("founder__generation")))
    )
    return rows.defer("introduction").order_by("pk")


def _since(branch: Branch) -> int | None:
    founded_in: int | None = branch.founded_in  # type: ignore[attr-defined] # annotated above
    return founded_in if branch.since_generation is None else branch.since_generation
