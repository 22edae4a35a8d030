"""Bounds of a single call: length, size, depth, time; and one shape for every refusal."""

from __future__ import annotations

import logging
import time

import pytest
from django.db import OperationalError, connection
from django.test import Client

from cms.core.api import slow_queries
from cms.core.api.slow_queries import guarded, is_overload, unguarded
from tests.api.token_keys import a_key, bearer

pytestmark = pytest.mark.django_db

NEWS = "/api/v2/news/"
PROBLEM = "application/problem+json"
ORIGIN = {"origin": "https://trang-ngoai.example"}
#: Takes five seconds or more, and then ends well: only a limit makes it fail.
LONG = {
    "sqlite": (
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 40000000)"
        " SELECT max(x) FROM n"
    ),
    "postgresql": "SELECT pg_sleep(5)",
}


def is_problem(answer, status: int) -> bool:
    body = answer.json()
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == PROBLEM
    assert {"type", "title", "status", "detail", "message"} <= set(body)
    return body["status"] == status and bool(body["detail"])


# Length, size, depth ---------------------------------------------------------------------------


def test_an_address_too_long_is_414(client):
    assert is_problem(client.get(NEWS + "?author=" + "a" * 4000), 414)
    assert client.get(NEWS + "?author=" + "a" * 3000).status_code != 414


def test_a_body_too_big_is_413_before_it_is_read(client, settings, staff):
    settings.API_BODY_BYTES = 1000
    key = bearer(a_key(staff, "write:news"))
    big, small = b'{"title": "' + b"x" * 2000 + b'"}', b'{"title": "x"}'
    words = {"content_type": "application/json", "headers": key}
    assert is_problem(client.post(NEWS, big, **words), 413)
    assert client.post(NEWS, small, **words).status_code == 403


def test_a_deep_offset_is_refused_with_a_better_way(client):
    answer = client.get("/api/v2/people/?offset=10001")
    assert is_problem(answer, 400)
    assert "cursor" in answer.json()["errors"]["offset"][0]
    assert client.get("/api/v2/people/?offset=10000").status_code == 200


# Time ------------------------------------------------------------------------------------------


def _ask_long() -> None:
    with connection.cursor() as cursor:
        cursor.execute(LONG[connection.vendor])
        cursor.fetchall()


@pytest.mark.django_db(transaction=True)
def test_a_question_that_takes_long_is_broken_off():
    with pytest.raises(OperationalError) as caught, guarded(0.2):
        _ask_long()
    assert is_overload(caught.value)
    unguarded()
    # The connection serves on, and without the limit.
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)


@pytest.mark.django_db(transaction=True)
def test_the_limit_is_for_one_statement_not_for_a_whole_answer():
    with guarded(1.0):
        for _ in range(4):
            time.sleep(0.3)
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM wagtailcore_page")
                cursor.fetchall()
    unguarded()


@pytest.mark.django_db(transaction=True)
def test_a_page_after_the_api_knows_no_limit(client, settings):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's limit ends with the answer")
    settings.API_QUERY_SECONDS = 5
    client.get(NEWS)
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("5s",)
    client.get("/robots.txt")
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("0",)


@pytest.mark.django_db(transaction=True)
def test_a_slow_answer_is_503_with_advice_and_a_line_without_values(
    client, settings, monkeypatch, caplog
):
    settings.API_QUERY_SECONDS = 0.2
    monkeypatch.setattr("cms.news.api.NewsFilterSet.by_words", lambda *_: _ask_long())
    caplog.set_level(logging.WARNING, logger=slow_queries.__name__)
    answer = client.get(NEWS + "?search=bi-mat&order=title", headers=ORIGIN)
    assert is_problem(answer, 503)
    assert answer["Retry-After"] == "30"
    assert answer["Access-Control-Allow-Origin"] == "*"
    [line] = [record.getMessage() for record in caplog.records if record.name.endswith("queries")]
    assert "GET api/v2/news/ (" in line
    assert "order, search" in line
    assert "bi-mat" not in caplog.text
    settings.API_QUERY_SECONDS = 60
    assert client.get(NEWS).status_code == 200
    unguarded()


def test_other_faults_of_a_database_stay_faults():
    assert not is_overload(OperationalError("no such table: x"))
    assert not is_overload(ValueError("interrupted"))
    assert is_overload(OperationalError("database is locked"))


# Every no is a problem -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["", "openapi.json", "docs/", "news/", "pages/", "images/", "news/1/", "khong-co/"]
)
@pytest.mark.parametrize("method", ["put", "delete", "trace"])
def test_a_method_nobody_offers_is_a_problem(client, address, method):
    answer = getattr(client, method)(f"/api/v2/{address}", headers=ORIGIN)
    assert answer.status_code in {404, 405} if address == "khong-co/" else 405
    assert is_problem(answer, answer.status_code)
    assert answer["Access-Control-Allow-Origin"] == "*"
    if answer.status_code == 405:
        assert "GET" in answer["Allow"]


@pytest.mark.parametrize("address", ["news/", "pages/", "people/", "site/"])
def test_another_format_is_406(client, address):
    assert is_problem(client.get(f"/api/v2/{address}", headers={"accept": "text/csv"}), 406)


def test_what_is_no_json_is_415(client, staff):
    key = bearer(a_key(staff, "write:proposals"))
    answer = client.post("/api/v2/proposals/", b"x=1", content_type="text/plain", headers=key)
    assert is_problem(answer, 415)


def test_refusals_of_the_frame_are_problems_too(client, admin_account, monkeypatch):
    assert is_problem(client.get(NEWS, headers={"host": "evil.example"}), 400)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(admin_account)
    assert is_problem(strict.post("/api/v2/", {}), 403)

    def broken(*_):
        raise RuntimeError("mat-khau")

    monkeypatch.setattr("cms.news.api.NewsViewSet.list", broken)
    client.raise_request_exception = False
    answer = client.get(NEWS)
    assert is_problem(answer, 500)
    assert "mat-khau" not in answer.content.decode()


# Other sites -----------------------------------------------------------------------------------


def test_a_browser_asks_once_a_day_and_may_read_what_it_needs(client):
    asks = {"access-control-request-method": "GET", "access-control-request-headers": "x-a"}
    preflight = client.options(NEWS, headers={**ORIGIN, **asks})
    assert preflight.status_code == 200
    assert preflight["Access-Control-Max-Age"] == "86400"
    assert preflight["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    answer = client.get(NEWS, headers=ORIGIN)
    exposed = set(answer["Access-Control-Expose-Headers"].split(", "))
    assert exposed >= {"ETag", "Link", "Deprecation", "Sunset", "Retry-After", "RateLimit"}
    assert "Access-Control-Allow-Credentials" not in answer


def test_a_refusal_can_be_read_by_the_page_that_asked(client, settings):
    settings.API_BUDGET_POINTS = settings.API_POINTS_PER_MINUTE = 1
    answers = [client.get(NEWS, headers=ORIGIN) for _ in range(2)]
    assert answers[1].status_code == 429
    assert answers[1]["Access-Control-Allow-Origin"] == "*"
    assert "Retry-After" in answers[1]["Access-Control-Expose-Headers"]
