"""`/api/v2/people/`, `/clans/` and `/branches/`: what strangers and members may ask."""

from __future__ import annotations

import uuid

import pytest

from genealogy.enums import LivingVisibility, Visibility
from genealogy.models import Clan
from tests.api.conftest import headers_of
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


@pytest.fixture
def clan() -> Clan:
    return ClanFactory(name="Họ Dương", slug="ho-duong")


@pytest.fixture
def house(clan):
    """A founder with two wives, three dead children and one living grandchild."""
    founder = PersonFactory(
        clan=clan, middle_name="Công", given_name="Phúc", birth="1762", death="18/10 âm lịch"
    )
    first, second = WomanFactory(clan=clan), WomanFactory(clan=clan)
    eldest = PersonFactory(clan=clan, given_name="Đức", child_order=1, birth="1790", death="1850")
    middle = PersonFactory(clan=clan, given_name="Minh", child_order=2, birth="1793")
    late = PersonFactory(clan=clan, given_name="Lễ", child_order=3, birth="1800")
    living = LivingPersonFactory(clan=clan, given_name="Sống", birth="2001", child_order=1)
    family(founder, first, eldest, middle)
    family(founder, second, late, order=2)
    family(eldest, None, living)
    found(founder)
    return {"founder": founder, "eldest": eldest, "living": living, "late": late}


