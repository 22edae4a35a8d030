"""A page form names the people it was given only to an account that may know of them."""

from __future__ import annotations

from typing import Any

import pytest

from cms.accounts import roles
from cms.accounts.services import member_create, roles_ensure
from cms.news.models import NewsPage
from tests.genealogy.factories import ClanFactory, LivingPersonFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> tuple[Any, Any]:
    clan = ClanFactory()
    living = LivingPersonFactory(clan=clan, given_name="Kín")
    dead = PersonFactory(clan=clan, given_name="Tỏ", birth="1820", death="1890")
    return living, dead


def form_asked_by(user: Any, people: tuple[Any, Any]) -> str:
    form_class = NewsPage.get_edit_handler().get_form_class()
    data = {
        "person_links-TOTAL_FORMS": "2",
        "person_links-INITIAL_FORMS": "0",
        "person_links-0-person": str(people[0].pk),
        "person_links-1-person": str(people[1].pk),
    }
    form = form_class(data, instance=NewsPage(title="Bản nháp"), for_user=user)
    return "".join(str(row) for row in form.formsets["person_links"].forms)


def test_a_newsroom_editor_sees_no_name_of_a_living_person_he_sent_by_number(people):
    roles_ensure()
    user = member_create(
        username="newsroom",
        password="thuyền về bến 7",
        email="newsroom@example.org",
        roles=[roles.EDITORS],
    )
    page = form_asked_by(user, people)
    assert people[0].full_name not in page
    assert f'value="{people[0].pk}"' in page
    assert people[1].full_name in page


def test_an_administrator_sees_both_names(people, admin_account):
    page = form_asked_by(admin_account, people)
    assert people[0].full_name in page
    assert people[1].full_name in page
