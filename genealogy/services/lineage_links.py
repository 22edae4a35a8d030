"""Letting the lineage of somebody follow another parent, and the couple with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from genealogy.enums import ParentKind
from genealogy.models import ParentLink, Person, Union, UnionMember
from genealogy.services.families import refuse_cycle


def lineage_follow(person: Person, parent: Person, union: Union | None) -> set[int]:
    """Let the lineage of somebody follow a parent; give everybody whose bonds changed."""
    links = list(ParentLink.objects.filter(child=person).order_by("pk"))
    old = next((link for link in links if link.is_lineage), None)
    known = next((link for link in links if link.parent_id == parent.pk), None)
    if known is not None and known is not old:
        if old is not None:
            link_write(old, is_lineage=False)
        link_write(known, is_lineage=True, union=union or known.union)
        return {parent.pk, *([old.parent_id] if old is not None else [])}
    former = _former_couple(links, old)
    union = union or _joining(parent, [link.parent_id for link in former])
    partners = _partners(union, parent)
    if old is not None and known is old and (union is None or union.pk == old.union_id):
        return set()
    kind = ParentKind.BIRTH if old is None else old.kind
    touched = {parent.pk, *partners}
    if old is None:
        ParentLink.objects.create(
            child=person, parent=parent, union=union, kind=kind, is_lineage=True
        )
    else:
        touched.add(old.parent_id)
        link_write(old, parent=parent, union=union)
    for link in former:
        touched.add(link.parent_id)
        if link.parent_id in partners:
            link_write(link, union=union)
        else:
            link.delete()
    present = {link.parent_id for link in links}
    for partner in partners - present:
        refuse_cycle(child=person, parent=Person.objects.get(pk=partner))
        ParentLink.objects.create(child=person, parent_id=partner, union=union, kind=kind)
    return touched


def _former_couple(links: Sequence[ParentLink], old: ParentLink | None) -> list[ParentLink]:
    """Give the links to the other side of the couple the lineage parent stands in."""
    if old is None:
        return []
    others = [link for link in links if link is not old and link.kind == old.kind]
    if old.union_id is not None:
        return [link for link in others if link.union_id == old.union_id]
    unions = UnionMember.objects.filter(person_id=old.parent_id).values("union_id")
    spouses = set(
        UnionMember.objects.filter(union_id__in=unions).values_list("person_id", flat=True)
    )
    return [link for link in others if link.parent_id in spouses]


def _joining(parent: Person, mothers: Sequence[int]) -> Union | None:
    """Give the one couple that joins a parent and one of these others, if there is just one."""
    unions = list(
        Union.objects.filter(members__person=parent, is_staged=False)
        .filter(members__person_id__in=mothers)
        .distinct()[:2]
    )
    return unions[0] if len(unions) == 1 else None


def _partners(union: Union | None, parent: Person) -> set[int]:
    """Give the other side of a couple.

    Raises:
        ValidationError: the parent is not of the couple; code `not_of_union`.
    """
    if union is None:
        return set()
    members = set(union.members.values_list("person_id", flat=True))
    if parent.pk not in members:
        raise ValidationError(
            {
                "union": ValidationError(
                    _("%(parent)s không phải người trong cặp này."),
                    code="not_of_union",
                    params={"parent": parent},
                )
            }
        )
    return members - {parent.pk}


def link_write(link: ParentLink, **values: Any) -> None:
    """Change a link to a parent; only what is named is written."""
    for name, value in values.items():
        setattr(link, name, value)
    link.full_clean()
    link.save(update_fields=sorted(values))
