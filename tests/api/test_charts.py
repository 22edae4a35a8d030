"""`chart/`, `branch-below/` and `overview/`: the data of the tree explorer."""

from __future__ import annotations

import uuid

import pytest

from genealogy.enums import Visibility
from genealogy.models import Clan, Person
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

BOX = {
    "key", "parent", "mother", "generation", "rank", "line", "person", "partners", "children",
    "below", "open",
}  # fmt: skip
PERSON = {
    "id", "name", "sex", "years", "generation_label", "branch", "url", "note", "is_living",
}  # fmt: skip
PARTNER = {"id", "name", "sex", "years", "order", "label", "url", "clan_branch"}


@pytest.fixture
def house():
    """A founder with a wife and two sons; the elder's son is alive and has a dead son."""
    clan = ClanFactory(slug="ho-duong")
    founder = PersonFactory(clan=clan, given_name="Tổ", birth="1850", death="1920")
    wife = WomanFactory(clan=clan)
    elder = PersonFactory(clan=clan, given_name="Cả", child_order=1)
    younger = PersonFactory(clan=clan, given_name="Thứ", child_order=2)
    family(founder, wife, elder, younger)
    living = LivingPersonFactory(clan=clan, given_name="Sống", birth="1960", child_order=1)
    lost = PersonFactory(clan=clan, given_name="Mất", birth="1990", death="1991")
    family(elder, None, living)
    family(living, None, lost)
    found(founder)
    BranchFactory(clan=clan, slug="chi-mot", founder=elder)
    people = {"founder": founder, "elder": elder, "living": living, "lost": lost, "wife": wife}
    for one in people.values():
        one.refresh_from_db()
    return people | {"clan": clan, "younger": younger}


def chart_of(client, person, query=""):
    answer = client.get(f"/api/v2/people/{person.uuid}/chart/{query}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_the_shape_of_a_drawing(client, house):
    body = chart_of(client, house["founder"])
    assert body["meta"] == {
        "focus": str(house["founder"].uuid),
        "clan": "ho-duong",
        "root": str(house["founder"].uuid),
        "generations": [1, 4],
        "people": 4,
    }
    top = body["boxes"][0]
    assert set(top) == BOX
    assert set(top["person"]) == PERSON
    assert (top["key"], top["parent"], top["open"], top["below"]) == (
        str(house["founder"].uuid),
        None,
        True,
        0,
    )
    assert top["person"]["years"] == "1850–1920"
    assert top["person"]["url"].startswith("http")
    (wife,) = top["partners"]
    assert set(wife) == PARTNER
    assert wife["label"] == "Vợ"
    assert [box["mother"] for box in body["boxes"][1:3]] == [str(house["wife"].uuid), None]


def test_the_living_are_an_opaque_box_to_strangers_and_people_to_members(
    client, member_client, house
):
    member_client.logout()
    boxes = chart_of(client, house["founder"])["boxes"]
    (opaque,) = [box for box in boxes if box["person"] is None]
    assert opaque == {
        "key": "x1",
        "parent": str(house["elder"].uuid),
        "mother": None,
        "generation": 3,
        "rank": 1,
        "line": "birth",
        "person": None,
        "partners": [],
        "children": 1,
        "below": 0,
        "open": True,
    }
    assert str(house["living"].uuid) not in str(boxes)


def test_members_see_the_living(member_client, house):
    answer = member_client.get(f"/api/v2/people/{house['founder'].uuid}/chart/")
    assert "no-store" in answer["Cache-Control"]
    boxes = {box["key"]: box for box in answer.json()["boxes"]}
    living = boxes[str(house["living"].uuid)]["person"]
    assert (living["is_living"], living["years"]) == (True, "sinh 1960")


def test_answers_for_anybody_may_rest_in_caches(client, house):
    for address in (
        f"/api/v2/people/{house['founder'].uuid}/chart/",
        f"/api/v2/people/{house['founder'].uuid}/branch-below/",
        "/api/v2/clans/ho-duong/overview/",
    ):
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer["Cache-Control"].startswith("public, max-age=60")
        assert "Cookie" in answer["Vary"]


def test_hidden_and_unknown_people_answer_alike(client, house):
    founder = f"/api/v2/people/{house['founder'].uuid}/chart/"
    other = PersonFactory(clan=house["clan"])
    for hidden, unknown in [
        (f"/api/v2/people/{house['living'].uuid}/chart/", f"/api/v2/people/{uuid.uuid4()}/chart/"),
        (
            f"/api/v2/people/{house['living'].uuid}/branch-below/",
            f"/api/v2/people/{uuid.uuid4()}/branch-below/",
        ),
        (f"{founder}?to={house['living'].uuid}", f"{founder}?to={uuid.uuid4()}"),
        (f"{founder}?to={other.uuid}", f"{founder}?to={uuid.uuid4()}"),
    ]:
        one, two = client.get(hidden), client.get(unknown)
        assert one.status_code == two.status_code == 404
        assert one.content == two.content
        assert headers_of(one) == headers_of(two)


def test_the_line_to_somebody_else(client, house):
    near = chart_of(client, house["younger"], f"?up=0&down=0&to={house['lost'].uuid}")
    names = [box["person"] and box["person"]["name"].split()[-1] for box in near["boxes"]]
    assert names == ["Tổ", "Cả", None, "Mất", "Thứ"]


@pytest.mark.parametrize(
    "query",
    [
        "up=61", "up=-1", "up=x", "up=", "up=9999999999", "down=7", "down=-1", "down=²", "sons=2",
        "sons=true", "to=1", "to=", "depth=3",
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_by_name(client, house, query):
    answer = client.get(f"/api/v2/people/{house['founder'].uuid}/chart/?{query}")
    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("application/problem+json")
    assert query.split("=")[0] in answer.json()["errors"]


@pytest.mark.parametrize("query", ["down=0", "down=7", "up=1", "to=1"])
def test_below_one_person_less_may_be_asked(client, house, query):
    address = f"/api/v2/people/{house['founder'].uuid}/branch-below/?{query}"
    assert client.get(address).status_code == 400


def test_the_overview(client, house):
    Person.objects.filter(pk=house["younger"].pk).update(visibility=Visibility.EDITORS)
    (branch,) = client.get("/api/v2/clans/ho-duong/overview/").json()["branches"]
    url = branch.pop("url")
    assert url.endswith("/gia-pha/ho-duong/chi/chi-mot/")
    assert branch == {
        "slug": "chi-mot",
        "label": "Chi thử 1",
        "parent": None,
        "founder": {"id": str(house["elder"].uuid), "name": "Dương Văn Cả"},
        "since": branch["since"],
        "generations": [],
        "people": None,
    } | {"label": branch["label"]}
    assert client.get("/api/v2/clans/ho-duong/overview/?x=1").status_code == 400
    Clan.objects.update(is_public=False)
    hidden = client.get("/api/v2/clans/ho-duong/overview/")
    unknown = client.get("/api/v2/clans/khong-co/overview/")
    assert hidden.status_code == unknown.status_code == 404
    assert hidden.content == unknown.content


def test_the_schema_says_what_comes(client, house):
    schema = client.get("/api/v2/openapi.json").json()
    paths = schema["paths"]
    for path in ("people/{uuid}/chart/", "people/{uuid}/branch-below/", "clans/{slug}/overview/"):
        (operation,) = [rows["get"] for name, rows in paths.items() if name.endswith(path)]
        assert operation["description"]
    box = schema["components"]["schemas"]["ChartBoxFacts"]
    assert set(box["properties"]) == BOX
    assert set(schema["components"]["schemas"]["ChartPerson"]["properties"]) == PERSON
