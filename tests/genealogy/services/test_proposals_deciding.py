"""Deciding on proposals: by whom, in part, in conflict, and taken back."""

from __future__ import annotations

import pytest

from genealogy.enums import (
    ChangeKind,
    ChangeState,
    EventType,
    ItemState,
    ProposalState,
)
from genealogy.models import (
    ChangeSet,
    Event,
    Person,
)
from genealogy.services.people import person_delete, person_update
from genealogy.services.proposals import (
    ConflictsStand,
    ItemsRefused,
    NotYours,
    ProposalRefused,
    proposal_accept,
    proposal_comment,
    proposal_reject,
    proposal_take_back,
    proposal_withdraw,
)
from tests.genealogy.factories import (
    LivingPersonFactory,
    family,
)
from tests.genealogy.proposal_world import build_world, child, field, submit, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(django_user_model):
    return build_world(django_user_model)


def test_a_proposal_changes_nothing_until_it_is_accepted(world):
    proposal = submit(world, field("given_name", "Giáp Hai"))
    world.first.refresh_from_db()
    assert (proposal.state, world.first.given_name) == (ProposalState.OPEN, "Giáp")
    assert proposal.branch == world.first.branch
    proposal_accept(proposal=proposal, by=world.head)
    world.first.refresh_from_db()
    assert world.first.given_name == "Giáp Hai"


def test_what_is_accepted_is_one_change_set_of_author_and_reviewer(world):
    proposal = submit(world, field("given_name", "Bính"), child("Tí", sex="m", birth="3/2/2020"))
    before = ChangeSet.objects.count()
    proposal = proposal_accept(proposal=proposal, by=world.head)
    change_set = ChangeSet.objects.latest("pk")
    assert ChangeSet.objects.count() == before + 1
    assert (change_set.kind, change_set.author, change_set.reviewer) == (
        ChangeKind.PROPOSAL,
        world.member,
        world.head,
    )
    assert proposal.change_set == change_set


def test_the_head_of_another_branch_can_neither_accept_nor_refuse_nor_comment(world):
    proposal = submit(world, field("given_name", "Bính"))
    for act in (
        lambda: proposal_accept(proposal=proposal, by=world.other_head),
        lambda: proposal_reject(proposal=proposal, by=world.other_head, reason="Không"),
        lambda: proposal_comment(proposal=proposal, by=world.other_head, text="Sao thế?"),
        lambda: proposal_take_back(proposal=proposal, by=world.other_head, reason="Không"),
    ):
        with pytest.raises(NotYours):
            act()
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.OPEN


def test_a_member_cannot_accept_her_own_proposal(world):
    with pytest.raises(NotYours):
        proposal_accept(proposal=submit(world, field("given_name", "Bính")), by=world.member)


def test_what_names_people_of_two_branches_waits_for_those_of_both(world):
    proposal = submit(
        world, field("given_name", "Bính"), field("given_name", "Đinh", target=world.second.uuid)
    )
    assert proposal.branch is None
    with pytest.raises(NotYours):
        proposal_accept(proposal=proposal, by=world.head)
    proposal_accept(proposal=proposal, by=world.reviewer)
    world.second.refresh_from_db()
    assert world.second.given_name == "Đinh"


def test_a_refusal_needs_a_reason(world):
    proposal = submit(world, field("given_name", "Bính"))
    with pytest.raises(ProposalRefused):
        proposal_reject(proposal=proposal, by=world.head, reason="  ")


def test_part_of_a_proposal_may_be_accepted(world):
    proposal = submit(world, field("given_name", "Bính"), child("Tí", sex="m"))
    kept, _refused = proposal.items.all()
    proposal = proposal_accept(proposal=proposal, by=world.head, items=[kept.pk])
    assert proposal.state == ProposalState.PARTLY
    assert [item.state for item in proposal.items.all()] == [
        ItemState.ACCEPTED,
        ItemState.REJECTED,
    ]
    assert not Person.objects.filter(given_name="Tí").exists()


