"""Clans (dòng họ) and their founders."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from genealogy.domain.text import slugify
from genealogy.models import Clan, Person
from genealogy.services.derived import rebuild_clan
from genealogy.services.history import recorded
from genealogy.services.saving import checked_save, log_delete, same_clan

#: Fields on which the derived columns of everybody in the clan depend.
_REBUILT_BY = {"founder", "founder_generation", "name_order", "ranks_by_mother"}


@transaction.atomic
def clan_create(*, name: str, slug: str = "", by: Any = None, **fields: Any) -> Clan:
    """Open a book for a clan; the slug is made from the name unless given.

    Raises:
        ValidationError: a field does not hold.
    """
    clan = Clan(name=name, slug=slug or free_slug(Clan.objects.all(), name, "dong-ho"), **fields)
    checked_save(clan, by=by)
    return clan


@transaction.atomic
def clan_update(clan: Clan, *, by: Any = None, **fields: Any) -> Clan:
    """Change a clan; everybody is placed anew when what they are counted from changes.

    Raises:
        ValidationError: a field does not hold, or founder or head are of another clan.
    """
    before = Clan.objects.values(*_REBUILT_BY).get(pk=clan.pk)
    same_clan(clan, founder=fields.get("founder"), head=fields.get("head"))
    with recorded(clan, by=by, clan_row=True):
        checked_save(clan, by=by, fields=fields)
        after = Clan.objects.values(*_REBUILT_BY).get(pk=clan.pk)
        if before != after:
            rebuild_clan(clan)
    return clan


def founder_set(clan: Clan, person: Person | None, *, by: Any = None) -> Clan:
    """Say who the founder (thủy tổ) is; every đời is counted from there.

    Raises:
        ValidationError: the person is of another clan.
    """
    return clan_update(clan, by=by, founder=person)


@transaction.atomic
def clan_delete(clan: Clan, *, by: Any = None) -> None:
    """Close an empty book.

    Raises:
        ValidationError: people, unions or imports are in it (code `not_empty`).
    """
    count = clan.people.count()
    if count or clan.unions.exists() or clan.imports.exists():
        raise ValidationError(
            _(
                "Không xoá được dòng họ %(clan)s vì còn %(count)s người trong gia phả hoặc còn các"
                " lần nhập tệp."
            ),
            code="not_empty",
            params={"clan": clan, "count": count},
        )
    log_delete(clan, by)
    clan.delete()


def free_slug(taken: Any, text: str, fallback: str) -> str:
    """Make a slug that none of the rows of a queryset has."""
    stem = slugify(text)[:70].strip("-") or fallback
    used = set(taken.filter(slug__startswith=stem).values_list("slug", flat=True))
    slug, number = stem, 2
    while slug in used:
        slug, number = f"{stem}-{number}", number + 1
    return slug
