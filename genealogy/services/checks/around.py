"""Whom an edit concerns: the people and couples to judge anew, and who must be at hand for it.

Every rule reads a bounded neighbourhood of its subject, so the neighbourhood of what was edited
holds every subject whose findings may have changed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from genealogy.domain.checks import CheckLimits, ClanTree
from genealogy.models import CheckFinding, Clan, ParentLink, Person, UnionMember
from genealogy.services.checks.clan_facts import read_branches
from genealogy.services.checks.reading import FactsReader
from genealogy.services.derived.columns import chunked

#: More subjects than this are left to a whole check, so that no edit waits for one.
MOST_SUBJECTS = 1_500


class TooManyPeople(Exception):
    """An edit concerns more people than may be checked while somebody waits."""


@dataclass
class Surroundings:
    """The facts around an edit and the subjects to judge anew."""

    tree: ClanTree
    people: set[int] = field(default_factory=set)
    couples: set[int] = field(default_factory=set)


def read_around(clan: Clan, ids: Collection[int], today: int, limits: CheckLimits) -> Surroundings:
    """Read what is needed to judge some people and everybody whose findings depend on them.

    Raises:
        TooManyPeople: they are more than `MOST_SUBJECTS`.
    """
    reader = FactsReader(clan, today)
    edited = set(ids)
    _refuse_many(edited)
    steps = max(limits.taboo_generations, reader.tree.clan.close_kin_generations - 1, 2)
    below = _walk(edited, steps, up=False)
    judged = below | _walk(edited, 1, up=True)
    judged |= _spouses(edited)
    judged |= _of_one_name(clan, edited)
    couples = _couples_of(judged)
    _refuse_many(judged | couples)

    at_hand = judged | _members(couples)
    at_hand |= _walk(at_hand, 1, up=False)
    at_hand = _walk(at_hand, steps, up=True)
    at_hand |= _officials(reader.tree, clan)
    all_couples = couples | _couples_of(at_hand) | _couples_of_children(at_hand)
    at_hand |= _members(all_couples)

    reader.read_people(at_hand)
    reader.read_unions(all_couples)
    reader.read_children(judged)
    return Surroundings(reader.tree, judged, couples)


def _refuse_many(subjects: Collection[int]) -> None:
    if len(subjects) > MOST_SUBJECTS:
        raise TooManyPeople


def _walk(people: Iterable[int], steps: int, *, up: bool) -> set[int]:
    """Give people and their parents (or children), and theirs, so many steps far.

    Raises:
        TooManyPeople: going down, the walk meets more than may be checked.
    """
    found = set(people)
    edge = found
    have, want = ("child_id", "parent_id") if up else ("parent_id", "child_id")
    for _ in range(steps):
        met: set[int] = set()
        for part in chunked(sorted(edge)):
            links = ParentLink.objects.order_by().filter(**{f"{have}__in": part})
            met.update(links.values_list(want, flat=True))
        edge = met - found
        found = found | edge
        if not up:
            _refuse_many(edge)
        if not edge:
            break
    return found


def _couples_of(people: Iterable[int]) -> set[int]:
    found: set[int] = set()
    for part in chunked(sorted(people)):
        rows = UnionMember.objects.order_by().filter(person_id__in=part)
        found.update(rows.values_list("union_id", flat=True))
    return found


def _couples_of_children(people: Iterable[int]) -> set[int]:
    """Give the couples these people are children of."""
    found: set[int] = set()
    for part in chunked(sorted(people)):
        rows = ParentLink.objects.order_by().filter(child_id__in=part, union__isnull=False)
        found.update(key for key in rows.values_list("union_id", flat=True) if key is not None)
    return found


def _members(couples: Iterable[int]) -> set[int]:
    found: set[int] = set()
    for part in chunked(sorted(couples)):
        rows = UnionMember.objects.order_by().filter(union_id__in=part)
        found.update(rows.values_list("person_id", flat=True))
    return found


def _spouses(people: Iterable[int]) -> set[int]:
    return _members(_couples_of(people))


def _of_one_name(clan: Clan, edited: set[int]) -> set[int]:
    """Give whoever bears or bore the founder's name, when it is the founder who was edited."""
    founder = Clan.objects.filter(pk=clan.pk).values_list("founder_id", flat=True).get()
    if founder not in edited:
        return set()
    given = Person.objects.filter(pk=founder).values_list("given_name", flat=True).first() or ""
    names = [given, *_huy_of(founder)]
    wanted = Q(given_name__in=names) | Q(names__kind="huy", names__value__in=names)
    namesakes = Person.objects.filter(clan=clan).filter(wanted).values_list("pk", flat=True)
    found = CheckFinding.objects.filter(clan=clan, code="taboo_founder", person__isnull=False)
    return {*namesakes, *(key for key in found.values_list("person_id", flat=True) if key)}


def _huy_of(person: int | None) -> list[str]:
    people = Person.objects.filter(pk=person, names__kind="huy")
    return [value for value in people.values_list("names__value", flat=True) if value]


def _officials(tree: ClanTree, clan: Clan) -> set[int]:
    """Read the branches; give the founders and heads the rules about them ask for."""
    tree.branches = read_branches(clan)
    keys = {tree.clan.founder, tree.clan.head}
    for branch in tree.branches.values():
        keys |= {branch.founder, branch.head}
    return {key for key in keys if key is not None}