def test_a_decided_proposal_is_not_decided_again(world):
    proposal = submit(world, child("Tí", sex="m"))
    proposal_accept(proposal=proposal, by=world.head)
    with pytest.raises(ProposalRefused):
        proposal_accept(proposal=proposal, by=world.reviewer)
    assert Person.objects.filter(given_name="Tí").count() == 1


def test_one_item_that_fails_names_itself_and_nothing_is_written(world):
    gone = LivingPersonFactory(clan=world.clan, given_name="Mậu")
    proposal = submit(
        world, field("given_name", "Bính"), field("given_name", "Kỷ", target=gone.uuid)
    )
    person_delete(gone)
    with pytest.raises(ItemsRefused) as refused:
        proposal_accept(proposal=proposal, by=world.reviewer)
    assert refused.value.items[0].position == 1
    world.first.refresh_from_db()
    proposal.refresh_from_db()
    assert (world.first.given_name, proposal.state) == ("Giáp", ProposalState.OPEN)


def test_a_fact_changed_meanwhile_is_accepted_only_when_the_reviewer_says_so(world):
    proposal = submit(world, field("given_name", "Bính"))
    person_update(world.first, given_name="Đinh")
    with pytest.raises(ConflictsStand):
        proposal_accept(proposal=proposal, by=world.head)
    item = proposal.items.get()
    proposal_accept(proposal=proposal, by=world.head, despite_conflict=[item.pk])
    world.first.refresh_from_db()
    assert world.first.given_name == "Bính"


def test_another_fact_changed_meanwhile_is_no_conflict(world):
    proposal = submit(world, field("given_name", "Bính"))
    person_update(world.first, middle_name="Công")
    proposal_accept(proposal=proposal, by=world.head)
    world.first.refresh_from_db()
    assert (world.first.middle_name, world.first.given_name) == ("Công", "Bính")


def test_an_edit_between_opening_the_form_and_sending_it_is_a_conflict(world):
    seen = world.first.version
    person_update(world.first, given_name="Đinh")
    proposal = submit(world, field("given_name", "Bính", base_version=seen))
    with pytest.raises(ConflictsStand):
        proposal_accept(proposal=proposal, by=world.head)


def test_a_date_changed_meanwhile_is_a_conflict(world):
    birth = {"action": "set_event", "data": {"type": "birth", "date": "3/2/1961"}}
    proposal = submit(world, birth)
    event = Event.objects.get(person=world.first, type=EventType.BIRTH)
    event.date = "1/1/1959"
    person_update(world.first, events=[{"type": "birth", "date": "1/1/1959"}])
    with pytest.raises(ConflictsStand):
        proposal_accept(proposal=proposal, by=world.head)


def test_the_author_takes_back_within_a_day_and_the_book_is_as_before(world):
    proposal = submit(world, child("Tí", sex="m"), field("given_name", "Bính"))
    proposal = proposal_accept(proposal=proposal, by=world.head)
    proposal = proposal_take_back(proposal=proposal, by=world.member)
    world.first.refresh_from_db()
    assert proposal.state == ProposalState.WITHDRAWN
    assert world.first.given_name == "Giáp"
    assert not Person.objects.filter(given_name="Tí").exists()
    assert proposal.change_set.state == ChangeState.REVERTED
    assert told(world.head)[-1] == "proposal_taken_back"


def test_what_was_built_upon_is_not_taken_back_and_the_author_learns_no_names(world):
    proposal = proposal_accept(proposal=submit(world, child("Tí", sex="m")), by=world.head)
    made = Person.objects.get(given_name="Tí")
    family(made, None, LivingPersonFactory(clan=world.clan, given_name="Bíẩn"))
    with pytest.raises(ProposalRefused) as refused:
        proposal_take_back(proposal=proposal, by=world.member)
    assert "Bíẩn" not in " ".join(refused.value.messages)
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.ACCEPTED


def test_only_the_author_withdraws(world):
    proposal = submit(world, field("given_name", "Bính"))
    with pytest.raises(NotYours):
        proposal_withdraw(proposal=proposal, by=world.head)
    assert proposal_withdraw(proposal=proposal, by=world.member).state == ProposalState.WITHDRAWN
    with pytest.raises(ProposalRefused):
        proposal_accept(proposal=proposal, by=world.head)
