"""The living are for members: a stranger meets them nowhere."""

from __future__ import annotations

import json
import urllib.parse
from dataclasses import dataclass

import pytest

from tests.browser.demo import CLAN

NOBODY = "00000000-0000-4000-8000-000000000000"


@dataclass(frozen=True)
class Living:
    id: str
    name: str
    father: str

    @property
    def path(self) -> str:
        return f"/gia-pha/nguoi/{self.id}/"

    @property
    def query(self) -> str:
        return urllib.parse.urlencode({"q": self.name})


def _everybody(get) -> dict[str, dict]:
    """Read the whole list of people of the demo's first clan through `get(path) -> dict`."""
    people = {}
    total = 1
    while len(people) < total:
        page = get(f"people/?clan={CLAN}&limit=100&offset={len(people)}")
        total = page["meta"]["total_count"]
        assert page["items"]
        people |= {item["id"]: item for item in page["items"]}
    return people


@pytest.fixture(scope="module")
def member(open_page_of_module, signed_in):
    return open_page_of_module(storage_state=signed_in("member"))


@pytest.fixture(scope="module")
def living(member, demo) -> Living:
    """Somebody whom a member sees in the list and a stranger does not."""

    def as_member(path):
        return json.loads(member.request.get(f"/api/v2/{path}").text())

    shown = _everybody(demo.api)
    hidden = {key: item for key, item in _everybody(as_member).items() if key not in shown}
    assert hidden, "the demo has nobody alive"
    names = {item["name"] for item in shown.values()}
    found = next(item for item in hidden.values() if item["name"] not in names and item["father"])
    return Living(found["id"], found["name"], found["father"])


def test_member_sees_a_living_person_and_finds_them_by_name(living, member):
    answer = member.goto(living.path)
    assert answer.status == 200
    assert member.locator("h1").inner_text() == living.name
    assert "no-store" in answer.headers["cache-control"]
    member.goto(f"/gia-pha/tim/?{living.query}")
    assert member.locator("#ket-qua").get_by_role("link", name=living.name).first.is_visible()
    member.goto(f"/tim-kiem/?{living.query}")
    assert member.locator("main").get_by_role("link", name=living.name).first.is_visible()
    assert member.watch.complaints == []


def test_stranger_gets_the_same_answer_as_for_somebody_who_never_was(living, demo):
    status, body = demo.get(living.path)
    nothing = demo.get(f"/gia-pha/nguoi/{NOBODY}/")
    assert status == 404
    assert body == nothing[1]
    assert demo.get(f"{living.path}con-chau/")[0] == 404
    hidden = demo.get(f"/api/v2/people/{living.id}/")
    missing = demo.get(f"/api/v2/people/{NOBODY}/")
    assert hidden[0] == missing[0] == 404
    assert hidden[1].replace(living.id, "") == missing[1].replace(NOBODY, "")


@pytest.mark.parametrize(
    "address",
    [
        "/gia-pha/tim/?{query}",
        "/tim-kiem/?{query}",
        "/api/v2/search/?{query}",
        "/api/v2/people/?{query}",
    ],
)
def test_stranger_searches_a_living_person_in_vain(living, demo, address):
    body = demo.get(address.format(query=living.query))[1]
    assert living.id not in body
    # A search repeats what was asked; nothing else may carry the name.
    assert body.count(living.name) <= body.count(f"“{living.name}”") + body.count(
        f'value="{living.name}"'
    )


def test_stranger_meets_no_living_person_on_the_page_of_the_father(living, demo, open_page):
    page = open_page()
    page.goto(f"/gia-pha/tim/?{urllib.parse.urlencode({'q': living.father, 'clan': CLAN})}")
    fathers = page.locator("#ket-qua").get_by_role("link", name=living.father)
    for address in {link.get_attribute("href") for link in fathers.all()}:
        for below in (address, f"{address}con-chau/"):
            body = demo.get(below)[1]
            assert living.name not in body
            assert living.id not in body


def test_member_gets_no_error_and_no_foreign_request_on_any_page(member, demo):
    for path in demo.pages.values():
        if path not in {demo.pages["missing"], demo.pages["login"]}:
            assert member.goto(path).status == 200
    assert member.watch.complaints == []


def test_leaving_hides_the_living_again(living, open_page, log_in):
    page = open_page()
    log_in(page, "member")
    assert page.goto(living.path).status == 200
    page.get_by_text("Mục lục", exact=True).click()
    page.locator(".hall-menu").get_by_role("link", name="Đăng xuất").click()
    page.locator("main").get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url(lambda url: url.endswith("/"))
    assert page.goto(living.path).status == 404
    page.go_back()
    page.go_back()
    assert living.name not in page.content()


def test_wrong_password_is_refused_in_vietnamese_and_keeps_the_name(open_page, site):
    page = open_page()
    page.goto("/tai-khoan/login/")
    page.fill("input[name=login]", site.logins["member"][0])
    page.fill("input[name=password]", "khong-phai-mat-khau")
    page.click("main button[type=submit]")
    error = page.locator("main [role=alert], main .form-errors, main .errorlist").first
    error.wait_for()
    assert "không đúng" in error.inner_text()
    assert page.input_value("input[name=login]") == site.logins["member"][0]


def test_sign_in_leads_back_to_the_page_one_came_from(open_page, site, living):
    page = open_page()
    page.goto(f"/tai-khoan/login/?next={living.path}")
    name, password = site.logins["member"]
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", password)
    page.click("main button[type=submit]")
    page.wait_for_url(f"**{living.path}")
    assert page.locator("h1").inner_text() == living.name
