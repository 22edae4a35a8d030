"""A living person of the tree is nowhere on the gia phả's pages for a stranger."""

from __future__ import annotations

import re

import pytest

from genealogy.domain.viewer import Mark
from genealogy.enums import EventType, NameKind, Standing
from genealogy.models import Event, Note, PersonContact, PersonName
from genealogy.services.derived import rebuild_clan
from tests.genealogy.factories import (
    BranchFactory,
    ClanFactory,
    LivingPersonFactory,
    PersonFactory,
    WomanFactory,
    family,
    found,
)

pytestmark = pytest.mark.django_db

UNKNOWN = "11111111-1111-4111-8111-111111111111"


def build(*, with_living=True, mark=Mark.DEFAULT):
    """Make a clan whose third generation holds the canary, married and with a child."""
    clan = ClanFactory(slug="ho-kin", name="Họ Kín")
    founder = PersonFactory(clan=clan, given_name="Tổ", birth="1890", death="20/10/1950 âm lịch")
    wife = WomanFactory(clan=clan, given_name="Từ", death="1/2 âm lịch")
    son = PersonFactory(clan=clan, given_name="Cả", death="15/10 âm lịch")
    found(founder)
    family(founder, wife, son)
    people = {"founder": founder, "wife": wife, "son": son}
    if with_living:
        canary = LivingPersonFactory(
            clan=clan,
            surname="Bạch",
            middle_name="Yến",
            given_name="Canari",
            birth="3/4/1977",
            child_order=1,
            visibility=mark,
        )
        spouse = LivingPersonFactory(
            clan=clan, surname="Tước", middle_name="Sắc", given_name="Oanh", sex="f"
        )
        child = LivingPersonFactory(
            clan=clan, surname="Bạch", middle_name="Nhỏ", given_name="Hoạmi", birth="5/6/2007"
        )
        family(son, None, canary)
        couple = family(canary, spouse, child, standing=Standing.PRINCIPAL)
        PersonName.objects.create(person=canary, kind=NameKind.EVERYDAY, value="Chimvàng")
        Note.objects.create(person=canary, text="Ghichúkín")
        Event.objects.create(
            person=canary, type=EventType.OCCUPATION, description="Nghềkín", grave_direction="Kín"
        )
        Event.objects.create(union=couple, type=EventType.MARRIAGE, description="Cướikín")
        PersonContact.objects.create(person=canary, phone="0900000001", address="Nhàkín")
        people |= {"canary": canary, "spouse": spouse, "child": child}
    BranchFactory(clan=clan, name="Chi Giáp", slug="chi-giap", founder=son)
    rebuild_clan(clan)
    return clan, people


SECRETS = [
    "Canari",
    "canari",
    "Oanh",
    "Hoạmi",
    "hoami",
    "Chimvàng",
    "Ghichúkín",
    "Nghềkín",
    "Cướikín",
    "Nhàkín",
    "0900000001",
    "1977",
    "2007",
]


#: Codes drawn at random may hold any year.
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def without_other_codes(text, kept):
    """Leave out every uuid but those of `kept`."""
    return UUID.sub(lambda found: found[0] if found[0] in kept else "", text)


def pages(people):
    """Give every address of the gia phả that a stranger can make up."""
    found_pages = [
        "/gia-pha/",
        "/gia-pha/ho-kin/",
        "/gia-pha/ho-kin/chi/chi-giap/",
        "/gia-pha/ho-kin/chi/chi-giap/?doi=3",
        *[f"/gia-pha/ho-kin/ngay-gio/?thang={month}" for month in range(1, 13)],
        "/gia-pha/ho-kin/ngay-gio/?chi=chi-giap",
        "/gia-pha/ho-kin/lich/",
        "/gia-pha/ho-kin/so-lieu/",
        "/gia-pha/ho-kin/chi/chi-giap/so-lieu/",
        "/gia-pha/quan-he/?tim=bach",
        *[f"/gia-pha/tim/?q={words}" for words in ("bach", "yen", "duong", "van", "chim", "tuoc")],
        *[f"/gia-pha/tim/?clan=ho-kin&doi={number}" for number in range(1, 6)],
    ]
    for person in people.values():
        found_pages += [person.get_absolute_url(), f"{person.get_absolute_url()}con-chau/"]
        found_pages += [
            f"/gia-pha/quan-he/?tu={person.uuid}&den={other.uuid}" for other in people.values()
        ]
    return found_pages


