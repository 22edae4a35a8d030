"""Rows of people and of couples, made from staged records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from genealogy.domain.gedcom import EventRecord, FamilyRecord, PersonRecord
from genealogy.enums import EventType, UnionKind, UnionRole, UnionStatus, Visibility
from genealogy.models import (
    Clan,
    ImportRun,
    ParentLink,
    Person,
    PersonName,
    Union,
    UnionMember,
)
from genealogy.services.derived.columns import name_columns
from genealogy.services.imports.attaching import Attachments
from genealogy.services.imports.bulk import BulkTable, json_text, uuids
from genealogy.services.imports.facts import (
    event_date,
    event_is_sensitive,
    event_type,
    person_living_state,
    person_sex,
)
from genealogy.services.imports.keeping import (
    Extra,
    associations_keep,
    identifiers_keep,
    raw_keep,
    text_keep,
)
from genealogy.services.imports.links import WIFE
from genealogy.services.imports.naming import name_attachments, names_import
from genealogy.services.imports.placing import PLACEMENT_FIELDS, Placement
from genealogy.services.imports.resolved import ResolvedLinks
from genealogy.services.imports.vocabulary import PARENT_KINDS

_PERSON_FIELDS: Final = (
    "id",
    "uuid",
    "sex",
    "surname",
    "middle_name",
    "given_name",
    "living_state",
    "child_order",
    "visibility",
    "source_xref",
    "extra",
    "full_name",
    "sort_key",
    "search_fold",
    "birth_year",
    "death_year",
    "memorial_month",
    "memorial_day",
    *PLACEMENT_FIELDS,
)
_BIRTH: Final = EventType.BIRTH.value
_DEATH: Final = EventType.DEATH.value
_CLOSED: Final = ("confidential", "privacy")


class PersonRows:
    """Writes people batch by batch; numbers and keys follow the order of the file."""

    def __init__(
        self,
        run: ImportRun,
        clan: Clan,
        *,
        links: ResolvedLinks,
        placement: Placement,
        attachments: Attachments,
        first_key: int,
        using: str,
    ) -> None:
        self._uuid = uuids().__next__
        self._order = clan.name_order
        self._links = links
        self._placement = placement
        self._attachments = attachments
        self._first_key = first_key
        staged = {"clan": clan.pk, "import_run": run.pk, "is_staged": True}
        self._table = BulkTable(Person, _PERSON_FIELDS, using=using, constants=staged)
        self._names = BulkTable(
            PersonName, ("person_id", "kind", "value", "note", "sort_order"), using=using
        )

    def write(self, records: list[tuple[int, str, PersonRecord]]) -> None:
        """Write people given as (number, identifier to store, record); inside a transaction."""
        attachments = self._attachments
        attachments.shared.load(record for _number, _xref, record in records)
        people: list[tuple[Any, ...]] = []
        names: list[tuple[Any, ...]] = []
        for number, xref, record in records:
            people.append(self._person(number, xref, record, names))
        attachments.write_before()
        self._table.write(people)
        self._names.write(names)
        attachments.write_after()

    def _person(
        self, number: int, xref: str, record: PersonRecord, names: list[tuple[Any, ...]]
    ) -> tuple[Any, ...]:
        key = self._first_key + number
        extra: list[Extra] = []
        parts, others = names_import(record, self._order, extra)
        columns = name_columns(parts, [other.value for other in others], self._order)
        for order, (kind, value, note) in enumerate(others):
            names.append((key, kind, value, note, order))
        self._keep(record, extra)
        self._attach(key, record, extra)
        return (
            key,
            self._uuid(),
            person_sex(record),
            *parts,
            person_living_state(record),
            self._links.child_orders[number] or None,
            _visibility(record),
            xref[:80],
            json_text(extra) if extra else "[]",
            columns["full_name"],
            columns["sort_key"],
            columns["search_fold"],
            *_dates(record.events),
            *self._placement.columns(number),
        )

    def _attach(self, key: int, record: PersonRecord, extra: list[Extra]) -> None:
        attachments = self._attachments
        attachments.events(record.events, key, None)
        owner = (key, None, None)
        if record.notes or record.sources or record.media:
            attachments.attach(owner, record.notes, record.sources, record.media, extra)
        notes, sources = name_attachments(record)
        if notes or sources:
            attachments.attach(owner, notes, sources, (), extra)

    def _keep(self, record: PersonRecord, extra: list[Extra]) -> None:
        """Keep what a person has no column for."""
        raw_keep(extra, record.unknown)
        if record.sex == "X":
            text_keep(extra, "SEX", "X", line=record.line, level=1)
        if record.restriction and _visibility(record) == Visibility.DEFAULT:
            text_keep(extra, "RESN", record.restriction, line=record.line, level=1)
        identifiers_keep(extra, record.identifiers)
        associations_keep(extra, record.associations)
        _keep_parts(extra, record)
        for link in record.child_of:
            raw_keep(extra, link.extra, "FAMC")
            text_keep(extra, "STAT", link.status, line=link.line, level=2, path="FAMC")
        for own in record.spouse_links:
            raw_keep(extra, own.extra, "FAMS")
        for name in record.names:
            for note in name.notes:
                raw_keep(extra, note.extra, "NAME.NOTE")
            for source in name.sources:
                raw_keep(extra, source.extra, "NAME.SOUR")


def _keep_parts(extra: list[Extra], record: PersonRecord | FamilyRecord) -> None:
    for path, parts in (("NOTE", record.notes), ("SOUR", record.sources), ("OBJE", record.media)):
        for part in parts:
            if part.extra:
                raw_keep(extra, part.extra, path)


def _visibility(record: PersonRecord) -> str:
    closed = any(word in record.restriction for word in _CLOSED) if record.restriction else False
    return Visibility.EDITORS.value if closed else Visibility.DEFAULT.value


def _dates(events: Iterable[EventRecord]) -> tuple[int | None, ...]:
    """Give years of birth and death (Gregorian) and the lunar month and day of the giỗ.

    The first event of a kind that tells something counts, and no sensitive one, as in
    `services.derived`.
    """
    birth = death = month = day = None
    for event in events:
        if event_is_sensitive(event) or (not event.date and not event.date_phrase):
            continue
        kind = event_type(event)
        if kind not in (_BIRTH, _DEATH):
            continue
        date = event_date(event)
        year = date.year if date.year is not None and -32_768 <= date.year <= 32_767 else None
        if kind == _BIRTH:
            birth = year if birth is None else birth
            continue
        death = year if death is None else death
        if month is None and date.lunar_month and date.lunar_day:
            month, day = date.lunar_month, date.lunar_day
    return birth, death, month, day


_UNION_FIELDS: Final = ("id", "uuid", "kind", "status", "source_xref", "extra")
_MEMBER_FIELDS: Final = ("union_id", "person_id", "role", "order_for_person")
_LINK_FIELDS: Final = ("child_id", "parent_id", "union_id", "kind", "is_lineage")
_BY_SEX: Final = {"m": UnionRole.HUSBAND.value, "f": UnionRole.WIFE.value}


class FamilyRows:
    """Writes couples with their members and children, batch by batch."""

    def __init__(
        self,
        run: ImportRun,
        clan: Clan,
        *,
        links: ResolvedLinks,
        sexes: bytearray,
        attachments: Attachments,
        first_keys: tuple[int, int],
        using: str,
    ) -> None:
        self._links = links
        self._uuid = uuids().__next__
        self._sexes = sexes
        self._attachments = attachments
        self._first_person, self._first_union = first_keys
        staged = {"clan": clan.pk, "import_run": run.pk, "is_staged": True}
        self._unions = BulkTable(Union, _UNION_FIELDS, using=using, constants=staged)
        self._members = BulkTable(UnionMember, _MEMBER_FIELDS, using=using)
        self._parents = BulkTable(ParentLink, _LINK_FIELDS, using=using)
        self._edge = 0

    def write(self, records: list[tuple[int, str, FamilyRecord]]) -> None:
        """Write families given as (number, identifier to store, record); inside a transaction."""
        attachments = self._attachments
        attachments.shared.load(record for _number, _xref, record in records)
        unions = [self._union(number, xref, record) for number, xref, record in records]
        attachments.write_before()
        self._unions.write(unions)
        self._members.write(
            member for number, _xref, _record in records for member in self._couple(number)
        )
        self._parents.write(self._children(records[-1][0]))
        attachments.write_after()

    def _union(self, number: int, xref: str, record: FamilyRecord) -> tuple[Any, ...]:
        key = self._first_union + number
        extra: list[Extra] = []
        raw_keep(extra, record.unknown)
        text_keep(extra, "RESN", record.restriction, line=record.line, level=1)
        identifiers_keep(extra, record.identifiers)
        associations_keep(extra, record.associations)
        _keep_parts(extra, record)
        for link in record.partner_links:
            raw_keep(extra, link.extra, link.role)
        for child in record.child_links:
            raw_keep(extra, child.extra, "CHIL")
        self._attachments.events(record.events, None, key)
        owner = (None, key, None)
        self._attachments.attach(owner, record.notes, record.sources, record.media, extra)
        divorced = any(event.tag == "DIV" and event.value.upper() != "N" for event in record.events)
        is_couple = len(self._links.spouses[number]) > 1
        return (
            key,
            self._uuid(),
            (UnionKind.MARRIAGE if is_couple else UnionKind.UNKNOWN).value,
            (UnionStatus.DIVORCED if divorced else UnionStatus.UNKNOWN).value,
            xref[:80],
            json_text(extra) if extra else "[]",
        )

    def _couple(self, number: int) -> Iterable[tuple[Any, ...]]:
        couple = self._links.spouses[number]
        roles = [self._role(person, role) for person, role in couple]
        if len(set(roles)) < len(roles):
            roles = [UnionRole.PARTNER.value] * len(roles)
        for (person, _role), role, order in zip(
            couple, roles, self._links.spouse_orders[number], strict=True
        ):
            order = min(order, 32_767)
            yield self._first_union + number, self._first_person + person, role, order

    def _role(self, person: int, role: int) -> str:
        stated = UnionRole.WIFE.value if role == WIFE else UnionRole.HUSBAND.value
        return _BY_SEX.get(chr(self._sexes[person]), stated)

    def _children(self, last: int) -> Iterable[tuple[Any, ...]]:
        """Give the parent links of all families up to number `last`; they stand in that order."""
        edges, lineage = self._links.edges, self._links.lineage
        while self._edge < len(edges) and edges.families[self._edge] <= last:
            edge = self._edge
            child = edges.children[edge]
            yield (
                self._first_person + child,
                self._first_person + edges.parents[edge],
                self._first_union + edges.families[edge],
                PARENT_KINDS[edges.codes[edge]],
                lineage[child] == edge,
            )
            self._edge += 1
