"""Clans (dòng họ) and their founders."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import get_resolver
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
        ValidationError: a field does not hold, or the slug is a word of our own addresses.
    """
    if not slug:
        slug = free_slug(Clan.objects.all(), name, "dong-ho", reserved=reserved_slugs())
    _refuse_reserved(slug)
    clan = Clan(name=name, slug=slug, **fields)
    checked_save(clan, by=by)
    return clan


@transaction.atomic
def clan_update(clan: Clan, *, by: Any = None, **fields: Any) -> Clan:
    """Change a clan; everybody is placed anew when what they are counted from changes.

    Raises:
        ValidationError: a field does not hold, the slug is a word of our own addresses, or founder
            or head are of another clan.
    """
    if "slug" in fields:
        _refuse_reserved(fields["slug"])
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


def free_slug(taken: Any, text: str, fallback: str, *, reserved: Set[str] = frozenset()) -> str:
    """Make a slug that none of the rows of a queryset has, and that is not reserved."""
    stem = slugify(text)[:70].strip("-") or fallback
    used = set(taken.filter(slug__startswith=stem).values_list("slug", flat=True)) | reserved
    slug, number = stem, 2
    while slug in used:
        slug, number = f"{stem}-{number}", number + 1
    return slug


def reserved_slugs() -> frozenset[str]:
    """Give the words that begin an address under /gia-pha/ which is no clan's, as "tim" and "lich".

    Read from the URL conf, so that a page added there takes its word by itself.
    """
    _prefix, resolver = get_resolver().namespace_dict["genealogy"]
    first = (str(route.pattern).partition("/")[0] for route in resolver.url_patterns)
    return frozenset(word for word in first if word and "<" not in word)


def _refuse_reserved(slug: str) -> None:
    if slug in reserved_slugs():
        raise ValidationError(
            {
                "slug": ValidationError(
                    _("“%(slug)s” là đường dẫn của một trang khác, xin chọn chữ khác."),
                    code="reserved",
                    params={"slug": slug},
                )
            }
        )
