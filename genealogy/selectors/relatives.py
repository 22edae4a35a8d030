"""Everybody near to one person, by kind of kin, with the words both ways ("họ hàng của tôi").

Each answer is the one `relationship` gives for the two: the same lines, cut by the same gate, put
into the same words. What they share is read and searched once, so that three hundred relatives cost
as many queries as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext as _

from genealogy.domain.graph_types import PersonNotInGraph
from genealogy.domain.kinfolk import KinReach, kin_within
from genealogy.domain.kinship import KinPath, KinTerm
from genealogy.domain.text import fold, fold_tokens
from genealogy.domain.viewer import Detail, Viewer
from genealogy.enums import KinshipRegion, Membership
from genealogy.models import Person
from genealogy.selectors.cards import PersonCard, card_people, person_card, person_detail
from genealogy.selectors.graph import clan_graph
from genealogy.selectors.kin_reading import KinReader, ToldLines
from genealogy.selectors.relationship import main_line, terms_between

#: Relatives told at most; the nearest of those the viewer may know.
MOST_RELATIVES = 600
#: Fewer keys than any supported database refuses in one query.
_KEYS_AT_ONCE = 10_000


class KinGroup(StrEnum):
    """What kind of kin somebody is, in the order of the page."""

    PARENTS = "cha-me"
    SPOUSES = "vo-chong"
    SIBLINGS = "anh-chi-em"
    DESCENDANTS = "con-chau"
    ANCESTORS = "ong-ba"
    UNCLES = "bac-chu-co"
    COUSINS = "anh-em-ho"
    ELDERS = "ong-ba-ho"
    NEPHEWS = "chau-ho"
    MARRIED_IN = "dau-re"
    IN_LAWS = "ben-vo-chong"


def group_title(group: KinGroup) -> str:
    """Give the heading of a group."""
    return {
        KinGroup.PARENTS: _("Cha mẹ"),
        KinGroup.SPOUSES: _("Vợ chồng"),
        KinGroup.SIBLINGS: _("Anh chị em ruột"),
        KinGroup.DESCENDANTS: _("Con cháu"),
        KinGroup.ANCESTORS: _("Ông bà, cụ kỵ"),
        KinGroup.UNCLES: _("Bác, chú, cô, cậu, dì"),
        KinGroup.COUSINS: _("Anh chị em họ"),
        KinGroup.ELDERS: _("Ông bà, cụ trong họ"),
        KinGroup.NEPHEWS: _("Cháu trong họ"),
        KinGroup.MARRIED_IN: _("Dâu, rể"),
        KinGroup.IN_LAWS: _("Bên vợ, bên chồng"),
    }[group]


def group_of(path: KinPath, *, is_married_in: bool = False) -> KinGroup:
    """Say what kind of kin B of a path is.

    Whom an uncle or a grandfather of the clan married stands beside him; of one's own generation
    and below they are dâu and rể. To who married into the clan its people are what they are to
    the spouse.

    >>> [str(group_of(KinPath.parse(text))) for text in ("F", "F.eB.S", "F.yB.W", "S.W", "W.yB")]
    ['cha-me', 'anh-em-ho', 'bac-chu-co', 'dau-re', 'ben-vo-chong']
    >>> str(group_of(KinPath.parse("H.yB", ego_sex="f"), is_married_in=True))
    'anh-chi-em'
    """
    tokens = path.normalised().tokens
    kinds = [token.kind for token in tokens]
    if kinds == ["spouse"]:
        return KinGroup.SPOUSES
    if is_married_in and kinds[0] == "spouse":
        tokens, kinds = tokens[1:], kinds[1:]
    if kinds[0] == "spouse" or "spouse" in kinds[:-1]:
        return KinGroup.IN_LAWS
    delta, is_married = path.delta, kinds[-1] == "spouse"
    is_side = "sibling" in kinds
    if delta > 0:
        if not is_side:
            return KinGroup.PARENTS if delta == 1 else KinGroup.ANCESTORS
        return KinGroup.UNCLES if delta == 1 else KinGroup.ELDERS
    if is_married:
        return KinGroup.MARRIED_IN
    if delta == 0:
        return KinGroup.SIBLINGS if len(tokens) == 1 else KinGroup.COUSINS
    return KinGroup.NEPHEWS if is_side else KinGroup.DESCENDANTS


@dataclass(frozen=True)
class Relative:
    """One relative and the words both ways, as in `kin_answers.KinAnswer`.

    `term` is what the one asked about (B) is to who asks (A), `address` what A says to B,
    `reciprocal` and `reciprocal_address` the same from B. `difference` counts generations (đời)
    that B stands above A, `steps` the steps of the line.
    """

    card: PersonCard
    group: KinGroup
    term: str
    address: str
    reciprocal: str
    reciprocal_address: str
    note: str = ""
    is_uncertain: bool = False
    difference: int = 0
    steps: int = 0
    order: tuple[int, int, str, str] = (0, 0, "", "")

    @property
    def uuid(self) -> UUID | None:
        """Return the public id."""
        return self.card.uuid


@dataclass(frozen=True)
class RelativeGroup:
    """The relatives of one kind, the nearest first."""

    group: KinGroup
    title: str
    relatives: list[Relative] = field(default_factory=list)


@dataclass(frozen=True)
class Relatives:
    """The relatives of one person; `is_cut` says that farther ones are left out."""

    groups: list[RelativeGroup]
    region: str
    count: int = 0
    is_cut: bool = False


def relatives_of(
    person: Person,
    viewer: Viewer,
    *,
    reach: KinReach,
    region: KinshipRegion | None = None,
    words: str = "",
) -> Relatives:
    """Give the relatives of a person that came from `visible_to(viewer)`, with the clan loaded.

    Args:
        person: whose relatives.
        viewer: who looks; whom the viewer may not know is neither told nor counted.
        reach: how far.
        region: whose words; the clan's own by default.
        words: keep those whose name or term of kinship holds each of these words, marks or not.

    Four queries beside those of the index, whatever the number.
    """
    asked = str(region or person.clan.kinship_region)
    if person_detail(person, viewer) < Detail.KIN:
        return Relatives([], asked)
    try:
        graph = clan_graph(person.clan)
        found = kin_within(graph, person.pk, reach)
    except PersonNotInGraph:
        # Somebody who was deleted after the row was read.
        return Relatives([], asked)
    known = _known_people(found, viewer)
    nearest = sorted(known.values(), key=lambda one: (found[one.pk], one.lineage_path, one.pk))
    others = {one.pk: one for one in nearest[:MOST_RELATIVES]}
    reader = KinReader(graph, person.clan, viewer)
    told = reader.read_many(person, others, near=found.keys() - known.keys())
    relatives = list(_relatives(person, told, viewer, asked))
    kept = _with_words(relatives, words)
    return Relatives(_grouped(kept), asked, len(kept), len(known) > MOST_RELATIVES)


def _known_people(keys: Iterable[int], viewer: Viewer) -> dict[int, Person]:
    """Read whom the viewer may know by more than a name."""
    wanted = sorted(keys)
    known: dict[int, Person] = {}
    for start in range(0, len(wanted), _KEYS_AT_ONCE):
        rows = card_people(viewer).filter(pk__in=wanted[start : start + _KEYS_AT_ONCE])
        known.update({one.pk: one for one in rows})
    return {key: one for key, one in known.items() if person_detail(one, viewer) >= Detail.KIN}


def _relatives(
    person: Person, told: Iterable[tuple[Person, ToldLines]], viewer: Viewer, region: str
) -> Iterator[Relative]:
    # Many stand in the same place: the words for a path are found once.
    terms: dict[tuple[KinPath, bool], KinTerm] = {}
    is_married_in = person.membership in {Membership.WIFE, Membership.HUSBAND}
    for other, found in told:
        line, is_from_b = main_line(found.lines, person, other)
        if line is None:
            continue
        place = (line.path, is_from_b)
        if place not in terms:
            terms[place] = terms_between(line.path, person.clan, region=region, is_from_b=is_from_b)
        group = group_of(line.path, is_married_in=is_married_in)
        yield _relative(other, line.path, terms[place], group, viewer)


def _relative(
    other: Person, path: KinPath, term: KinTerm, group: KinGroup, viewer: Viewer
) -> Relative:
    return Relative(
        card=person_card(other, viewer),
        group=group,
        term=term.term,
        address=term.address,
        reciprocal=term.reciprocal,
        reciprocal_address=term.reciprocal_address,
        note=term.note,
        is_uncertain=term.is_uncertain,
        difference=path.delta,
        steps=len(path.tokens),
        order=(abs(path.delta), len(path.tokens), other.lineage_path or "~", other.full_name),
    )


def _with_words(relatives: list[Relative], words: str) -> list[Relative]:
    wanted = fold_tokens(words)
    if not wanted:
        return relatives
    return [
        one
        for one in relatives
        if all(word in fold(f"{one.card.name} {one.term} {one.address}") for word in wanted)
    ]


def _grouped(relatives: list[Relative]) -> list[RelativeGroup]:
    groups: dict[KinGroup, list[Relative]] = {}
    for one in sorted(relatives, key=lambda one: one.order):
        groups.setdefault(one.group, []).append(one)
    return [
        RelativeGroup(group, group_title(group), groups[group])
        for group in KinGroup
        if group in groups
    ]
