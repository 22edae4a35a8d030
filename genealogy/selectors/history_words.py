"""Changes in the words of an editor: "Ngày mất: 3/2 âm lịch → 4/2 âm lịch"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from django.apps import apps
from django.db import models
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.fields import RichTextField

from genealogy.domain.dates import PartialDate, describe
from genealogy.enums import ChangeAction, EventType, NameKind, ParentKind, Sex, UnionRole
from genealogy.fields import PartialDateField
from genealogy.models import Change, Person, Source
from genealogy.selectors.history_names import Names, Owner, Row, target_of

#: Columns an editor never typed; a change of these alone is told in one word.
_SILENT: Final = {"id", "uuid", "clan_id", "import_run_id", "is_staged"}
_LABELS: Final = {
    "sort_order": gettext_lazy("thứ tự trong danh sách"),
    "tag": gettext_lazy("thẻ GEDCOM"),
    "source_xref": gettext_lazy("mã trong tệp gốc"),
    "old_uuid": gettext_lazy("địa chỉ cũ"),
}
#: Columns said in the line itself, and columns that only order rows: left out of its facts.
_SAID: Final[dict[str, set[str]]] = {
    "person": {"surname", "middle_name", "given_name"},
    "personname": {"person_id", "kind", "value"},
    "personredirect": {"person_id", "old_uuid"},
    "unionmember": {"union_id", "person_id", "role"},
    "parentlink": {"child_id", "parent_id", "kind"},
    "event": {"person_id", "union_id", "type", "date"},
    "citation": {"person_id", "union_id", "event_id", "source_id"},
    "note": {"person_id", "union_id", "event_id", "text"},
    "medialink": {"person_id", "union_id", "event_id", "caption"},
    "place": {"text"},
    "source": {"title"},
    "clanfeast": {"name"},
}
#: Rows that are told apart by these columns: one deleted and one made again is one changed.
_SAME: Final[dict[str, tuple[str, ...]]] = {
    "personname": ("person_id", "kind"),
    "event": ("person_id", "union_id", "type"),
    "unionmember": ("union_id", "person_id"),
    "parentlink": ("child_id", "parent_id", "kind"),
}
#: What follows another change: a draft its article, a dismissed pair the people of a merge.
_UNTOLD: Final = {"wagtailcore.revision", "duplicatedismissal"}
_LONG: Final = 160
#: Words left around a difference in a long text.
_AROUND: Final = 8
NOBODY: Final = Owner()


class Sign(StrEnum):
    """What a line tells."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class HistoryLine:
    """One difference.

    Args:
        sign: whether something was added, removed or changed.
        label: what, such as "Ngày mất".
        before: what it was, in words.
        after: what it is, in words.
        owner: whose row it is.
    """

    sign: Sign
    label: str
    before: str = ""
    after: str = ""
    owner: Owner = NOBODY

    @property
    def text(self) -> str:
        """Write the line as one sentence."""
        label = self.label[:1].upper() + self.label[1:]
        if self.sign is Sign.CHANGED:
            return f"{label}: {self.before or '–'} → {self.after or '–'}"
        value = self.after if self.sign is Sign.ADDED else self.before
        return f"{label}: {value}" if value else label


def lines_of(
    changes: Sequence[Change], names: Names, *, seen_from: int | None = None
) -> list[HistoryLine]:
    """Tell the changes of one change set.

    Args:
        changes: in their order.
        names: names for all of them.
        seen_from: primary key of the person whose history it is; a link to a child then reads
            "thêm con", one to a parent "thêm cha".
    """
    teller = _Teller(names, seen_from)
    told = _paired([_Told.of(change) for change in changes])
    made = {one.pk for one in told if one.name == "union" and one.action != ChangeAction.UPDATE}
    lines: list[HistoryLine] = []
    for one in told:
        # The members of a new couple are named by the couple's own line.
        is_said = one.name == "unionmember" and one.row["union_id"] in made
        if not is_said:
            lines.extend(teller.tell(one))
    return list(dict.fromkeys(lines))


