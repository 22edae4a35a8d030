"""Wagtail's v3: not there unless switched on, and then a stranger's eyes only."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.urls import clear_url_caches
from wagtail.models import APIToken, Collection, CollectionViewRestriction, PageViewRestriction

from home.models import HomePage
from tests.api.conftest import add_image
from tests.genealogy.factories import LivingPersonFactory, PersonFactory

pytestmark = pytest.mark.django_db

START = "/api/v3-preview/"


@pytest.fixture
def v3(settings):
    settings.ROOT_URLCONF = "tests.api.urls_v3"
    clear_url_caches()
    yield
    clear_url_caches()


@pytest.fixture
def token(admin_account) -> dict[str, str]:
    """A token of Wagtail's own, of somebody who may do everything."""
    _row, text = APIToken.create_token(user=admin_account, name="x")
    return {"authorization": f"Bearer {text}"}


def test_it_is_not_there_when_off(client, root_client):
    for address in ("", "pages/", "images/", "openapi.json", "docs/", "whoami/"):
        for one in (client, root_client):
            answer = one.get(START + address)
            assert answer.status_code == 404, address
            assert answer["Content-Type"] == "application/problem+json"


def test_the_switch_is_an_environment_variable():
    code = (
        "import django; django.setup(); from django.urls import resolve;"
        "print(resolve('/api/v3-preview/pages/').view_name)"
    )
    for flag, expected in (("1", "wagtailapi_v3:"), ("", "wagtail_serve")):
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "CMS_API_V3": flag, "DJANGO_SETTINGS_MODULE": "cms.settings.test"},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip().startswith(expected), done.stdout


def test_pages_images_documents_and_redirects_are_there_and_nothing_else(client, v3):
    assert not apps.is_installed("wagtail.api.v3")
    for name in ("pages/", "images/", "documents/", "redirects/"):
        answer = client.get(START + name)
        assert answer.status_code == 200, answer.content
        assert answer["Cache-Control"].startswith("public, max-age=60")
        assert "Authorization" in answer["Vary"]
        assert "RateLimit" in answer
    closed = ("", "schema/", "sites/", "locales/", "snippets/", "whoami/", "openapi.json", "docs/")
    for name in (*closed, "snippets/genealogy.Person/", "schema/genealogy.Person/"):
        assert client.get(START + name).status_code == 404, name


def test_nothing_is_written_whoever_asks(client, v3, token, admin_account):
    page = HomePage.objects.get()
    client.force_login(admin_account)
    for method in ("post", "put", "patch", "delete"):
        for name in ("pages/", f"pages/{page.pk}/", "images/", "documents/1/", "redirects/"):
            answer = getattr(client, method)(
                START + name, "{}", content_type="application/json", headers=token
            )
            assert answer.status_code == 405, (method, name)
    for action in ("publish", "unpublish", "copy", "move", "delete"):
        answer = client.post(f"{START}pages/{page.pk}/{action}/", headers=token)
        assert answer.status_code in {404, 405}
    page.refresh_from_db()
    assert page.live


def test_a_token_and_a_session_see_what_a_stranger_sees(client, v3, token, admin_account):
    page = HomePage.objects.get()
    draft = HomePage(title="Trang nháp", slug="nhap", live=False)
    page.add_sibling(instance=draft)
    plain = [client.get(START + name) for name in ("pages/", f"pages/{draft.pk}/?version=draft")]
    client.force_login(admin_account)
    for headers in ({}, token):
        told = [
            client.get(START + name, headers=headers)
            for name in ("pages/", f"pages/{draft.pk}/?version=draft")
        ]
        assert [one.content for one in told] == [one.content for one in plain]
    assert plain[1].status_code == 404
    for name in ("revisions/", f"revisions/{draft.latest_revision_id or 1}/"):
        answer = client.get(f"{START}pages/{page.pk}/{name}", headers=token)
        assert answer.status_code in {401, 404}


def test_a_page_behind_a_password_stays_behind_it(client, v3):
    page = HomePage.objects.get()
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="x")
    restriction = PageViewRestriction.objects.get()
    session = client.session
    session["passed_page_view_restrictions"] = [restriction.pk]
    session.save()
    assert client.get(f"{START}pages/{page.pk}/").status_code == 404
    assert client.get(f"{START}pages/").json()["count"] == 0


def test_a_hidden_picture_is_absent_and_unknown(client, v3, member_user):
    shown, hidden, closed = add_image("Đình làng"), add_image("Kín"), add_image("Riêng")
    PersonFactory(portrait=shown)
    LivingPersonFactory(portrait=hidden)
    room = Collection.get_first_root_node().add_child(name="Kín")
    CollectionViewRestriction.objects.create(collection=room, restriction_type="login")
    closed.collection = room
    closed.save()
    client.force_login(member_user)
    ids = [item["id"] for item in client.get(f"{START}images/").json()["items"]]
    assert hidden.pk not in ids
    assert closed.pk not in ids
    unknown = client.get(f"{START}images/999999/")
    for image in (hidden, closed):
        answer = client.get(f"{START}images/{image.pk}/")
        assert (answer.status_code, answer.content) == (404, unknown.content)
    listed = client.get(f"{START}images/?search=K%C3%ADn").json()
    assert listed["items"] == []


def test_the_rights_of_an_account_open_nothing(client, v3, member_user):
    member_user.user_permissions.set(Permission.objects.all())
    client.force_login(member_user)
    assert client.get(f"{START}snippets/").status_code == 404
