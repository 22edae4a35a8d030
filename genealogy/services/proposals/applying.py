"""Writing accepted items into the book, through the services that editors use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from genealogy.domain.dates import PartialDate
from genealogy.domain.errors import DomainError
from genealogy.domain.proposal_memorials import MemorialNotJoined, with_memorial
from genealogy.domain.proposals import Action, is_ref
from genealogy.enums import EventType
from genealogy.messages import domain_message
from genealogy.models import (
    Citation,
    Event,
    MediaLink,
    Person,
    PersonName,
    Proposal,
    ProposalItem,
    Source,
)
from genealogy.selectors.proposals_compared import event_asked_of
from genealogy.services.derived import refresh_people
from genealogy.services.events import event_save
from genealogy.services.history import recorded
from genealogy.services.people import person_update
from genealogy.services.places import place_get_or_create
from genealogy.services.proposals.kin import child_add, parent_add, spouse_add
from genealogy.services.proposals.pictures import picture_release
from genealogy.services.sources import source_save


class Applier:
    """Applies the items of one proposal in their order, inside an open recording.

    Args:
        proposal: whose items they are.
        by: the account that decides.
    """

    def __init__(self, proposal: Proposal, by: Any) -> None:
        self.clan = proposal.clan
        self.by = by
        self._new: dict[str, Person] = {}

    def apply(self, item: ProposalItem) -> None:
        """Do what one item asks.

        Raises:
            ValidationError: it cannot be done; nothing of it stands then.
        """
        target = self.person(item.target)
        try:
            made = _ACTIONS[Action(item.action)](self, item, target)
        except MemorialNotJoined as error:
            raise ValidationError(_memorial_words(error), code=error.code) from error
        except DomainError as error:
            raise ValidationError(domain_message(error), code=error.code) from error
        if made is not None:
            item.result_uuid = made.uuid
            if item.ref:
                self._new[item.ref] = made

    def person(self, target: str) -> Person:
        """Give whom an item names: somebody new, or somebody of the book as the row is now.

        Raises:
            ValidationError: code `gone`, or `needs` when the item that adds them was not accepted.
        """
        if is_ref(target):
            if target not in self._new:
                raise ValidationError(
                    _("Điều này cần người ở một điều khác mà bạn chưa chọn nhận."), code="needs"
                )
            return Person.objects.get(pk=self._new[target].pk)
        person = current_person(target, clan_id=self.clan.pk)
        if person is None:
            raise ValidationError(_("Người này không còn trong gia phả."), code="gone")
        return person

    def set_field(self, item: ProposalItem, person: Person) -> None:
        """Change one column."""
        name, value = item.data["field"], item.data.get("value", "")
        if getattr(person, name) != value:
            person_update(person, by=self.by, **{name: value})

    def set_event(self, item: ProposalItem, person: Person) -> None:
        """Correct the event on record, or add one."""
        data = item.data
        event = event_asked_of(person, data)
        if event is None:
            if data.get("event"):
                raise ValidationError(_("Sự kiện này không còn trong gia phả."), code="gone")
            event = Event(person=person, type=data["type"])
        if "date" in data:
            event.date = stored_date(data["date"])
        if "place" in data:
            event.place = place_get_or_create(clan=self.clan, text=data["place"], by=self.by)
        for part in ("description", "grave_direction"):
            if part in data:
                setattr(event, part, data[part])
        event_save(event, by=self.by)

    def set_memorial(self, item: ProposalItem, person: Person) -> None:
        """Join the day of the giỗ to what is known of the death."""
        data = item.data
        event = event_asked_of(person, {"type": EventType.DEATH})
        if event is None:
            event = Event(person=person, type=EventType.DEATH)
        joined = with_memorial(
            event.date, day=data["day"], month=data["month"], leap=data.get("leap", False)
        )
        if joined != event.date:
            event.date = joined
            event_save(event, by=self.by)

    def add_name(self, item: ProposalItem, person: Person) -> None:
        """Add one more name."""
        data = item.data
        names = PersonName.objects.filter(person=person)
        if names.filter(kind=data["kind"], value=data["value"]).exists():
            raise ValidationError(_("Tên này đã có trong gia phả."), code="there")
        name = PersonName(
            person=person,
            kind=data["kind"],
            value=data["value"],
            note=data.get("note", ""),
            sort_order=names.count(),
        )
        name.full_clean()
        with recorded(self.clan, by=self.by, people=[person]):
            name.save()
            refresh_people(self.clan, [person.pk])

    def add_picture(self, item: ProposalItem, person: Person) -> None:
        """Show the photograph with the person, as the portrait where that was asked."""
        if item.image is None:
            raise ValidationError(_("Ảnh này không còn."), code="gone")
        link = MediaLink(person=person, image=item.image, caption=item.data.get("caption", ""))
        link.full_clean()
        with recorded(self.clan, by=self.by, people=[person]):
            link.save()
            if item.data.get("is_portrait"):
                person_update(person, by=self.by, portrait=item.image)
        picture_release(item.image)

    def add_source(self, item: ProposalItem, person: Person) -> None:
        """Cite a source; one of the same title and author is used again."""
        data = item.data
        source = Source.objects.filter(
            clan=self.clan, title=data["title"], author=data.get("author", "")
        ).first()
        with recorded(self.clan, by=self.by, people=[person]):
            if source is None:
                keys = ("title", "author", "repository", "url")
                source = Source(clan=self.clan, **{key: data.get(key, "") for key in keys})
                source_save(source, by=self.by)
            citation = Citation(
                person=person,
                source=source,
                page=data.get("page", ""),
                text=data.get("quote", ""),
            )
            citation.full_clean()
            citation.save()

    def add_child(self, item: ProposalItem, parent: Person) -> Person:
        """Add a child of somebody, and of the other parent where one is named."""
        other = item.data.get("other_parent")
        return child_add(
            parent=parent,
            other=self.person(other) if other else None,
            data=with_dates(item.data),
            by=self.by,
        )

    def add_spouse(self, item: ProposalItem, person: Person) -> Person:
        """Add a wife or husband."""
        return spouse_add(person=person, data=with_dates(item.data), by=self.by)

    def add_parent(self, item: ProposalItem, child: Person) -> Person:
        """Add a father or mother."""
        return parent_add(child=child, data=with_dates(item.data), by=self.by)


_ACTIONS: Final[Mapping[Action, Callable[[Applier, ProposalItem, Person], Person | None]]] = {
    Action.SET_FIELD: Applier.set_field,
    Action.SET_EVENT: Applier.set_event,
    Action.SET_MEMORIAL: Applier.set_memorial,
    Action.ADD_NAME: Applier.add_name,
    Action.ADD_PICTURE: Applier.add_picture,
    Action.ADD_SOURCE: Applier.add_source,
    Action.ADD_CHILD: Applier.add_child,
    Action.ADD_SPOUSE: Applier.add_spouse,
    Action.ADD_PARENT: Applier.add_parent,
}


def current_person(target: str, *, clan_id: int) -> Person | None:
    """Give somebody of the book by uuid, or the one they were found to be."""
    people = Person.objects.published().filter(clan_id=clan_id).select_related("clan", "branch")
    found = people.filter(uuid=target).first()
    return found or people.filter(redirects__old_uuid=target).first()


def stored_date(stored: Mapping[str, Any]) -> PartialDate:
    """Read a date an item keeps."""
    value = PartialDate.from_json(dict(stored))
    value.check()
    return value


def with_dates(data: Mapping[str, Any]) -> dict[str, Any]:
    """Give the data of somebody new with dates in the place of their plain values."""
    dates = {key: stored_date(data[key]) for key in ("birth", "death") if key in data}
    return {**data, **dates}


def _memorial_words(error: MemorialNotJoined) -> str:
    if error.reason == "disagrees":
        return _(
            "Ngày mất trong gia phả là “%(text)s”, tính ra ngày giỗ khác. Hãy sửa ngày mất trước."
        ) % {"text": error.text}
    return _(
        "Gia phả ghi mất “%(text)s”, chưa rõ là năm âm lịch nào. Hãy ghi đủ ngày tháng năm mất."
    ) % {"text": error.text}
