"""Moving lines in the admin: seen before it is done, refused with reasons, sent to a worker."""

from __future__ import annotations

import pytest

from cms.jobs.models import Job
from cms.jobs.worker import job_run_pending
from genealogy.models import ParentLink, Person
from genealogy.services import move_jobs, moves
from genealogy.services.branches import branch_create
from tests.genealogy.factories import ClanFactory, PersonFactory, WomanFactory, family, found

pytestmark = pytest.mark.django_db


class House:
    def __init__(self):
        self.clan = ClanFactory()
        self.founder = PersonFactory(clan=self.clan, given_name="Tổ")
        self.elder = PersonFactory(clan=self.clan, given_name="Cả", child_order=1)
        self.younger = PersonFactory(clan=self.clan, given_name="Hai", child_order=2)
        self.son = PersonFactory(clan=self.clan, given_name="Con")
        self.wife = WomanFactory(clan=self.clan, given_name="Vợ Hai")
        family(self.founder, None, self.elder, self.younger)
        family(self.elder, None, self.son)
        self.union = family(self.younger, self.wife)
        found(self.founder)

    def father_of(self, person):
        return ParentLink.objects.get(child=person, is_lineage=True).parent


@pytest.fixture
def house():
    return House()


def address(what, person):
    return f"/admin/gia-pha/chuyen/{person.pk}/{what}/"


def test_form_of_a_person_leads_to_the_moves(editor_client, house):
    page = editor_client.get(f"/admin/gia-pha/nguoi/edit/{house.son.pk}/").content.decode()
    for what in ("cha", "chen-doi", "cac-con"):
        assert address(what, house.son) in page


def test_choosing_a_father_shows_what_follows_and_changes_nothing(editor_client, house):
    page = editor_client.get(
        address("cha", house.elder), {"new_father": house.younger.pk}
    ).content.decode()
    assert "2 người có chỗ đứng mới" in page
    assert "đời 2 thành đời 3" in page
    assert "Con cháu thấp nhất: đời 3 thành đời 4" in page
    assert "Vợ Hai" in page
    assert house.father_of(house.elder) == house.founder


def test_confirmed_change_is_done_and_leads_back(editor_client, house):
    answer = editor_client.post(
        address("cha", house.son),
        {"new_father": house.younger.pk, "union": house.union.pk, "child_order": "3"},
    )
    assert answer["Location"].endswith(f"/edit/{house.son.pk}/")
    assert house.father_of(house.son) == house.younger
    assert ParentLink.objects.filter(child=house.son, parent=house.wife).exists()
    house.son.refresh_from_db()
    assert house.son.child_order == 3


def test_descendant_as_father_is_refused_on_the_form(editor_client, house):
    answer = editor_client.post(address("cha", house.elder), {"new_father": house.son.pk})
    assert answer.status_code == 200
    assert "con cháu" in answer.content.decode()
    assert house.father_of(house.elder) == house.founder


def test_couple_of_somebody_else_is_no_choice(editor_client, house):
    other = family(house.elder, WomanFactory(clan=house.clan))
    answer = editor_client.post(
        address("cha", house.son), {"new_father": house.younger.pk, "union": other.pk}
    )
    assert answer.status_code == 200
    assert house.father_of(house.son) == house.elder


def test_father_of_another_clan_is_no_choice(editor_client, house):
    answer = editor_client.post(address("cha", house.son), {"new_father": PersonFactory().pk})
    assert answer.status_code == 200
    assert house.father_of(house.son) == house.elder


@pytest.mark.parametrize("text", ["", "x", "99999999999999999999999", "-1"])
def test_nonsense_in_the_address_shows_the_form(editor_client, house, text):
    answer = editor_client.get(address("cha", house.son), {"new_father": text})
    assert answer.status_code == 200


def test_large_change_goes_to_a_worker_and_the_list_of_jobs(editor_client, house, monkeypatch):
    monkeypatch.setattr(move_jobs, "INLINE_LIMIT", 0)
    answer = editor_client.post(address("cha", house.son), {"new_father": house.younger.pk})
    assert answer["Location"] == "/admin/viec-nen/"
    assert house.father_of(house.son) == house.elder
    page = editor_client.get("/admin/viec-nen/").content.decode()
    assert Job.objects.get().title in page
    job_run_pending()
    assert house.father_of(house.son) == house.younger


def test_generation_is_put_in_above_the_chosen_children(editor_client, house):
    page = editor_client.get(address("chen-doi", house.elder)).content.decode()
    assert "đời 2 xuống đời 3, 1 con cháu theo cùng" in page
    answer = editor_client.post(
        address("chen-doi", house.elder),
        {"surname": "Dương", "given_name": "Giữa", "sex": "m", "children": [house.elder.pk]},
    )
    assert answer.status_code == 302
    between = Person.objects.get(given_name="Giữa")
    assert house.father_of(house.elder) == between
    assert house.father_of(house.younger) == house.founder


def test_generation_above_nobody_is_refused_and_leaves_nobody_behind(editor_client, house):
    count = Person.objects.count()
    answer = editor_client.post(
        address("chen-doi", house.elder), {"surname": "Dương", "sex": "m", "children": []}
    )
    assert answer.status_code == 200
    assert Person.objects.count() == count


def test_founder_has_no_place_for_a_generation_above(editor_client, house):
    page = editor_client.get(address("chen-doi", house.founder)).content.decode()
    assert "không có chỗ để chèn" in page
    answer = editor_client.post(address("chen-doi", house.founder), {"sex": "m"})
    assert answer.status_code == 200


def test_children_are_put_in_the_order_of_their_numbers(editor_client, house):
    answer = editor_client.post(
        address("cac-con", house.founder),
        {f"child-{house.elder.pk}": "2", f"child-{house.younger.pk}": "1"},
    )
    assert answer.status_code == 302
    assert [child.pk for child in moves.children_of(house.founder)] == [
        house.younger.pk,
        house.elder.pk,
    ]


def test_same_number_twice_is_refused(editor_client, house):
    answer = editor_client.post(
        address("cac-con", house.founder),
        {f"child-{house.elder.pk}": "1", f"child-{house.younger.pk}": "1"},
    )
    assert "không cùng một số" in answer.content.decode()


@pytest.mark.parametrize("what", ["cha", "chen-doi", "cac-con"])
def test_who_may_not_change_people_may_not_move_them(member_client, house, what):
    assert member_client.get(address(what, house.son)).status_code in (302, 403)
    member_client.post(address(what, house.son), {"new_father": house.younger.pk})
    assert house.father_of(house.son) == house.elder


@pytest.mark.parametrize("what", ["cha", "chen-doi", "cac-con"])
def test_unknown_person_is_not_found(editor_client, house, what):
    assert editor_client.get(f"/admin/gia-pha/chuyen/999999/{what}/").status_code == 404


@pytest.mark.parametrize("words", ["Chi Giáp", "chi giap", "chi 1", "chi nhất", "chi I"])
def test_branch_is_found_by_its_number_in_any_style(root_client, house, words):
    branch_create(clan=house.clan, ordinal=1, ordinal_style="stem", founder=house.elder)
    branch_create(clan=house.clan, ordinal=2, ordinal_style="stem", founder=house.younger)
    page = root_client.get("/admin/gia-pha/chi-phai/", {"q": words}).content.decode()
    assert "Chi Giáp" in page
    assert "Chi Ất" not in page
