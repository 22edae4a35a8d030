"""Creating, changing and deleting people, with their names and events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from genealogy.domain.dates import parse_vietnamese
from genealogy.domain.errors import DomainError
from genealogy.domain.text import nfc
from genealogy.messages import domain_message
from genealogy.models import Clan, Event, ParentLink, Person, PersonName, Place, Union, UnionMember
from genealogy.services.derived import refresh_people
from genealogy.services.history import recorded
from genealogy.services.places import place_get_or_create
from genealogy.services.saving import checked_save, log_delete

NameData = Mapping[str, Any]
EventData = Mapping[str, Any]

_TEXT_FIELDS = ("surname", "middle_name", "given_name")


@transaction.atomic
def person_create(
    *,
    clan: Clan,
    by: Any = None,
    names: Iterable[NameData] = (),
    events: Iterable[EventData] = (),
    **fields: Any,
) -> Person:
    """Add somebody to the clan.

    Args:
        clan: the clan of whose book the person is.
        by: the account that acts, for the log.
        names: more names, as {"kind", "value", "note"}.
        events: as {"type", "date", "place", "description", ...}; a date may be a `PartialDate` or
            text as an editor writes it, a place a `Place` or its name.
        fields: the other fields of `Person`.

    Raises:
        ValidationError: a field does not hold, or a date does not exist.
    """
    person = Person(clan=clan, **_tidy(fields))
    with recorded(clan, by=by) as recording:
        checked_save(person, by=by)
        recording.created(person)
        _write_names(person, names)
        write_events(events, clan=clan, person=person)
        refresh_people(clan, [person.pk])
    return _with_derived(person)


@transaction.atomic
def person_update(
    person: Person,
    *,
    by: Any = None,
    names: Iterable[NameData] | None = None,
    events: Iterable[EventData] | None = None,
    **fields: Any,
) -> Person:
    """Change somebody; `names` and `events`, when given, replace all that are there.

    Raises:
        ValidationError: a field does not hold, or the clan would change.
    """
    if "clan" in fields and fields["clan"].pk != person.clan_id:
        raise ValidationError(
            {"clan": ValidationError(_("Không chuyển người sang dòng họ khác được."), code="clan")}
        )
    fields = _tidy(fields)
    with recorded(person.clan, by=by, people=[person]):
        checked_save(person, by=by, fields=fields)
        if names is not None:
            PersonName.objects.filter(person=person).delete()
            _write_names(person, names)
        if events is not None:
            Event.objects.filter(person=person).delete()
            write_events(events, clan=person.clan, person=person)
        refresh_people(person.clan, [person.pk])
    return _with_derived(person)


@transaction.atomic
def person_delete(person: Person, *, by: Any = None) -> None:
    """Take somebody out of the book.

    Raises:
        ValidationError: children would lose a parent, or the clan its founder; code `has_children`
            or `is_founder`.
    """
    reason = person_delete_refusal(person)
    if reason is not None:
        raise reason
    clan, touched = person.clan, {person.pk, *_relatives(person)}
    unions = list(Union.objects.filter(members__person=person).distinct())
    with recorded(clan, by=by) as recording:
        recording.deleting(person)
        log_delete(person, by)
        person.delete()
        for union in unions:
            if not union.members.exists() and not union.child_links.exists():
                recording.deleting(union)
                union.delete()
        refresh_people(clan, touched)


def person_delete_refusal(person: Person) -> ValidationError | None:
    """Say why somebody cannot be deleted, or None when nothing stands against it."""
    children = Person.objects.filter(parent_links__parent=person).distinct()
    count = children.count()
    if count:
        names = ", ".join(children.order_by("lineage_path").values_list("full_name", flat=True)[:5])
        return ValidationError(
            _(
                "Không xoá được %(person)s vì còn %(count)s người con: %(names)s. Hãy nối các con"
                " với cha mẹ khác hoặc gỡ quan hệ cha con trước."
            ),
            code="has_children",
            params={"person": person, "count": count, "names": names},
        )
    if person.clan.founder_id == person.pk:
        return ValidationError(
            _("Không xoá được %(person)s vì là thủy tổ. Hãy đặt thủy tổ khác trước."),
            code="is_founder",
            params={"person": person},
        )
    return None


def write_events(
    events: Iterable[EventData],
    *,
    clan: Clan,
    person: Person | None = None,
    union: Union | None = None,
) -> list[Event]:
    """Add events to a person or a union.

    Raises:
        ValidationError: a date does not exist or cannot be understood.
    """
    written = []
    for position, data in enumerate(events):
        values = dict(data)
        values["date"] = _read_date(values.get("date"))
        place = values.get("place")
        if isinstance(place, str):
            values["place"] = place_get_or_create(clan=clan, text=place) if place else None
        elif isinstance(place, Place) and place.clan_id != clan.pk:
            raise ValidationError(_("Địa danh thuộc dòng họ khác."), code="other_clan")
        values.setdefault("sort_order", position)
        event = Event(person=person, union=union, **values)
        event.full_clean()
        event.save()
        written.append(event)
    return written


def _read_date(value: Any) -> Any:
    """Read a date written as an editor writes it."""
    if not isinstance(value, str):
        return value
    if not value.strip():
        return None
    try:
        return parse_vietnamese(value)
    except DomainError as error:
        raise ValidationError({"date": domain_message(error)}) from error


def _write_names(person: Person, names: Iterable[NameData]) -> None:
    for position, data in enumerate(names):
        name = PersonName(person=person, **{"sort_order": position, **data})
        name.value = nfc(name.value)
        name.full_clean()
        name.save()


def _tidy(fields: dict[str, Any]) -> dict[str, Any]:
    """Give the fields with names in Unicode normal form C and single spaces."""
    tidied = dict(fields)
    for name in _TEXT_FIELDS:
        if tidied.get(name):
            tidied[name] = " ".join(nfc(tidied[name]).split())
    return tidied


def _relatives(person: Person) -> set[int]:
    """Give parents, children and spouses."""
    links = ParentLink.objects.filter(child=person) | ParentLink.objects.filter(parent=person)
    relatives = {pk for pair in links.values_list("child_id", "parent_id") for pk in pair}
    unions = UnionMember.objects.filter(person=person).values("union_id")
    relatives.update(
        UnionMember.objects.filter(union_id__in=unions).values_list("person_id", flat=True)
    )
    relatives.discard(person.pk)
    return relatives


def _with_derived(person: Person) -> Person:
    """Read again what the services derived and counted."""
    person.refresh_from_db(fields=_READ_BACK)
    return person


_READ_BACK = [
    "full_name",
    "sort_key",
    "search_fold",
    "generation",
    "branch",
    "lineage_path",
    "membership",
    "descendant_count",
    "birth_year",
    "death_year",
    "memorial_month",
    "memorial_day",
    "latest_birth",
    "presumed_living",
    "presumed_living_until",
    "version",
]
