"""Undo puts back what was, or says what stands against it and touches nothing."""

from __future__ import annotations

import pytest

from cms.media.models import ClanImage
from genealogy.enums import ChangeKind, ChangeState
from genealogy.models import (
    Branch,
    ChangeSet,
    Clan,
    Event,
    ParentLink,
    Person,
    PersonContact,
    Place,
)
from genealogy.services import branches, clans, events, families, people, places
from genealogy.services.derived import verify_clan
from genealogy.services.history import (
    ConflictKind,
    UndoConflict,
    UndoRefused,
    change_set_undo,
    clan_rows,
    recorded,
)
from genealogy.services.history.undo import _REBUILT_BY
from tests.genealogy.factories import (
    BranchFactory,
    ClanFactory,
    PersonFactory,
    WomanFactory,
    family,
    found,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def clan():
    return ClanFactory()


@pytest.fixture
def an(clan):
    return PersonFactory(clan=clan, given_name="An", death="3/2 âm lịch")


def last() -> ChangeSet:
    return ChangeSet.objects.order_by("-pk").first()


def undo(change_set=None, **kwargs) -> ChangeSet:
    return change_set_undo(change_set or last(), by=None, **kwargs)


def kinds(change_set) -> list[ConflictKind]:
    book = list(clan_rows(change_set.clan))
    count = ChangeSet.objects.count()
    with pytest.raises(UndoConflict) as refusal:
        undo(change_set)
    assert list(clan_rows(change_set.clan)) == book
    assert ChangeSet.objects.count() == count
    change_set.refresh_from_db()
    assert change_set.state == ChangeState.APPLIED
    return [conflict.kind for conflict in refusal.value.conflicts]


def test_an_undo_is_a_change_set_that_names_what_it_takes_back(an, editor_user):
    people.person_update(an, given_name="Ân")
    edit = last()
    made = change_set_undo(edit, by=editor_user, reason="gõ nhầm")
    an.refresh_from_db()
    assert (an.given_name, an.full_name) == ("An", "Dương Văn An")
    assert (made.kind, made.reverts, made.author) == (ChangeKind.UNDO, edit, editor_user)
    assert made.reason == "gõ nhầm"
    edit.refresh_from_db()
    assert (edit.state, made.state) == (ChangeState.REVERTED, ChangeState.APPLIED)


def test_an_undo_raises_the_version(an):
    people.person_update(an, given_name="Ân")
    undo()
    an.refresh_from_db()
    assert an.version == 3


def test_undoing_an_undo_does_the_change_again(an):
    people.person_update(an, given_name="Ân")
    undo(undo())
    an.refresh_from_db()
    assert an.given_name == "Ân"
    undo()
    an.refresh_from_db()
    assert an.given_name == "An"


def test_a_deleted_person_comes_back_under_the_same_address(clan, an):
    son, wife = PersonFactory(clan=clan), WomanFactory(clan=clan)
    union = family(an, wife, son)
    book = list(clan_rows(clan))
    families.child_unlink(child=son, parent=an)
    unlinked, key = last(), an.pk
    people.person_delete(an)
    undo()
    undo(unlinked)
    assert list(clan_rows(clan)) == book
    assert Person.objects.get(uuid=an.uuid).pk == key
    assert set(union.members.values_list("person_id", flat=True)) == {key, wife.pk}
    assert verify_clan(clan) == ([], [])


def test_a_later_edit_of_another_column_stays(an):
    people.person_update(an, given_name="Ân")
    edit = last()
    people.person_update(an, middle_name="Đình")
    undo(edit)
    an.refresh_from_db()
    assert an.full_name == "Dương Đình An"


def test_lineages_that_traded_places_trade_back(clan, an):
    mother, son = WomanFactory(clan=clan), PersonFactory(clan=clan)
    family(an, mother, son)
    father_link, mother_link = ParentLink.objects.filter(child=son).order_by("pk")
    with recorded(clan, people=[son]):
        ParentLink.objects.filter(pk=father_link.pk).update(is_lineage=False)
        ParentLink.objects.filter(pk=mother_link.pk).update(is_lineage=True)
    undo()
    assert ParentLink.objects.get(child=son, is_lineage=True) == father_link


def test_a_new_founder_is_undone_with_everybodys_generation(clan, an):
    son = PersonFactory(clan=clan)
    family(an, None, son)
    found(an)
    book = list(clan_rows(clan))
    clans.founder_set(Clan.objects.get(pk=clan.pk), son)
    undo()
    son.refresh_from_db()
    assert son.generation == 2
    assert list(clan_rows(clan)) == book


def test_whatever_rebuilds_a_clan_when_edited_rebuilds_it_when_undone():
    columns = {Clan._meta.get_field(name).attname for name in clans._REBUILT_BY}
    assert columns == _REBUILT_BY


def test_a_branch_comes_back_with_its_people(clan, an):
    son = PersonFactory(clan=clan)
    family(an, None, son)
    found(an)
    branch = BranchFactory(clan=clan, founder=son)
    branches.branch_delete(Branch.objects.get(pk=branch.pk))
    undo()
    son.refresh_from_db()
    assert son.branch_id == branch.pk


def test_a_later_edit_of_the_same_column_is_a_conflict_that_names_it(an, editor_user):
    people.person_update(an, given_name="Ân")
    edit = last()
    people.person_update(an, by=editor_user, given_name="Ẩn")
    assert kinds(edit) == [ConflictKind.CHANGED]
    with pytest.raises(UndoConflict) as refusal:
        undo(edit)
    (conflict,) = refusal.value.conflicts
    assert conflict.later == last()
    assert str(conflict).startswith("Người “Dương Văn Ẩn” đã được sửa sau đó (tên).")
    assert editor_user.username in str(conflict)


def test_a_row_deleted_since_is_a_conflict(an):
    event = an.events.get()
    event.description = "mất ở quê"
    events.event_save(event)
    edit = last()
    events.event_delete(event)
    assert kinds(edit) == [ConflictKind.GONE]
    with pytest.raises(UndoConflict, match="Sự kiện “mất” của Dương Văn An đã bị xoá"):
        undo(edit)


def test_a_person_with_children_since_is_not_taken_out(clan):
    father = people.person_create(clan=clan, given_name="Cha", surname="Dương")
    edit = last()
    son = PersonFactory(clan=clan)
    families.child_link(child=son, parent=father)
    linked = last()
    assert kinds(edit) == [ConflictKind.HANGING]
    with pytest.raises(UndoConflict, match="còn gắn với con “Dương") as refusal:
        undo(edit)
    assert refusal.value.conflicts[0].later == linked
    undo(linked)
    undo(edit)
    assert not Person.objects.filter(pk=father.pk).exists()


def test_a_person_with_a_contact_since_is_not_taken_out(clan):
    person = people.person_create(clan=clan, given_name="An")
    PersonContact.objects.create(person=person, phone="0987654321")
    assert kinds(last()) == [ConflictKind.HANGING]


def test_a_row_whose_place_is_gone_is_a_conflict(clan, an):
    place = places.place_get_or_create(clan=clan, text="Làng Cổ")
    event = an.events.get()
    event.place = place
    events.event_save(event)
    event.place = None
    events.event_save(event)
    edit = last()
    places.place_delete(place)
    assert kinds(edit) == [ConflictKind.MISSING]


def test_what_is_there_again_is_a_conflict(an):
    event = an.events.get()
    events.event_delete(event)
    edit = last()
    undo(edit)
    ChangeSet.objects.filter(pk=edit.pk).update(state=ChangeState.APPLIED)
    edit.refresh_from_db()
    assert kinds(edit) == [ConflictKind.THERE]


def test_a_name_taken_since_is_a_conflict_in_words(clan):
    place = places.place_get_or_create(clan=clan, text="Làng Cổ")
    places.place_save(place, text="Làng Mới")
    edit = last()
    places.place_save(Place(clan=clan, text="Làng Cổ"))
    assert kinds(edit) == [ConflictKind.CLASH]
    with pytest.raises(UndoConflict, match="Dòng họ này đã có địa danh ấy"):
        undo(edit)


def test_a_circle_is_a_conflict(clan, an):
    son = PersonFactory(clan=clan, given_name="Con")
    families.child_link(child=son, parent=an)
    families.child_unlink(child=son, parent=an)
    edit = last()
    families.child_link(child=an, parent=son)
    assert kinds(edit) == [ConflictKind.CIRCLE]
    with pytest.raises(UndoConflict, match="Dương Văn An là con cháu của Dương Văn Con"):
        undo(edit)


def test_every_conflict_is_listed(clan, an):
    with recorded(clan):
        people.person_update(an, given_name="Ân")
        other = people.person_create(clan=clan, given_name="Khác")
    edit = last()
    people.person_update(an, given_name="Ẩn")
    families.child_link(child=an, parent=other)
    assert kinds(edit) == [ConflictKind.CHANGED, ConflictKind.HANGING]


def test_a_picture_deleted_since_is_left_out(clan, an):
    image = ClanImage.objects.create(title="Chân dung", file="x.jpg", width=1, height=1)
    people.person_update(an, portrait=image)
    people.person_update(an, portrait=None, given_name="Ân")
    edit = last()
    ClanImage.objects.filter(pk=image.pk).delete()
    undo(edit)
    an.refresh_from_db()
    assert (an.given_name, an.portrait_id) == ("An", None)


def test_what_was_undone_is_not_undone_again(an):
    people.person_update(an, given_name="Ân")
    edit = last()
    undo(edit)
    with pytest.raises(UndoRefused, match="đã hoàn tác"):
        undo(edit)


def test_the_dates_of_an_event_come_back_with_their_columns(an):
    event = an.events.get()
    event.date = None
    events.event_save(event)
    undo()
    event = Event.objects.get(pk=event.pk)
    assert (event.lunar_month, event.lunar_day) == (2, 3)
    an.refresh_from_db()
    assert (an.memorial_month, an.memorial_day) == (2, 3)


def test_a_place_comes_back_with_its_search_text(clan):
    place = places.place_get_or_create(clan=clan, text="Làng Cổ")
    fold = place.search_fold
    places.place_delete(place)
    undo()
    assert Place.objects.get(text="Làng Cổ").search_fold == fold
