"""Proposals in words: "Ngày mất của Dương Văn An: chưa ghi → 3/2/1950"."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genealogy.domain.dates import PartialDate, describe_full
from genealogy.domain.names import full_name
from genealogy.domain.proposals import ADDING, Action
from genealogy.enums import EventType, LivingState, NameKind, ParentKind, Sex, Standing
from genealogy.selectors.memorials import lunar_day_text

#: Gives the name of somebody by uuid or ref.
NameOf = Callable[[str], str]

_FIELD_LABELS: Final[dict[str, Promise]] = {
    "surname": gettext_lazy("họ"),
    "middle_name": gettext_lazy("tên đệm"),
    "given_name": gettext_lazy("tên"),
    "sex": gettext_lazy("giới tính"),
    "child_order": gettext_lazy("con thứ mấy"),
    "living_state": gettext_lazy("còn sống hay đã mất"),
}
_PART_LABELS: Final[dict[str, Promise]] = {
    "place": gettext_lazy("nơi %(event)s"),
    "date": gettext_lazy("ngày %(event)s"),
    "description": gettext_lazy("%(event)s, nội dung"),
    "grave_direction": gettext_lazy("hướng mộ"),
}
_TITLES: Final[dict[str, Promise]] = {
    Action.SET_FIELD: gettext_lazy("Sửa %(what)s của %(name)s"),
    Action.SET_EVENT: gettext_lazy("Ghi %(what)s của %(name)s"),
    Action.SET_MEMORIAL: gettext_lazy("Ghi ngày giỗ của %(name)s"),
    Action.ADD_NAME: gettext_lazy("Thêm tên %(what)s của %(name)s"),
    Action.ADD_CHILD: gettext_lazy("Thêm con của %(name)s"),
    Action.ADD_SPOUSE: gettext_lazy("Thêm %(what)s của %(name)s"),
    Action.ADD_PARENT: gettext_lazy("Thêm %(what)s của %(name)s"),
    Action.ADD_PICTURE: gettext_lazy("Thêm ảnh của %(name)s"),
    Action.ADD_SOURCE: gettext_lazy("Thêm nguồn về %(name)s"),
}
_SOURCE_LABELS: Final[dict[str, Promise]] = {
    "title": gettext_lazy("tên nguồn"),
    "author": gettext_lazy("tác giả"),
    "repository": gettext_lazy("nơi giữ"),
    "page": gettext_lazy("trang, tờ"),
    "quote": gettext_lazy("nguyên văn"),
    "url": gettext_lazy("địa chỉ web"),
}


@dataclass(frozen=True)
class Line:
    """One fact of an item in words.

    `was` and `now` are for those who decide: what the book said when the member looked, and what
    it says now.
    """

    label: str
    asked: str
    was: str = ""
    now: str = ""
    is_compared: bool = False
    is_conflict: bool = False
    is_done: bool = False


@dataclass(frozen=True)
class ItemWords:
    """One item: a title and its facts."""

    title: str
    lines: list[Line] = field(default_factory=list)


def item_words(action: str, data: Mapping[str, Any], name: str, name_of: NameOf) -> ItemWords:
    """Put one item into words, as its author asked for it.

    Args:
        action: a `ProposalAction`.
        data: as `domain.proposals.check_items` keeps it.
        name: whose it is.
        name_of: gives further names.
    """
    title = str(_TITLES[action]) % {"name": name, "what": _what(action, data)}
    return ItemWords(title, _lines(action, data, name_of))


def new_name(data: Mapping[str, Any]) -> str:
    """Give the name of somebody an item adds."""
    parts = (str(data.get(key, "")) for key in ("surname", "middle_name", "given_name"))
    return full_name(*parts)


def part_label(action: str, part: str, data: Mapping[str, Any]) -> str:
    """Name one fact that is compared: "ngày mất", "tên đệm"."""
    if action == Action.SET_MEMORIAL:
        return _("ngày giỗ (âm lịch)")
    if action == Action.SET_FIELD:
        return str(_FIELD_LABELS[part])
    event = EventType(data["type"]).label
    return str(_PART_LABELS[part]) % {"event": event}


def value_words(part: str, value: Any) -> str:
    """Put a plain value into words; empty for nothing."""
    if value in (None, ""):
        return ""
    if part == "date":
        return date_words(value)
    if part == "memorial":
        return lunar_day_text(*value)
    if part == "sex":
        return str(Sex(value).label)
    if part == "living_state":
        return str(LivingState(value).label)
    return str(value)


def date_words(stored: Mapping[str, Any]) -> str:
    """Give a stored date in both calendars where it can be, and as it was written."""
    value = PartialDate.from_json(dict(stored))
    return describe_full(value) or value.text


def _what(action: str, data: Mapping[str, Any]) -> str:
    if action == Action.SET_FIELD:
        return str(_FIELD_LABELS[data["field"]])
    if action == Action.SET_EVENT:
        kind = str(EventType(data["type"]).label)
        return _("ngày mất, nơi mất") if data["type"] == EventType.DEATH else kind
    if action == Action.ADD_NAME:
        return str(NameKind(data["kind"]).label).removeprefix("tên ")
    words = {
        Action.ADD_SPOUSE: {Sex.MALE: _("chồng"), Sex.FEMALE: _("vợ")},
        Action.ADD_PARENT: {Sex.MALE: _("cha"), Sex.FEMALE: _("mẹ")},
    }
    unknown = {Action.ADD_SPOUSE: _("vợ hoặc chồng"), Action.ADD_PARENT: _("cha hoặc mẹ")}
    sex = Sex(data.get("sex", Sex.UNKNOWN))
    return words.get(Action(action), {}).get(sex, unknown.get(Action(action), ""))


def _lines(action: str, data: Mapping[str, Any], name_of: NameOf) -> list[Line]:
    if action in ADDING:
        return _person_lines(action, data, name_of)
    if action == Action.SET_FIELD:
        asked = value_words(data["field"], data.get("value")) or _("để trống")
        return [Line(part_label(action, data["field"], data), asked)]
    if action == Action.SET_EVENT:
        return [
            Line(part_label(action, part, data), value_words(part, data[part]))
            for part in _PART_LABELS
            if part in data
        ]
    if action == Action.SET_MEMORIAL:
        day = lunar_day_text(data["month"], data["day"])
        asked = _("%(day)s, tháng nhuận") % {"day": day} if data.get("leap") else day
        return [Line(part_label(action, "memorial", data), asked)]
    if action == Action.ADD_NAME:
        note = f" ({data['note']})" if data.get("note") else ""
        return [Line(_("tên"), f"{data['value']}{note}")]
    if action == Action.ADD_PICTURE:
        return _picture_lines(data)
    return [
        Line(str(label), str(data[key])) for key, label in _SOURCE_LABELS.items() if key in data
    ]


def _person_lines(action: str, data: Mapping[str, Any], name_of: NameOf) -> list[Line]:
    found = [Line(_("họ và tên"), new_name(data))]
    for key in ("sex", "living_state", "child_order"):
        if data.get(key) not in (None, "", Sex.UNKNOWN, LivingState.UNKNOWN):
            found.append(Line(str(_FIELD_LABELS[key]), value_words(key, data[key])))
    for key, label in (("birth", _("ngày sinh")), ("death", _("ngày mất"))):
        if key in data:
            found.append(Line(label, date_words(data[key])))
    if data.get("other_parent"):
        found.append(Line(_("mẹ hoặc cha kia"), name_of(data["other_parent"])))
    if data.get("kind", ParentKind.BIRTH) != ParentKind.BIRTH:
        found.append(Line(_("quan hệ"), str(ParentKind(data["kind"]).label)))
    if data.get("standing"):
        found.append(Line(_("thứ bậc"), str(Standing(data["standing"]).label)))
    if data.get("order"):
        found.append(Line(_("cuộc hôn nhân thứ"), str(data["order"])))
    return found


def _picture_lines(data: Mapping[str, Any]) -> list[Line]:
    found = []
    if data.get("caption"):
        found.append(Line(_("chú thích"), data["caption"]))
    if data.get("is_portrait"):
        found.append(Line(_("dùng làm"), _("chân dung")))
    return found


def drafts_in_words(items: Sequence[Any], name_of: NameOf) -> list[ItemWords]:
    """Put several items into words; later ones may name those an earlier one adds.

    Args:
        items: with `action`, `target`, `ref` and `data`.
        name_of: gives the names of people in the book.
    """
    new: dict[str, str] = {}

    def named(target: str) -> str:
        return new.get(target) or name_of(target)

    found = []
    for item in items:
        found.append(item_words(item.action, item.data, named(item.target), named))
        if item.ref:
            new[item.ref] = new_name(item.data)
    return found
