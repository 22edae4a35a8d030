"""The `Host` header of a request decides nothing: it is refused, and no mail repeats it."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import override_settings

from tests.attacks.house import House

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

EVIL = "evil.example"
BAD_HOSTS = [
    EVIL,
    f"testserver.{EVIL}",
    f"{EVIL}:80",
    f"testserver@{EVIL}",
    f"testserver:80@{EVIL}",
    f"{EVIL}#testserver",
    "testserver/../x",
    "testserver:abc",
    "",
    "test\tserver",
    "[::1",
]
DOORS = ("/", "/tai-khoan/password/reset/", "/api/v2/", "/gia-pha/", "/admin/", "/sitemap.xml")


@pytest.mark.parametrize("host", BAD_HOSTS)
def test_a_host_that_is_not_ours_is_a_bad_request(enter, host):
    client = enter(None)
    for door in DOORS:
        answer = client.get(door, headers={"host": host})
        assert answer.status_code == 400, door
        assert EVIL not in answer.content.decode()


def test_a_forwarded_host_is_not_believed(enter):
    client = enter(None)
    headers = {
        "x-forwarded-host": EVIL,
        "x-forwarded-server": EVIL,
        "x-host": EVIL,
        "forwarded": f"host={EVIL}",
        "x-original-url": f"//{EVIL}/",
    }
    for door in DOORS:
        answer = client.get(door, headers=headers)
        assert EVIL not in answer.content.decode(), door
        assert EVIL not in str(answer.headers), door


@override_settings(
    ALLOWED_HOSTS=["*"],
    WAGTAILADMIN_BASE_URL="https://ho.example",
    SITE_URL="https://ho.example",
)
def test_the_link_of_a_reset_mail_never_comes_from_the_host_header(house: House, enter):
    """Else a stranger has the victim's key sent through his own house with one click."""
    enter(None).post(
        "/tai-khoan/password/reset/", {"email": "member@example.org"}, headers={"host": EVIL}
    )
    assert len(mail.outbox) == 1
    text = f"{mail.outbox[0].subject} {mail.outbox[0].body} {mail.outbox[0].from_email}"
    assert EVIL not in text
    assert "https://ho.example/tai-khoan/password/reset/key/" in text


def test_the_reset_page_says_the_same_of_an_unknown_address(house: House, enter):
    client = enter(None)
    answers = [
        client.post("/tai-khoan/password/reset/", {"email": email}, follow=True)
        for email in ("member@example.org", "khong-ai@example.org")
    ]
    assert answers[0].redirect_chain == answers[1].redirect_chain
    assert answers[0].content == answers[1].content
