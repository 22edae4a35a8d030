"""What is chosen when one person is made of two, and what is proposed where nobody chose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from genealogy.enums import EventType, LivingState, Sex, Visibility
from genealogy.models import ParentLink, Person

#: The value of the row that stays, of the row that goes, or of both.
KEEP: Final = "keep"
DROP: Final = "drop"
BOTH: Final = "both"

#: Events that happen once; two that differ are a contradiction somebody must settle.
SINGLE_EVENTS: Final = (EventType.BIRTH, EventType.DEATH)


@dataclass(frozen=True)
class MergeField:
    """Something of which one person has one: columns, an event, the parents.

    Args:
        name: in the mapping of choices.
        label: what editors call it.
        columns: the columns of `Person` that go together; none where rows are chosen.
        may_be_both: whether nothing need be left out.
    """

    name: str
    label: str | Promise
    columns: tuple[str, ...] = ()
    may_be_both: bool = False

    @property
    def options(self) -> tuple[str, ...]:
        """What may be chosen."""
        return (KEEP, DROP, BOTH) if self.may_be_both else (KEEP, DROP)


NAME: Final = MergeField("name", _("họ và tên"), ("surname", "middle_name", "given_name"))
BIOGRAPHY: Final = MergeField("biography", _("tiểu sử"), ("biography",), may_be_both=True)
VISIBILITY: Final = MergeField("visibility", _("ai được xem"), ("visibility",))
PARENTS: Final = MergeField("parents", _("cha mẹ"), may_be_both=True)
LINEAGE: Final = MergeField("lineage", _("dòng họ tính theo"))
PORTRAIT: Final = MergeField("portrait", _("chân dung"), ("portrait",))

FIELDS: Final[tuple[MergeField, ...]] = (
    NAME,
    MergeField("sex", _("giới tính"), ("sex",)),
    MergeField("living_state", _("tình trạng"), ("living_state",)),
    PARENTS,
    LINEAGE,
    MergeField("child_order", _("con thứ mấy"), ("child_order",)),
    MergeField("rank_override", _("thứ bậc đặt tay"), ("rank_override",)),
    MergeField("generation_override", _("đời đặt tay"), ("generation_override",)),
    MergeField(EventType.BIRTH, _("ngày sinh")),
    MergeField(EventType.DEATH, _("ngày mất, ngày giỗ")),
    MergeField("memorial", _("lệ giỗ riêng"), ("memorial_in_leap_month", "memorial_short_month")),
    PORTRAIT,
    BIOGRAPHY,
    VISIBILITY,
)
FIELD_OF_NAME: Final = {str(field.name): field for field in FIELDS}

#: What says no more than an empty column.
_SAYS_NOTHING: Final[dict[str, Any]] = {
    "sex": Sex.UNKNOWN,
    "living_state": LivingState.UNKNOWN,
    "memorial_in_leap_month": False,
}
#: The narrowest circle of readers first.
_NARROWEST: Final = (
    Visibility.EDITORS,
    Visibility.MEMBERS,
    Visibility.DEFAULT,
    Visibility.PUBLIC,
)


def says_nothing(person: Person, field: MergeField) -> bool:
    """Say whether the columns of a field are empty or hold "unknown"."""
    return all(
        getattr(person, column) in (None, "", _SAYS_NOTHING.get(column, ""))
        for column in field.columns
    )


def values_of(person: Person, field: MergeField) -> tuple[Any, ...]:
    """Give the columns of a field."""
    return tuple(getattr(person, column) for column in field.columns)


def proposed(field: MergeField, keep: Person, drop: Person) -> str:
    """Give the choice for columns where nobody chose: what is there, else the row that stays.

    Of two circles of readers the narrower is proposed, so that a merge never shows anybody to
    more people than before.
    """
    if field is VISIBILITY:
        narrower = _NARROWEST.index(Visibility(drop.visibility)) < _NARROWEST.index(
            Visibility(keep.visibility)
        )
        return DROP if narrower else KEEP
    if says_nothing(keep, field) and not says_nothing(drop, field):
        return DROP
    is_contradiction = values_of(keep, field) != values_of(drop, field)
    if field.may_be_both and is_contradiction and not says_nothing(drop, field):
        return BOTH
    return KEEP


def lineage_proposed(choices: Mapping[str, str], keep: Person) -> str:
    """Give whose lineage stays: that of the parents chosen, else of the row that stays if any."""
    parents = choices.get(PARENTS.name, BOTH)
    if parents != BOTH:
        return parents
    has_lineage = ParentLink.objects.filter(child=keep, is_lineage=True).exists()
    return KEEP if has_lineage else DROP


def settled(choices: Mapping[str, str], keep: Person, drop: Person) -> dict[str, str]:
    """Give the choice for every field.

    Raises:
        ValidationError: there is no such field or no such choice; code `choice`.
    """
    for name, choice in choices.items():
        field = FIELD_OF_NAME.get(name)
        if field is None or choice not in field.options:
            raise ValidationError(
                _now("Không có lựa chọn %(choice)s cho %(name)s."),
                code="choice",
                params={"choice": choice, "name": name},
            )
    result = {
        str(field.name): choices.get(field.name) or proposed(field, keep, drop)
        for field in FIELDS
        if field.columns
    }
    result[PARENTS.name] = choices.get(PARENTS.name, BOTH)
    forced = choices.get(LINEAGE.name) if result[PARENTS.name] == BOTH else None
    result[LINEAGE.name] = forced or lineage_proposed(result, keep)
    for kind in SINGLE_EVENTS:
        result[str(kind)] = choices.get(kind, KEEP)
    return result
