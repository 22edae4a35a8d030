"""Unions of couples, and the links from children to parents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from genealogy.enums import ParentKind, Sex, Standing, UnionKind, UnionRole, UnionStatus
from genealogy.models import Clan, ParentLink, Person, Union, UnionMember
from genealogy.services.ancestry import is_ancestor
from genealogy.services.derived import refresh_people
from genealogy.services.history import recorded
from genealogy.services.people import EventData, write_events
from genealogy.services.saving import checked_save, log_delete, same_clan

#: (person, role, order for the person, standing); the last two may be left out.
MemberData = tuple[Any, ...]

#: Kinds of parents who carry the lineage when nobody said who does, the likeliest first.
_LINEAGE_KINDS = (ParentKind.BIRTH, ParentKind.UNKNOWN, ParentKind.ADOPTED, ParentKind.HEIR)


@transaction.atomic
def union_create(
    *,
    clan: Clan,
    members: Iterable[MemberData] = (),
    kind: str = UnionKind.MARRIAGE,
    status: str = UnionStatus.UNKNOWN,
    events: Iterable[EventData] = (),
    by: Any = None,
    **fields: Any,
) -> Union:
    """Join a couple.

    Args:
        clan: the clan of whose book it is.
        members: (person, role, order, standing) of each side; order 1 is the first marriage of
            that person (bà cả, chồng trước).
        kind: a `UnionKind`.
        status: a `UnionStatus`.
        events: as for `person_create`, such as the marriage.
        by: the account that acts.
        fields: the other fields of `Union`.

    Raises:
        ValidationError: somebody is of another clan, or stands twice in the couple.
    """
    union = Union(clan=clan, kind=kind, status=status, **fields)
    with recorded(clan, by=by) as recording:
        checked_save(union, by=by)
        recording.created(union)
        people = _write_members(union, members)
        write_events(events, clan=clan, union=union)
        refresh_people(clan, people)
    return union


@transaction.atomic
def union_update(
    union: Union,
    *,
    members: Iterable[MemberData] | None = None,
    events: Iterable[EventData] | None = None,
    by: Any = None,
    **fields: Any,
) -> Union:
    """Change a couple; `members` and `events`, when given, replace all that are there.

    Raises:
        ValidationError: as for `union_create`.
    """
    concerned = set(union.members.values_list("person_id", flat=True))
    with recorded(union.clan, by=by, unions=[union]):
        checked_save(union, by=by, fields=fields)
        if members is not None:
            UnionMember.objects.filter(union=union).delete()
            concerned |= _write_members(union, members)
        if events is not None:
            union.events.get_queryset().delete()
            write_events(events, clan=union.clan, union=union)
        refresh_people(union.clan, concerned)
    return union


@transaction.atomic
def union_delete(union: Union, *, by: Any = None) -> None:
    """Part a couple that was joined by mistake; children keep their links to both parents."""
    concerned = set(union.members.values_list("person_id", flat=True))
    concerned.update(union.child_links.values_list("child_id", flat=True))
    clan = union.clan
    with recorded(clan, by=by) as recording:
        recording.deleting(union)
        log_delete(union, by)
        union.delete()
        refresh_people(clan, concerned)


@transaction.atomic
def child_link(
    *,
    child: Person,
    parent: Person,
    union: Union | None = None,
    kind: str = ParentKind.BIRTH,
    is_lineage: bool | None = None,
    by: Any = None,
) -> ParentLink:
    """Say who is whose parent.

    Args:
        child: the child.
        parent: father or mother.
        union: the couple the child is of, which tells the mother's order.
        kind: a `ParentKind`.
        is_lineage: whether đời and branch follow this parent; it then stops following the other.
            None decides by custom: the father if there is one, else the mother.
        by: the account that acts.

    Raises:
        ValidationError: the parent descends from the child (code `cycle`), is of another clan, or
            the link is there already.
    """
    same_clan(child.clan, parent=parent, union=union)
    refuse_cycle(child=child, parent=parent)
    current = ParentLink.objects.filter(child=child, is_lineage=True).select_related("parent")
    if is_lineage is None:
        is_lineage = _takes_lineage(parent, kind, current.first())
    former = set()
    link = ParentLink(child=child, parent=parent, union=union, kind=kind, is_lineage=is_lineage)
    with recorded(child.clan, by=by, people=[child]):
        if is_lineage:
            former = set(current.values_list("parent_id", flat=True))
            current.update(is_lineage=False)
        checked_save(link, by=by)
        refresh_people(child.clan, {child.pk, parent.pk, *former})
    return link


@transaction.atomic
def child_unlink(*, child: Person, parent: Person, kind: str | None = None, by: Any = None) -> None:
    """Take back that somebody is the parent; the lineage then follows who is left by custom."""
    links = ParentLink.objects.filter(child=child, parent=parent)
    if kind is not None:
        links = links.filter(kind=kind)
    with recorded(child.clan, by=by, people=[child]):
        for link in links:
            log_delete(link, by)
        links.delete()
        lineage_settle(child)
        refresh_people(child.clan, {child.pk, parent.pk})


def lineage_settle(child: Person) -> None:
    """Let the lineage follow somebody when no link says whom: the father first, then the mother."""
    links = list(ParentLink.objects.filter(child=child).select_related("parent"))
    if any(link.is_lineage for link in links):
        return
    fitting = [link for link in links if link.kind in _LINEAGE_KINDS]
    if fitting:
        first = min(fitting, key=_custom)
        ParentLink.objects.filter(pk=first.pk).update(is_lineage=True)


def lineage_choice(links: Sequence[ParentLink]) -> ParentLink | None:
    """Say whom the lineage follows by custom among links that may not be saved yet."""
    fitting = [link for link in links if link.kind in _LINEAGE_KINDS]
    return min(fitting, key=_custom, default=None)


def refuse_cycle(*, child: Person, parent: Person) -> None:
    """Refuse a parent who is the child, or descends from the child by whatever links.

    Raises:
        ValidationError: code `cycle` or `self`.
    """
    if child.pk == parent.pk:
        raise ValidationError(
            {"parent": ValidationError(_("Không ai là cha hay mẹ của chính mình."), code="self")}
        )
    if child.pk is not None and is_ancestor(child.pk, of=parent.pk):
        raise ValidationError(
            {
                "parent": ValidationError(
                    _(
                        "%(parent)s là con cháu của %(child)s nên không thể là cha mẹ của"
                        " %(child)s. Hãy xem lại quan hệ của hai người."
                    ),
                    code="cycle",
                    params={"parent": parent, "child": child},
                )
            }
        )


def _takes_lineage(parent: Person, kind: str, current: ParentLink | None) -> bool:
    """Say by custom whether a further parent takes over the lineage."""
    if kind not in _LINEAGE_KINDS:
        return False
    if current is None:
        return True
    is_born_to = kind in (ParentKind.BIRTH, ParentKind.UNKNOWN)
    return is_born_to and parent.sex == Sex.MALE and current.parent.sex == Sex.FEMALE


def _custom(link: ParentLink) -> tuple[int, bool, int]:
    """Order links by how likely the lineage follows them."""
    kind = _LINEAGE_KINDS.index(ParentKind(link.kind))
    return (kind, link.parent.sex == Sex.FEMALE, link.pk or 0)


def _write_members(union: Union, members: Iterable[MemberData]) -> set[int]:
    """Add the sides of a couple; give the people."""
    people = set()
    for data in members:
        person, role, order, standing = (*data, *_MEMBER_DEFAULTS[len(data) :])
        same_clan(union.clan, person=person)
        member = UnionMember(
            union=union,
            person=person,
            role=role,
            order_for_person=order,
            standing=standing,
        )
        member.full_clean()
        member.save()
        people.add(person.pk)
    return people


_MEMBER_DEFAULTS: MemberData = (None, UnionRole.PARTNER, 1, Standing.NONE)
