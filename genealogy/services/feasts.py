"""Writing the feasts of a clan (giỗ tổ, chạp họ, Thanh minh, rằm tháng Bảy)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from genealogy.domain.solar_terms import THANH_MINH
from genealogy.enums import FeastKind
from genealogy.models import Clan, ClanFeast
from genealogy.services.history import recorded
from genealogy.services.saving import checked_save, log_delete, same_clan

#: The columns that tell the day, by kind of feast; those of other kinds are emptied.
DAY_COLUMNS: dict[str, tuple[str, ...]] = {
    FeastKind.LUNAR_DAY: ("lunar_month", "lunar_day"),
    FeastKind.MEMORIAL: ("person",),
    FeastKind.SOLAR_TERM: ("solar_term",),
}


def feast_create(*, clan: Clan, by: Any = None, **fields: Any) -> ClanFeast:
    """Add a feast.

    Raises:
        ValidationError: its day is not told, or branch or ancestor are of another clan.
    """
    feast = ClanFeast(clan=clan, **fields)
    with recorded(clan, by=by, clan_row=True):
        _settle(feast)
        checked_save(feast, by=by)
    return feast


def feast_update(feast: ClanFeast, *, by: Any = None, **fields: Any) -> ClanFeast:
    """Change a feast.

    Raises:
        ValidationError: as for `feast_create`.
    """
    with recorded(feast.clan, by=by, clan_row=True):
        for name, value in fields.items():
            setattr(feast, name, value)
        emptied = _settle(feast)
        checked_save(feast, by=by, fields={**fields, **emptied})
    return feast


def feast_delete(feast: ClanFeast, *, by: Any = None) -> None:
    """Take a feast out of the calendar."""
    with recorded(feast.clan, by=by, clan_row=True):
        log_delete(feast, by)
        feast.delete()


def feasts_add_usual(*, clan: Clan, by: Any = None) -> list[ClanFeast]:
    """Add the feasts most clans keep, those that are there already left alone.

    Giỗ tổ when the founder's giỗ is known, Thanh minh, rằm tháng Bảy, and chạp họ in the middle of
    the twelfth month, before the 23rd as custom wants it. The editors move the days to their own.
    """
    there = list(clan.feasts.all())
    with recorded(clan, by=by, clan_row=True):
        return [
            feast_create(clan=clan, by=by, sort_order=order, **facts)
            for order, facts in enumerate(_usual(clan), start=1)
            if not any(_is_same(feast, facts) for feast in there)
        ]


def _usual(clan: Clan) -> list[dict[str, Any]]:
    usual: list[dict[str, Any]] = []
    if clan.founder is not None and clan.founder.memorial_month is not None:
        usual.append({"name": _("Giỗ tổ"), "kind": FeastKind.MEMORIAL, "person": clan.founder})
    return [
        *usual,
        {"name": _("Thanh minh"), "kind": FeastKind.SOLAR_TERM, "solar_term": THANH_MINH},
        _lunar(_("Rằm tháng Bảy"), 7, 15),
        _lunar(_("Chạp họ"), 12, 15),
    ]


def _lunar(name: str, month: int, day: int) -> dict[str, Any]:
    return {"name": name, "kind": FeastKind.LUNAR_DAY, "lunar_month": month, "lunar_day": day}


def _is_same(feast: ClanFeast, facts: dict[str, Any]) -> bool:
    """Say whether a feast of the whole clan has this name or this day already."""
    if feast.branch_id is not None:
        return False
    columns = DAY_COLUMNS[facts["kind"]]
    return feast.name == facts["name"] or (
        feast.kind == facts["kind"]
        and all(getattr(feast, column) == facts[column] for column in columns)
    )


def _settle(feast: ClanFeast) -> dict[str, None]:
    """Empty what other kinds of feasts need; give the emptied columns.

    Raises:
        ValidationError: the day is not told, or a relation leads to another clan.
    """
    emptied: dict[str, None] = {}
    for kind, columns in DAY_COLUMNS.items():
        for column in columns if kind != feast.kind else ():
            setattr(feast, column, None)
            emptied[column] = None
    missing = {
        column: ValidationError(_("Cách tính ngày này cần mục này."), code="required")
        for column in DAY_COLUMNS.get(feast.kind, ())
        if getattr(feast, column) is None
    }
    if missing:
        raise ValidationError(missing)
    same_clan(feast.clan, branch=feast.branch, person=feast.person)
    return emptied