@pytest.mark.parametrize("mark", [Mark.DEFAULT, Mark.MEMBERS, Mark.EDITORS])
def test_the_canary_is_nowhere_for_a_stranger(mark, client):
    _clan, people = build(mark=mark)
    hidden = [people[name] for name in ("canary", "spouse", "child")]
    secrets = SECRETS + [str(person.uuid) for person in hidden]
    for page in pages(people):
        for headers in ({}, {"HX-Request": "true"}):
            response = client.get(page, headers=headers)
            # An answer 404 may repeat what was asked.
            asked = set(UUID.findall(page)) if response.status_code == 404 else set()
            text = without_other_codes(response.content.decode(), set(secrets) - asked)
            assert [secret for secret in secrets if secret in text] == [], page


@pytest.mark.parametrize("mark", [Mark.DEFAULT, Mark.MEMBERS])
def test_members_see_the_canary(mark, member_client):
    # Were the canary absent for everybody, its absence for strangers would prove nothing.
    _clan, people = build(mark=mark)
    assert "Canari" in member_client.get(people["son"].get_absolute_url()).content.decode()
    assert "Canari" in member_client.get("/gia-pha/tim/?q=canari").content.decode()


def test_a_member_learns_nothing_of_the_living_but_the_year(member_client):
    _clan, people = build()
    kept = ["Chimvàng", "Ghichúkín", "Nghềkín", "Cướikín", "Nhàkín", "0900000001", "3/4/1977"]
    for page in pages(people):
        text = member_client.get(page).content.decode()
        assert [secret for secret in kept if secret in text] == [], page


def test_editors_only_means_not_even_members(member_client):
    _clan, people = build(mark=Mark.EDITORS)
    for page in pages(people):
        text = member_client.get(page).content.decode()
        assert "Canari" not in text, page
    assert member_client.get(people["canary"].get_absolute_url()).status_code == 404


@pytest.mark.parametrize("tail", ["", "con-chau/"])
def test_hidden_and_unknown_answer_alike(tail, client):
    _clan, people = build()
    hidden = client.get(f"{people['canary'].get_absolute_url()}{tail}")
    unknown = client.get(f"/gia-pha/nguoi/{UNKNOWN}/{tail}")
    assert hidden.status_code == unknown.status_code == 404
    body = hidden.content.replace(str(people["canary"].uuid).encode(), UNKNOWN.encode())
    assert body == unknown.content
    assert sorted(hidden.headers) == sorted(unknown.headers)


def plain(response, people):
    """Give a page with the random public ids replaced by names, so that two runs compare."""
    text = response.content.decode()
    for name, person in people.items():
        text = text.replace(str(person.uuid), name)
    return text


def test_pages_are_the_same_as_if_the_living_did_not_exist(client):
    clan, people = build()
    dead = {name: people[name] for name in ("founder", "wife", "son")}
    before = [plain(client.get(page), dead) for page in pages(dead)]
    for name in ("child", "spouse", "canary"):
        people[name].delete()
    rebuild_clan(clan)
    after = [plain(client.get(page), dead) for page in pages(dead)]
    assert before == after


def test_a_dead_child_of_a_living_parent_hangs_on_an_opaque_node(client):
    clan, people = build()
    dead = PersonFactory(clan=clan, given_name="Sớm")
    family(people["child"], None, dead)
    text = client.get(f"{people['founder'].get_absolute_url()}con-chau/").content.decode()
    assert "Canari" not in text
    assert str(people["canary"].uuid) not in text
    text = client.get(dead.get_absolute_url()).content.decode()
    assert "Dương Văn Sớm" in text
    assert [secret for secret in SECRETS if secret in text] == []


def test_a_closed_clan_has_no_page_for_strangers(client):
    clan, people = build(with_living=False)
    clan.is_public = False
    clan.save(update_fields=["is_public"])
    for page in pages(people):
        response = client.get(page)
        assert "Dương Văn" not in response.content.decode()
        assert "Họ Kín" not in response.content.decode()
