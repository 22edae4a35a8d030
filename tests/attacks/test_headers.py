"""The headers that keep a mistake small stand on every kind of answer."""

from __future__ import annotations

import pytest
from django.test import override_settings

from tests.attacks.house import House
from tests.attacks.routes import all_routes

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

#: Answered by the file server and the health check before the rest of the house.
LOOSE_POLICY = ("/admin/", "/api/v2/docs/")
ODD = ("/khong-co/", "/api/v2/khong-co/", "/healthz", "/robots.txt", "/sitemap.xml", "/media/x.jpg")


def _policy(text: str) -> dict[str, list[str]]:
    parts = [part.split() for part in text.split(";") if part.strip()]
    return {part[0]: part[1:] for part in parts}


@pytest.fixture(scope="module")
def answers(house: House, django_db_blocker):
    """One answer of every route, for a stranger and for a member."""
    from django.test import Client

    found = []
    with django_db_blocker.unblock():
        for role in (None, "member", "root"):
            client = Client()
            client.raise_request_exception = False
            if role:
                client.force_login(house.accounts[role])
            paths = [route.paths(house.choices, most=1)[0] for route in all_routes()]
            if role == "root":
                paths = [path for path in paths if path.startswith("/admin/")][::4]
            elif role == "member":
                paths = [path for path in paths if not path.startswith("/admin/")]
            else:
                paths = [path for path in paths if not path.startswith("/admin/")] + list(ODD)
            for path in paths:
                if "logout" not in path:
                    found.append((role, path, client.get(path)))
    return found


def test_every_answer_forbids_guessing_its_kind(answers):
    missing = [
        path
        for _role, path, answer in answers
        if answer.headers.get("X-Content-Type-Options") != "nosniff"
    ]
    assert missing == []


def test_every_answer_keeps_addresses_to_itself(answers):
    kept = {"strict-origin-when-cross-origin", "same-origin", "no-referrer"}
    missing = [
        path
        for _role, path, answer in answers
        if answer.headers.get("Referrer-Policy") not in kept and path != "/healthz"
    ]
    assert missing == []


def test_every_page_is_alone_in_its_group_of_windows(answers):
    missing = [
        path
        for _role, path, answer in answers
        if answer.headers.get("Cross-Origin-Opener-Policy") != "same-origin" and path != "/healthz"
    ]
    assert missing == []


def test_every_answer_has_a_policy_for_its_content(answers):
    faults = []
    for _role, path, answer in answers:
        policy = _policy(answer.headers.get("Content-Security-Policy", ""))
        if not policy:
            if path != "/healthz":
                faults.append(f"{path}: none")
            continue
        scripts = policy.get("script-src", policy.get("default-src", ["*"]))
        styles = policy.get("style-src", policy.get("default-src", ["*"]))
        if set(scripts) & {"*", "https:", "http:", "data:", "'unsafe-eval'"}:
            faults.append(f"{path}: scripts {scripts}")
        if not path.startswith(LOOSE_POLICY) and "'unsafe-inline'" in scripts + styles:
            faults.append(f"{path}: inline {scripts} {styles}")
        if "default-src" not in policy or policy["default-src"] == ["'none'"]:
            continue
        for name, wanted in (("object-src", "'none'"), ("base-uri", "'self'")):
            if policy.get(name) != [wanted]:
                faults.append(f"{path}: {name} {policy.get(name)}")
        if "form-action" not in policy or "frame-ancestors" not in policy:
            faults.append(f"{path}: forms or frames")
    assert not faults, "\n".join(faults)


def test_nobody_frames_a_page_of_ours(answers):
    missing = [
        path
        for _role, path, answer in answers
        if answer.headers.get("X-Frame-Options") not in {"SAMEORIGIN", "DENY"}
        and "html" in answer.headers.get("Content-Type", "")
    ]
    assert missing == []


def test_what_somebody_signed_in_is_told_is_kept_by_nobody(answers):
    kept = [
        path
        for role, path, answer in answers
        if role and answer.headers.get("Cache-Control") != "private, no-store"
    ]
    assert kept == []


def test_no_answer_says_what_the_house_is_built_of(answers):
    for _role, path, answer in answers:
        for name in ("Server", "X-Powered-By", "X-Django-Version"):
            assert name not in answer.headers, path


def test_a_broken_page_tells_nothing_of_the_inside(house: House, enter, monkeypatch):
    def broken(*_args, **_named):
        raise RuntimeError("mat-khau-cua-kho")

    monkeypatch.setattr("genealogy.views.people.person_view", broken)
    answer = enter("member").get(f"/gia-pha/nguoi/{house.other_person.uuid}/")
    assert answer.status_code == 500
    assert b"mat-khau-cua-kho" not in answer.content
    assert b"Traceback" not in answer.content


@override_settings(
    SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=31_536_000, SECURE_HSTS_INCLUDE_SUBDOMAINS=True
)
def test_with_production_values_http_leads_to_https_and_stays_there(enter):
    client = enter(None)
    first = client.get("/gia-pha/")
    assert (first.status_code, first["Location"]) == (301, "https://testserver/gia-pha/")
    second = client.get("/gia-pha/", secure=True)
    assert second["Strict-Transport-Security"].startswith("max-age=31536000; includeSubDomains")
