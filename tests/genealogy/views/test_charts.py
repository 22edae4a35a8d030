"""The page of the tree explorer: what stands in it for whom, before any script runs."""

from __future__ import annotations

import json
import re

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from cms.accounts.models import User
from genealogy.enums import LivingState, RequestState
from genealogy.models import PersonAccount
from tests.genealogy.factories import (
    ClanFactory,
    LivingPersonFactory,
    PersonFactory,
    WomanFactory,
    family,
    found,
)

pytestmark = pytest.mark.django_db

NOBODY = "11111111-1111-4111-8111-111111111111"


@pytest.fixture
def house():
    clan = ClanFactory(slug="ho-thu", name="Họ Thử")
    top = PersonFactory(clan=clan, given_name="Tổ")
    son = PersonFactory(clan=clan, given_name="Tùng")
    me = LivingPersonFactory(clan=clan, given_name="Tôi", living_state=LivingState.LIVING)
    family(top, WomanFactory(clan=clan, given_name="Từ"), son)
    family(son, None, me)
    found(top)
    return {"top": top, "son": son, "me": me}


def page_of(person) -> str:
    return reverse("genealogy:explorer", args=[person.uuid])


def setup_in(body: str) -> dict:
    data = re.search(r'<script id="tree-setup" type="application/json">(.*?)</script>', body, re.S)
    return json.loads(data.group(1))


def test_the_list_stands_in_the_page_without_a_script(client, house):
    body = client.get(page_of(house["top"])).content.decode()
    assert "<family-tree" in body
    for name in ("Dương Văn Tổ", "Lê Thị Từ", "Dương Văn Tùng"):
        assert name in body
    assert "Dương Văn Tôi" not in body


def test_somebody_hidden_and_somebody_unknown_answer_alike(client, house):
    hidden = client.get(page_of(house["me"]))
    unknown = client.get(
        reverse("genealogy:explorer", args=["1" * 8 + "-1111-4111-8111-" + "1" * 12])
    )
    assert hidden.status_code == unknown.status_code == 404
    assert hidden.content == unknown.content


def test_a_strangers_page_may_be_cached_and_a_members_may_not(client, house, member_user):
    assert "public" in client.get(page_of(house["top"]))["Cache-Control"]
    client.force_login(member_user)
    assert client.get(page_of(house["top"]))["Cache-Control"] == "private, no-store"


def test_the_script_is_told_the_addresses_and_words(client, house):
    setup = setup_in(client.get(page_of(house["son"])).content.decode())
    assert setup["focus"] == str(house["son"].uuid)
    assert setup["founder"] == str(house["top"].uuid)
    nil = "00000000-0000-0000-0000-000000000000"
    for name in ("chart", "below", "relationship"):
        address = setup["addresses"][name].replace(nil, str(house["top"].uuid))
        answer = client.get(address, {"to": house["son"].uuid} if name == "relationship" else {})
        assert answer.status_code == 200, name
    assert client.get(setup["addresses"]["overview"]).status_code == 200
    assert setup["words"]["more"] == "+{0} người"


def test_every_word_the_script_asks_for_is_given(client, house, settings):
    words = setup_in(client.get(page_of(house["top"])).content.decode())["words"]
    folder = settings.BASE_DIR / "home/static/home/js/tree"
    code = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.js"))
    asked = set(re.findall(r'\bsay\(\s*"(\w+)"', code))
    assert asked
    assert asked <= words.keys()


def test_own_place_is_offered_once_a_reviewer_has_confirmed_it(client, house):
    user = User.objects.create_user("thu", password="x")
    living = Permission.objects.get(codename="browse_living", content_type__app_label="genealogy")
    user.user_permissions.add(living)
    client.force_login(user)
    claim = PersonAccount.objects.create(user=user, person=house["me"], state=RequestState.ASKED)
    assert "Về tôi" not in client.get(page_of(house["top"])).content.decode()
    claim.state = RequestState.ACCEPTED
    claim.save()
    body = client.get(page_of(house["top"])).content.decode()
    assert "Về tôi" in body
    assert page_of(house["me"]) in body


def test_queries_do_not_grow_with_the_family(client, house, django_assert_max_num_queries):
    client.get(page_of(house["top"]))
    with django_assert_max_num_queries(30) as few:
        client.get(page_of(house["top"]))
    clan = house["top"].clan
    for number in range(6):
        son = PersonFactory(clan=clan, given_name=f"Con {number}")
        family(house["top"], None, son)
        family(son, WomanFactory(clan=clan), *(PersonFactory(clan=clan) for _ in range(3)))
    client.get(page_of(house["top"]))
    with django_assert_max_num_queries(30) as many:
        client.get(page_of(house["top"]))
    assert len(many) <= len(few) + 1
