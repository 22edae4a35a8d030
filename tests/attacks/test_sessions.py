"""Sessions: never the one an attacker chose, gone when they should be; and production settings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.attacks.house import PASSWORD, House

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

ROOT = Path(__file__).parents[2]
LOGIN = "/tai-khoan/login/"
NEW_PASSWORD = "qua-đò-lúc-chiều-9"
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "cms.settings.production",
    "SECRET_KEY": "thuyen-ve-ben-7-" * 4,
    "SITE_URL": "https://ho.example",
}
ASKED = (
    "DEBUG", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE",
    "CSRF_COOKIE_SECURE", "CSRF_COOKIE_SAMESITE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_CONTENT_TYPE_NOSNIFF", "SECURE_REFERRER_POLICY",
    "SECURE_CROSS_ORIGIN_OPENER_POLICY", "ALLOWED_HOSTS", "USE_X_FORWARDED_HOST",
    "SECURE_PROXY_SSL_HEADER", "CSRF_TRUSTED_ORIGINS", "CORS_ALLOW_CREDENTIALS",
    "SESSION_COOKIE_DOMAIN", "CSRF_COOKIE_DOMAIN", "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME",
)  # fmt: skip
READ = f"""
import json
from django.conf import settings
print(json.dumps({{name: getattr(settings, name) for name in {ASKED!r}}}))
"""


def _sign_in(client, name="member", password=PASSWORD):
    return client.post(LOGIN, {"login": name, "password": password})


def test_a_session_planted_before_the_login_is_not_the_one_after_it(house: House, enter):
    client = enter(None)
    client.cookies["sessionid"] = "a" * 32
    client.get(LOGIN)
    assert _sign_in(client).status_code == 302
    assert client.cookies["sessionid"].value != "a" * 32
    spy = enter(None)
    spy.cookies["sessionid"] = "a" * 32
    assert spy.get("/tai-khoan/").status_code == 302


def test_a_real_session_of_the_attacker_changes_its_name_at_login(house: House, enter):
    client = enter("newsroom")
    before = client.session.session_key
    client.post("/tai-khoan/logout/")
    _sign_in(client)
    assert client.session.session_key != before
    spy = enter(None)
    spy.cookies["sessionid"] = before
    assert spy.get("/tai-khoan/").status_code == 302


def test_logout_ends_the_session_on_the_server(house: House, enter):
    client = enter("member")
    kept = client.session.session_key
    client.post("/tai-khoan/logout/")
    spy = enter(None)
    spy.cookies["sessionid"] = kept
    assert spy.get("/tai-khoan/").status_code == 302


def test_a_new_password_ends_every_other_session(house: House, enter):
    victim, thief = enter("member"), enter("member")
    assert thief.get("/tai-khoan/").status_code == 200
    answer = victim.post(
        "/tai-khoan/password/change/",
        {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )
    assert answer.status_code == 302
    assert thief.get("/tai-khoan/").status_code == 302


def test_a_disabled_account_is_out_at_once(house: House, enter):
    client = enter("member")
    account = house.accounts["member"]
    type(account).objects.filter(pk=account.pk).update(is_active=False)
    assert client.get("/tai-khoan/").status_code == 302


def test_the_session_cookie_is_out_of_reach_of_scripts_and_of_other_sites(house: House, enter):
    client = enter(None)
    _sign_in(client)
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["domain"]


@pytest.fixture(scope="module")
def production() -> dict:
    """What production answers to the names of `ASKED`."""
    done = subprocess.run(
        [sys.executable, "-c", READ],
        cwd=ROOT,
        env={**os.environ, **PRODUCTION},
        capture_output=True,
        check=True,
        text=True,
    )
    return json.loads(done.stdout)


def test_production_sends_cookies_over_https_alone(production):
    assert production["SESSION_COOKIE_SECURE"]
    assert production["CSRF_COOKIE_SECURE"]
    assert production["SESSION_COOKIE_HTTPONLY"]
    assert production["SESSION_COOKIE_SAMESITE"] in {"Lax", "Strict"}
    assert production["CSRF_COOKIE_SAMESITE"] in {"Lax", "Strict"}
    assert production["SESSION_COOKIE_DOMAIN"] is None
    assert production["CSRF_COOKIE_DOMAIN"] is None


def test_production_cookies_cannot_be_planted_by_a_neighbour(production):
    """A browser takes a `__Host-` cookie from this very host over https alone."""
    assert production["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert production["CSRF_COOKIE_NAME"].startswith("__Host-")


def test_production_believes_nobody_about_the_host(production):
    assert production["ALLOWED_HOSTS"] == ["ho.example"]
    assert production["CSRF_TRUSTED_ORIGINS"] == ["https://ho.example"]
    assert not production["USE_X_FORWARDED_HOST"]
    assert production["SECURE_PROXY_SSL_HEADER"] is None
    assert not production["CORS_ALLOW_CREDENTIALS"]


def test_production_keeps_to_https_and_shows_no_errors(production):
    assert not production["DEBUG"]
    assert production["SECURE_SSL_REDIRECT"]
    assert production["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert production["SECURE_HSTS_INCLUDE_SUBDOMAINS"]
    assert production["SECURE_CONTENT_TYPE_NOSNIFF"]
    assert production["SECURE_REFERRER_POLICY"] in {
        "same-origin",
        "strict-origin-when-cross-origin",
    }
    assert production["SECURE_CROSS_ORIGIN_OPENER_POLICY"] == "same-origin"


def test_check_deploy_has_nothing_to_say():
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", "check", "--deploy",
         "--fail-level", "WARNING"],
        cwd=ROOT,
        env={**os.environ, **PRODUCTION},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "django-insecure-" + "x" * 60),
        ("SITE_URL", ""),
        ("SITE_URL", "javascript:alert(1)"),
    ],
)
def test_production_does_not_start_on_a_weak_value(name, value):
    done = subprocess.run(
        [sys.executable, "-c", "from django.conf import settings; settings.DEBUG"],
        cwd=ROOT,
        env={**os.environ, **PRODUCTION, name: value},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert name in done.stderr
