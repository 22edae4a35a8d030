"""Verifying a clan: derived columns against a recomputation, and links against their rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q

from genealogy.models import Branch, Clan, ParentLink, Person, UnionMember
from genealogy.services.derived import verify_clan


@dataclass(frozen=True)
class TreeFault:
    """One thing that is wrong. `code` says what, `person_id` where, `facts` the rest."""

    code: str
    person_id: int | None = None
    facts: dict[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Give plain values for JSON."""
        facts = {name: _plain(value) for name, value in self.facts.items()}
        return {"code": self.code, "person": self.person_id, **facts}

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={_plain(value)!r}" for name, value in self.facts.items())
        return f"{self.code}: #{self.person_id} {facts}"


def tree_check(clan: Clan) -> list[TreeFault]:
    """Give everything wrong with the published rows of a clan, derived columns first.

    Codes: `derived_column`, `cycle`, `link_to_other_clan`, `several_lineages`,
    `union_of_other_clan`,
    `founder_of_other_clan`, `branch_founder_of_other_clan`.
    """
    columns, cycles = verify_clan(clan)
    faults = [
        TreeFault(
            "derived_column",
            fault.person_id,
            {"column": fault.column, "stored": fault.stored, "expected": fault.expected},
        )
        for fault in columns
    ]
    faults += [TreeFault("cycle", circle[0], {"people": circle}) for circle in cycles]
    faults += _link_faults(clan)
    return faults


def _link_faults(clan: Clan) -> Iterator[TreeFault]:
    links = ParentLink.objects.filter(Q(child__clan=clan) | Q(parent__clan=clan))
    crossing = links.exclude(child__clan_id=F("parent__clan_id"))
    for child_id, parent_id in crossing.values_list("child_id", "parent_id"):
        yield TreeFault("link_to_other_clan", child_id, {"parent": parent_id})
    several = (
        Person.objects.filter(clan=clan, parent_links__is_lineage=True)
        .annotate(lineages=Count("parent_links"))
        .filter(lineages__gt=1)
    )
    for person_id, count in several.values_list("pk", "lineages"):
        yield TreeFault("several_lineages", person_id, {"count": count})
    members = UnionMember.objects.filter(union__clan=clan).exclude(person__clan=clan)
    for person_id, union_id in members.values_list("person_id", "union_id"):
        yield TreeFault("union_of_other_clan", person_id, {"union": union_id})
    if clan.founder is not None and clan.founder.clan_id != clan.pk:
        yield TreeFault("founder_of_other_clan", clan.founder_id)
    branches = Branch.objects.filter(clan=clan, founder__isnull=False).exclude(founder__clan=clan)
    for branch_id, founder_id in branches.values_list("pk", "founder_id"):
        yield TreeFault("branch_founder_of_other_clan", founder_id, {"branch": branch_id})


def _plain(value: Any) -> Any:
    return value if isinstance(value, (str, int, list, type(None))) else str(value)
