"""What accepted proposals write into the book."""

from __future__ import annotations

import pytest

from genealogy.enums import (
    EventType,
    LivingState,
    UnionRole,
)
from genealogy.models import (
    Citation,
    Event,
    ParentLink,
    Person,
    UnionMember,
)
from genealogy.services.events import event_save
from genealogy.services.history import recorded
from genealogy.services.proposals import (
    ItemsRefused,
    proposal_accept,
)
from tests.genealogy.factories import (
    LivingPersonFactory,
    PersonFactory,
    WomanFactory,
    family,
)
from tests.genealogy.proposal_world import build_world, child, field, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(django_user_model):
    return build_world(django_user_model)


def test_a_birth_corrects_the_one_on_record(world):
    birth = {"action": "set_event", "data": {"type": "birth", "date": "3/2/1961", "place": "Huế"}}
    proposal_accept(proposal=submit(world, birth), by=world.head)
    world.first.refresh_from_db()
    event = Event.objects.get(person=world.first, type=EventType.BIRTH)
    assert (event.date.text, event.place.text, world.first.birth_year) == ("3/2/1961", "Huế", 1961)


def test_a_sensitive_event_is_not_touched(world):
    event = Event.objects.get(person=world.first, type=EventType.BIRTH)
    event.is_sensitive = True
    event_save(event)
    birth = {"action": "set_event", "data": {"type": "birth", "date": "3/2/1961"}}
    proposal_accept(proposal=submit(world, birth), by=world.head)
    event.refresh_from_db()
    assert event.date.text == "3/4/1960"


def test_a_grandfathers_memorial_day_joins_the_year_on_record(world):
    memorial = {"action": "set_memorial", "data": {"day": 20, "month": 10}}
    proposal = submit(world, memorial, subject=world.founder, kind="death")
    proposal_accept(proposal=proposal, by=world.reviewer)
    world.founder.refresh_from_db()
    assert (world.founder.memorial_month, world.founder.memorial_day) == (10, 20)
    assert world.founder.death_year == 1950


def test_a_memorial_day_against_the_day_of_death_on_record_is_refused(world):
    person = PersonFactory(clan=world.clan, death="3/2/1950")
    memorial = {"action": "set_memorial", "data": {"day": 20, "month": 10}}
    proposal = submit(world, memorial, subject=person, kind="death")
    with pytest.raises(ItemsRefused, match="3/2/1950"):
        proposal_accept(proposal=proposal, by=world.reviewer)


def test_a_newborn_stands_under_both_parents_in_the_line(world):
    wife = LivingPersonFactory(clan=world.clan, sex="f", surname="Lê", given_name="Mai")
    couple = family(world.first, wife)
    newborn = child("Tí", surname="Dương", sex="m", birth="3/2/2026", other_parent=str(wife.uuid))
    proposal = proposal_accept(proposal=submit(world, newborn, kind="child"), by=world.reviewer)
    made = Person.objects.get(uuid=proposal.items.get().result_uuid)
    links = ParentLink.objects.filter(child=made)
    assert {link.parent for link in links} == {world.first, wife}
    assert {link.union for link in links} == {couple}
    assert (made.generation, made.branch) == (3, world.first.branch)


def test_a_house_is_told_in_one_go_and_its_people_find_each_other(world):
    items = [
        {"action": "add_child", "ref": "cha", "data": {"given_name": "Tư", "sex": "m"}},
        {
            "action": "add_spouse",
            "ref": "me",
            "target": "cha",
            "data": {"surname": "Lê", "given_name": "Mai", "sex": "f"},
        },
        {
            "action": "add_child",
            "target": "cha",
            "data": {"given_name": "Tí", "child_order": 1, "other_parent": "me"},
        },
    ]
    proposal_accept(proposal=submit(world, *items, kind="household"), by=world.head)
    head, wife, kid = (Person.objects.get(given_name=name) for name in ("Tư", "Mai", "Tí"))
    union = UnionMember.objects.get(person=wife).union
    assert {member.person: member.role for member in union.members.all()} == {
        head: UnionRole.HUSBAND,
        wife: UnionRole.WIFE,
    }
    assert set(ParentLink.objects.filter(child=kid).values_list("parent", "union")) == {
        (head.pk, union.pk),
        (wife.pk, union.pk),
    }
    assert kid.generation == 4


def test_a_child_is_not_accepted_without_the_new_father(world):
    items = [
        {"action": "add_child", "ref": "cha", "data": {"given_name": "Tư", "sex": "m"}},
        {"action": "add_child", "target": "cha", "data": {"given_name": "Tí"}},
    ]
    proposal = submit(world, *items, kind="household")
    last = proposal.items.last()
    with pytest.raises(ItemsRefused) as refused:
        proposal_accept(proposal=proposal, by=world.head, items=[last.pk])
    assert refused.value.items[0].position == 1


def test_a_mother_joins_the_father_on_record_as_a_couple(world):
    mother = {"action": "add_parent", "data": {"surname": "Lê", "given_name": "Lan", "sex": "f"}}
    proposal_accept(proposal=submit(world, mother), by=world.head)
    lan = Person.objects.get(given_name="Lan")
    assert UnionMember.objects.filter(union__members__person=lan, person=world.founder).exists()
    world.first.refresh_from_db()
    assert world.first.generation == 2
    with pytest.raises(ItemsRefused):
        proposal_accept(proposal=submit(world, mother, note="lại"), by=world.head)


def test_a_wife_is_counted_after_those_on_record(world):
    family(world.first, WomanFactory(clan=world.clan))
    wife = {"action": "add_spouse", "data": {"surname": "Lê", "given_name": "Mai", "sex": "f"}}
    proposal_accept(proposal=submit(world, wife, kind="spouse"), by=world.head)
    orders = UnionMember.objects.filter(person=world.first).values_list("order_for_person")
    assert sorted(orders) == [(1,), (2,)]


def test_names_and_sources_are_added_once(world):
    items = [
        {"action": "add_name", "data": {"kind": "tu", "value": "Nhuận Phủ"}},
        {"action": "add_source", "data": {"title": "Gia phả chép tay", "page": "tờ 3"}},
    ]
    proposal_accept(proposal=submit(world, *items), by=world.head)
    assert world.first.names.get().value == "Nhuận Phủ"
    assert Citation.objects.get(person=world.first).page == "tờ 3"
    with pytest.raises(ItemsRefused):
        proposal_accept(proposal=submit(world, items[0]), by=world.head)


def test_a_death_report_marks_the_person_dead(world):
    items = [
        field("living_state", LivingState.DECEASED),
        {"action": "set_event", "data": {"type": "death", "date": "3/2/2026"}},
    ]
    proposal_accept(proposal=submit(world, *items, kind="death"), by=world.head)
    world.first.refresh_from_db()
    assert (world.first.presumed_living, world.first.death_year) == (False, 2026)


def test_who_was_merged_meanwhile_is_found_under_the_one_who_stayed(world):
    from genealogy.services.duplicates import person_merge

    twin = PersonFactory(clan=world.clan, given_name="Trùng")
    proposal = submit(world, field("given_name", "Bính", target=twin.uuid), subject=twin)
    with recorded(world.clan):
        person_merge(keep=world.founder, drop=twin)
    proposal.refresh_from_db()
    proposal_accept(proposal=proposal, by=world.reviewer)
    world.founder.refresh_from_db()
    assert world.founder.given_name == "Bính"