@dataclass(frozen=True)
class _Told:
    """A change on its way into words."""

    name: str
    pk: int
    action: str
    before: Row
    after: Row

    @classmethod
    def of(cls, change: Change) -> _Told:
        before, after = change.before or {}, change.after or {}
        return cls(change.model, int(change.object_id), change.action, before, after)

    @property
    def row(self) -> Row:
        return self.after or self.before

    @property
    def model(self) -> type[models.Model]:
        # Rows of other apps, such as the people an article speaks of, have a dot in their name.
        return apps.get_model(self.name if "." in self.name else f"genealogy.{self.name}")


def _paired(told: Sequence[_Told]) -> list[_Told]:
    """Join a row deleted and one made in its place to one changed."""
    alike: dict[tuple[Any, ...], list[_Told]] = defaultdict(list)
    for one in told:
        if one.name in _SAME and one.action != ChangeAction.UPDATE:
            alike[one.name, *(one.row.get(column) for column in _SAME[one.name])].append(one)
    joined: dict[tuple[str, int, str], _Told | None] = {}
    for group in alike.values():
        old = [one for one in group if one.action == ChangeAction.DELETE]
        new = [one for one in group if one.action == ChangeAction.CREATE]
        for gone, made in zip(old, new, strict=False):
            joined[gone.name, gone.pk, gone.action] = None
            joined[made.name, made.pk, made.action] = replace(
                made, action=ChangeAction.UPDATE, before=gone.before
            )
    found = [joined.get((one.name, one.pk, one.action), one) for one in told]
    return [one for one in found if one is not None]


