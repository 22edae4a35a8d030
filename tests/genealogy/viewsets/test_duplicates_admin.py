"""Pairs that may be one person, in the admin."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from cms.jobs.models import Job
from cms.jobs.worker import job_run_pending
from genealogy.enums import ChangeKind
from genealogy.models import ChangeSet, DuplicateDismissal, DuplicatePair, Person
from genealogy.services.duplicates import duplicates_find
from genealogy.viewsets import pairs as views
from tests.genealogy.factories import BranchFactory, ClanFactory, PersonFactory, family, found

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"genealogy_duplicate:{name}", args=args)


@pytest.fixture
def clan():
    return ClanFactory(name="Họ Dương thử")


@pytest.fixture
def twins(clan):
    """One man typed in twice with two days of death, under one father."""
    father = PersonFactory(clan=clan, given_name="Bình")
    facts = {"clan": clan, "given_name": "Ẩn", "birth": "1850"}
    one = PersonFactory(death="2/3 âm lịch", **facts)
    other = PersonFactory(death="9/9 âm lịch", **facts)
    family(father, None, one, other)
    found(father)
    duplicates_find(clan)
    return one, other


def texts(client, address, **query):
    answer = client.get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_tells_who_and_why(root_client, twins):
    page = texts(root_client, url("index"))
    assert page.count("Dương Văn Ẩn") >= 2
    assert "cùng họ tên" in page
    assert "giỗ 2/3 âm lịch" in page
    assert url("merge", twins[0].pk, twins[1].pk) in page


def test_the_list_is_cut_by_branch_score_and_clan(root_client, clan, twins):
    branch = BranchFactory(clan=clan, founder=twins[0])
    empty = BranchFactory(clan=clan)
    DuplicatePair.objects.update(score=80)
    merge = url("merge", twins[0].pk, twins[1].pk)
    other = ClanFactory()
    for query, is_shown in (
        ({"branch": branch.pk}, True),
        ({"branch": empty.pk}, False),
        ({"score": 75}, True),
        ({"score": 85}, False),
        ({"score": "x", "branch": "y"}, True),
        ({"clan": other.pk}, False),
    ):
        asked = {"clan": clan.pk, **query}
        assert (merge in texts(root_client, url("index"), **asked)) == is_shown, query
    assert root_client.get(url("index"), {"clan": "0"}).status_code == 404


def test_looking_again_is_done_at_once_for_a_small_clan(root_client, clan, twins):
    DuplicatePair.objects.all().delete()
    answer = root_client.post(url("again"), {"clan": clan.pk}, follow=True)
    assert "Đã tìm xong: 1 cặp" in answer.content.decode()
    assert DuplicatePair.objects.count() == 1
    assert not Job.objects.exists()


def test_looking_again_is_a_job_for_a_large_one(root_client, clan, twins, monkeypatch):
    monkeypatch.setattr(views, "INLINE_PEOPLE", 1)
    DuplicatePair.objects.all().delete()
    for _ in range(2):
        root_client.post(url("again"), {"clan": clan.pk})
    assert Job.objects.count() == 1
    assert "Đang tìm" in texts(root_client, url("index"))
    job_run_pending()
    assert DuplicatePair.objects.count() == 1
    assert Job.objects.get().message == "1 cặp nghi trùng"


def test_a_pair_is_waved_off_and_taken_back(root_client, twins):
    one, other = twins
    root_client.post(url("dismiss", one.pk, other.pk), {"reason": "anh em sinh đôi"})
    row = DuplicateDismissal.objects.get()
    assert (row.reason, row.created_by.username) == ("anh em sinh đôi", "root")
    assert "cùng họ tên" not in texts(root_client, url("index"))
    page = texts(root_client, url("index"), dismissed="1")
    assert "anh em sinh đôi" in page
    root_client.post(url("restore", one.pk, other.pk))
    assert not DuplicateDismissal.objects.exists()
    assert "cùng họ tên" in texts(root_client, url("index"))


def test_two_are_compared_and_made_one(root_client, twins):
    one, other = twins
    page = texts(root_client, url("merge", one.pk, other.pk))
    assert 'name="choice-death" value="keep" checked' in page
    assert "choice-sex" not in page
    assert url("merge", other.pk, one.pk) in page
    answer = root_client.post(
        url("merge", one.pk, other.pk),
        {"choice-death": "drop", "reason": "cùng một cụ"},
        follow=True,
    )
    change_set = ChangeSet.objects.get(kind=ChangeKind.MERGE)
    assert (change_set.reason, change_set.author.username) == ("cùng một cụ", "root")
    assert answer.redirect_chain[-1][0] == reverse("genealogy_person:edit", args=[one.pk])
    assert reverse("genealogy_history:undo", args=[change_set.pk]) in answer.content.decode()
    person = Person.objects.get(pk=one.pk)
    assert (person.memorial_month, person.memorial_day) == (9, 9)
    assert not Person.objects.filter(pk=other.pk).exists()


def test_a_refused_merge_says_why_and_changes_nothing(root_client, clan):
    above, below = PersonFactory(clan=clan), PersonFactory(clan=clan)
    family(above, None, below)
    address = url("merge", above.pk, below.pk)
    assert "là tổ tiên của" in texts(root_client, address)
    answer = root_client.post(address)
    assert answer.status_code == 422
    assert Person.objects.filter(clan=clan).count() == 2


def test_a_strange_choice_is_refused(root_client, twins):
    address = url("merge", twins[0].pk, twins[1].pk)
    assert root_client.post(address, {"choice-death": "both"}).status_code == 422
    assert Person.objects.filter(pk=twins[1].pk).exists()


def test_a_merge_can_be_begun_by_hand_with_somebody_of_the_same_clan(root_client, clan, twins):
    one, other = twins
    edit = texts(root_client, reverse("genealogy_person:edit", args=[one.pk]))
    assert url("choose", one.pk) in edit
    assert "Dương Văn Ẩn" in texts(root_client, url("choose", one.pk))
    answer = root_client.post(url("choose", one.pk), {"other": other.pk})
    assert answer.url == url("merge", one.pk, other.pk)
    for stranger in (PersonFactory(), one):
        answer = root_client.post(url("choose", one.pk), {"other": stranger.pk})
        assert answer.context["form"].errors["other"]


def test_the_form_of_a_person_tells_of_somebody_alike(root_client, clan, twins):
    one, other = twins
    page = texts(root_client, reverse("genealogy_person:edit", args=[one.pk]))
    assert "Có thể đã ghi hai lần" in page
    assert url("merge", one.pk, other.pk) in page
    alone = PersonFactory(clan=clan, given_name="Khác")
    page = texts(root_client, reverse("genealogy_person:edit", args=[alone.pk]))
    assert "Có thể đã ghi hai lần" not in page


@pytest.mark.parametrize("held", [[], ["change_person"], ["delete_person"]])
def test_who_may_not_delete_people_may_not_merge(client, member_user, twins, held):
    names = ["access_admin", *held]
    member_user.user_permissions.add(*Permission.objects.filter(codename__in=names))
    client.force_login(member_user)
    one, other = twins
    addresses = [url("index"), url("merge", one.pk, other.pk), url("choose", one.pk)]
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code in (302, 403)
        assert "Ẩn" not in answer.content.decode()
    for name, args in (("merge", twins), ("dismiss", twins)):
        client.post(url(name, *(person.pk for person in args)))
    client.post(url("again"))
    assert Person.objects.filter(pk=other.pk).exists()
    assert not DuplicateDismissal.objects.exists()
    assert url("index") not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_a_list_asks_the_same_whatever_it_holds(
    root_client, clan, twins, django_assert_max_num_queries
):
    for number in range(6):
        day = f"{number + 1}/3 âm lịch"
        for _ in range(2):
            PersonFactory(clan=clan, given_name=f"Trùng{number}", birth="1850", death=day)
    duplicates_find(clan)
    root_client.get(url("index"))
    with django_assert_max_num_queries(32):
        root_client.get(url("index"))
    with django_assert_max_num_queries(75):
        root_client.get(url("merge", twins[0].pk, twins[1].pk))
