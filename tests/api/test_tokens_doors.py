"""Around a key: how often it is used, who may keep the answers, where it never stands."""

from __future__ import annotations

import logging
import sys
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.signals import got_request_exception
from django.test import Client
from django.views.debug import ExceptionReporter

from cms.accounts.models import ApiToken
from cms.accounts.tokens import authentication, keys, throttling
from tests.api.token_keys import PEOPLE, PRIVATE, a_key, ask, bearer
from tests.genealogy.factories import BranchFactory, LivingPersonFactory

pytestmark = pytest.mark.django_db

# How often, and who may keep it ----------------------------------------------------------------


def test_every_answer_says_what_is_left_and_the_last_one_when_to_come_back(
    client, staff, monkeypatch
):
    monkeypatch.setattr(throttling.time, "time", lambda: 1_800_000_010.0)
    key = a_key(staff, rate_per_minute=2)
    first, second, third = (ask(client, key) for _ in range(3))
    assert [answer.status_code for answer in (first, second, third)] == [200, 200, 429]
    assert [answer["X-RateLimit-Remaining"] for answer in (first, second, third)] == ["1", "0", "0"]
    assert first["X-RateLimit-Limit"] == "2"
    assert third["X-RateLimit-Reset"] == "1800000060"
    assert third["Retry-After"] == "50"
    monkeypatch.setattr(throttling.time, "time", lambda: 1_800_000_060.0)
    assert ask(client, key).status_code == 200


def test_a_refused_scope_counts_too(client, staff):
    key = a_key(staff, "write:news", rate_per_minute=2)
    assert [ask(client, key).status_code for _ in range(3)] == [403, 403, 429]


def test_one_key_does_not_tire_another(client, staff):
    first, second = a_key(staff, rate_per_minute=1), a_key(staff, rate_per_minute=1)
    assert [ask(client, key).status_code for key in (first, first, second)] == [200, 429, 200]


def test_answers_with_a_key_are_kept_by_nobody(client, staff):
    key = a_key(staff)
    for address in (PEOPLE, "/api/v2/news/", "/api/v2/pages/", "/api/v2/", "/api/v2/khong-co/"):
        answer = ask(client, key, address)
        assert answer["Cache-Control"] == PRIVATE, address
        assert "Authorization" in answer["Vary"], address


def test_answers_without_a_key_say_that_a_key_changes_them(client):
    for address in (PEOPLE, "/api/v2/news/", "/api/v2/images/"):
        answer = client.get(address)
        assert {"Authorization", "Cookie"} <= set(answer["Vary"].split(", ")), address
        assert answer["Cache-Control"].startswith("public")


def test_the_last_use_is_written_once_a_minute(client, staff):
    key = a_key(staff)
    ask(client, key)
    first = ApiToken.objects.get().last_used_at
    assert first is not None
    ask(client, key)
    assert ApiToken.objects.get().last_used_at == first
    ApiToken.objects.update(last_used_at=first - timedelta(minutes=2))
    ask(client, key)
    assert ApiToken.objects.get().last_used_at >= first


def test_a_key_opens_no_page_and_no_admin(client, staff):
    key = a_key(staff)
    assert client.get("/admin/", headers=bearer(key)).status_code == 302
    living = LivingPersonFactory()
    branch_key = a_key(staff, "read:branch", branch=BranchFactory(clan=living.clan))
    assert (
        client.get(f"/gia-pha/nguoi/{living.uuid}/", headers=bearer(branch_key)).status_code == 404
    )


# Where it never stands -------------------------------------------------------------------------


def test_a_key_in_the_address_is_a_mistake_not_a_login(client, staff):
    key = a_key(staff)
    answer = client.get(PEOPLE, {"access_token": key})
    assert answer.status_code == 400
    assert key not in answer.content.decode()


def test_no_log_line_holds_a_key(client, staff, caplog, capsys):
    caplog.set_level(logging.DEBUG)
    good, wrong = a_key(staff, rate_per_minute=2), keys.key_make().text
    for _ in range(3):
        ask(client, good)
    for _ in range(7):
        ask(client, wrong)
    client.post("/api/v2/news/", "{", content_type="application/json", headers=bearer(good))
    printed = capsys.readouterr()
    lines = caplog.text + printed.out + printed.err
    assert "/api/v2/people/" in lines
    for key in (good, wrong):
        assert key not in lines
        assert key[keys.PREFIX_LENGTH : -6] not in lines


def test_a_server_error_report_holds_no_key(client, staff, monkeypatch, rf):
    key = a_key(staff)

    def broken(token, points):
        raise RuntimeError("broken")

    monkeypatch.setattr(authentication, "rate_count", broken)
    request = rf.get(PEOPLE, headers=bearer(key))
    client.raise_request_exception = False
    caught = {}

    def keep(sender, **kwargs):
        caught["info"] = sys.exc_info()

    got_request_exception.connect(keep)
    try:
        assert ask(client, key).status_code == 500
    finally:
        got_request_exception.disconnect(keep)
    report = ExceptionReporter(request, *caught["info"], is_email=True)
    text = report.get_traceback_text() + report.get_traceback_html()
    assert "broken" in text
    assert key not in text


def test_wagtails_own_tokens_are_out_of_reach(root_client, staff):
    assert not apps.is_installed("wagtail.api.v3")
    for address in ("/api/v3/", "/api/v3/pages/", "/admin/api-tokens/", "/admin/users/tokens/"):
        assert root_client.get(address).status_code == 404


# Other sites -----------------------------------------------------------------------------------

ORIGIN = {"origin": "https://trang-ngoai.example"}


def test_a_page_of_another_site_may_read_with_a_key_but_not_write(client, staff):
    answer = ask(client, a_key(staff), **ORIGIN)
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer
    assert "X-RateLimit-Remaining" in answer["Access-Control-Expose-Headers"]
    ask_first = {"access-control-request-headers": "authorization", **ORIGIN}
    preflight = client.options(
        PEOPLE, headers={"access-control-request-method": "GET", **ask_first}
    )
    assert preflight.status_code == 200
    assert "authorization" in preflight["Access-Control-Allow-Headers"]
    preflight = client.options(
        "/api/v2/news/", headers={"access-control-request-method": "POST", **ask_first}
    )
    assert "POST" not in preflight["Access-Control-Allow-Methods"]


def test_a_token_needs_no_csrf_and_a_session_does(staff, admin_account):
    strict = Client(enforce_csrf_checks=True)
    key = a_key(admin_account, "write:news")
    words = {"content_type": "application/json", "data": "{}"}
    # 400: let in, and then the empty piece is refused, or 403 without a newsroom; never for CSRF.
    answer = strict.post("/api/v2/news/", headers=bearer(key), **words)
    assert "CSRF" not in answer.content.decode()
    strict.force_login(admin_account)
    answer = strict.post("/api/v2/news/", headers=ORIGIN, **words)
    assert answer.status_code == 403
    assert "CSRF" in answer.content.decode()
