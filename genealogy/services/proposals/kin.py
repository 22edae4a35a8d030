"""Adding the relatives a member tells of: a child, a wife or husband, a father or mother."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from genealogy.domain.proposals import PERSON_FIELDS
from genealogy.enums import EventType, LivingState, ParentKind, Sex, Standing, UnionRole
from genealogy.models import ParentLink, Person, Union, UnionMember
from genealogy.services.families import child_link, union_create
from genealogy.services.history import recorded
from genealogy.services.people import person_create

#: What a new person is told with: the fields of `domain.proposals`, and dates of birth and death.
NewPerson = Mapping[str, Any]

_ROLES: Final = {Sex.MALE: UnionRole.HUSBAND, Sex.FEMALE: UnionRole.WIFE}
_EVENTS: Final = {"birth": EventType.BIRTH, "death": EventType.DEATH}


def child_add(*, parent: Person, other: Person | None, data: NewPerson, by: Any) -> Person:
    """Add a child of one parent, or of both.

    Raises:
        ValidationError: a field does not hold.
    """
    union = None if other is None else _union_of(parent, other, by=by)
    child = _person_add(parent, data, by=by)
    kind = data.get("kind", ParentKind.BIRTH)
    for one in (parent, other):
        if one is not None:
            child_link(child=child, parent=one, union=union, kind=kind, by=by)
    return child


def spouse_add(*, person: Person, data: NewPerson, by: Any) -> Person:
    """Add a wife or husband after those on record, unless the order is told.

    Raises:
        ValidationError: a field does not hold.
    """
    spouse = _person_add(person, data, by=by)
    order = data.get("order") or 1 + UnionMember.objects.filter(person=person).count()
    standing = data.get("standing", Standing.NONE)
    union_create(
        clan=person.clan,
        members=[
            (person, role_of(person), order, Standing.NONE),
            (spouse, role_of(spouse), 1, standing),
        ],
        by=by,
    )
    return spouse


def parent_add(*, child: Person, data: NewPerson, by: Any) -> Person:
    """Add a father or mother; with the other parent on record they become a couple.

    Raises:
        ValidationError: there is a father (or mother) by birth already (code `there`).
    """
    sex = data.get("sex", Sex.UNKNOWN)
    kind = data.get("kind", ParentKind.BIRTH)
    links = list(ParentLink.objects.filter(child=child).select_related("parent__clan"))
    births = [link for link in links if link.kind == ParentKind.BIRTH]
    if kind == ParentKind.BIRTH and any(link.parent.sex == sex for link in births):
        raise ValidationError(
            _("Gia phả đã có cha hoặc mẹ đẻ của người này. Nếu ghi sai, hãy đề nghị sửa."),
            code="there",
        )
    parent = _person_add(child, data, by=by)
    union = None
    if kind == ParentKind.BIRTH and len(births) == 1 and births[0].parent.sex != sex:
        union = _union_of(births[0].parent, parent, by=by)
        if births[0].union_id is None:
            with recorded(child.clan, by=by, people=[child]):
                ParentLink.objects.filter(pk=births[0].pk).update(union=union)
    child_link(child=child, parent=parent, union=union, kind=kind, by=by)
    return parent


def role_of(person: Person) -> UnionRole:
    """Say what somebody is in a couple by sex."""
    return _ROLES.get(Sex(person.sex), UnionRole.PARTNER)


def _person_add(near: Person, data: NewPerson, *, by: Any) -> Person:
    fields = {key: data[key] for key in PERSON_FIELDS if key in data}
    if "death" in data:
        fields.setdefault("living_state", LivingState.DECEASED)
    events = [{"type": kind, "date": data[key]} for key, kind in _EVENTS.items() if key in data]
    return person_create(clan=near.clan, by=by, events=events, **fields)


def _union_of(one: Person, other: Person, *, by: Any) -> Union:
    """Give the couple of two people, joined where the book does not know them as one."""
    found = (
        Union.objects.filter(members__person=one).filter(members__person=other).order_by("pk")
    ).first()
    if found is not None:
        return found
    members = [
        (person, role_of(person), 1 + UnionMember.objects.filter(person=person).count())
        for person in (one, other)
    ]
    return union_create(clan=one.clan, members=members, by=by)
