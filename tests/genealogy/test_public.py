"""The door of the gia phả for other apps."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genealogy import public
from genealogy.selectors import mentions
from tests.genealogy.factories import (
    BranchFactory,
    ClanFactory,
    LivingPersonFactory,
    PersonFactory,
    family,
    found,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def no_providers(monkeypatch):
    monkeypatch.setattr(mentions, "_providers", [])


def test_cards_keep_the_order_and_drop_the_hidden(anonymous):
    clan = ClanFactory()
    one, two = PersonFactory(clan=clan), PersonFactory(clan=clan)
    hidden = LivingPersonFactory(clan=clan)
    cards = public.person_cards([two.pk, hidden.pk, one.pk, two.pk, 10**9], anonymous)
    assert [card.uuid for card in cards] == [two.uuid, one.uuid]
    cards = public.person_cards([str(one.uuid), hidden.uuid, uuid4()], anonymous)
    assert [card.uuid for card in cards] == [one.uuid]
    assert public.person_cards([], anonymous) == []


def test_cards_cost_two_queries_for_any_number(anonymous):
    clan = ClanFactory()
    founder = PersonFactory(clan=clan, birth="1790", death="1850")
    sons = [PersonFactory(clan=clan) for _ in range(6)]
    found(founder)
    family(founder, None, *sons)
    BranchFactory(clan=clan, founder=founder, name="Chi Giáp")
    ids = [founder.pk, *(son.pk for son in sons)]
    with CaptureQueriesContext(connection) as queries:
        cards = public.person_cards(ids, anonymous)
    assert len(queries) == 2
    assert (cards[0].years, cards[0].generation_label) == ("1790–1850", "Đời 1")
    assert {card.branch_title for card in cards} == {"Chi Giáp"}
    assert {card.father_name for card in cards[1:]} == {founder.full_name}


def test_branch_cards_leave_out_closed_clans(anonymous):
    shown = BranchFactory(name="Chi Giáp")
    closed = BranchFactory(clan=ClanFactory(is_public=False))
    cards = public.branch_cards([closed.pk, shown.pk], anonymous)
    assert [(card.title, card.clan_name) for card in cards] == [("Chi Giáp", shown.clan.name)]
    assert public.branch_cards([str(shown.uuid)], anonymous) == cards


def test_search_and_memorials_are_reached(anonymous):
    person = PersonFactory(given_name="Tùng", death="15/10 âm lịch")
    assert [card.uuid for card in public.search_people("tung", anonymous)] == [person.uuid]
    assert public.count_people("tung", anonymous) == 1
    (card,) = public.upcoming_memorials(anonymous, today=date(2026, 11, 20))
    assert (card.days_left, card.solar_date) == (3, date(2026, 11, 23))


@pytest.mark.usefixtures("no_providers")
def test_mentions_of_all_providers_come_newest_first(anonymous):
    def provider(year):
        def mentions_of(*, person_ids=(), branch_ids=(), viewer):
            kind = "person" if person_ids else "branch"
            return [public.Mention(kind, f"Tin {year}", "/tin/", date(year, 1, 1))]

        return mentions_of

    old = provider(2024)
    for one in (old, provider(2026), old):
        public.register_mentions(one)
    assert [item.title for item in public.mentions_of_person(1, anonymous)] == [
        "Tin 2026",
        "Tin 2024",
    ]
    assert {item.kind for item in public.mentions_of_branch(1, anonymous)} == {"branch"}
