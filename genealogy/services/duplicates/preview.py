"""Two people side by side before they are made one: what each row says, and what will move."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from genealogy.enums import ParentKind, Sex
from genealogy.models import (
    Citation,
    Event,
    MediaLink,
    Note,
    ParentLink,
    Person,
    PersonContact,
    PersonName,
    Union,
)
from genealogy.services.derived import display_name
from genealogy.services.duplicates.choices import (
    BIOGRAPHY,
    BOTH,
    DROP,
    FIELDS,
    KEEP,
    LINEAGE,
    NAME,
    PARENTS,
    PORTRAIT,
    SINGLE_EVENTS,
    MergeField,
    says_nothing,
    settled,
    values_of,
)
from genealogy.services.duplicates.event_rows import event_words, is_same
from genealogy.services.duplicates.family_rows import orders_taken
from genealogy.services.duplicates.mention_rows import mentions_of, offices_of
from genealogy.services.duplicates.refusals import merge_refusal

#: Rows listed by name; of more only the number is said.
_LISTED: Final = 12
_EXCERPT: Final = 160


@dataclass(frozen=True)
class FieldComparison:
    """One field of two people.

    Args:
        name: as in the choices of `person_merge`.
        label: what editors call it.
        keep: what the row that stays says, in words; empty when nothing.
        drop: what the row that goes says.
        choice: what is proposed.
        options: what may be chosen; empty when the two do not contradict each other.
    """

    name: str
    label: str
    keep: str
    drop: str
    choice: str
    options: tuple[str, ...] = ()

    @property
    def is_conflict(self) -> bool:
        """Whether somebody must choose."""
        return bool(self.options)

    @property
    def is_empty(self) -> bool:
        """Whether neither says anything."""
        return not self.keep and not self.drop


@dataclass(frozen=True)
class Moving:
    """Rows of one kind that go from one person to the other."""

    label: str
    count: int
    items: tuple[str, ...] = ()

    @property
    def more(self) -> int:
        """How many are not listed."""
        return self.count - len(self.items)


@dataclass(frozen=True)
class MergePreview:
    """What a merge would do. With a `refusal` it cannot be done at all."""

    keep: Person
    drop: Person
    refusal: str = ""
    fields: tuple[FieldComparison, ...] = ()
    moving: tuple[Moving, ...] = ()
    warnings: tuple[str, ...] = field(default=())


def merge_preview(keep: Person, drop: Person) -> MergePreview:
    """Compare two people of one clan; for compilers' eyes, since it tells all that is known."""
    refusal = merge_refusal(keep, drop)
    if refusal is not None:
        return MergePreview(keep, drop, refusal=" ".join(refusal.messages))
    return MergePreview(
        keep,
        drop,
        fields=tuple(_comparisons(keep, drop)),
        moving=tuple(moving for moving in _movings(drop) if moving.count),
        warnings=tuple(_warnings(keep, drop)),
    )


def _comparisons(keep: Person, drop: Person) -> Iterator[FieldComparison]:
    choices = settled({}, keep, drop)
    for one in FIELDS:
        name = str(one.name)
        mine, theirs = _words(one, keep), _words(one, drop)
        options = one.options if _is_conflict(one, keep, drop) else ()
        yield FieldComparison(name, str(one.label), mine, theirs, choices[name], options)


def _is_conflict(one: MergeField, keep: Person, drop: Person) -> bool:
    if one.name in SINGLE_EVENTS:
        known, told = _events(keep, one.name), _events(drop, one.name)
        return bool(known) and any(
            not any(is_same(event, other, is_once=True) for event in known) for other in told
        )
    if one is PARENTS:
        mine, theirs = _parents(keep), _parents(drop)
        return not (mine <= theirs or theirs <= mine)
    if one is LINEAGE:
        mine, theirs = _parents(keep, is_lineage=True), _parents(drop, is_lineage=True)
        return bool(mine and theirs and mine != theirs)
    both_say = not says_nothing(keep, one) and not says_nothing(drop, one)
    return both_say and values_of(keep, one) != values_of(drop, one)


def _events(person: Person, kind: str) -> list[Event]:
    rows = Event.objects.filter(person=person, type=kind).select_related("place")
    return list(rows.order_by("sort_order", "pk"))


def _parents(person: Person, **conditions: Any) -> set[int]:
    links = ParentLink.objects.filter(child=person, **conditions)
    return set(links.values_list("parent_id", flat=True))


def _words(one: MergeField, person: Person) -> str:
    """Say what a row tells of a field."""
    if one.name in SINGLE_EVENTS:
        label = len(_label(one.name))
        return "; ".join(event_words(event)[label:].strip() for event in _events(person, one.name))
    if one in (PARENTS, LINEAGE):
        links = ParentLink.objects.filter(child=person).select_related("parent").order_by("pk")
        links = links.filter(is_lineage=True) if one is LINEAGE else links
        return ", ".join(f"{link.parent} ({ParentKind(link.kind).label})" for link in links)
    if one is NAME:
        return name_of(person)
    if one is PORTRAIT:
        return str(person.portrait or "")
    if one is BIOGRAPHY:
        text = " ".join(strip_tags(person.biography).split())
        return text if len(text) <= _EXCERPT else f"{text[:_EXCERPT]}…"
    if says_nothing(person, one):
        return ""
    return ", ".join(word for word in (_column(person, name) for name in one.columns) if word)


