"""The facts of a clan itself and of its branches."""

from __future__ import annotations

from genealogy.domain.checks import BranchFacts, ClanFacts
from genealogy.models import Branch, Clan, Person


def read_clan(clan: Clan) -> ClanFacts:
    """Read the clan's own row anew: the object at hand may be older."""
    row = (
        Clan.objects.filter(pk=clan.pk)
        .values(
            "founder_id",
            "founder__clan_id",
            "founder_generation",
            "head_id",
            "head__clan_id",
            "close_kin_generations",
        )
        .get()
    )
    return ClanFacts(
        clan.pk,
        row["founder_id"],
        _is_outside(row["founder__clan_id"], clan),
        row["founder_generation"],
        row["head_id"],
        _is_outside(row["head__clan_id"], clan),
        row["close_kin_generations"],
    )


def _is_outside(clan_id: int | None, clan: Clan) -> bool:
    return clan_id is not None and clan_id != clan.pk


def read_branches(clan: Clan) -> dict[int, BranchFacts]:
    """Read the branches, and whether anybody of the clan stands in or below each."""
    rows = Branch.objects.filter(clan=clan).order_by("id")
    branches = {
        row["id"]: BranchFacts(
            row["id"],
            row["parent_id"],
            _is_outside(row["parent__clan_id"], clan),
            row["founder_id"],
            _is_outside(row["founder__clan_id"], clan),
            row["head_id"],
            _is_outside(row["head__clan_id"], clan),
            row["since_generation"],
            row["label"],
            row["ordinal"],
            people=False,
        )
        for row in rows.values(
            "id",
            "parent_id",
            "parent__clan_id",
            "founder_id",
            "founder__clan_id",
            "head_id",
            "head__clan_id",
            "since_generation",
            "label",
            "ordinal",
        )
    }
    for key in branches:
        # One look at an index for each branch; a count would read everybody.
        if Person.objects.filter(branch_id=key, is_staged=False).exists():
            _fill(key, branches)
    return branches


def _fill(key: int | None, branches: dict[int, BranchFacts]) -> None:
    """Mark a branch and those above it as peopled."""
    while key is not None and key in branches and not branches[key].people:
        branches[key].people = True
        key = branches[key].parent
