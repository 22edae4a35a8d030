"""Every address tells of a wrong parameter which one it is and what is right, in Vietnamese."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from tests.api.test_schema_changes import SNAPSHOT
from tests.genealogy.factories import BranchFactory, PersonFactory
from tests.news.factories import add_news

pytestmark = pytest.mark.django_db

PATHS = json.loads(SNAPSHOT.read_text(encoding="utf-8"))["paths"]
#: Anything may be looked for, and any path may be asked about.
FREE_TEXT = {"search", "q", "path", "html_path"}
#: What stands nowhere in English: the marks of Vietnamese.
MARKS = set("ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ")


@pytest.fixture
def addresses() -> dict[str, str]:
    """Give a described path -> an address of something that is there, for the parts in braces."""
    branch = BranchFactory()
    person = PersonFactory(clan=branch.clan)
    page = add_news("Một tin")
    parts = {
        "clans": branch.clan.slug,
        "branches": branch.uuid,
        "people": person.uuid,
        "news": page.pk,
        "pages": page.pk,
    }
    found = {}
    for path, operations in PATHS.items():
        endpoint = path.split("/")[3]
        if "get" not in operations or "/preview/" in path or "/draft/" in path:
            continue
        if "{" not in path:
            found[path] = path
        elif endpoint in parts:
            start, _brace, rest = path.partition("{")
            found[path] = f"{start}{parts[endpoint]}{rest.partition('}')[2]}"
    return found


def _parameters(path: str) -> Iterator[dict[str, Any]]:
    for one in PATHS[path]["get"].get("parameters", []):
        if one["in"] == "query" and one["name"] not in FREE_TEXT:
            yield one


def _others(path: str, person: str, *, but: str) -> str:
    """Return what an address cannot do without."""
    needed = [
        one["name"]
        for one in PATHS[path]["get"].get("parameters", [])
        if one["in"] == "query" and one.get("required") and one["name"] != but
    ]
    values = {"q": quote("giỗ"), "path": "/", "to": person}
    return "&".join(f"{name}={values[name]}" for name in needed)


def _complaints(client: Any, addresses: dict[str, str], questions: Iterator[tuple]) -> list[str]:
    person = addresses["/api/v2/people/{uuid}/"].split("/")[-2]
    found = []
    for path, name, value in questions:
        address = f"{addresses[path]}?{name}={value}&{_others(path, person, but=name)}".rstrip("&")
        answer = client.get(address)
        errors = answer.json().get("errors", {}) if answer.status_code == 400 else {}
        said = " ".join(errors.get(name, []))
        if not MARKS & set(said.lower()):
            found.append(f"{address}: {answer.status_code} {answer.content.decode()[:200]}")
    return found


def test_a_parameter_that_is_not_there(client, addresses):
    questions = ((path, "nonsense", "1") for path in addresses)
    assert _complaints(client, addresses, questions) == []


def test_a_value_that_is_none(client, addresses):
    questions = (
        (path, one["name"], "%40%40")
        for path in addresses
        for one in _parameters(path)
        # What finds nothing is not there, whatever it is.
        if not path.endswith("/find/")
    )
    assert _complaints(client, addresses, questions) == []


def test_a_number_that_is_too_big_is_told_how_big_one_may_be(client, addresses):
    questions = [
        (path, one["name"], one["schema"]["maximum"] + 1)
        for path in addresses
        for one in _parameters(path)
        # Of keys of rows nobody need be told how many there may be.
        if one["schema"].get("maximum", 10**9) < 10**8
    ]
    assert len(questions) > 30
    assert _complaints(client, addresses, iter(questions)) == []
    for path, name, value in questions:
        answer = client.get(f"{addresses[path]}?{name}={value}&q=a&to=a&path=a")
        assert str(value - 1) in answer.json()["errors"].get(name, [str(value - 1)])[0]


def test_habits_of_wagtail_are_recommended_to_nobody(client):
    answer = client.get("/api/v2/pages/?nonsense=1").json()
    assert "format," not in answer["detail"].replace("rich_text_format", "")
    assert client.get("/api/v2/pages/?format=json&_=12").status_code == 200


@pytest.mark.parametrize(
    ("question", "reason"), [("order=random", "order"), ("search=tin", "search")]
)
def test_a_list_that_no_cursor_goes_through_says_why(client, question, reason):
    answer = client.get(f"/api/v2/pages/?{question}&cursor=x")
    assert answer.status_code == 400
    assert reason in answer.json()["errors"]["cursor"][0]


def test_a_redirect_is_found_by_its_path_as_described(client):
    answer = client.get("/api/v2/redirects/find/?html_path=/khong-co/")
    assert answer.status_code == 404
