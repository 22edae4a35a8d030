"""A change of the tree is told exactly when a stranger can notice it, by public ids only."""

from __future__ import annotations

from uuid import UUID

import pytest

from cms.webhooks.comparing import compare_turn
from cms.webhooks.models import Comparing, Mark, OutboxEvent
from genealogy.domain.viewer import Mark as Seen
from genealogy.enums import EventType, LivingState, NameKind, UnionRole
from genealogy.models import Event, Person
from genealogy.services import clans, events, families, people
from genealogy.services.derived import rebuild_clan
from tests.conftest import TODAY
from tests.genealogy.factories import BranchFactory, ClanFactory, PersonFactory, family, found
from tests.privacy.hidden_changes import CHANGES
from tests.webhooks.conftest import Told

pytestmark = pytest.mark.django_db


@pytest.fixture
def clan(db):
    clan = ClanFactory(slug="ho-thu")
    founder = PersonFactory(clan=clan, given_name="An", birth="1820", death="1890")
    son = PersonFactory(clan=clan, given_name="Bình", birth="1850", death="1910", child_order=1)
    family(founder, None, son)
    found(founder)
    clan.refresh_from_db()
    return clan


@pytest.fixture
def tree(clan, told):
    """The clan, as receivers know it."""
    return clan


def only(told):
    (body,) = told.bodies()
    assert body["type"] == "tree.changed"
    return body


def person(name) -> Person:
    return Person.objects.get(given_name=name)


def test_a_renamed_ancestor_is_named_by_id_alone(tree, told):
    people.person_update(person("An"), given_name="Ân")
    body = only(told)
    assert body["object"]["id"] == "ho-thu"
    assert body["object"]["path"] == "/gia-pha/ho-thu/"
    assert body["people"] == [str(person("Ân").uuid)]
    assert (body["people_gone"], body["branches"], body["is_complete"]) == ([], [], True)
    assert "Ân" not in str(body)


SEEN_CHANGES = {
    "name": lambda an, clan: people.person_update(
        an, names=[{"kind": NameKind.EVERYDAY, "value": "Cả"}]
    ),
    "birth": lambda an, clan: people.person_update(
        an, events=[{"type": EventType.BIRTH, "date": "1821"}]
    ),
    "event": lambda an, clan: events.event_save(
        Event(person=an, type=EventType.MILITARY, description="Đi lính")
    ),
    "biography": lambda an, clan: people.person_update(an, biography="<p>Mới</p>"),
    "hidden from now on": lambda an, clan: people.person_update(an, visibility=Seen.EDITORS),
    "deleted": lambda an, clan: people.person_delete(
        PersonFactory(clan=clan, given_name="Lẻ", birth="1850", death="1900")
    ),
}


@pytest.mark.parametrize("what", SEEN_CHANGES)
def test_what_everybody_sees_is_told(what, tree, told):
    an = person("An")
    SEEN_CHANGES[what](an, tree)
    bodies = told.bodies()
    if what == "deleted":
        # Made and deleted before anybody looked: nothing was ever there to notice.
        assert bodies == []
        return
    (body,) = bodies
    assert str(an.uuid) in [*body["people"], *body["people_gone"]]
    assert bool(body["people_gone"]) == (what == "hidden from now on")


def test_a_wedding_and_a_child_name_all_whose_record_reads_otherwise(tree, told):
    wife = PersonFactory(clan=tree, given_name="Hoa", sex="f", birth="1825", death="1899")
    an = person("An")
    families.union_create(
        clan=tree, members=[(an, UnionRole.HUSBAND, 1), (wife, UnionRole.WIFE, 1)]
    )
    assert {str(an.uuid), str(wife.uuid)} <= set(only(told)["people"])


def test_a_branch_is_told_by_its_id(tree, told):
    branch = BranchFactory(clan=tree, founder=person("Bình"))
    body = only(told)
    assert body["branches"] == [str(branch.uuid)]
    assert str(person("Bình").uuid) in body["people"]


def test_a_living_person_leaves_no_event_at_all(tree, told):
    living = PersonFactory(
        clan=tree, given_name="Sống", birth="1990", living_state=LivingState.LIVING
    )
    families.child_link(child=living, parent=person("Bình"))
    people.person_update(living, given_name="Khác")
    assert Mark.objects.exists()
    assert told.bodies() == []


