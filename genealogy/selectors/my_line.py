"""The forebears of an account's own person (dòng trực hệ), whose giỗ are kept in the house."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext as _

from genealogy.domain.kinship import describe
from genealogy.domain.viewer import Role, Viewer
from genealogy.enums import Sex
from genealogy.models import Clan, Person
from genealogy.selectors.families import memberships_around
from genealogy.selectors.labels import parent_label
from genealogy.selectors.memorials import MemorialCard
from genealogy.selectors.nearness import own_person
from genealogy.selectors.trees import AncestorNode, ancestors
from genealogy.selectors.viewers import viewer_of
from genealogy.selectors.viewing_as import ACCOUNT, mask_of

if TYPE_CHECKING:
    from django.http import HttpRequest

#: Fewer keys than any supported database refuses in one question; the nearest are kept.
_MOST = 900
#: Up to the fourth generation above (cha mẹ, ông bà, cụ, kỵ) giỗ are kept in each house.
_HOUSE_DEPTH = 4
_LETTER = {Sex.MALE.value: "F", Sex.FEMALE.value: "M"}


@dataclass(frozen=True)
class MyLine:
    """Whose giỗ an account keeps.

    Args:
        person: who the account is in the book.
        line: primary keys of all forebears the viewer may see, with their wives and husbands.
        house: those of them who are no more than four generations above, and the own family.
        words: what the account calls a forebear, by uuid ("ông nội"), where that is known.
    """

    person: Person
    line: frozenset[int]
    house: frozenset[int]
    words: Mapping[UUID, str] = field(default_factory=dict)


def account_of(request: HttpRequest) -> Any:
    """Give the account whose own line a page shows; None for strangers and for masks of no one."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    mask = mask_of(request)
    if mask is None:
        return user
    if mask.kind != ACCOUNT:
        return None
    return get_user_model().objects.filter(pk=mask.key or 0).first()


def line_of_request(request: HttpRequest, clan: Clan) -> MyLine | None:
    """Give the line of whoever asks, in this clan; None for strangers and accounts nobody knows."""
    return my_line(account_of(request), viewer_of(request), clan=clan)


def my_line(user: Any, viewer: Viewer, *, clan: Clan) -> MyLine | None:
    """Give the forebears of an account's own person as far as the viewer may know them.

    None for an account that is nobody in this clan yet. Six queries at most.
    """
    if user is None or viewer.role < Role.MEMBER:
        return None
    person = own_person(user)
    if person is None or person.clan_id != clan.pk:
        return None
    nodes = ancestors(person, viewer)
    depths = {node.card.uuid: node.depth for node in reversed(nodes) if node.card.uuid}
    rows = Person.objects.visible_to(viewer).filter(uuid__in=list(depths)[-_MOST:])
    depth_of = {pk: depths[uuid] for pk, uuid in rows.values_list("pk", "uuid")}
    own = set(viewer.close_person_ids) | {person.pk}
    beside = _spouses(depth_of)
    line = {**beside, **depth_of}
    house = {pk for pk, depth in line.items() if depth <= _HOUSE_DEPTH} | own
    nearest = sorted(line, key=lambda pk: (line[pk], pk))[:_MOST]
    return MyLine(
        person=person,
        line=frozenset(nearest) | {person.pk},
        house=frozenset(sorted(house)[:_MOST]),
        words=_words(nodes, clan, person),
    )


def _spouses(depth_of: Mapping[int, int]) -> dict[int, int]:
    """Give the wives and husbands of forebears with the generation they belong to.

    Only their keys: whoever reads people by them asks `detailed_to` first.
    """
    rows = memberships_around(depth_of)
    of_union = {row.union: depth_of[row.person] for row in rows if row.person in depth_of}
    return {row.person: of_union[row.union] for row in rows if row.union in of_union}


def _words(nodes: Sequence[AncestorNode], clan: Clan, person: Person) -> dict[UUID, str]:
    """Name each forebear by the way that leads up to it; a way through somebody unknown is none."""
    region = str(clan.kinship_region)
    plain = {parent_label(sex=sex) for sex in _LETTER}
    ways: list[str] = []
    words: dict[UUID, str] = {}
    for node in nodes:
        letter = _LETTER.get(str(node.card.sex), "") if node.label in plain else ""
        below = "" if node.child is None else ways[node.child]
        is_known = bool(letter) and (node.child is None or bool(below))
        way = (f"{below}.{letter}" if below else letter) if is_known else ""
        ways.append(way)
        if node.card.uuid is None:
            continue
        if way:
            sex = str(person.sex) if person.sex in _LETTER else "u"
            told = describe(
                way, region=region, ego_sex=sex, overrides=clan.kinship_overrides or None
            )
            words[node.card.uuid] = told.term
        elif node.depth == 1 and node.label:
            words[node.card.uuid] = node.label[:1].lower() + node.label[1:]
    return words


def with_relations(cards: Sequence[MemorialCard], mine: MyLine | None) -> list[MemorialCard]:
    """Say at each card who the dead is to the reader, where the reader's own line tells it."""
    if mine is None or not mine.words:
        return list(cards)
    by_url = {reverse("genealogy:person", args=[uuid]): word for uuid, word in mine.words.items()}
    return [
        replace(card, relation=relation_text(by_url[card.url])) if card.url in by_url else card
        for card in cards
    ]


def relation_text(word: str) -> str:
    """Say of whom a giỗ is to the reader: "ông nội của bạn"; empty without a word."""
    return _("%(word)s của bạn") % {"word": word} if word else ""
