"""Keys of the API in the admin: shown once, listed without the key, ended by their owners."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.accounts.models import AccessRecord, ApiToken
from tests.api.token_keys import a_key, ask, grant
from tests.genealogy.factories import BranchFactory

pytestmark = pytest.mark.django_db

KEY = re.compile(r"td_[0-9A-Za-z]{46}")


@pytest.fixture
def editor(client, django_user_model):
    user = django_user_model.objects.create_user(username="bien-tap", password="a-long-password")
    grant(user, "wagtailadmin.access_admin")
    client.force_login(user)
    return user


def fields(**changed):
    return {
        "name": "Trang của chi Hai",
        "scopes": ["read:public"],
        "life_days": "90",
        "rate_per_minute": "60",
        **changed,
    }


def make(client, **changed):
    return client.post(reverse("api_tokens:add"), fields(**changed))


def test_a_new_key_is_shown_once_and_works(client, editor):
    answer = make(client)
    (key,) = set(KEY.findall(answer.content.decode()))
    assert answer["Cache-Control"] == "private, no-store"
    for address in (reverse("api_tokens:index"), reverse("api_tokens:add")):
        text = client.get(address).content.decode()
        assert key not in text
    assert key[:11] in client.get(reverse("api_tokens:index")).content.decode()
    token = ApiToken.objects.get()
    assert (token.owner, token.created_by, token.rate_per_minute) == (editor, editor, 60)
    client.logout()
    assert ask(client, key).status_code == 200


def test_the_page_of_the_new_key_has_no_script_of_its_own(client, editor):
    page = make(client).content.decode()
    main = page[page.index("<main") : page.index("</main")]
    assert "w-clipboard#copy" in main
    assert "<script" not in main
    assert " onclick" not in main


@pytest.mark.parametrize(
    "changed",
    [
        {"name": ""},
        {"scopes": []},
        {"scopes": ["admin"]},
        {"life_days": "4000"},
        {"rate_per_minute": "0"},
        {"scopes": ["read:branch"]},
    ],
)
def test_a_form_that_does_not_hold_keeps_what_was_typed(client, editor, changed):
    answer = make(client, **changed)
    assert answer.status_code == 200
    assert not KEY.search(answer.content.decode())
    assert not ApiToken.objects.exists()
    if "name" not in changed:
        assert "Trang của chi Hai" in answer.content.decode()


def test_a_branch_is_asked_for_and_offered_to_those_who_know_the_living(client, editor):
    branch = BranchFactory()
    assert "read:branch" not in client.get(reverse("api_tokens:add")).content.decode()
    grant(editor, "genealogy.browse_living")
    assert "read:branch" in client.get(reverse("api_tokens:add")).content.decode()
    answer = make(client, scopes=["read:branch"])
    assert "Chọn chi phái" in answer.content.decode()
    make(client, scopes=["read:branch"], branch=branch.pk)
    assert ApiToken.objects.get().branch == branch


def test_revoking_asks_first_ends_at_once_and_is_recorded(client, editor):
    key = a_key(editor)
    address = reverse("api_tokens:revoke", args=[ApiToken.objects.get().pk])
    assert client.get(address).status_code == 200
    assert ask(client, key).status_code == 200
    assert client.post(address).status_code == 302
    client.logout()
    assert ask(client, key).status_code == 401
    client.force_login(editor)
    assert client.post(address).status_code == 404
    assert AccessRecord.objects.filter(kind="token").count() == 2


def test_the_list_says_when_a_key_ends_and_not_that_it_just_did(client, editor):
    a_key(editor)
    page = client.get(reverse("api_tokens:index")).content.decode()
    ends = timezone.localtime(ApiToken.objects.get().expires_at)
    assert f"{ends:%H:%M %d/%m/%Y}" in page


def test_others_keys_are_unknown_but_to_administrators(client, editor, admin_account):
    a_key(admin_account)
    token = ApiToken.objects.get()
    address = reverse("api_tokens:revoke", args=[token.pk])
    assert token.prefix not in client.get(reverse("api_tokens:index")).content.decode()
    assert client.get(address).status_code == client.post(address).status_code == 404
    token.refresh_from_db()
    assert token.revoked_at is None
    a_key(editor)
    client.force_login(admin_account)
    text = client.get(reverse("api_tokens:index")).content.decode()
    assert all(prefix in text for prefix in ApiToken.objects.values_list("prefix", flat=True))


def test_members_have_no_such_page(member_client):
    for name in ("index", "add"):
        assert member_client.get(reverse(f"api_tokens:{name}")).status_code in {302, 403}
    member_client.post(reverse("api_tokens:add"), fields())
    assert not ApiToken.objects.exists()