def test_the_dead_become_known_and_are_told_then(tree, told):
    living = PersonFactory(
        clan=tree, given_name="Sống", birth="1940", living_state=LivingState.LIVING
    )
    assert told.bodies() == []
    people.person_update(
        living,
        living_state=LivingState.DECEASED,
        events=[
            {"type": EventType.BIRTH, "date": "1940"},
            {"type": EventType.DEATH, "date": "2020"},
        ],
    )
    assert only(told)["people"] == [str(living.uuid)]


def test_a_closed_clan_is_gone_and_says_nothing_more(tree, told):
    gone = sorted(str(one.uuid) for one in Person.objects.filter(clan=tree))
    clans.clan_update(tree, is_public=False)
    body = only(told)
    assert (body["is_gone"], body["people"], body["people_gone"]) == (True, [], gone)
    people.person_update(person("An"), given_name="Kín")
    assert told.bodies() == []


def test_the_number_of_an_event_counts_what_was_told_and_nothing_hidden(tree, told):
    people.person_update(person("An"), biography="<p>1</p>")
    first = only(told)["sequence"]
    for name in ("Một", "Hai", "Ba"):
        PersonFactory(clan=tree, given_name=name, birth="1999", living_state=LivingState.LIVING)
        assert told.bodies() == []
    people.person_update(person("An"), biography="<p>2</p>")
    assert only(told)["sequence"] == first + 1


def test_a_burst_is_told_once_for_each_clan(tree, told, settings):
    other = ClanFactory(slug="ho-khac")
    for number in range(6):
        for clan in (tree, other):
            PersonFactory(clan=clan, given_name=f"Dồn{number}", birth="1800", death="1860")
    bodies = told.bodies()
    assert sorted(body["object"]["id"] for body in bodies) == ["ho-khac", "ho-thu"]
    assert [len(body["people"]) for body in bodies] == [6, 6]


def test_a_burst_that_goes_on_waits_for_a_quiet_moment(tree, told, settings):
    settings.WEBHOOK_QUIET_SECONDS = 60
    people.person_update(person("An"), biography="<p>1</p>")
    assert compare_turn("test") == 0
    assert Mark.objects.exists()
    settings.WEBHOOK_QUIET_SECONDS = 0
    assert only(told)["people"]


def test_more_than_an_event_can_name_says_that_anything_may_have_changed(tree, told, monkeypatch):
    monkeypatch.setattr("cms.webhooks.trees.MOST_IDS", 3)
    for number in range(4):
        PersonFactory(clan=tree, given_name=f"Dồn{number}", birth="1800", death="1860")
    body = only(told)
    assert (body["is_complete"], body["people"]) == (False, [])
    rebuild_clan(tree)
    assert told.bodies() == []


# Differential -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    from django.db import transaction

    from tests.privacy.world import build

    with django_db_blocker.unblock(), transaction.atomic():
        try:
            yield build()
        finally:
            transaction.set_rollback(True)


@pytest.mark.parametrize("kind", CHANGES)
def test_a_hidden_change_gives_no_event_however_hard_one_looks(kind, world, told):
    CHANGES[kind](world)
    assert told.bodies() == []
    # Once more with everything compared, as on the first turn of a day.
    Comparing.objects.update(compared_on=None)
    assert told.bodies() == []
    assert not OutboxEvent.objects.exists()


def test_were_a_stranger_taken_for_an_editor_these_changes_would_be_told(world, monkeypatch, told):
    from genealogy.domain.viewer import Role, Viewer

    viewer = Viewer(Role.EDITOR, TODAY)
    monkeypatch.setattr("cms.webhooks.trees.stranger_viewer", lambda: viewer)
    Comparing.objects.update(baseline_at=None)
    assert told.bodies() == []
    CHANGES["the name of a living person"](world)
    assert len(told.bodies()) == 1


def test_events_name_only_those_strangers_may_know(world, make_endpoint, anonymous):
    from dataclasses import replace

    from django.utils import timezone

    make_endpoint()
    told = Told()
    stranger = replace(anonymous, today=timezone.localdate())
    for one in Person.objects.filter(clan=world.clan):
        one.biography = f"<p>{one.pk}</p>"
        one.given_name = f"Đổi{one.pk}"
        one.save(update_fields=["biography", "given_name"])
    Comparing.objects.update(compared_on=None)
    rebuild_clan(world.clan)
    named = {UUID(key) for body in told.bodies() for key in body.get("people", ())}
    known = set(Person.objects.visible_to(stranger).values_list("uuid", flat=True))
    assert named
    assert named <= known
    hidden = set(Person.objects.values_list("uuid", flat=True)) - known
    assert hidden
    text = "".join(OutboxEvent.objects.values_list("body", flat=True))
    assert not [one for one in hidden if str(one) in text]
