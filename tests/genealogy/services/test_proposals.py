"""What members propose is taken in, told of, and waits."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cms.accounts.models import Notice
from genealogy.enums import (
    ProposalState,
    Visibility,
)
from genealogy.models import (
    Proposal,
)
from genealogy.services.proposals import (
    MOST_OPEN,
    ItemsRefused,
    ProposalRefused,
    proposal_accept,
    proposal_comment,
    proposal_reject,
    proposal_take_back,
)
from tests.genealogy.factories import (
    LivingPersonFactory,
    PersonFactory,
)
from tests.genealogy.proposal_world import build_world, field, submit, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(django_user_model):
    return build_world(django_user_model)


def test_a_stranger_proposes_nothing(world, django_user_model):
    stranger = django_user_model.objects.create_user(username="stranger")
    with pytest.raises(PermissionDenied):
        submit(world, field("given_name", "Bính"), author=stranger)


def test_somebody_hidden_and_somebody_unknown_are_refused_alike(world):
    hidden = LivingPersonFactory(clan=world.clan, visibility=Visibility.EDITORS)
    elsewhere = PersonFactory()
    messages = []
    for target in (hidden.uuid, elsewhere.uuid, "11111111-1111-4111-8111-111111111111"):
        with pytest.raises(ItemsRefused) as refused:
            submit(world, field("given_name", "Bính", target=target))
        messages.append(refused.value.messages)
    assert messages[0] == messages[1] == messages[2]


def test_columns_nobody_offered_are_refused(world):
    for item in (
        field("visibility", "public"),
        field("rank_override", 1),
        {"action": "add_child", "data": {"given_name": "Tí", "visibility": "public"}},
        {"action": "add_child", "data": {"given_name": "Tí", "uuid": str(world.first.uuid)}},
        {"action": "set_event", "data": {"type": "death", "cause": "bệnh"}},
        {"action": "delete", "data": {}},
    ):
        with pytest.raises(ItemsRefused):
            submit(world, item)
    assert not Proposal.objects.exists()


def test_deciders_are_told_of_a_new_one_and_the_author_of_the_answer(world):
    proposal = submit(world, field("given_name", "Bính"))
    assert (told(world.head), told(world.other_head)) == (["proposal_new"], [])
    proposal_reject(proposal=proposal, by=world.head, reason="Sách ghi khác")
    assert told(world.member) == ["proposal_decided"]
    for notice in Notice.objects.all():
        assert "Giáp" not in notice.text
        assert "Bính" not in notice.text


def test_after_a_day_only_who_decides_takes_it_back_and_says_why(world):
    proposal = proposal_accept(proposal=submit(world, field("given_name", "Bính")), by=world.head)
    Proposal.objects.filter(pk=proposal.pk).update(
        decided_at=timezone.now() - timedelta(hours=24, minutes=1)
    )
    proposal.refresh_from_db()
    with pytest.raises(ProposalRefused):
        proposal_take_back(proposal=proposal, by=world.member)
    with pytest.raises(ProposalRefused):
        proposal_take_back(proposal=proposal, by=world.head)
    proposal_take_back(proposal=proposal, by=world.head, reason="Nhầm người")
    world.first.refresh_from_db()
    assert world.first.given_name == "Giáp"


def test_words_go_both_ways(world):
    proposal = submit(world, field("given_name", "Bính"))
    proposal_comment(proposal=proposal, by=world.head, text="Sách nào ghi?")
    proposal_comment(proposal=proposal, by=world.member, text="Bia mộ ạ")
    assert told(world.member) == ["proposal_comment"]
    assert told(world.head) == ["proposal_new", "proposal_comment"]
    with pytest.raises(ProposalRefused):
        proposal_comment(proposal=proposal, by=world.member, text="  ")


def test_an_account_has_so_many_waiting_at_most(world):
    Proposal.objects.bulk_create(
        Proposal(clan=world.clan, kind="correction", author=world.member) for _ in range(MOST_OPEN)
    )
    with pytest.raises(ProposalRefused) as refused:
        submit(world, field("given_name", "Bính"))
    assert refused.value.code == "too_many_open"


def test_a_button_pressed_twice_sends_once(world):
    item = field("given_name", "Bính")
    assert submit(world, item) == submit(world, item)
    assert submit(world, item, note="khác") != submit(world, item)


def test_a_note_alone_is_enough_and_nothing_at_all_is_not(world):
    proposal = submit(world, note="Cụ làm tri huyện, sách ghi thiếu")
    proposal = proposal_accept(proposal=proposal, by=world.head, reason="Đã sửa")
    assert (proposal.state, proposal.change_set) == (ProposalState.ACCEPTED, None)
    with pytest.raises(ProposalRefused):
        submit(world)
