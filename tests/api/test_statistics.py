"""`statistics/` of clans and branches, by role, and the charts as pictures."""

import xml.etree.ElementTree as ElementTree

import pytest

from genealogy.models import TreeStatistics
from genealogy.selectors.statistic_charts import ChartKind
from genealogy.services.statistics import asking
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

CLAN = "/api/v2/clans/ho-dem/statistics/"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def clan():
    clan = ClanFactory(slug="ho-dem", name="Họ <Đếm> & Tính")
    founder = PersonFactory(clan=clan, given_name="Tổ", birth="1800", death="3/2/1860")
    children = [PersonFactory(clan=clan, given_name="Ân", death="5/5/1900") for _ in range(2)]
    daughter = PersonFactory(clan=clan, sex="f", birth="1830", death="1901")
    family(founder, WomanFactory(clan=clan), *children, daughter)
    family(children[0], None, LivingPersonFactory(clan=clan, birth="1950"))
    found(founder)
    BranchFactory(clan=clan, founder=children[0], slug="chi-mot", name="Chi Một")
    clan.refresh_from_db()
    return clan


def test_strangers_get_numbers_of_the_dead_alone(client, clan):
    response = client.get(CLAN)
    facts = response.json()
    assert response["Cache-Control"].startswith("public, max-age=60")
    assert (facts["audience"], facts["is_current"], facts["counted_at"]) == ("public", True, None)
    assert (facts["people"], facts["living"], facts["dead"], facts["lines_ended"]) == (
        5, None, None, None,
    )  # fmt: skip
    assert (facts["sons"], facts["daughters"], facts["wives"]) == (3, 1, 1)
    assert facts["names"]["men"][0] == {"name": "Ân", "count": 2}
    assert [row["month"] for row in facts["memorials"]] == list(range(1, 13))
    assert sum(row["count"] for row in facts["memorials"]) == 3
    assert [row["generation"] for row in facts["generations"]] == [1, 2]
    assert facts["longevity"][0] == {
        "century": 19, "sex": "m", "count": 1, "median": 60.0, "lowest": 60, "highest": 60,
    }  # fmt: skip


def test_members_get_the_living_too_and_nobody_keeps_it(member_client, clan):
    response = member_client.get(CLAN)
    facts = response.json()
    assert response["Cache-Control"] == "private, no-store"
    assert (facts["audience"], facts["people"], facts["living"]) == ("members", 6, 1)
    assert facts["lines_ended"] == 1
    assert facts["births"][-1] == {"since": 1950, "until": 1974, "births": 1, "total": 3}


def test_a_branch_counts_its_own(client, clan):
    branch = clan.branches.get()
    facts = client.get(f"/api/v2/branches/{branch.uuid}/statistics/").json()
    assert (facts["people"], facts["sons"]) == (1, 1)
    whole = client.get(CLAN).json()
    assert [(row["title"], row["people"]) for row in whole["branches"]] == [("Chi Một", 1)]
    assert whole["branches"][0]["url"].endswith("/gia-pha/ho-dem/chi/chi-mot/so-lieu/")


def test_old_numbers_say_so(client, clan, monkeypatch):
    monkeypatch.setattr(asking, "COUNTED_AT_ONCE", 0)
    client.get(CLAN)
    PersonFactory(clan=clan)
    facts = client.get(CLAN).json()
    assert facts["is_current"] is False
    assert facts["counted_at"]
    assert facts["people"] == 5


@pytest.mark.parametrize("tail", ["", "chart.svg"])
def test_closed_and_unknown_clans_answer_alike(client, clan, tail):
    ClanFactory(slug="ho-kin", is_public=False)
    closed = client.get(f"/api/v2/clans/ho-kin/statistics/{tail}")
    unknown = client.get(f"/api/v2/clans/khong-co/statistics/{tail}")
    assert (closed.status_code, closed.content) == (404, unknown.content)
    assert closed["Content-Type"] == "application/problem+json"
    assert not TreeStatistics.objects.filter(clan__slug="ho-kin").exists()


def test_kept_numbers_cost_the_same_however_many_people(client, clan, django_assert_num_queries):
    client.get(CLAN)
    # The clan, the kept row, the shape of the branches, the branches below.
    with django_assert_num_queries(4):
        client.get(CLAN)
    family(clan.founder, None, *(PersonFactory(clan=clan) for _ in range(5)))
    client.get(CLAN)
    with django_assert_num_queries(4):
        client.get(CLAN)


@pytest.mark.parametrize("kind", list(ChartKind))
def test_a_chart_is_a_picture_that_needs_nothing_else(client, clan, kind):
    response = client.get(f"{CLAN}chart.svg?kind={kind}", headers={"Accept": "image/png"})
    assert response.status_code == 200
    assert response["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    picture = ElementTree.fromstring(response.content)
    assert picture.tag == f"{SVG}svg"
    assert "Họ <Đếm> & Tính" in picture.find(f"{SVG}title").text
    assert picture.find(f"{SVG}desc").text
    text = response.content.decode()
    assert not any(word in text for word in ("<style", "<script", "href", "url("))
    for mark in picture.iter():
        if mark.tag in {f"{SVG}rect", f"{SVG}text"}:
            assert mark.get("fill"), ElementTree.tostring(mark)
        if mark.tag == f"{SVG}line":
            assert mark.get("stroke")


def test_a_clan_of_nobody_has_a_chart_that_says_so(client):
    ClanFactory(slug="ho-trong")
    response = client.get("/api/v2/clans/ho-trong/statistics/chart.svg")
    assert "Chưa có số liệu" in response.content.decode()
    assert client.get("/api/v2/clans/ho-trong/statistics/").json()["people"] == 0


@pytest.mark.parametrize("query", ["kind=khong-co", "loai=births"])
def test_a_chart_nobody_knows_is_refused(client, clan, query):
    response = client.get(f"{CLAN}chart.svg?{query}")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["errors"]


def test_a_chart_of_a_branch(client, clan):
    branch = clan.branches.get()
    response = client.get(f"/api/v2/branches/{branch.uuid}/statistics/chart.svg")
    assert "Chi Một" in response.content.decode()
