"""Đời counted within branches: "đời 15 họ, đời 6 chi Giáp", on every level of nested branches."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, F, When
from django.utils.translation import gettext as _

from genealogy.domain.viewer import Viewer
from genealogy.models import Branch, Person
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
    rows = Branch.objects.filter(clan_id=person.clan_id).annotate(
        founded_in=Case(When(visible_people(viewer, "founder__"), then=F("founder__generation")))
    )
    branches = {branch.pk: branch for branch in rows.defer("introduction").order_by("pk")}
    chain: list[tuple[Branch, int | None]] = []
    current = person.branch_id
    while current in branches and len(chain) < len(branches):
        branch = branches[current]
        branch.clan = person.clan
        since = branch.since_generation
        chain.append((branch, branch.founded_in if since is None else since))
        current = branch.parent_id
    return chain
