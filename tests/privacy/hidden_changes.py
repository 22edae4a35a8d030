"""Changes of the world that a stranger must not be able to notice, one of each kind.

Each takes the world and changes only what strangers may not see: a value, or that something is
there at all.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.utils import timezone

from cms.news.models import NewsPerson
from genealogy.domain.viewer import Mark
from genealogy.enums import ConsentScope, DutyKind, EventType, LivingState, NameKind, UnionRole
from genealogy.models import (
    Consent,
    DataRequest,
    Event,
    MediaLink,
    Note,
    ParentLink,
    Person,
    PersonContact,
    PersonRedirect,
    Place,
)
from genealogy.services import branches, events, families, people
from genealogy.services.derived import rebuild_clan
from tests.privacy.subjects import document_of, image_of, plain_person

Change = Callable[[Any], None]
CHANGES: dict[str, Change] = {}


def _kind(words: str) -> Callable[[Change], Change]:
    def register(change: Change) -> Change:
        CHANGES[words] = change
        return change

    return register


def _living(world: Any) -> Person:
    """Give a living adult below whom somebody stands who is seen."""
    return Person.objects.get(pk=world.subjects["living adult"].person.pk)


def _child(world: Any) -> Person:
    return Person.objects.get(pk=world.subjects["living child"].person.pk)


def _of_members(world: Any) -> Person:
    return Person.objects.get(pk=world.subjects["dead, members"].person.pk)


@_kind("the name of a living person")
def _name(world: Any) -> None:
    people.person_update(_living(world), surname="Đỗ", given_name="Ất", middle_name="")


@_kind("the sex of a living person")
def _sex(world: Any) -> None:
    people.person_update(_living(world), sex="f")


@_kind("the birth of a living person")
def _birth(world: Any) -> None:
    people.person_update(_living(world), events=[{"type": EventType.BIRTH, "date": "3/3/1979"}])


@_kind("the place of an event of a living person")
def _place(world: Any) -> None:
    place = Place.objects.create(clan=world.clan, text="Làng Khác")
    Event.objects.filter(person=_living(world)).update(place=place)


@_kind("an event of a living person is added")
def _event(world: Any) -> None:
    events.event_save(Event(person=_living(world), type=EventType.MILITARY, description="Mới"))


@_kind("a living child is born")
def _newborn(world: Any) -> None:
    child = people.person_create(
        clan=world.clan,
        given_name="Bé",
        living_state=LivingState.LIVING,
        child_order=95,
        events=[{"type": EventType.BIRTH, "date": str(timezone.localdate().year)}],
    )
    families.child_link(child=child, parent=world.subjects["dead"].person)


@_kind("a living child is taken out of the book")
def _removed(world: Any) -> None:
    for person in (world.subjects["living child"].person, world.subjects["living child"].spouse):
        people.person_delete(Person.objects.get(pk=person.pk))


@_kind("a note on a living person")
def _note(world: Any) -> None:
    Note.objects.create(person=_living(world), text="Lời ghi mới")


@_kind("the contact of a living person")
def _contact(world: Any) -> None:
    PersonContact.objects.filter(person=_living(world)).update(phone="0999999999", address="Xa")


@_kind("the portrait of a living person")
def _portrait(world: Any) -> None:
    people.person_update(_living(world), portrait=image_of("Ảnh mới", "anh-moi", "moi"))


@_kind("a picture and a document of a living person")
def _papers(world: Any) -> None:
    person = _living(world)
    MediaLink.objects.create(person=person, image=image_of("Ảnh thêm", "anh-them", "them"))
    MediaLink.objects.create(person=person, document=document_of("Giấy thêm", "giay", "them"))


@_kind("the mark of a hidden person, from members to editors")
def _mark(world: Any) -> None:
    people.person_update(_of_members(world), visibility=Mark.EDITORS)


@_kind("a wife of a living person is added")
def _wife(world: Any) -> None:
    wife = plain_person(world.clan, "Vợ Hai", sex="f", living_state=LivingState.LIVING)
    families.union_create(
        clan=world.clan,
        members=[(_living(world), UnionRole.HUSBAND, 2), (wife, UnionRole.WIFE, 1)],
        events=[{"type": EventType.MARRIAGE, "date": "2011"}],
    )


@_kind("another hidden person heads the branch and the clan")
def _head(world: Any) -> None:
    branches.branch_update(world.branch, head=_child(world))
    world.clan.head = _child(world)
    world.clan.save(update_fields=["head"])


@_kind("the order of a living child among its brothers")
def _order(world: Any) -> None:
    people.person_update(_child(world), child_order=77)


@_kind("the death and giỗ of somebody marked for members")
def _death(world: Any) -> None:
    people.person_update(
        _of_members(world), events=[{"type": EventType.DEATH, "date": "9/9/1939 âm lịch"}]
    )


@_kind("the biography of somebody marked for members")
def _biography(world: Any) -> None:
    people.person_update(_of_members(world), biography="<p>Tiểu sử khác</p>")


@_kind("another name of a living person")
def _other_name(world: Any) -> None:
    people.person_update(_living(world), names=[{"kind": NameKind.EVERYDAY, "value": "Gọi"}])


@_kind("people of an unfinished import")
def _staged(world: Any) -> None:
    parent = world.subjects["dead"].person
    plain_person(world.clan, "Tạm", parent=parent, birth="1931", is_staged=True)
    rebuild_clan(world.clan)


@_kind("a living person is merged into another")
def _merged(world: Any) -> None:
    PersonRedirect.objects.create(old_uuid=uuid4(), person=_living(world))


@_kind("news names a living person")
def _named(world: Any) -> None:
    NewsPerson.objects.create(page=world.news, person=_child(world), sort_order=50)
    NewsPerson.objects.filter(page=world.news, person=_living(world)).delete()


@_kind("a consent and a request of a living person")
def _duties(world: Any) -> None:
    today = timezone.localdate()
    person = _living(world)
    Consent.objects.create(
        person=person,
        scope=ConsentScope.MEMBERS,
        given_by="Ai đó",
        evidence="Giấy",
        text_version="1",
        given_on=today,
    )
    DataRequest.objects.create(
        clan=world.clan,
        kind=DutyKind.HIDE,
        person=person,
        received_at=timezone.now(),
        answer_due_on=today,
        due_on=today,
    )


@_kind("a child that a living person adopted")
def _adopted(world: Any) -> None:
    child = plain_person(world.clan, "Nuôi", living_state=LivingState.LIVING)
    ParentLink.objects.create(child=child, parent=_living(world), kind="adopted")
    rebuild_clan(world.clan)


@_kind("a sensitive fact of somebody whom everybody sees")
def _sensitive(world: Any) -> None:
    dead = Person.objects.get(pk=world.subjects["dead"].person.pk)
    Note.objects.create(person=dead, text="Kín", is_sensitive=True)
    Event.objects.create(person=dead, type=EventType.OTHER, description="Kín", is_sensitive=True)
    Event.objects.create(person=dead, type=EventType.AWARD, description="Họ", members_only=True)
    Event.objects.filter(person=dead, type=EventType.MIGRATION).update(cause="Khác")


@_kind("a sensitive name of somebody whom everybody sees")
def _sensitive_name(world: Any) -> None:
    dead = Person.objects.get(pk=world.subjects["dead"].person.pk)
    names = [
        {"kind": name.kind, "value": name.value, "note": name.note, "is_sensitive": True}
        if name.is_sensitive
        else {"kind": name.kind, "value": name.value, "note": name.note}
        for name in dead.names.all()
    ]
    added = {"kind": NameKind.OTHER, "value": "Gọi", "is_sensitive": True}
    people.person_update(dead, names=[*names, added])


@_kind("a sensitive bond is written down as adoption")
def _sensitive_bond(world: Any) -> None:
    ParentLink.objects.filter(is_sensitive=True, is_lineage=True).update(kind="adopted")
    rebuild_clan(world.clan)


@_kind("a sensitive second father of somebody whom everybody sees")
def _second_father(world: Any) -> None:
    child = ParentLink.objects.get(is_sensitive=True, is_lineage=True).child
    father = world.subjects["dead by age"].person
    ParentLink.objects.create(child=child, parent=father, kind="birth", is_sensitive=True)
    rebuild_clan(world.clan)
