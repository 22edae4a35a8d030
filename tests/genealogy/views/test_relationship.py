"""The page that says how two people are related, as a browser without scripts gets it."""

from __future__ import annotations

import uuid
from html import unescape
from xml.etree import ElementTree as ET

import pytest
from django.urls import reverse

from tests.genealogy.factories import (
    ClanFactory,
    LivingPersonFactory,
    PersonFactory,
    WomanFactory,
    family,
    found,
)

pytestmark = pytest.mark.django_db

PAGE = "/gia-pha/quan-he/"


@pytest.fixture
def house():
    clan = ClanFactory(slug="ho-thu", name="Họ Thử")
    founder = PersonFactory(clan=clan, given_name="Tổ")
    elder = PersonFactory(clan=clan, given_name="Cả", child_order=1)
    younger = PersonFactory(clan=clan, given_name="Hai", child_order=2)
    nephew = PersonFactory(clan=clan, given_name="Cháu", child_order=1)
    wife = WomanFactory(clan=clan, given_name="Thím")
    family(founder, WomanFactory(clan=clan, given_name="Từ"), elder, younger)
    son = PersonFactory(clan=clan, given_name="Con", child_order=1)
    family(elder, None, son)
    family(younger, wife, nephew)
    living = LivingPersonFactory(clan=clan, given_name="Sống")
    family(nephew, None, living)
    found(founder)
    return {
        "founder": founder, "elder": elder, "younger": younger, "nephew": nephew, "son": son,
        "wife": wife, "living": living,
    }  # fmt: skip


def text_of(response):
    assert response.status_code == 200
    return unescape(response.content.decode())


def ask(client, first, second, more=""):
    return text_of(client.get(f"{PAGE}?tu={first.uuid}&den={second.uuid}{more}"))


def test_without_anybody_the_page_asks_for_two(client):
    page = text_of(client.get(PAGE))
    assert page.count("<form") >= 2
    assert "Người thứ nhất" in page
    assert "Người thứ hai" in page


def test_a_search_gives_links_that_pick(client, house):
    page = text_of(client.get(f"{PAGE}?den={house['elder'].uuid}&tim_tu=chau"))
    pick = f"{PAGE}?den={house['elder'].uuid}&tu={house['nephew'].uuid}"
    assert pick in page
    assert "bác" in text_of(client.get(pick))


def test_a_search_stays_in_the_clan_of_the_other_and_leaves_out_the_same_person(client, house):
    PersonFactory(given_name="Cháu")
    page = text_of(client.get(f"{PAGE}?den={house['nephew'].uuid}&tim_tu=chau"))
    assert "Không tìm thấy ai tên “chau”" in page


def test_a_search_without_a_hit_says_so(client, house):
    assert "Không tìm thấy ai tên “xyz”" in text_of(client.get(f"{PAGE}?tim_den=xyz"))


def test_the_answer_stands_in_plain_words(client, house):
    page = ask(client, house["elder"], house["nephew"])
    assert "Ông Dương Văn Cả là <em>bác</em> của ông Dương Văn Cháu." in page
    assert "Ông Dương Văn Cháu là <em>cháu</em> của ông Dương Văn Cả." in page
    assert "<dd>bác</dd>" in page


def test_the_sides_can_be_swapped_and_changed(client, house):
    first, second = house["elder"].uuid, house["nephew"].uuid
    page = ask(client, house["elder"], house["nephew"])
    assert f"?tu={second}&den={first}" in page
    assert f"?den={second}#chon" in page
    assert f"?tu={first}#chon" in page


def test_a_region_can_be_chosen_and_is_kept(client, house):
    page = ask(client, house["son"], house["wife"], "&vung=nam")
    assert 'vung=nam" aria-current="true"' in page
    assert page.count("vung=nam") > 2


def test_the_line_is_drawn_and_told(client, house):
    page = ask(client, house["son"], house["wife"])
    start = page.index('<svg class="kin-drawing"')
    drawing = ET.fromstring(page[start : page.index("</svg>", start) + 6])
    titles = [element.text for element in drawing.iter("title")]
    assert titles[0].startswith("Đường nối")
    names = ["Dương Văn Con", "Dương Văn Cả", "Dương Văn Tổ", "Dương Văn Hai", "Lê Thị Thím"]
    assert titles[1:] == names
    assert drawing.find("desc").text
    told = page[page.index('<ol class="kin-path">') : page.index("</ol>", start)]
    assert all(name in told for name in names)


def test_no_relation_and_the_same_person_are_answers(client, house):
    stranger = PersonFactory(clan=house["founder"].clan, given_name="Lạ")
    assert "Chưa tìm thấy quan hệ" in ask(client, house["founder"], stranger)
    assert "cùng một người" in ask(client, house["founder"], house["founder"])


@pytest.mark.parametrize("side", ["tu", "den"])
def test_hidden_unknown_and_misspelt_people_are_not_found_alike(client, house, side):
    answers = [
        client.get(f"{PAGE}?{side}={value}")
        for value in (house["living"].uuid, uuid.uuid4(), "khong-phai-uuid")
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_the_living_between_two_dead_are_an_opaque_box(client, house):
    child = PersonFactory(clan=house["founder"].clan, given_name="Mất sớm")
    family(house["living"], None, child)
    page = ask(client, child, house["founder"])
    assert "Người không công khai" in page
    assert "Sống" not in page.replace("đang sống", "")
    assert str(house["living"].uuid) not in page


def test_strangers_do_not_find_the_living(client, member_client, house):
    query = f"{PAGE}?tim_tu=song"
    assert str(house["living"].uuid) in text_of(member_client.get(query))
    member_client.logout()
    assert str(house["living"].uuid) not in text_of(client.get(query))


def test_a_person_s_page_leads_here(client, house):
    page = text_of(client.get(f"/gia-pha/nguoi/{house['elder'].uuid}/"))
    assert f"{reverse('genealogy:relationship')}?tu={house['elder'].uuid}" in page


def test_search_engines_leave_the_page_alone(client, house):
    assert 'name="robots" content="noindex' in ask(client, house["elder"], house["nephew"])


def test_members_pages_are_never_kept(member_client, house):
    response = member_client.get(f"{PAGE}?tu={house['elder'].uuid}&den={house['living'].uuid}")
    assert "public" not in response.get("Cache-Control", "")
