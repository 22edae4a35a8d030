from __future__ import annotations

import pytest

from home.display import CHOICES, COOKIE, Display, display_from_form
from tests.attacks.test_redirects import TARGETS, leads_away

pytestmark = pytest.mark.django_db

ADDRESS = "/hien-thi/"
HERE = "http://testserver"


def send(client, back="/tin-tuc/?page=2", **choice):
    return client.post(ADDRESS, choice, headers={"origin": HERE, "referer": f"{HERE}{back}"})


def test_a_choice_is_kept_for_a_year_and_leads_back(client, home):
    response = send(client, size="largest", theme="dark", contrast="high")

    cookie = response.cookies[COOKIE]
    assert (response.status_code, response.url) == (302, "/tin-tuc/?page=2")
    assert cookie.value == "largest-dark-high"
    assert (cookie["samesite"], cookie["path"], cookie["max-age"]) == ("Lax", "/", 31_536_000)
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/gia-pha/", "/hien-thi/", "/khong-co/"])
def test_every_page_comes_as_the_reader_asked_and_caches_know_it(client, home, path):
    plain = client.get(path)
    client.cookies[COOKIE] = "largest-dark-high"
    chosen = client.get(path)

    assert b"data-size" not in plain.content
    assert 'media="(prefers-contrast: more)"' in plain.content.decode()
    body = chosen.content.decode()
    assert 'data-size="largest" data-theme="dark" data-contrast="high"' in body
    assert 'data-contrast-sheet media="all"' in body
    assert "Cookie" in plain["Vary"]
    assert "Cookie" in chosen["Vary"]


def test_no_page_sets_a_cookie_for_a_stranger(client, home):
    assert not client.get("/").cookies
    assert not client.get(ADDRESS).cookies


def test_back_to_usual_leaves_no_cookie(client, home):
    client.cookies[COOKIE] = "largest-dark-high"

    response = send(client, size="normal", theme="auto", contrast="usual")

    assert response.cookies[COOKIE]["max-age"] == 0


def test_a_question_left_out_stays_as_it_was(client, home):
    client.cookies[COOKIE] = "largest-auto-usual"

    assert send(client, contrast="high").cookies[COOKIE].value == "largest-auto-high"


@pytest.mark.parametrize(
    "value", ["", "-", "huge-pink", '"><script>', "x" * 5000, "dark-dark-dark", "high"]
)
def test_a_strange_cookie_never_reaches_the_page(client, home, value):
    client.cookies[COOKIE] = value
    body = client.get("/").content.decode()
    start = body[body.index("<html") : body.index("<head>")]

    assert "script" not in start
    assert "huge" not in start


def test_words_nobody_offered_are_not_kept():
    asked = {"size": "normal; Domain=evil", "theme": "pink", "contrast": ""}
    assert display_from_form(asked, before=Display(theme="dark")) == Display(theme="dark")
    assert set(CHOICES) == {"size", "theme", "contrast"}


@pytest.mark.parametrize("target", TARGETS)
def test_the_way_back_never_leaves_the_house(client, home, target):
    for referer in (target, f"{HERE}{target}", f"{HERE}/{target}"):
        value = referer.encode("ascii", "ignore").decode().translate({10: None, 13: None, 0: None})
        response = client.post(
            ADDRESS, {"size": "large"}, headers={"origin": HERE, "referer": value}
        )
        assert response.status_code == 302
        assert not leads_away(response.url), referer


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "https://evil.example", "referer": f"{HERE}/"},
        {"referer": "https://evil.example/testserver/"},
        {"origin": "http://testserver.evil.example"},
        {"origin": "http://[::1"},
    ],
)
def test_only_a_form_of_this_house_is_heard(client, home, headers):
    response = client.post(ADDRESS, {"size": "large"}, headers=headers)

    assert response.status_code == 403
    assert COOKIE not in response.cookies


def test_a_browser_that_tells_no_origin_is_known_by_its_page(client, home):
    response = client.post(ADDRESS, {"size": "large"}, headers={"referer": f"{HERE}/gia-pha/"})

    assert (response.status_code, response.url) == (302, "/gia-pha/")
