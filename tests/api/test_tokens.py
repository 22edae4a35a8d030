"""A program's key: what it opens, what it does not, and that nobody can read it back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.utils import timezone

from cms.accounts.models import AccessRecord, ApiToken
from cms.accounts.tokens import keys
from cms.accounts.tokens.services import token_create, token_of_key, token_revoke
from tests.api.token_keys import PEOPLE, PRIVATE, a_key, ask, bearer, grant
from tests.genealogy.factories import BranchFactory, LivingPersonFactory, PersonFactory

pytestmark = pytest.mark.django_db

# The key itself --------------------------------------------------------------------------------


def test_a_key_is_whole_and_a_mistyped_one_is_told_without_a_query(
    staff, django_assert_num_queries
):
    key = a_key(staff)
    assert key.startswith("td_")
    assert len(key) == keys.KEY_LENGTH
    assert keys.key_is_whole(key)
    for place in range(3, len(key)):
        other = "0" if key[place] != "0" else "1"
        mistyped = key[:place] + other + key[place + 1 :]
        with django_assert_num_queries(0):
            assert token_of_key(mistyped) is None


@pytest.mark.parametrize("text", ["", "td_", "x" * keys.KEY_LENGTH, "td_" + "ă" * 46, "\0"])
def test_what_is_no_key_is_none(text):
    assert not keys.key_is_whole(text)


def test_the_database_holds_no_key(staff):
    key = a_key(staff)
    token = ApiToken.objects.get()
    assert token.prefix == key[: keys.PREFIX_LENGTH]
    row = " ".join(str(value) for value in ApiToken.objects.values_list().get())
    secret = key[keys.PREFIX_LENGTH : -6]
    assert secret not in row
    assert len(token.digest) == 64


def test_a_stolen_database_opens_nothing_under_another_secret(staff, settings):
    key = a_key(staff)
    settings.SECRET_KEY = "another-secret-of-another-site"
    assert token_of_key(key) is None


def test_a_changed_secret_keeps_keys_while_the_old_one_is_a_fallback(staff, settings):
    key = a_key(staff)
    old = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a-new-secret-of-this-site", [old]
    assert token_of_key(key) is not None
    # Used once, the key is kept under the new secret.
    settings.SECRET_KEY_FALLBACKS = []
    assert token_of_key(key) is not None


def test_a_key_cannot_be_made_without_rights(staff, member_user):
    soon = {"expires_at": timezone.now() + timedelta(days=1)}
    bad = [
        {"owner": member_user, "scopes": ["read:public"], **soon},
        {"owner": staff, "scopes": [], **soon},
        {"owner": staff, "scopes": ["admin"], **soon},
        {"owner": staff, "scopes": ["read:branch"], **soon},
        {"owner": staff, "scopes": ["read:public"], "expires_at": timezone.now()},
        {
            "owner": staff,
            "scopes": ["read:public"],
            "expires_at": timezone.now() + timedelta(days=400),
        },
        {"owner": staff, "scopes": ["read:public"], "rate_per_minute": 0, **soon},
    ]
    for fields in bad:
        with pytest.raises(ValidationError):
            token_create(name="x", by=staff, **fields)
    assert not ApiToken.objects.exists()


def test_a_newsroom_editor_cannot_open_a_branch(django_user_model):
    editor = django_user_model.objects.create_user(username="tin", password="tin-password")
    grant(editor, "wagtailadmin.access_admin")
    with pytest.raises(ValidationError):
        a_key(editor, "read:branch", branch=BranchFactory())


def test_making_and_revoking_are_in_the_register(staff):
    token, key = token_create(
        name="x",
        owner=staff,
        by=staff,
        scopes=["read:public"],
        expires_at=timezone.now() + timedelta(days=1),
    )
    token_revoke(token=token, by=staff)
    token_revoke(token=token, by=staff)
    records = list(AccessRecord.objects.filter(kind="token").values_list("detail", flat=True))
    assert len(records) == 2
    assert all(token.prefix in detail and key not in detail for detail in records)


# What is refused -------------------------------------------------------------------------------


def _revoked(key):
    ApiToken.objects.update(revoked_at=timezone.now())
    return key


def _expired(key):
    ApiToken.objects.update(expires_at=timezone.now())
    return key


def _of_a_closed_account(key):
    owner = ApiToken.objects.get().owner
    owner.is_active = False
    owner.save()
    return key


def _of_no_staff_any_more(key):
    ApiToken.objects.get().owner.user_permissions.clear()
    return key


def _unknown(key):
    return keys.key_make().text


def _mistyped(key):
    return key[:-1] + ("0" if key[-1] != "0" else "1")


@pytest.mark.parametrize(
    "spoil",
    [_revoked, _expired, _of_a_closed_account, _of_no_staff_any_more, _unknown, _mistyped],
)
def test_a_key_that_opens_nothing_is_401_with_one_text(client, staff, spoil):
    key = a_key(staff)
    assert ask(client, key).status_code == 200
    answer = ask(client, spoil(key))
    other = ask(client, "khong-phai-khoa")
    assert answer.status_code == other.status_code == 401
    assert answer.content == other.content
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Cache-Control"] == PRIVATE
    assert "Authorization" in answer["Vary"]


def test_a_bad_key_beside_a_session_is_not_answered_by_the_session(member_client):
    assert member_client.get(PEOPLE).status_code == 200
    assert ask(member_client, "td_sai").status_code == 401


def test_wrong_keys_from_one_address_shut_its_door_for_right_ones_too(client, staff):
    key = a_key(staff)
    answers = [ask(client, keys.key_make().text).status_code for _ in range(5)]
    assert answers == [401] * 5
    wrong, right = ask(client, keys.key_make().text), ask(client, key)
    assert wrong.status_code == right.status_code == 429
    assert wrong.content == right.content
    assert int(right["Retry-After"]) > 0
    assert client.get(PEOPLE, headers=bearer(key), REMOTE_ADDR="192.0.2.7").status_code == 200
    # A header anybody can write does not move the caller elsewhere.
    assert ask(client, key, **{"x-forwarded-for": "198.51.100.9"}).status_code == 429


def test_right_keys_do_not_count_as_wrong_ones(client, staff):
    key = a_key(staff)
    assert {ask(client, key).status_code for _ in range(8)} == {200}


def test_reading_needs_a_reading_scope(client, staff):
    answer = ask(client, a_key(staff, "write:news"))
    assert answer.status_code == 403
    assert answer["Cache-Control"] == PRIVATE


@pytest.mark.parametrize("scopes", [("read:public",), ("write:proposals",)])
def test_writing_news_needs_its_scope(client, staff, scopes):
    answer = client.post(
        "/api/v2/news/",
        {"title": "x"},
        content_type="application/json",
        headers=bearer(a_key(staff, *scopes)),
    )
    assert answer.status_code == 403


@pytest.mark.parametrize("address", [PEOPLE, "/api/v2/clans/", "/api/v2/images/", "/api/v2/pages/"])
def test_every_other_address_only_reads(client, staff, address):
    key = a_key(staff, "read:public", "write:news", "write:proposals")
    for method in (client.post, client.put, client.patch, client.delete):
        assert method(address, headers=bearer(key)).status_code in {403, 405}


# What it opens ---------------------------------------------------------------------------------


def test_a_public_key_sees_what_strangers_see_whoever_owns_it(client, admin_account):
    dead, living = PersonFactory(), LivingPersonFactory(visibility="editors")
    key = a_key(admin_account)
    answer = ask(client, key)
    assert {item["id"] for item in answer.json()["items"]} == {str(dead.uuid)}
    assert ask(client, key, f"{PEOPLE}{living.uuid}/").status_code == 404


@pytest.fixture
def branches():
    upper = BranchFactory(name="Trên")
    lower = BranchFactory(clan=upper.clan, name="Dưới", parent=upper)
    other = BranchFactory(clan=upper.clan, name="Khác")
    people = {}
    for name, branch in {"upper": upper, "lower": lower, "other": other}.items():
        people[name] = person = LivingPersonFactory(clan=upper.clan, birth="15/3/1980")
        type(person).objects.filter(pk=person.pk).update(branch=branch)
    return upper, people


def test_a_branch_key_reads_members_of_the_branch_and_below_as_members_do(client, staff, branches):
    upper, people = branches
    key = a_key(staff, "read:branch", branch=upper)
    seen = {item["id"] for item in ask(client, key).json()["items"]}
    assert {name for name, person in people.items() if str(person.uuid) in seen} == {
        "upper",
        "lower",
    }
    assert ask(client, key, f"{PEOPLE}{people['other'].uuid}/").status_code == 404
    record = ask(client, key, f"{PEOPLE}{people['lower'].uuid}/")
    assert "1980" in record.content.decode()
    assert "15" not in str(record.json().get("birth", ""))
    assert client.get(PEOPLE).json()["items"] == []


def test_a_branch_key_gives_no_more_than_its_owner_has(client, staff, branches):
    upper, _people = branches
    key = a_key(staff, "read:branch", branch=upper)
    assert ask(client, key).json()["meta"]["total_count"] == 2
    staff.user_permissions.remove(Permission.objects.get(codename="browse_living"))
    assert ask(client, key).json()["meta"]["total_count"] == 0


def test_a_branch_without_its_scope_opens_nothing(client, staff, branches):
    upper, _people = branches
    key = a_key(staff, "read:public")
    ApiToken.objects.update(branch=upper)
    assert ask(client, key).json()["items"] == []