def get(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_a_stranger_lists_the_dead_only(client, house):
    body = get(client, "/api/v2/people/?order=tree")
    names = [item["name"] for item in body["items"]]
    assert "Dương Văn Sống" not in names
    assert body["meta"]["total_count"] == len(names) == 6
    assert str(house["living"].uuid) not in client.get("/api/v2/people/").content.decode()


def test_a_member_lists_the_living_with_the_year_of_birth_at_most(member_client, house):
    items = get(member_client, "/api/v2/people/?search=song")["items"]
    assert [item["years"] for item in items] == ["sinh 2001"]


def test_hidden_and_unknown_people_answer_alike(client, house):
    hidden = client.get(f"/api/v2/people/{house['living'].uuid}/")
    unknown = client.get(f"/api/v2/people/{uuid.uuid4()}/")
    assert hidden.status_code == unknown.status_code == 404
    assert hidden.content == unknown.content
    assert headers_of(hidden) == headers_of(unknown)


@pytest.mark.parametrize("part", ["", "ancestors/", "descendants/"])
def test_every_address_of_a_hidden_person_is_not_found(client, house, part):
    assert client.get(f"/api/v2/people/{house['living'].uuid}/{part}").status_code == 404


def test_a_record_groups_children_under_their_mothers(client, house):
    record = get(client, f"/api/v2/people/{house['founder'].uuid}/")
    assert record["generation"] == 1
    assert [[child["name"] for child in wife["children"]] for wife in record["spouses"]] == [
        ["Dương Văn Đức", "Dương Văn Minh"],
        ["Dương Văn Lễ"],
    ]
    assert record["memorial"]["lunar_day"] == 18
    assert record["memorial"]["lunar_month"] == 10
    assert record["memorial"]["next_date"]


def test_descendants_say_where_each_stands(client, house):
    items = get(client, f"/api/v2/people/{house['founder'].uuid}/descendants/")["items"]
    assert [(item["person"]["name"], item["depth"], item["parent"]) for item in items] == [
        ("Dương Công Phúc", 0, None),
        ("Dương Văn Đức", 1, 0),
        ("Dương Văn Minh", 1, 0),
        ("Dương Văn Lễ", 1, 0),
    ]


def test_ancestors_lead_up_to_the_founder(client, house):
    items = get(client, f"/api/v2/people/{house['eldest'].uuid}/ancestors/?lineage=1")["items"]
    assert [item["person"]["name"] for item in items] == ["Dương Công Phúc"]


def test_filters_and_ranges(client, house):
    def names(query):
        items = get(client, f"/api/v2/people/?{query}&order=tree")["items"]
        return [item["name"] for item in items]

    assert names("born_from=1790&born_to=1795") == ["Dương Văn Đức", "Dương Văn Minh"]
    assert names("memorial_month=10&memorial_day=18") == ["Dương Công Phúc"]
    assert names("search=phuc duong cong") == ["Dương Công Phúc"]
    assert "Dương Văn Lễ" in names("generation=2")
    assert names("generation_from=3") == []
    assert names("died_from=1850&died_to=1850&clan=ho-duong") == ["Dương Văn Đức"]


@pytest.mark.parametrize(
    "query", ["born_from=2001", "born_to=2001&born_from=2001", "sex=m", "memorial_day=1"]
)
def test_no_filter_tells_a_date_that_the_answer_hides(client, house, query):
    Clan.objects.update(living_policy=LivingVisibility.NAME_ONLY)
    listed = get(client, "/api/v2/people/?search=song")["items"]
    assert [item["years"] for item in listed] == [""]
    found_by = get(client, f"/api/v2/people/?{query}")["items"]
    assert "Dương Văn Sống" not in [item["name"] for item in found_by]


def test_an_explicit_mark_wins_over_death(client, house):
    eldest = house["eldest"]
    eldest.visibility = Visibility.EDITORS
    eldest.save(update_fields=["visibility"])
    assert client.get(f"/api/v2/people/{eldest.uuid}/").status_code == 404


@pytest.mark.parametrize(
    "query", ["uuid=1", "generation=x", "order=birth_year", "branch=1", "sex=q", "fields=*"]
)
def test_what_cannot_be_asked_is_refused_by_name(client, query):
    answer = client.get(f"/api/v2/people/?{query}")
    assert answer.status_code == 400
    assert query.split("=")[0] in answer.json()["errors"]


def test_a_closed_clan_is_not_there_for_strangers(client, house, clan):
    branch = BranchFactory(clan=clan)
    Clan.objects.update(is_public=False)
    assert get(client, "/api/v2/people/")["items"] == []
    assert get(client, "/api/v2/clans/")["items"] == []
    assert get(client, "/api/v2/branches/")["items"] == []
    assert client.get("/api/v2/clans/ho-duong/").status_code == 404
    assert client.get(f"/api/v2/branches/{branch.uuid}/").status_code == 404


def test_a_clan_counts_visible_people_only(client, member_client, house, clan):
    member = get(member_client, "/api/v2/clans/ho-duong/")
    member_client.logout()
    stranger = get(member_client, "/api/v2/clans/ho-duong/")
    assert member["person_count"] == stranger["person_count"] + 1
    assert stranger["founder"]["name"] == "Dương Công Phúc"


def test_answers_for_members_rest_in_no_cache(client, member_user, house):
    assert client.get("/api/v2/people/")["Cache-Control"].startswith("public, max-age=60")
    client.force_login(member_user)
    assert client.get("/api/v2/people/")["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("size", [5, 12])
def test_a_list_of_people_costs_the_same_whatever_its_size(counted, query_counts, clan, size):
    father = PersonFactory(clan=clan)
    family(father, WomanFactory(clan=clan), *(PersonFactory(clan=clan) for _ in range(size)))
    answer, count, _statements = counted(f"/api/v2/people/?limit={size}")
    assert len(answer["items"]) == size
    query_counts.check("people list", count, most=8)


@pytest.mark.parametrize("size", [2, 8])
def test_a_record_costs_the_same_whatever_the_family(counted, query_counts, clan, size):
    father = PersonFactory(clan=clan, birth="1800", death="1/1/1850")
    family(father, WomanFactory(clan=clan), *(PersonFactory(clan=clan) for _ in range(size)))
    _answer, count, _statements = counted(f"/api/v2/people/{father.uuid}/")
    query_counts.check("person record", count, most=8)
