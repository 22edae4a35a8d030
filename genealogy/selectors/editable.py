"""Which people, couples and events an account may change: all for compilers, a branch for its own.

A branch editor also reaches the people he has added himself as long as they are unconnected:
a bride stands nowhere in the tree until the couple is made.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from genealogy.enums import ChangeAction, Membership
from genealogy.models import Change, Event, Person, Union, UnionMember
from genealogy.selectors.offices import Scope, edit_scope
from genealogy.selectors.viewers import viewer_for

_CACHED_ON_USER = "_genealogy_edit_scope"


def scope_of(user: Any) -> Scope:
    """Give where an account may edit, found out once for each account object (one request)."""
    scope = getattr(user, _CACHED_ON_USER, None)
    if scope is None:
        scope = edit_scope(user)
        setattr(user, _CACHED_ON_USER, scope)
    return scope


def editable_people(user: Any) -> QuerySet[Person]:
    """Give the people an account may change, of those it may see."""
    return Person.objects.visible_to(viewer_for(user)).filter(_inside(user))


def editable_unions(user: Any) -> QuerySet[Union]:
    """Give the couples an account may change: both sides are its to change."""
    unions = Union.objects.filter(is_staged=False)
    scope = scope_of(user)
    if scope.everything:
        return unions
    if not scope:
        return unions.none()
    own = editable_people(user).order_by().values("pk")
    outside = UnionMember.objects.exclude(person__in=own).order_by().values("union")
    return unions.filter(members__person__in=own).exclude(pk__in=outside).distinct()


def editable_events(user: Any) -> QuerySet[Event]:
    """Give the events an account may change: of its people and couples, none that is sensitive.

    Sensitive ones are for compilers.
    """
    published = Q(person__is_staged=False) | Q(union__is_staged=False)
    events = Event.objects.filter(published)
    scope = scope_of(user)
    if scope.everything:
        return events
    if not scope:
        return events.none()
    people = editable_people(user).order_by().values("pk")
    unions = editable_unions(user).order_by().values("pk")
    return events.filter(is_sensitive=False).filter(Q(person__in=people) | Q(union__in=unions))


def may_edit_row(user: Any, row: Person | Union | Event) -> bool:
    """Say whether an account may change this person, couple or event."""
    if scope_of(user).everything:
        return True
    rows: QuerySet[Any]
    if isinstance(row, Person):
        rows = editable_people(user)
    elif isinstance(row, Union):
        rows = editable_unions(user)
    else:
        rows = editable_events(user)
    return row.pk is not None and rows.filter(pk=row.pk).exists()


def _inside(user: Any) -> Q:
    scope = scope_of(user)
    if scope.everything:
        return Q()
    if not scope:
        return Q(pk__in=[])
    added = Change.objects.filter(
        change_set__author=user,
        action=ChangeAction.CREATE,
        model=Person._meta.model_name,
        person_uuid__isnull=False,
    )
    unconnected = Q(
        branch__isnull=True,
        membership=Membership.UNCONNECTED,
        uuid__in=added.order_by().values("person_uuid"),
    )
    return scope.rows() | unconnected
