"""What is held about a person (đang giữ gì về tôi): every row of theirs, in words and as data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.accounts.models import AccessRecord
from genealogy.domain.dates import PartialDate
from genealogy.enums import RequestState, Visibility
from genealogy.models import (
    Change,
    Citation,
    Consent,
    DataRequest,
    Event,
    MediaLink,
    MemorialReminder,
    Note,
    ParentLink,
    Person,
    PersonAccount,
    PersonContact,
    PersonName,
    PrintOrder,
    Proposal,
    UnionMember,
)
from genealogy.services.history.rows import plain

#: Keys of the machine, which tell a reader nothing.
_LEFT_OUT: Final = {
    "id", "search_fold", "sort_key", "lineage_path", "import_run", "is_staged", "sort_order",
    "person", "union", "event", "version", "clan", "branch", "place", "source", "portrait",
    "image", "document", "recorded_by", "handled_by", "requester", "user", "date_start",
    "date_end", "latest_birth", "viewer_key", "file_name", "job",
}  # fmt: skip
#: What compilers alone see of an event.
_COMPILERS_ONLY: Final = {"cause"}


@dataclass
class Section:
    """One kind of rows: its name as data, its heading, the rows as (label, column, value)."""

    key: str
    title: str
    rows: list[list[tuple[str, str, Any]]] = field(default_factory=list)

    def as_data(self) -> list[dict[str, Any]]:
        """Give the rows for JSON."""
        return [{column: value for _label, column, value in row} for row in self.rows]


@dataclass
class Holdings:
    """All that is held about one person.

    `kept_back` counts rows marked sensitive that a copy fetched by the person alone leaves out: an
    adoption concerns others too, so a human being decides and tells.
    """

    person_uuid: str
    sections: list[Section]
    kept_back: int = 0

    def as_data(self) -> dict[str, Any]:
        """Give all of it for JSON."""
        return {
            "person": self.person_uuid,
            "made_at": timezone.now().isoformat(timespec="seconds"),
            "kept_back": self.kept_back,
            **{section.key: section.as_data() for section in self.sections},
        }


def holdings_of(person: Person, *, is_whole: bool = False) -> Holdings:
    """Collect what is held about somebody.

    Args:
        person: whose data.
        is_whole: with what is marked sensitive; for a copy an administrator makes and hands over.
    """
    found = Holdings(str(person.uuid), [])
    own = Q(person=person) | Q(event__person=person)
    claims = PersonAccount.objects.filter(person=person, state=RequestState.ACCEPTED)
    accounts = claims.values("user")
    lists: tuple[tuple[str, str, QuerySet[Any]], ...] = (
        ("record", _("Bản ghi trong gia phả"), Person.objects.filter(pk=person.pk)),
        ("names", _("Các tên khác"), PersonName.objects.filter(person=person)),
        ("events", _("Sự kiện"), Event.objects.filter(person=person).select_related("place")),
        ("notes", _("Ghi chú"), Note.objects.filter(own)),
        ("citations", _("Nguồn được dẫn"), Citation.objects.filter(own).select_related("source")),
        (
            "media",
            _("Ảnh và tài liệu"),
            MediaLink.objects.filter(own).select_related("image", "document"),
        ),
        ("contacts", _("Liên lạc"), PersonContact.objects.filter(person=person)),
        ("consents", _("Lời đồng ý"), Consent.objects.filter(person=person)),
        ("requests", _("Yêu cầu về dữ liệu"), DataRequest.objects.filter(person=person)),
        (
            "reminders",
            _("Lời nhắc giỗ của bạn"),
            MemorialReminder.objects.filter(user__in=accounts),
        ),
        ("prints", _("Bản in bạn đã đặt"), PrintOrder.objects.filter(user__in=accounts)),
        ("proposals", _("Đề nghị về bạn"), Proposal.objects.filter(subject=person)),
    )
    for key, title, rows in lists:
        section = Section(key, title)
        for row in rows:
            if getattr(row, "is_sensitive", False) and not is_whole:
                found.kept_back += 1
                continue
            section.rows.append(_row_words(row, is_whole=is_whole))
        found.sections.append(section)
    found.sections.append(_family(person, found, is_whole=is_whole))
    found.sections.append(_history(person, is_whole=is_whole))
    found.sections.append(_looks(person))
    return found


def _row_words(row: models.Model, *, is_whole: bool) -> list[tuple[str, str, Any]]:
    words: list[tuple[str, str, Any]] = []
    for one in row._meta.concrete_fields:
        if one.name in _LEFT_OUT or (one.name in _COMPILERS_ONLY and not is_whole):
            continue
        value = getattr(row, one.attname)
        if value in (None, "", [], {}, False):
            continue
        words.append((str(one.verbose_name), one.name, _value(row, one, value)))
    for name in ("place", "source", "image", "document", "portrait"):
        other = getattr(row, name, None)
        if isinstance(other, models.Model):
            label: Any = row._meta.get_field(name)
            words.append((str(label.verbose_name), name, str(other)))
    return words


def _value(row: models.Model, one: Any, value: Any) -> Any:
    if one.choices:
        return str(getattr(row, f"get_{one.name}_display")())
    if isinstance(value, PartialDate):
        return value.text
    return plain(value)


def _family(person: Person, found: Holdings, *, is_whole: bool) -> Section:
    """Name parents, children and spouses; of whom compilers alone may know there is no name."""
    section = Section("family", _("Quan hệ gia đình"))
    links = ParentLink.objects.filter(Q(child=person) | Q(parent=person))
    for link in links.select_related("child", "parent"):
        if link.is_sensitive and not is_whole:
            found.kept_back += 1
            continue
        is_child = link.child_id == person.pk
        other = link.parent if is_child else link.child
        label = _("Cha hoặc mẹ") if is_child else _("Con")
        name = _name(other, is_whole=is_whole)
        section.rows.append([(label, "parent" if is_child else "child", name)])
    unions = UnionMember.objects.filter(person=person).values("union")
    spouses = UnionMember.objects.filter(union__in=unions).exclude(person=person)
    for member in spouses.select_related("person"):
        name = _name(member.person, is_whole=is_whole)
        section.rows.append([(_("Vợ hoặc chồng"), "spouse", name)])
    return section


def _name(person: Person, *, is_whole: bool) -> str:
    if person.visibility == Visibility.EDITORS and not is_whole:
        return _("người không hiện")
    return str(person)


def _history(person: Person, *, is_whole: bool) -> Section:
    """Tell what was changed in the person's own rows."""
    section = Section("history", _("Lịch sử sửa đổi"))
    changes = Change.objects.filter(person_uuid=person.uuid).select_related("change_set")
    for change in changes.order_by("change_set__created_at", "sequence"):
        rows = [row for row in (change.before, change.after) if isinstance(row, dict)]
        if not is_whole and any(row.get("is_sensitive") or row.get("cause") for row in rows):
            continue
        section.rows.append(
            [
                (_("Lúc"), "at", plain(change.change_set.created_at)),
                (_("Việc"), "action", str(change.get_action_display())),
                (_("Ở đâu"), "model", change.model),
                (_("Trước"), "before", change.before),
                (_("Sau"), "after", change.after),
            ]
        )
    return section


def _looks(person: Person) -> Section:
    section = Section("access", _("Ai đã xem liên lạc hoặc xuất dữ liệu của bạn"))
    for record in AccessRecord.objects.filter(person_uuid=person.uuid).order_by("created_at"):
        section.rows.append(
            [
                (_("Lúc"), "at", plain(record.created_at)),
                (_("Việc"), "kind", str(record.get_kind_display())),
                (_("Chi tiết"), "detail", record.detail),
            ]
        )
    return section
