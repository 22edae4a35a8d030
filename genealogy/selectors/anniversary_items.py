"""One anniversary: a giỗ or a feast on one day, with the words a calendar prints."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from genealogy.domain.lunar import to_lunar
from genealogy.domain.memorials import HeldDay, eve
from genealogy.enums import Sex
from genealogy.selectors.feasts import KnownFeast
from genealogy.selectors.memorials import lunar_day_text
from genealogy.selectors.mournings import MourningWords

#: Who died younger is called by the plain name, not "cụ"; years of age, Gregorian.
_OLD_AGE = 50


class AnniversaryKind(StrEnum):
    """What is kept on the day."""

    MEMORIAL = "memorial"
    FEAST = "feast"


@dataclass(frozen=True, slots=True)
class Anniversary:
    """One giỗ or one feast on one day, `day`, Gregorian.

    `lunar_month` and `lunar_day` are those of the giỗ, also when a short month has the 30th held
    on the 29th; of a feast by solar term they are those of the day itself. `lunar_year` is the
    year it is kept for. `note` names a first or second giỗ; `counted` is the Gregorian day for
    those who count 12 or 24 lunar months, None where that is the same.
    """

    kind: AnniversaryKind
    uuid: UUID
    name: str
    title: str
    day: date
    lunar_year: int
    lunar_month: int
    lunar_day: int
    generation: int | None = None
    branch_title: str = ""
    note: str = ""
    counted: date | None = None
    counted_note: str = ""
    place: str = ""
    text: str = ""

    @property
    def eve(self) -> date:
        """Return the day before (tiên thường), Gregorian."""
        return eve(self.day)

    @property
    def lunar_text(self) -> str:
        """Return "18 tháng 10"."""
        return lunar_day_text(self.lunar_month, self.lunar_day)

    @property
    def url(self) -> str:
        """Return the address of the person's page; empty for a feast."""
        if self.kind is AnniversaryKind.FEAST:
            return ""
        return reverse("genealogy:person", args=[self.uuid])


class Remembered(NamedTuple):
    """The columns of somebody remembered, in the order in which they are read."""

    pk: int
    uuid: UUID
    full_name: str
    sex: str
    generation: int | None
    lineage_path: str
    branch_id: int | None
    birth_year: int | None
    death_year: int | None
    memorial_month: int
    memorial_day: int
    memorial_in_leap_month: bool
    memorial_short_month: str

    @property
    def customs(self) -> tuple[int, int, bool, str]:
        """Return what decides on the day of the giỗ."""
        return (
            self.memorial_month,
            self.memorial_day,
            self.memorial_in_leap_month,
            self.memorial_short_month,
        )

    @property
    def place_in_book(self) -> tuple[bool, int, str, int]:
        """Return the key of the order of the book; people without đời stand last."""
        return self.generation is None, self.generation or 0, self.lineage_path, self.pk


def memorial_title(
    name: str,
    *,
    sex: str,
    generation: int | None,
    birth_year: int | None = None,
    death_year: int | None = None,
) -> str:
    """Name a giỗ as a calendar writes it: "Giỗ cụ Dương Văn An (đời 5)".

    Who is known to have died before the age of 50 is called by the plain name.
    """
    if birth_year is not None and death_year is not None and death_year - birth_year < _OLD_AGE:
        words = _("Giỗ %(name)s")
    elif sex == Sex.FEMALE:
        words = _("Giỗ cụ bà %(name)s")
    else:
        words = _("Giỗ cụ %(name)s")
    title = words % {"name": name}
    if generation is None or generation < 1:
        return title
    return _("%(title)s (đời %(number)s)") % {"title": title, "number": generation}


def memorial_anniversary(
    row: Remembered, held: HeldDay, mourning: MourningWords, branch_title: str
) -> Anniversary:
    """Make the anniversary of somebody's giỗ."""
    name = row.full_name or _("Khuyết danh")
    return Anniversary(
        kind=AnniversaryKind.MEMORIAL,
        uuid=row.uuid,
        name=name,
        title=memorial_title(
            name,
            sex=row.sex,
            generation=row.generation,
            birth_year=row.birth_year,
            death_year=row.death_year,
        ),
        day=held.date,
        lunar_year=held.lunar_year,
        lunar_month=row.memorial_month,
        lunar_day=row.memorial_day,
        generation=row.generation,
        branch_title=branch_title,
        note=mourning.note,
        counted=mourning.counted,
        counted_note=mourning.counted_note,
    )


def feast_anniversary(known: KnownFeast, held: HeldDay) -> Anniversary:
    """Make the anniversary of a feast."""
    feast = known.feast
    on = to_lunar(held.date)
    month, day = known.lunar_day or (on.month, on.day)
    return Anniversary(
        kind=AnniversaryKind.FEAST,
        uuid=feast.uuid,
        name=feast.name,
        title=feast.name,
        day=held.date,
        lunar_year=held.lunar_year,
        lunar_month=month,
        lunar_day=day,
        branch_title=feast.branch.title if feast.branch else "",
        place=feast.place,
        text=feast.note,
    )
