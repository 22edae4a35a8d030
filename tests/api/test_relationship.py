"""`/api/v2/people/{id}/relationship/`: what two people call each other."""

from __future__ import annotations

import uuid

import pytest

from genealogy.selectors import graph
from genealogy.selectors.graph_store import GraphStore
from tests.api.conftest import headers_of
from tests.genealogy.factories import (
    ClanFactory,
    LivingPersonFactory,
    PersonFactory,
    WomanFactory,
    family,
    found,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    """A founder with two sons; the elder one's son is alive, the younger one's is dead."""
    clan = ClanFactory(slug="ho-duong")
    founder, wife = PersonFactory(clan=clan, given_name="Tổ"), WomanFactory(clan=clan)
    elder = PersonFactory(clan=clan, given_name="Cả", child_order=1)
    younger = PersonFactory(clan=clan, given_name="Hai", child_order=2)
    nephew = PersonFactory(clan=clan, given_name="Cháu", child_order=1)
    living = LivingPersonFactory(clan=clan, given_name="Sống", child_order=1)
    family(founder, wife, elder, younger)
    family(elder, None, living)
    family(younger, None, nephew)
    found(founder)
    return {"founder": founder, "elder": elder, "nephew": nephew, "living": living, "wife": wife}


def address(first, second, **more):
    query = "".join(f"&{name}={value}" for name, value in more.items())
    return f"/api/v2/people/{first.uuid}/relationship/?to={second.uuid}{query}"


def get(client, *people, **more):
    answer = client.get(address(*people, **more))
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_the_words_go_both_ways(client, house):
    body = get(client, house["nephew"], house["elder"])
    assert [body[name] for name in ("term", "address", "reciprocal")] == ["bác", "bác", "cháu"]
    assert body["kind"] == "blood"
    assert body["main"]["generation_difference"] == 1
    assert body["from"]["id"] == str(house["nephew"].uuid)
    assert body["to"]["name"] == "Dương Văn Cả"
    back = get(client, house["elder"], house["nephew"])
    assert (back["term"], back["reciprocal"]) == (body["reciprocal"], body["term"])


def test_the_path_names_every_step(client, house):
    path = get(client, house["nephew"], house["elder"])["path"]
    assert [node["person"]["name"].split()[-1] for node in path] == ["Cháu", "Hai", "Tổ", "Cả"]
    assert [node["step"] for node in path] == ["", "parent", "parent", "child"]
    assert [node["is_common_ancestor"] for node in path] == [False, False, True, False]


def test_another_region_has_other_words(client, house):
    south = get(client, house["nephew"], house["founder"], region="south")
    assert south["region"] == "south"


@pytest.mark.parametrize("query", ["", "to=", "to=khong-phai-uuid", "to=12"])
def test_whom_to_ask_about_must_be_said(client, house, query):
    answer = client.get(f"/api/v2/people/{house['elder'].uuid}/relationship/?{query}")
    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("application/problem+json")
    assert "to" in answer.json()["errors"]


@pytest.mark.parametrize("more", [{"region": "west"}, {"depth": "3"}])
def test_unknown_regions_and_parameters_are_refused(client, house, more):
    assert client.get(address(house["elder"], house["nephew"], **more)).status_code == 400


def test_hidden_and_unknown_people_answer_alike_on_both_sides(client, house):
    class Nobody:
        uuid = uuid.uuid4()

    answers = [
        client.get(address(*pair))
        for pair in (
            (house["living"], house["elder"]),
            (Nobody, house["elder"]),
            (house["elder"], house["living"]),
            (house["elder"], Nobody),
        )
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert len({str(headers_of(answer)) for answer in answers}) == 1


def test_members_ask_about_the_living(member_client, house):
    body = get(member_client, house["living"], house["nephew"])
    assert (body["term"], body["reciprocal"]) == ("em họ", "anh họ")


def test_no_relation_is_an_answer(client, house):
    stranger = PersonFactory(clan=house["founder"].clan, given_name="Lạ")
    body = get(client, house["founder"], stranger)
    assert (body["kind"], body["term"], body["main"], body["path"]) == ("none", "", None, [])


def test_one_person_asked_about_twice_is_an_answer(client, house):
    assert get(client, house["founder"], house["founder"])["kind"] == "self"


def test_a_relationship_costs_few_queries(counted, house, monkeypatch, tmp_path):
    store = GraphStore(tmp_path)
    monkeypatch.setattr(graph, "graph_store", lambda: store)
    graph.graph_prepare(house["founder"].clan)
    body, count, _sql = counted(address(house["nephew"], house["elder"]))
    assert body["term"] == "bác"
    assert count <= 5