class _Teller:
    """Puts rows into words."""

    def __init__(self, names: Names, seen_from: int | None) -> None:
        self.names = names
        self.seen_from = seen_from

    def tell(self, one: _Told) -> Iterator[HistoryLine]:
        """Give the lines of one change."""
        owner = Owner(one.pk) if one.name == "person" else self.names.owner(one.row)
        if one.name == "union":
            owner = Owner(union=one.pk)
        if one.name in _UNTOLD:
            return
        if one.action == ChangeAction.UPDATE:
            yield from self._differences(one, owner)
            return
        sign = Sign.ADDED if one.action == ChangeAction.CREATE else Sign.REMOVED
        words = [self._title(one), *(() if "." in one.name else self._facts(one))]
        value = "; ".join(word for word in words if word)
        label = self._label(one, sign)
        yield HistoryLine(
            sign,
            label,
            before=value if sign is Sign.REMOVED else "",
            after=value if sign is Sign.ADDED else "",
            owner=owner,
        )

    def _label(self, one: _Told, sign: Sign) -> str:
        """Say what was added or removed."""
        what = self._kind(one)
        if sign is Sign.ADDED:
            return _("thêm %(what)s") % {"what": what}
        return _("bỏ %(what)s") % {"what": what}

    def _kind(self, one: _Told) -> str:
        """Name the kind of a row: "tên tự", "con", "sự kiện mất"."""
        row = one.row
        if one.name == "personname":
            return _("tên %(kind)s") % {"kind": _bare_kind(row["kind"])}
        if one.name == "event":
            return _("sự kiện %(kind)s") % {"kind": EventType(row["type"]).label}
        if one.name == "parentlink":
            is_parent = self.seen_from is not None and self.seen_from == row["parent_id"]
            return _("con") if is_parent else self._parent_word(row["parent_id"])
        if one.name == "unionmember":
            return str(UnionRole(row["role"]).label)
        if one.name == "union":
            return _("cặp vợ chồng")
        return str(one.model._meta.verbose_name)

    def _parent_word(self, pk: int) -> str:
        words = {Sex.MALE: _("cha"), Sex.FEMALE: _("mẹ")}
        return words.get(Sex(self.names.sexes.get(pk) or Sex.UNKNOWN), _("cha hoặc mẹ"))

    def _title(self, one: _Told) -> str:
        """Say which row it is."""
        row = one.row
        if one.name == "person":
            return self.names.of(Person, one.pk)
        if one.name == "union":
            return self.names.couple(one.pk)
        if one.name == "unionmember":
            return self.names.of(Person, row["person_id"])
        if one.name == "parentlink":
            is_parent = self.seen_from == row["parent_id"]
            other = row["child_id"] if is_parent else row["parent_id"]
            name = self.names.of(Person, other)
            return f"{name} ({ParentKind(row['kind']).label})"
        if one.name == "event":
            return _date(row.get("date"))
        if one.name == "citation":
            return self.names.of(Source, row["source_id"])
        titles = ("name", "title", "value", "text", "caption", "file_name", "old_uuid")
        title = next((str(row[name]) for name in titles if row.get(name)), "")
        return title or (self.names.of(one.model, one.pk) if one.name == "branch" else "")

    def _facts(self, one: _Told) -> Iterator[str]:
        """Say what else a new or deleted row holds."""
        said = _SILENT | _SAID.get(one.name, set()) | {"sort_order", "slug", "extra"}
        for field in one.model._meta.concrete_fields:
            value = one.row.get(field.attname)
            if field.attname in said or value in (None, "", [], {}, False):
                continue
            if field.has_default() and value == field.get_default():
                continue
            label = _field_label(field)
            yield label if value is True else f"{label}: {self._value(one, field, value)}"

    def _differences(self, one: _Told, owner: Owner) -> Iterator[HistoryLine]:
        """Say what changed, column by column."""
        seen = False
        for field in one.model._meta.concrete_fields:
            name = field.attname
            if name in _SILENT or name not in one.after:
                continue
            old, new = one.before.get(name), one.after[name]
            if old == new or (name == "sort_order" and seen):
                continue
            seen = True
            before, after = self._value(one, field, old), self._value(one, field, new)
            if before == after:
                before, after = "", _("chỉ đổi cách trình bày")
            elif len(before) > _LONG or len(after) > _LONG:
                before, after = _excerpts(before, after)
            label = self._column_label(one, field)
            yield HistoryLine(Sign.CHANGED, label, before, after, owner)

    def _column_label(self, one: _Told, field: Any) -> str:
        label = _field_label(field)
        if one.name == "event":
            kind = str(EventType(one.row["type"]).label)
            if field.attname == "date":
                return _("ngày %(event)s") % {"event": kind}
            if field.attname == "place_id":
                return _("nơi %(event)s") % {"event": kind}
            return f"{kind}, {label}"
        if one.name == "personname" and field.attname == "value":
            return _("tên %(kind)s") % {"kind": _bare_kind(one.row["kind"])}
        if one.name == "parentlink":
            return f"{self._parent_word(one.row['parent_id'])} {self._title(one)}, {label}"
        if one.name in ("person", "union", "clan") or "." in one.name:
            return label
        title = self._title(one) or self.names.of(one.model, one.pk)
        return f"{self._kind(one)} {title}, {label}"

    def _value(self, one: _Told, field: Any, value: Any) -> str:
        """Put the value of one column into words."""
        if value is None or value == "":
            return ""
        target = target_of(one.name, field.attname)
        if target is not None:
            return self.names.of(target, value)
        if isinstance(field, PartialDateField):
            return _date(value)
        if isinstance(field, models.BooleanField):
            return _("có") if value else _("không")
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        if isinstance(field, RichTextField):
            return " ".join(strip_tags(value).split())
        if isinstance(value, list):
            return ", ".join(map(str, value))
        return str(value)


def _bare_kind(kind: str) -> str:
    """Give the kind of a name without the word "tên" it may begin with."""
    return str(NameKind(kind).label).removeprefix("tên ")


def _field_label(field: Any) -> str:
    return str(_LABELS.get(field.attname) or field.verbose_name)


def _date(value: Any) -> str:
    if not value:
        return ""
    date = PartialDate.from_json(value)
    return describe(date) or date.text


def _excerpts(before: str, after: str) -> tuple[str, str]:
    """Cut two long texts to the words that differ, with a few around them.

    >>> _excerpts("a " * 300 + "cũ" + " b" * 300, "a " * 300 + "mới" + " b" * 300)[1][-20:]
    'mới b b b b b b b b…'
    """
    old, new = before.split(), after.split()
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    start = max(0, head - _AROUND)

    def cut(words: list[str]) -> str:
        end = len(words) - max(0, tail - _AROUND)
        part = " ".join(words[start:end])
        is_cut = end < len(words) or len(part) > _LONG
        return ("…" if start and part else "") + part[:_LONG] + ("…" if is_cut and part else "")

    return cut(old), cut(new)


def _common(some: Sequence[str], others: Sequence[str]) -> int:
    """Count the words two texts begin with alike."""
    pairs = enumerate(zip(some, others, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(some), len(others)))
