"""What an edit writes into the history: every row it touched, whom it is about, nothing else."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genealogy.enums import ChangeKind, ChangeState
from genealogy.models import Change, ChangeSet, ParentLink, Person, PersonContact
from genealogy.services import branches, clans, events, families, people, places
from genealogy.services.history import current_recording, recorded
from tests.genealogy.factories import (
    BranchFactory,
    ClanFactory,
    PersonFactory,
    WomanFactory,
    family,
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


def told(change_set) -> list[tuple[str, str]]:
    return [(change.action, change.model) for change in change_set.changes.all()]


def subjects(change_set) -> set:
    return set(change_set.subjects.values_list("person_uuid", flat=True))


def test_a_new_person_is_written_with_names_and_events(clan, editor_user):
    person = people.person_create(
        clan=clan,
        by=editor_user,
        given_name="An",
        names=[{"kind": "tu", "value": "Văn Lang"}],
        events=[{"type": "death", "date": "3/2 âm lịch", "place": "Làng Cổ"}],
    )
    change_set = last()
    assert told(change_set) == [
        ("create", "person"),
        ("create", "place"),
        ("create", "personname"),
        ("create", "event"),
    ]
    assert change_set.author == editor_user
    assert (change_set.kind, change_set.state) == (ChangeKind.EDIT, ChangeState.APPLIED)
    assert subjects(change_set) == {person.uuid}


def test_a_change_holds_what_differs_and_no_derived_columns(an):
    people.person_update(an, given_name="Ân")
    change = last().changes.get()
    assert change.before == {"given_name": "An"}
    assert change.after == {"given_name": "Ân"}
    assert (change.object_id, change.person_uuid) == (str(an.pk), an.uuid)


def test_nothing_is_written_when_nothing_changes(an):
    count, version = ChangeSet.objects.count(), an.version
    people.person_update(an, given_name="An")
    assert ChangeSet.objects.count() == count
    an.refresh_from_db()
    assert an.version == version


def test_nothing_is_written_when_the_edit_is_refused(an):
    count = ChangeSet.objects.count()
    with pytest.raises(ValidationError):
        people.person_update(an, given_name="Ân", events=[{"type": "death", "date": "32/13/1900"}])
    assert ChangeSet.objects.count() == count


def test_a_link_is_about_the_child_and_the_parent(clan, an):
    child = PersonFactory(clan=clan)
    families.child_link(child=child, parent=an)
    assert subjects(last()) == {an.uuid, child.uuid}


def test_a_marriage_is_about_both_sides_and_so_is_its_later_event(clan, an):
    wife = WomanFactory(clan=clan)
    union = families.union_create(clan=clan, members=[(an, "husband"), (wife, "wife")])
    assert told(last())[0] == ("create", "union")
    assert subjects(last()) == {an.uuid, wife.uuid}
    families.union_update(union, events=[{"type": "marriage", "date": "1850"}])
    assert told(last()) == [("create", "event")]
    assert subjects(last()) == {an.uuid, wife.uuid}


def test_a_deleted_person_takes_along_what_hung_on_it_and_is_named(clan, an):
    branch = BranchFactory(clan=clan, head=an)
    union = family(an, None)
    people.person_delete(an)
    change_set = last()
    assert told(change_set) == [
        ("delete", "event"),
        ("delete", "unionmember"),
        ("delete", "union"),
        ("delete", "person"),
        ("update", "branch"),
    ]
    assert change_set.changes.get(model="branch").before["head_id"] is not None
    assert branch.pk
    assert union.pk
    assert subjects(change_set) == {an.uuid}


def test_a_deleted_place_keeps_the_events_that_named_it(clan, an):
    place = places.place_get_or_create(clan=clan, text="Làng Cổ")
    event = an.events.get()
    event.place = place
    events.event_save(event)
    places.place_delete(place)
    assert told(last()) == [("delete", "place"), ("update", "event")]


def test_branches_and_the_clan_have_a_history(clan, an):
    branch = branches.branch_create(clan=clan, ordinal=1, founder=an)
    assert told(last()) == [("create", "branch")]
    assert subjects(last()) == {an.uuid}
    branches.branch_delete(branch)
    assert told(last()) == [("delete", "branch")]
    clans.clan_update(clan, motto="Uống nước nhớ nguồn")
    change = last().changes.get()
    assert change.before == {"motto": ""}
    assert subjects(last()) == set()


def test_a_recording_inside_another_joins_it(clan, an, editor_user):
    count = ChangeSet.objects.count()
    with recorded(clan, by=editor_user, reason="nhập lại cả nhà") as recording:
        son = people.person_create(clan=clan, given_name="Con")
        families.child_link(child=son, parent=an)
        people.person_update(an, given_name="Ân")
        assert recording.change_set is None
    assert ChangeSet.objects.count() == count + 1
    assert told(recording.change_set) == [
        ("update", "person"),
        ("create", "person"),
        ("create", "parentlink"),
    ]
    assert recording.change_set.reason == "nhập lại cả nhà"


def test_a_row_made_before_its_person_was_looked_at_is_new(clan, an):
    wife = WomanFactory(clan=clan)
    with recorded(clan) as recording:
        families.union_create(clan=clan, members=[(an, "husband"), (wife, "wife")])
        people.person_update(an, given_name="Ân")
    assert told(recording.change_set).count(("create", "unionmember")) == 2


def test_a_recording_of_another_clan_stands_for_itself(clan, an):
    other = PersonFactory()
    with recorded(clan):
        people.person_update(other, given_name="Xa")
    assert last().clan == other.clan


def test_a_block_that_raises_leaves_nothing_open(clan, an):
    def fail():
        with recorded(clan, people=[an]):
            people.person_update(an, given_name="Ân")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert current_recording() is None
    an.refresh_from_db()
    assert an.given_name == "An"


def test_contacts_of_the_living_are_never_written_down(clan, an):
    PersonContact.objects.create(person=an, phone="0987654321", email="an@example.org")
    people.person_update(an, given_name="Ân")
    people.person_delete(an)
    kept = json.dumps(list(Change.objects.values_list("before", "after")))
    assert "0987654321" not in kept
    assert "an@example.org" not in kept


def test_an_edit_of_a_link_counts_as_a_new_version_of_the_child(clan, an):
    child = PersonFactory(clan=clan)
    families.child_link(child=child, parent=an)
    child.refresh_from_db()
    an.refresh_from_db()
    assert (child.version, an.version) == (2, 1)


def test_the_history_of_an_edit_costs_a_fixed_number_of_queries(clan, an):
    def cost(people_in_clan: int) -> int:
        while Person.objects.filter(clan=clan).count() < people_in_clan:
            PersonFactory(clan=clan)
        with recorded(clan, people=[an]), CaptureQueriesContext(connection) as queries:
            Person.objects.filter(pk=an.pk).update(given_name=f"An {people_in_clan}")
        inside = len(queries)
        with CaptureQueriesContext(connection) as queries, recorded(clan, people=[an]):
            Person.objects.filter(pk=an.pk).update(given_name=f"Ân {people_in_clan}")
        return len(queries) - inside

    small = cost(5)
    assert cost(30) == small
    # One of them asks whether anybody listens to webhooks.
    assert small <= 23


def test_many_people_in_one_recording_are_read_in_parts(clan):
    someone = PersonFactory(clan=clan)
    rows = [Person(clan=clan, given_name=f"{number}") for number in range(1_000)]
    Person.objects.bulk_create(rows)
    keys = list(Person.objects.filter(clan=clan).values_list("pk", flat=True))
    with CaptureQueriesContext(connection) as queries, recorded(clan, people=keys) as recording:
        ParentLink.objects.bulk_create(
            ParentLink(child_id=key, parent=someone) for key in keys if key != someone.pk
        )
    assert recording.change_set.changes.count() == 1_000
    assert len(queries) < 80
