"""The queue of proposals: its loads and ages, and what the history tells of a conflict."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from genealogy.models import Proposal
from genealogy.selectors.offices import decision_scope
from genealogy.selectors.proposals import branch_loads, queue, reviewer_loads, waiting_words
from genealogy.selectors.proposals_compared import changes_since, compared
from genealogy.selectors.viewers import viewer_for
from genealogy.services.people import person_update
from genealogy.services.proposals import proposal_accept
from tests.genealogy.proposal_world import build_world, child, field, submit

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def world(django_user_model):
    return build_world(django_user_model)


def reader(user):
    return decision_scope(user), viewer_for(user)


def test_loads_count_proposals_and_not_their_items(world):
    submit(world, field("given_name", "Bính"), child("Tí"))
    submit(world, field("given_name", "Mậu"), subject=world.second)
    submit(world, note="Chung", subject=world.founder)
    loads = branch_loads(*reader(world.reviewer))
    assert sorted(load.waiting for load in loads) == [1, 1, 1]
    assert {load.branch for load in loads} == {world.first.branch, world.second.branch, None}
    assert [load.waiting for load in branch_loads(*reader(world.head))] == [1]


def test_the_longest_wait_comes_first(world):
    newer, older = submit(world, note="mới"), submit(world, note="cũ")
    Proposal.objects.filter(pk=older.pk).update(created_at=older.created_at - timedelta(days=9))
    assert list(queue(*reader(world.head))) == [older, newer]


def test_a_reviewer_has_before_him_what_he_may_decide_and_behind_him_what_he_did(world):
    submit(world, field("given_name", "Bính"))
    submit(world, field("given_name", "Mậu"), subject=world.second)
    proposal_accept(proposal=submit(world, child("Tí")), by=world.head)
    loads = {load.name: load for load in reviewer_loads(*reader(world.reviewer))}
    assert (loads["head"].waiting, loads["head"].decided) == (1, 1)
    assert (loads["other"].waiting, loads["other"].decided) == (1, 0)
    assert [load.name for load in reviewer_loads(*reader(world.head))] == ["head"]


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "hôm nay"), (1, "hôm qua"), (5, "5 ngày"), (20, "2 tuần"), (95, "3 tháng")],
)
def test_an_age_is_told_in_plain_words(days, words):
    assert words in waiting_words(NOW - timedelta(days=days), NOW)


def test_the_history_tells_what_a_fact_was_when_somebody_looked(world):
    seen = world.first.version
    for name in ("Đinh", "Mậu"):
        person_update(world.first, given_name=name)
    [fact] = compared(
        "set_field", {"field": "given_name", "value": "Bính"}, world.first, base_version=seen
    )
    assert (fact.was, fact.now, fact.asked, fact.is_conflict) == ("Giáp", "Mậu", "Bính", True)
    assert not changes_since(world.first, world.first.version)


@pytest.mark.parametrize("back_to", ["Giáp", "Bính"])
def test_a_fact_changed_back_or_to_what_is_asked_is_no_conflict(world, back_to):
    seen = world.first.version
    for name in ("Đinh", back_to):
        person_update(world.first, given_name=name)
    [fact] = compared(
        "set_field", {"field": "given_name", "value": "Bính"}, world.first, base_version=seen
    )
    assert not fact.is_conflict
