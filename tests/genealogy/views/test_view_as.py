"""An administrator looks as somebody else: on reading pages only, never wider, and logged."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from cms.accounts.models import AccessRecord
from cms.accounts.roles import MEMBERS
from genealogy.selectors.viewing_as import LASTS_MINUTES, SESSION_KEY
from tests.genealogy.factories import BranchFactory, ClanFactory, LivingPersonFactory, PersonFactory

pytestmark = pytest.mark.django_db

INDEX = "/admin/gia-pha/xem-nhu/"
END = "/admin/gia-pha/xem-nhu/thoi/"


@pytest.fixture
def living():
    return LivingPersonFactory(
        given_name="Canari", birth="3/4/1977", names=[{"kind": "tu", "value": "Nhuận"}]
    )


def begin(client, kind, **more):
    return client.post(INDEX, {"kind": kind, "branch": "", "account": "", **more})


def test_as_a_guest_the_living_are_gone_from_page_and_api_and_come_back(root_client, living):
    doors = (living.get_absolute_url(), f"/api/v2/people/{living.uuid}/")
    for door in doors:
        assert root_client.get(door).status_code == 200

    assert begin(root_client, "guest").status_code == 302
    for door in doors:
        assert root_client.get(door).status_code == 404

    root_client.post(END)
    for door in doors:
        assert root_client.get(door).status_code == 200


def test_as_a_member_the_life_is_shut_and_the_name_open(root_client, living):
    begin(root_client, "member")

    page = root_client.get(living.get_absolute_url()).content.decode()
    assert "Canari" in page
    assert "Nhuận" not in page


def test_as_the_head_of_a_branch_the_own_branch_is_open(root_client):
    clan = ClanFactory()
    head = PersonFactory(clan=clan)
    branch = BranchFactory(clan=clan, founder=head)
    own = LivingPersonFactory(clan=clan, names=[{"kind": "tu", "value": "Nhuận"}])
    other = LivingPersonFactory(clan=clan, names=[{"kind": "tu", "value": "Nhuận"}])
    type(own).objects.filter(pk=own.pk).update(branch=branch)

    begin(root_client, "branch", branch=branch.pk)

    assert "Nhuận" in root_client.get(own.get_absolute_url()).content.decode()
    assert "Nhuận" not in root_client.get(other.get_absolute_url()).content.decode()


def test_as_an_account_one_sees_what_it_sees(root_client, living, django_user_model):
    account = django_user_model.objects.create_user(username="ba", password="ba-password")
    begin(root_client, "account", account="ba")
    assert root_client.get(living.get_absolute_url()).status_code == 404

    account.groups.add(Group.objects.get(name=MEMBERS))

    assert root_client.get(living.get_absolute_url()).status_code == 200


def test_an_account_or_branch_that_is_gone_leaves_a_guest(root_client, living, django_user_model):
    account = django_user_model.objects.create_user(username="ba", password="ba-password")
    begin(root_client, "account", account="ba")
    account.delete()

    assert root_client.get(living.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("kind", ["branch", "account"])
def test_what_the_choice_needs_is_asked_for_and_nothing_begins(root_client, kind):
    answer = begin(root_client, kind)

    assert answer.status_code == 200
    assert "Hãy điền mục này" in answer.content.decode()
    assert SESSION_KEY not in root_client.session


def test_the_admin_itself_stays_the_administrators(root_client, living):
    begin(root_client, "guest")

    form = root_client.get(reverse("genealogy_person:edit", args=[living.pk]))
    assert form.status_code == 200
    assert "Nhuận" in form.content.decode()


def test_every_page_says_so_with_the_way_back(root_client, living):
    assert "Thôi xem" not in root_client.get("/").content.decode()
    begin(root_client, "member")

    for path in ("/", living.get_absolute_url()):
        page = root_client.get(path).content.decode()
        assert "Đang xem như thành viên" in page
        assert f'action="{END}"' in page


def test_it_ends_by_itself_after_half_an_hour(root_client, living):
    begin(root_client, "guest")
    session = root_client.session
    stored = session[SESSION_KEY]
    until = timezone.datetime.fromisoformat(stored["until"])
    lasts = until - timezone.now()
    assert timedelta(minutes=LASTS_MINUTES - 1) < lasts <= timedelta(minutes=LASTS_MINUTES)
    session[SESSION_KEY] = {**stored, "until": (timezone.now() - timedelta(1)).isoformat()}
    session.save()

    assert root_client.get(living.get_absolute_url()).status_code == 200
    assert "Thôi xem" not in root_client.get("/").content.decode()


def test_begin_and_end_are_logged_without_a_name(root_client, admin_account):
    begin(root_client, "guest")
    begin(root_client, "member")
    root_client.post(END)

    rows = list(AccessRecord.objects.order_by("pk").values_list("user", "kind", "detail"))
    assert [(row[0], row[1]) for row in rows] == [(admin_account.pk, "view_as")] * 4
    assert [row[2] for row in rows] == [
        "bắt đầu: guest",
        "kết thúc: guest",
        "bắt đầu: member",
        "kết thúc: member",
    ]


@pytest.mark.parametrize("path", [INDEX, END])
def test_nobody_else_may(editor_client, path):
    assert editor_client.get(path).status_code in {302, 403, 405}
    assert editor_client.post(path, {"kind": "guest"}).status_code in {302, 403}
    assert SESSION_KEY not in editor_client.session


@pytest.mark.parametrize(
    "stored",
    [
        {"kind": "account", "key": 1, "until": "2999-01-01T00:00:00+00:00"},
        {"kind": "editor", "key": None, "until": "2999-01-01T00:00:00+00:00"},
        {"kind": "guest"},
        "guest",
    ],
)
def test_a_session_that_holds_something_else_never_widens(
    member_client, admin_account, stored, living
):
    type(living).objects.filter(pk=living.pk).update(visibility="editors")
    session = member_client.session
    session[SESSION_KEY] = {**stored, "key": admin_account.pk} if "key" in stored else stored
    session.save()

    assert member_client.get(living.get_absolute_url()).status_code == 404


def test_strangers_pages_stay_cacheable(client):
    response = client.get("/")

    assert "sessionid" not in response.cookies
    assert "no-store" not in response.get("Cache-Control", "")
