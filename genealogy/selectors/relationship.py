"""How two people are related: the words both ways, the line between them, other lines.

What a viewer is told follows `genealogy.selectors.kin_gate`: a line is cut to what the viewer may
know before words are found for it. Two people who are not related and two whose line must not be
told answer alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from genealogy.domain.graph_types import PersonNotInGraph
from genealogy.domain.kinship import KinPath, KinTerm, describe, path_in_words
from genealogy.domain.kinship_order import order_lines
from genealogy.domain.viewer import Detail, Viewer
from genealogy.enums import KinshipRegion, Membership, ParentKind
from genealogy.models import Clan, Person
from genealogy.selectors.cards import PersonCard, opaque_card, person_card, person_detail
from genealogy.selectors.graph import clan_graph
from genealogy.selectors.kin_answers import (
    KinAnswer,
    KinOption,
    PathNode,
    RelationKind,
    Relationship,
)
from genealogy.selectors.kin_gate import KinGate
from genealogy.selectors.kin_reading import KinReader, ToldLine
from genealogy.selectors.relationship_words import (
    difference_label,
    kind_label,
    respectful_name,
    step_label,
)

#: Bonds that are told as something else than birth.
_OF_BLOOD = frozenset({ParentKind.BIRTH.value, ParentKind.UNKNOWN.value})


def relationship(
    person_a: Person, person_b: Person, viewer: Viewer, *, region: KinshipRegion | None = None
) -> Relationship:
    """Say how two people that came from `visible_to(viewer)` are related.

    Args:
        person_a: who asks; with the clan loaded.
        person_b: who is asked about.
        viewer: who looks.
        region: whose words; the clan's own by default.

    With the index at hand three queries at most: the version of the tree, the people shown, the
    marriages on the lines. Far and near relatives cost the same.
    """
    clan = person_a.clan
    names: dict[str, Any] = {
        "person_a": person_card(person_a, viewer),
        "person_b": person_card(person_b, viewer),
        "name_a": respectful_name(person_a, viewer),
        "name_b": respectful_name(person_b, viewer),
        "region": str(region or clan.kinship_region),
    }
    if person_a.pk == person_b.pk:
        return Relationship(RelationKind.SELF, **names)
    is_told = all(person_detail(one, viewer) >= Detail.KIN for one in (person_a, person_b))
    if not is_told or person_a.clan_id != person_b.clan_id:
        return Relationship(RelationKind.NONE, **names)
    try:
        found = KinReader(clan_graph(clan), clan, viewer).read(person_a, person_b)
    except PersonNotInGraph:
        # Somebody who was deleted after the row was read.
        return Relationship(RelationKind.NONE, **names)
    is_from_b = _is_seen_from_b(found.lines, person_a, person_b)
    is_wife = Membership.WIFE in (person_a.membership, person_b.membership)
    writer = _Writer(clan, found.gate, names, is_from_b=is_from_b)
    ordered = _best_first(found.lines, is_from_b=is_from_b, is_wife=is_wife)
    lines = tuple(writer.answer(line) for line in ordered)
    kind = lines[0].kind if lines else RelationKind.NONE
    return Relationship(kind, **names, lines=lines, capped=found.capped)


def main_line(
    lines: Iterable[ToldLine], person_a: Person, person_b: Person
) -> tuple[ToldLine | None, bool]:
    """Give the line to go by of those told, and whether custom looks at it from B; None: none."""
    lines = list(lines)
    is_from_b = _is_seen_from_b(lines, person_a, person_b)
    is_wife = Membership.WIFE in (person_a.membership, person_b.membership)
    ordered = _best_first(lines, is_from_b=is_from_b, is_wife=is_wife) if lines[1:] else lines
    return (ordered[0] if ordered else None), is_from_b


def terms_between(path: KinPath, clan: Clan, *, region: str, is_from_b: bool) -> KinTerm:
    """Find the words of A and B for a path, from the side custom looks from."""
    rules: dict[str, Any] = {"region": region, "overrides": clan.kinship_overrides or None}
    if not is_from_b:
        return describe(path, **rules)
    seen = describe(path.inverse(), **rules)
    return replace(
        seen,
        term=seen.reciprocal,
        address=seen.reciprocal_address,
        reciprocal=seen.term,
        reciprocal_address=seen.address,
        options=tuple((there, back) for back, there in seen.options),
    )


def _is_seen_from_b(lines: Iterable[ToldLine], person_a: Person, person_b: Person) -> bool:
    """Say from whose side custom looks at two people, whichever of them asks.

    From the wife who married in, else from the one below, who defers to the other (xưng khiêm,
    hô tôn). As both questions are answered from there, each answer is the other turned around.
    """
    wives = [one.membership == Membership.WIFE for one in (person_a, person_b)]
    if wives[0] != wives[1]:
        return wives[1]
    # Whose lines by blood say who stands above is not asked about those by marriage.
    lines = list(lines)
    blood = [line for line in lines if line.path.is_blood]
    above = sum(line.path.delta for line in blood or lines)
    return above < 0 or (above == 0 and person_b.pk < person_a.pk)


def _best_first(lines: Iterable[ToldLine], *, is_from_b: bool, is_wife: bool) -> list[ToldLine]:
    """Put the line to go by first."""
    seen = [
        (line.path.inverse(), line.line.people[::-1], line)
        if is_from_b
        else (line.path, line.line.people, line)
        for line in lines
    ]
    seen.sort(key=lambda row: (len(row[1]), row[1]))
    return [row[-1] for row in order_lines(seen, ego_is_wife=is_wife, couples_first=True)]


class _Writer:
    """Puts cut lines into words."""

    def __init__(
        self, clan: Clan, gate: KinGate, names: dict[str, Any], *, is_from_b: bool
    ) -> None:
        self.clan = clan
        self.gate = gate
        self.names = names
        self.is_from_b = is_from_b

    def answer(self, told: ToldLine) -> KinAnswer:
        term = terms_between(
            told.path, self.clan, region=self.names["region"], is_from_b=self.is_from_b
        )
        kind = self._kind(told)
        return KinAnswer(
            kind=kind,
            term=term.term,
            address=term.address,
            reciprocal=term.reciprocal,
            reciprocal_address=term.reciprocal_address,
            code=str(told.path),
            generation_difference=told.path.delta,
            path=tuple(self._nodes(told)),
            common_ancestors=tuple(self._card(key) for key in told.tops),
            options=tuple(KinOption(*option) for option in term.options),
            is_uncertain=term.is_uncertain,
            note=term.note,
            kind_label=kind_label(kind),
            in_words=path_in_words(told.path),
            difference=difference_label(
                told.path.delta, name_a=self.names["name_a"], name_b=self.names["name_b"]
            ),
        )

    def _kind(self, told: ToldLine) -> RelationKind:
        if any(step.kind == "spouse" for step in told.line.steps):
            return RelationKind.MARRIAGE
        if any(step.bond not in _OF_BLOOD for step in told.line.steps):
            return RelationKind.ADOPTION
        return RelationKind.BLOOD

    def _card(self, key: int) -> PersonCard:
        person = self.gate.people.get(key)
        return opaque_card() if person is None else person_card(person, self.gate.viewer)

    def _nodes(self, told: ToldLine) -> Iterable[PathNode]:
        people, steps = told.line.people, told.line.steps
        tops = set(told.tops)
        yield PathNode(self._card(people[0]), is_common_ancestor=people[0] in tops)
        for step, key in zip(steps, people[1:], strict=True):
            is_adoption = step.kind != "spouse" and step.bond not in _OF_BLOOD
            yield PathNode(
                self._card(key),
                step=step.kind,
                label=step_label(step.kind, sex=self.gate.sex(key), bond=step.bond),
                is_adoption=is_adoption,
                is_common_ancestor=key in tops,
            )
