"""The contract as a whole: schema, errors, headers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openapi_spec_validator import validate

SNAPSHOT = Path(__file__).parents[1] / "snapshots" / "openapi.json"
pytestmark = pytest.mark.django_db


@pytest.fixture
def schema(client):
    return json.loads(client.get("/api/v2/openapi.json").content)


def test_the_schema_is_valid_openapi_3_1(schema):
    assert schema["openapi"].startswith("3.1")
    validate(schema)


def test_the_schema_is_written_down_word_for_word(schema, request):
    """Write it anew with `--update-query-counts`, look at the difference, tell the readers."""
    written = json.dumps(schema, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    if request.config.getoption("--update-query-counts"):
        SNAPSHOT.write_text(written, encoding="utf-8")
    assert SNAPSHOT.read_text(encoding="utf-8") == written


def test_every_endpoint_is_in_the_schema(client, schema):
    listed = set(client.get("/api/v2/").json()["endpoints"])
    described = {path.split("/")[3] for path in schema["paths"]}
    assert listed <= described


def test_every_filter_is_described(schema):
    names = {item["name"] for item in schema["paths"]["/api/v2/news/"]["get"]["parameters"]}
    assert {
        "topic",
        "author",
        "date_from",
        "date_to",
        "person",
        "branch",
        "search",
        "order",
        "limit",
        "offset",
        "include",
    } <= names


@pytest.mark.parametrize(
    "address",
    [
        "/api/v2/nothing/",
        "/api/v2/news/0/",
        "/api/v2/pages/999999/",
        "/api/v2/people/?x=1",
        "/api/v2/pages/?x=1",
        "/api/v2/images/?order=x",
        "/api/v2/search/",
        "/api/v2/site/?x=1",
    ],
)
def test_every_refusal_is_a_problem_with_wagtails_message(client, address):
    answer = client.get(address)
    assert answer.status_code in {400, 404}
    assert answer["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == answer.status_code
    assert body["message"] == body["detail"] != ""
    assert body["title"]


HUGE = "9" * 30


@pytest.mark.parametrize(
    "address",
    [
        f"/api/v2/news/{HUGE}/",
        f"/api/v2/pages/{HUGE}/",
        f"/api/v2/episodes/?programme={HUGE}",
        f"/api/v2/people/?generation={HUGE}",
        f"/api/v2/people/?born_from={HUGE}",
        f"/api/v2/people/?limit={HUGE}",
        "/api/v2/people/?search=%00",
        "/api/v2/news/?search=%22%27()*",
        "/api/v2/search/?q=%00",
        "/api/v2/people/?search=" + "a" * 5000,
    ],
)
def test_no_number_and_no_text_breaks_an_answer(client, address):
    assert client.get(address).status_code in {200, 400, 404}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_api_only_reads_but_for_drafts_and_proposals_with_a_key(client, method):
    for address in ("/api/v2/people/", "/api/v2/pages/", "/api/v2/topics/"):
        assert getattr(client, method)(address).status_code == 405
    for address in ("/api/v2/news/", "/api/v2/proposals/"):
        refused = 401 if method == "post" else 405
        assert getattr(client, method)(address).status_code == refused


def test_other_sites_may_read_but_never_with_cookies(client):
    answer = client.get("/api/v2/news/", headers={"origin": "https://other.example"})
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer
    page = client.get("/gia-pha/", headers={"origin": "https://other.example"})
    assert "Access-Control-Allow-Origin" not in page


def test_the_docs_page_needs_no_other_host(client):
    html = client.get("/api/v2/docs/").content.decode()
    assert "cdn" not in html.lower()
    assert "/static/drf_spectacular_sidecar/" in html


def test_site_gives_name_and_menu(client):
    body = client.get("/api/v2/site/").json()
    assert body["site_name"]
    assert [entry["label"] for entry in body["navigation"]]
    assert all(entry["url"].startswith("http://testserver/") for entry in body["navigation"])
