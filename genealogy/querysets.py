"""Every read of people starts here: the rule of who may see whom, in SQL, deny first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from genealogy.domain.viewer import LivingPolicy, Mark, Role

if TYPE_CHECKING:
    from genealogy.domain.viewer import Viewer


_OPEN_TO_MEMBERS = tuple(mark for mark in Mark if mark is not Mark.EDITORS)


def _is_dead(viewer: Viewer, prefix: str = "") -> Q:
    """Match people who are dead, or presumed so by the viewer's day."""
    return Q(**{f"{prefix}presumed_living": False}) | Q(
        **{f"{prefix}presumed_living_until__lt": viewer.today}
    )


def _named(prefix: str, **conditions: object) -> Q:
    return Q(**{f"{prefix}{name}": value for name, value in conditions.items()})


def _known_to_members(prefix: str) -> Q:
    # Not by negation: across a relation to many that would ask all of the rows at once.
    return _named(prefix, visibility__in=_OPEN_TO_MEMBERS)


def _known_to_strangers(viewer: Viewer, prefix: str) -> Q:
    # A child's name is nobody's business, whatever the clan lets strangers see of the living.
    name_is_public = _named(
        prefix,
        clan__living_policy=LivingPolicy.NAME_ONLY,
        latest_birth__lte=viewer.adults_born_by,
    )
    return _named(prefix, clan__is_public=True) & (
        _named(prefix, visibility=Mark.PUBLIC)
        | (_named(prefix, visibility=Mark.DEFAULT) & (_is_dead(viewer, prefix) | name_is_public))
    )


def visible_people(viewer: Viewer, prefix: str = "") -> Q:
    """Match the people the viewer may know of; `prefix` reaches them from another model.

    Staged rows of an unfinished import are nobody's to see.
    """
    published = _named(prefix, is_staged=False)
    if viewer.role >= Role.EDITOR:
        return published
    if viewer.role is Role.MEMBER:
        return published & _known_to_members(prefix)
    known = _known_to_strangers(viewer, prefix)
    if viewer.member_branch_ids:
        in_branch = _named(prefix, branch__in=viewer.member_branch_ids)
        known |= in_branch & _known_to_members(prefix)
    return published & known


def detailed_people(viewer: Viewer, prefix: str = "") -> Q:
    """Match the people whose dates and events the viewer may know.

    A filter or an order by such a fact must look at these rows only, else it tells what the
    answer hides.
    """
    visible = visible_people(viewer, prefix)
    if viewer.role >= Role.EDITOR:
        return visible
    open_rows = _is_dead(viewer, prefix) | _named(prefix, visibility=Mark.PUBLIC)
    return visible & (open_rows | _near(viewer, prefix))


def _near(viewer: Viewer, prefix: str) -> Q:
    """Match the people near to the reader, where the reader is a member to them."""
    near = Q(pk__in=[])
    if viewer.close_person_ids:
        near |= _named(prefix, pk__in=viewer.close_person_ids)
    if viewer.full_branch_ids:
        near |= _named(prefix, branch__in=viewer.full_branch_ids)
    if viewer.role is not Role.MEMBER:
        near &= _named(prefix, branch__in=viewer.member_branch_ids)
    return near


class PersonQuerySet(models.QuerySet):
    """People; `visible_to` first, then anything else."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Keep the people this viewer may know of."""
        return self.filter(visible_people(viewer))

    def detailed_to(self, viewer: Viewer) -> Self:
        """Keep the people whose dates and events this viewer may know."""
        return self.filter(detailed_people(viewer))

    def published(self) -> Self:
        """Keep everybody but staged rows; for services that work on the whole tree."""
        return self.filter(is_staged=False)


class ClanQuerySet(models.QuerySet):
    """Clans (dòng họ)."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Keep the clans this viewer may open."""
        if viewer.role >= Role.MEMBER:
            return self
        return self.filter(is_public=True)


class BranchQuerySet(models.QuerySet):
    """Branches (chi, phái, ngành ...)."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Keep the branches of clans this viewer may open."""
        if viewer.role >= Role.MEMBER:
            return self
        return self.filter(clan__is_public=True)
