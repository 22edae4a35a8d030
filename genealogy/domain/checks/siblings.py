"""Rules about a father and his children, and about the count of somebody's marriages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from genealogy.domain.checks.facts import FEMALE, MALE, ClanTree, PersonFacts, Span, UnionFacts
from genealogy.domain.checks.registry import CheckLimits, Finding


def check_children(person: PersonFacts, tree: ClanTree, limits: CheckLimits) -> Iterator[Finding]:
    """Find numbers of children given twice, left out, or against the births.

    Sons and daughters may be counted apart, as many books do, so a number counts as given twice
    only within one sex.
    """
    if not person.children:
        return
    limit = limits.children_of_mother if person.sex == FEMALE else limits.children_of_father
    if len(person.children) > limit:
        yield Finding("many_children", person.id, facts={"count": len(person.children)})
    children = [child for link, child in tree.children_of(person) if _follows(child, person)]
    numbered = [child for child in children if child.child_order is not None]
    if not numbered:
        return
    for sex in (MALE, FEMALE):
        yield from _repeated(person, [child for child in numbered if child.sex == sex])
    orders = {child.child_order for child in numbered if child.child_order is not None}
    missing = [number for number in range(1, max(orders)) if number not in orders]
    if missing:
        facts = {"missing": _listed(missing), "count": len(missing)}
        yield Finding("child_order_gap", person.id, facts=facts)
    for sex in (MALE, FEMALE):
        of_one_sex = [child for child in numbered if child.sex == sex]
        yield from _out_of_order(person, of_one_sex, tree)


def _follows(child: PersonFacts, parent: PersonFacts) -> bool:
    return child.lineage_parent == parent.id


def _repeated(parent: PersonFacts, children: Sequence[PersonFacts]) -> Iterator[Finding]:
    by_number: dict[int, list[PersonFacts]] = {}
    for child in children:
        by_number.setdefault(child.child_order or 0, []).append(child)
    for number, group in by_number.items():
        if len(group) < 2:
            continue
        people = tuple(sorted(child.id for child in group))
        facts = {"number": number}
        code = "child_order_repeated"
        if number == 1 and group[0].sex == MALE:
            unions = [{link.union for link in child.parents} - {None} for child in group]
            shared = any(one & two for i, one in enumerate(unions) for two in unions[i + 1 :])
            code = "two_eldest_sons_of_couple" if shared else "two_eldest_sons"
        yield Finding(code, parent.id, people=people, facts=facts, key=str(number))


def _out_of_order(
    parent: PersonFacts, children: list[PersonFacts], tree: ClanTree
) -> Iterator[Finding]:
    """Name the first two neighbours whose numbers go against their births.

    A son of an earlier wife may stand above an elder half-brother: that is custom, no fault.
    """
    children.sort(key=lambda child: (child.child_order or 0, child.id))
    dated = [child for child in children if child.birth.is_known]
    for upper, lower in pairwise(dated):
        if upper.child_order == lower.child_order or not lower.birth.is_before(upper.birth):
            continue
        mothers = (_mother_order(upper, parent, tree), _mother_order(lower, parent, tree))
        if None not in mothers and (mothers[0] or 0) < (mothers[1] or 0):
            continue
        people = (upper.id, lower.id)
        yield Finding("children_out_of_order", parent.id, people=people)
        return


def _mother_order(child: PersonFacts, parent: PersonFacts, tree: ClanTree) -> int | None:
    """Say of which of the parent's marriages a child is."""
    for link in child.parents:
        union = tree.unions.get(link.union) if link.union is not None else None
        member = union.member(parent.id) if union is not None else None
        if member is not None:
            return member.order
    return None


def _listed(numbers: Sequence[int]) -> str:
    """Write numbers with runs joined.

    >>> _listed([2, 3, 4, 7])
    '2-4, 7'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def check_marriages(person: PersonFacts, tree: ClanTree, limits: CheckLimits) -> Iterator[Finding]:
    """Find marriages numbered twice, left out or against their dates, and two chính thất."""
    if len(person.unions) < 2:
        return
    if len(person.unions) > limits.married_often:
        yield Finding("married_often", person.id, facts={"count": len(person.unions)})
    ordered = sorted(
        ((member.order, union) for union, member in tree.unions_of(person)),
        key=lambda pair: (pair[0], pair[1].id),
    )
    counts = Counter(order for order, _ in ordered)
    repeated = sorted(order for order, count in counts.items() if count > 1)
    if repeated:
        yield Finding("union_order_repeated", person.id, facts={"numbers": _listed(repeated)})
    missing = [number for number in range(1, max(counts, default=0)) if number not in counts]
    if missing:
        yield Finding("union_order_gap", person.id, facts={"missing": _listed(missing)})
    for (order, first), (later, second) in pairwise(ordered):
        if order < later and second.span("marriage").is_before(first.span("marriage")):
            yield Finding("unions_out_of_order", person.id)
            break
    yield from _principals(person, [union for _, union in ordered], tree)


def _principals(
    person: PersonFacts, unions: Sequence[UnionFacts], tree: ClanTree
) -> Iterator[Finding]:
    """Find two principal wives at one time; after the death of the first there may be another."""
    wives: list[tuple[int, Span, Span]] = []
    for union in unions:
        for member, wife in tree.members_of(union):
            if member.person != person.id and member.standing == "principal":
                ends = union.span("divorce")
                wives.append(
                    (wife.id, union.span("marriage"), ends if ends.is_known else wife.death)
                )
    if len(wives) > 1:
        clashing = [(a, b) for a, b in pairwise(wives) if not a[2].is_before(b[1])]
        if clashing:
            first, second = clashing[0]
            yield Finding("two_principal_wives", person.id, people=(first[0], second[0]))


CHECKS = (check_children, check_marriages)
