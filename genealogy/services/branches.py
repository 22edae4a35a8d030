"""Branches (chi, phái, ngành, cành, nhánh)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from genealogy.models import Branch, Clan
from genealogy.services.clans import free_slug
from genealogy.services.derived import Placed, refresh_people
from genealogy.services.history import recorded
from genealogy.services.saving import checked_save, log_delete, same_clan


@transaction.atomic
def branch_create(*, clan: Clan, slug: str = "", by: Any = None, **fields: Any) -> Branch:
    """Open a branch; founder's descendants belong to it until a lower branch takes them.

    Raises:
        ValidationError: a field does not hold, or parent, founder or head are of another clan.
    """
    branch = Branch(clan=clan, slug=slug, **fields)
    if not slug:
        branch.slug = free_slug(Branch.objects.filter(clan=clan), branch.title, "chi")
    refuse_branch(branch)
    with recorded(clan, by=by) as recording:
        checked_save(branch, by=by)
        recording.created(branch)
        refresh_people(clan, founders_of(branch))
    return branch


@transaction.atomic
def branch_update(
    branch: Branch, *, by: Any = None, placed: Placed | None = None, **fields: Any
) -> Branch:
    """Change a branch and move its people when the founder changes.

    `placed` is called with how many people have their new place.

    Raises:
        ValidationError: as for `branch_create`, or the branch would stand under itself.
    """
    concerned = founders_of(Branch.objects.get(pk=branch.pk))
    for name, value in fields.items():
        setattr(branch, name, value)
    refuse_branch(branch)
    with recorded(branch.clan, by=by, branches=[branch]):
        checked_save(branch, by=by, fields=fields)
        refresh_people(branch.clan, concerned | founders_of(branch), placed)
    return branch


@transaction.atomic
def branch_delete(branch: Branch, *, by: Any = None) -> None:
    """Close a branch; its people fall to the branch above.

    Raises:
        ValidationError: lower branches hang on it (code `has_branches`).
    """
    if branch.children.exists():
        raise ValidationError(
            _("Không xoá được %(branch)s vì còn chi phái bên dưới."),
            code="has_branches",
            params={"branch": branch},
        )
    concerned = founders_of(branch)
    with recorded(branch.clan, by=by) as recording:
        recording.deleting(branch)
        log_delete(branch, by)
        branch.delete()
        refresh_people(branch.clan, concerned)


def refuse_branch(branch: Branch) -> None:
    """Refuse relations to other clans, and a branch that would stand under itself.

    Raises:
        ValidationError: on the field at fault.
    """
    same_clan(
        branch.clan,
        parent=branch.parent,
        founder=branch.founder,
        head=branch.head,
        hall=branch.hall,
    )
    above, met = branch.parent, set()
    while above is not None and above.pk not in met:
        if branch.pk is not None and above.pk == branch.pk:
            raise ValidationError(
                {"parent": ValidationError(_("Chi phái không thể thuộc chính nó."), code="cycle")}
            )
        met.add(above.pk)
        above = above.parent


def founders_of(branch: Branch) -> set[int]:
    """Give the founders whose people depend on where this branch stands."""
    founders = [branch.founder_id]
    if branch.pk is not None:
        founders += (
            Branch.objects.filter(clan_id=branch.clan_id, founder__isnull=False)
            .filter(parent_id=branch.pk)
            .values_list("founder_id", flat=True)
        )
    return {founder for founder in founders if founder is not None}
