"""The report "Kiểm tra gia phả" in the admin."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from cms.accounts.roles import GENEALOGISTS, MEMBERS
from cms.jobs.models import Job
from genealogy.models import CheckDismissal, CheckFinding, Person
from genealogy.services.checks import tree_check
from tests.genealogy.factories import PersonFactory, family, found

pytestmark = pytest.mark.django_db

REPORT = reverse("genealogy_finding:index")
AGAIN = reverse("genealogy_finding:again")
SENTENCE = "Dương Văn Cha (đời 1) mới 5 tuổi khi sinh Dương Văn Con (đời 2)"


@pytest.fixture
def clan():
    father = PersonFactory(birth="1800", death="1870", given_name="Cha")
    son = PersonFactory(clan=father.clan, birth="1805", death="1880", given_name="Con")
    family(father, None, son)
    return found(father)


@pytest.fixture
def checked(clan):
    tree_check(clan)
    return CheckFinding.objects.get(clan=clan, code="parent_gap_small")


def page(client, **query):
    response = client.get(REPORT, query)
    assert response.status_code == 200
    return response.content.decode()


def test_a_clan_never_checked_says_so_and_is_checked_at_once(root_client, clan):
    assert "chưa được kiểm tra lần nào" in page(root_client)
    response = root_client.post(AGAIN, {"clan": clan.pk}, follow=True)
    text = response.content.decode()
    assert "Đã kiểm tra: 1 lỗi" in text
    assert SENTENCE in text


def test_a_large_clan_is_checked_in_the_background(root_client, clan, monkeypatch):
    monkeypatch.setattr("genealogy.viewsets.findings.INLINE_PEOPLE", 1)
    root_client.post(AGAIN, {"clan": clan.pk})
    root_client.post(AGAIN, {"clan": clan.pk})
    assert Job.objects.filter(kind="genealogy.check_tree", clan_key=clan.slug).count() == 1
    assert not CheckFinding.objects.exists()
    assert "Đang kiểm tra" in page(root_client, clan=clan.pk)


def test_each_finding_leads_to_the_record_that_mends_it(root_client, checked):
    assert reverse("genealogy_person:edit", args=[checked.person_id]) in page(root_client)


def test_a_finding_is_let_pass_with_a_reason_and_taken_back(root_client, checked):
    dismiss = reverse("genealogy_finding:dismiss", args=[checked.pk])
    root_client.post(dismiss, {"reason": ""})
    assert not CheckDismissal.objects.exists()
    root_client.post(dismiss, {"reason": "Theo sách cũ", "next": f"{REPORT}?severity=error"})
    assert SENTENCE not in page(root_client)
    waved_off = page(root_client, severity="dismissed")
    assert SENTENCE in waved_off
    assert "Theo sách cũ" in waved_off
    root_client.post(reverse("genealogy_finding:restore", args=[checked.pk]))
    assert SENTENCE in page(root_client)


def test_the_way_back_never_leaves_the_site(root_client, checked):
    dismiss = reverse("genealogy_finding:dismiss", args=[checked.pk])
    response = root_client.post(dismiss, {"reason": "x", "next": "https://example.org/"})
    assert response["Location"] == REPORT


@pytest.mark.parametrize(
    ("query", "is_shown"),
    [
        ({"severity": "error"}, True),
        ({"severity": "warning"}, False),
        ({"rule": "parent_gap_small"}, True),
        ({"rule": "cycle"}, False),
        ({"q": "van con"}, True),
        ({"q": "nguoi la"}, False),
        ({"severity": "khong-co", "branch": "x", "p": "99"}, True),
    ],
)
def test_the_report_is_sifted(root_client, checked, query, is_shown):
    assert (SENTENCE in page(root_client, **query)) is is_shown


def test_an_unknown_clan_is_not_found(root_client, clan):
    assert root_client.get(REPORT, {"clan": "999999"}).status_code == 404
    assert root_client.get(REPORT, {"clan": "x"}).status_code == 404


def test_a_person_shows_own_findings_on_the_edit_page(root_client, checked):
    edit = reverse("genealogy_person:edit", args=[checked.person_id])
    assert "Điều cần xem lại" in root_client.get(edit).content.decode()
    quiet = PersonFactory(clan=checked.clan, birth="1830", death="1890")
    family(Person.objects.get(given_name="Cha"), None, quiet)
    edit = reverse("genealogy_person:edit", args=[quiet.pk])
    assert "Điều cần xem lại" not in root_client.get(edit).content.decode()


def test_the_report_is_for_those_who_write_the_book(client, django_user_model, checked):
    for name in (GENEALOGISTS, MEMBERS):
        user = django_user_model.objects.create_user(username=name, password="x")
        user.groups.add(Group.objects.get(name=name))
    client.force_login(django_user_model.objects.get(username=GENEALOGISTS))
    assert SENTENCE in page(client)
    client.force_login(django_user_model.objects.get(username=MEMBERS))
    assert client.get(REPORT).status_code in (302, 403)
    dismiss = reverse("genealogy_finding:dismiss", args=[checked.pk])
    assert client.post(dismiss, {"reason": "x"}).status_code in (302, 403)
    assert not CheckDismissal.objects.exists()


def test_a_page_of_the_report_costs_the_same_however_many_findings(
    root_client, clan, django_assert_max_num_queries
):
    father = Person.objects.get(given_name="Cha")
    for _ in range(12):
        family(father, None, PersonFactory(clan=clan, birth="1806", death="1880"))
    tree_check(clan)
    page(root_client)
    with django_assert_max_num_queries(35):
        page(root_client)