def name_of(person: Person) -> str:
    """Write the name of the columns, in the clan's order."""
    parts = (person.surname, person.middle_name, person.given_name)
    return display_name(*parts, person.clan.name_order)


def _label(kind: str) -> str:
    return str(dict(Event._meta.get_field("type").flatchoices)[kind])


def _column(person: Person, name: str) -> str:
    column = Person._meta.get_field(name)
    value = getattr(person, name)
    if value in (None, "", False):
        return ""
    if column.choices:
        return str(dict(column.flatchoices)[value])
    return str(column.verbose_name) if value is True else str(value)


def _movings(drop: Person) -> Iterator[Moving]:
    """Tell what hangs on the row that goes."""
    yield _moving(PersonName.objects.filter(person=drop))
    events = Event.objects.filter(person=drop).exclude(type__in=SINGLE_EVENTS)
    yield _moving(events.select_related("place").order_by("sort_order", "pk"), words=event_words)
    yield _moving(
        Union.objects.filter(members__person=drop).prefetch_related("members__person").distinct()
    )
    children = Person.objects.filter(parent_links__parent=drop).distinct()
    yield _moving(children.order_by("lineage_path", "pk"), _("con"))
    of_events = Q(person=drop) | Q(event__person=drop)
    yield _moving(Note.objects.filter(of_events))
    yield _moving(Citation.objects.filter(of_events).select_related("source"))
    yield _moving(MediaLink.objects.filter(of_events))
    yield from _named_in(drop)
    if PersonContact.objects.filter(person=drop).exists():
        yield Moving(str(PersonContact._meta.verbose_name), 1)


def _named_in(drop: Person) -> Iterator[Moving]:
    """Tell in which offices, feasts and articles somebody is named."""
    named: dict[str, list[str]] = {}
    for column, row in offices_of(drop):
        label = str(column.verbose_name if column.name != "person" else row._meta.verbose_name)
        named.setdefault(label, []).append(str(row))
    for mention, row in mentions_of(drop):
        page = getattr(row, mention.owner.name) if mention.owner else row
        named.setdefault(str(mention.model._meta.verbose_name), []).append(str(page))
    for label, items in named.items():
        yield Moving(label, len(items), tuple(items[:_LISTED]))


def _moving(rows: QuerySet[Any], label: str = "", words: Any = str) -> Moving:
    label = label or str(rows.model._meta.verbose_name)
    items = tuple(words(row) for row in rows[: _LISTED + 1])
    count = len(items) if len(items) <= _LISTED else rows.count()
    return Moving(label, count, items[:_LISTED])


def _warnings(keep: Person, drop: Person) -> Iterator[str]:
    """Say what to look at afterwards; none of it stands against the merge."""
    if {keep.sex, drop.sex} == {Sex.MALE, Sex.FEMALE}:
        yield _("Một bản ghi nam, một bản ghi nữ.")
    if None not in (keep.generation, drop.generation) and keep.generation != drop.generation:
        yield _("Hai bản ghi khác đời: đời %(keep)s và đời %(drop)s.") % {
            "keep": keep.generation,
            "drop": drop.generation,
        }
    for union in orders_taken(keep, drop):
        yield _("Cặp %(union)s trùng số thứ tự với một cặp khác, sẽ được xếp xuống cuối.") % {
            "union": union
        }
    yield from _sibling_clash(keep, drop)
    common = ParentLink.objects.filter(parent=keep).values("child_id")
    for link in ParentLink.objects.filter(parent=drop, child__in=common).select_related("child"):
        yield _("%(child)s đang ghi cả hai là cha mẹ, sẽ còn một.") % {"child": link.child}


def _sibling_clash(keep: Person, drop: Person) -> Iterator[str]:
    """Tell of a brother or sister with the number the person would have."""
    chosen = settled({}, keep, drop)
    order = (drop if chosen["child_order"] == DROP else keep).child_order
    if order is None:
        return
    side = {KEEP: (keep,), DROP: (drop,), BOTH: (keep, drop)}[chosen[PARENTS.name]]
    parents = ParentLink.objects.filter(child__in=side, is_lineage=True).values("parent_id")
    siblings = Person.objects.filter(
        parent_links__parent__in=parents, parent_links__is_lineage=True, child_order=order
    )
    for sibling in siblings.exclude(pk__in=(keep.pk, drop.pk)).distinct():
        yield _("%(sibling)s cũng ghi là con thứ %(order)s của cùng cha.") % {
            "sibling": sibling,
            "order": order,
        }
