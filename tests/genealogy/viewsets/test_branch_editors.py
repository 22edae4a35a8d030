"""A branch editor in the admin: the own branch and all below, nothing else by any address."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from cms.accounts.roles import BRANCH_EDITORS, REVIEWERS
from genealogy.enums import BranchOfficeKind, EventType, NameKind
from genealogy.models import (
    BranchOffice,
    Event,
    ParentLink,
    Person,
    PersonName,
    Union,
)
from genealogy.services.derived import rebuild_after
from genealogy.services.people import person_update
from tests.genealogy.factories import (
    BranchFactory,
    ClanFactory,
    PersonFactory,
    PlaceFactory,
    WomanFactory,
    family,
    found,
)
from tests.genealogy.viewsets.forms import person_form, union_form, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def book():
    """A founder with two sons, each the head of a branch, each with a wife and a son."""
    clan = ClanFactory(name="Họ hai chi")
    with rebuild_after(clan):
        founder = PersonFactory(clan=clan, given_name="Tổ")
        heads = [
            PersonFactory(clan=clan, given_name=name, child_order=n)
            for n, name in ((1, "Nhất"), (2, "Nhị"))
        ]
        family(founder, None, *heads)
        found(founder)
        made = {"clan": clan, "founder": founder}
        for name, head in zip(("own", "other"), heads, strict=True):
            wife = WomanFactory(clan=clan)
            son = PersonFactory(clan=clan, death="1/2/1900")
            made[f"{name}_union"] = family(head, wife, son)
            made[f"{name}_branch"] = BranchFactory(clan=clan, founder=head)
            made |= {f"{name}_head": head, f"{name}_wife": wife, f"{name}_son": son}
        made["below"] = BranchFactory(clan=clan, parent=made["own_branch"], founder=made["own_son"])
    for one in made.values():
        one.refresh_from_db()
    return made


@pytest.fixture
def user(django_user_model, book):
    user = django_user_model.objects.create_user(username="truong-chi", password="truong-chi-x")
    user.groups.add(Group.objects.get(name=BRANCH_EDITORS))
    BranchOffice.objects.create(user=user, clan=book["clan"], branch=book["own_branch"])
    return user


@pytest.fixture
def desk(client, user):
    client.force_login(user)
    return client


def test_factories_put_the_two_sides_into_their_branches(book):
    assert book["own_wife"].branch == book["own_branch"]
    assert book["own_son"].branch == book["below"]
    assert book["other_son"].branch == book["other_branch"]
    assert book["founder"].branch is None


def test_lists_hold_the_own_branch_and_below_only(desk, book):
    people = desk.get(url(Person, "index")).content.decode()
    assert str(book["own_head"]) in people
    assert f"/edit/{book['own_son'].pk}/" in people
    assert f"/edit/{book['other_son'].pk}/" not in people
    assert f"/edit/{book['founder'].pk}/" not in people
    unions = desk.get(url(Union, "index")).content.decode()
    assert f"/{book['own_union'].pk}/" in unions
    assert f"/{book['other_union'].pk}/" not in unions
    events = desk.get(url(Event, "index")).content.decode()
    assert events.count("1900") == 1


@pytest.mark.parametrize("view", ["edit", "delete"])
@pytest.mark.parametrize("model", ["son", "union", "event"])
def test_rows_of_the_own_branch_open_and_others_are_not_there(desk, book, view, model):
    def address(side):
        row = book[f"{side}_son"].events.get() if model == "event" else book[f"{side}_{model}"]
        return url(type(row), view, row.pk)

    assert desk.get(address("own")).status_code == 200
    assert desk.get(address("other")).status_code == 404
    assert desk.post(address("other"), {}).status_code == 404


def test_the_founder_above_the_branch_is_not_the_branchs(desk, book):
    assert desk.get(url(Person, "edit", book["founder"].pk)).status_code == 404


def test_saving_the_own_and_nothing_of_others(desk, book):
    son = book["own_son"]
    link = son.parent_links.get(is_lineage=True)
    mother = son.parent_links.get(is_lineage=False)
    event = son.events.get()

    def posted(parent):
        return desk.post(
            url(Person, "edit", son.pk),
            person_form(
                book["clan"],
                given_name="Đổi",
                parents=[
                    {"id": link.pk, "parent": parent.pk, "is_lineage": "on"},
                    {"id": mother.pk, "parent": mother.parent_id},
                ],
                events=[{"id": event.pk, "type": "death", "date": "1/2/1900"}],
                initial={"parent_links": 2, "events": 1},
            ),
        )

    assert posted(book["own_head"]).status_code == 302
    son.refresh_from_db()
    assert son.given_name == "Đổi"
    refused = posted(book["other_head"])
    assert refused.status_code == 200
    assert "không thuộc chi của anh chị" in refused.content.decode()
    son.refresh_from_db()
    assert son.parent_links.get(is_lineage=True).parent == book["own_head"]


def test_a_child_is_added_in_the_own_branch_and_in_no_other(desk, book):
    def add(side, name):
        return desk.post(
            url(Person, "add"),
            person_form(
                book["clan"], given_name=name, parents=[{"parent": book[f"{side}_head"].pk}]
            ),
        )

    assert add("own", "Út").status_code == 302
    assert Person.objects.get(given_name="Út").branch == book["own_branch"]
    assert add("other", "Lạc").status_code == 200
    assert not Person.objects.filter(given_name="Lạc").exists()


def test_a_bride_is_added_first_and_then_joined(desk, book):
    assert (
        desk.post(
            url(Person, "add"), person_form(book["clan"], given_name="Dâumới", sex="f")
        ).status_code
        == 302
    )
    bride = Person.objects.get(given_name="Dâumới")
    assert desk.get(url(Person, "edit", bride.pk)).status_code == 200

    joined = desk.post(
        url(Union, "add"),
        union_form(
            book["clan"],
            members=[
                {"person": book["own_son"].pk, "role": "husband"},
                {"person": bride.pk, "role": "wife"},
            ],
        ),
    )
    assert joined.status_code == 302
    bride.refresh_from_db()
    assert bride.branch == book["below"]


def test_an_unconnected_person_somebody_else_added_is_not_in_reach(desk, book):
    stranger = PersonFactory(clan=book["clan"])

    assert desk.get(url(Person, "edit", stranger.pk)).status_code == 404


def test_nobody_of_another_branch_is_joined_to_the_own(desk, book):
    answer = desk.post(
        url(Union, "add"),
        union_form(
            book["clan"],
            members=[
                {"person": book["own_son"].pk, "role": "husband"},
                {"person": book["other_wife"].pk, "role": "wife"},
            ],
        ),
    )

    assert answer.status_code == 200
    assert "không thuộc chi của anh chị" in answer.content.decode()


def test_an_event_is_written_for_the_own_only(desk, book):
    def add(person):
        return desk.post(
            url(Event, "add"),
            {
                "type": "other",
                "date": "",
                "person": person.pk,
                "union": "",
                "place": "",
                "description": "Việc mới",
                "grave_direction": "",
                "latitude": "",
                "longitude": "",
            },
        )

    assert add(book["own_son"]).status_code == 302
    refused = add(book["other_son"])
    assert refused.status_code == 200
    assert "Anh chị chỉ sửa được trong chi của mình" in refused.content.decode()
    assert Event.objects.filter(description="Việc mới").count() == 1


def test_sensitive_rows_are_not_in_the_form_and_stay_when_it_is_saved(desk, book):
    son = book["own_son"]
    person_update(
        son,
        names=[{"kind": NameKind.OTHER, "value": "Canari", "is_sensitive": True}],
        events=[
            {"type": EventType.DEATH, "date": "1/2/1900", "cause": "Bệnhkín"},
            {"type": EventType.OTHER, "description": "Chuyệnkín", "is_sensitive": True},
        ],
    )
    death = son.events.get(type=EventType.DEATH)
    links = list(son.parent_links.order_by("pk"))
    page = desk.get(url(Person, "edit", son.pk)).content.decode()
    for canary in ("Canari", "Bệnhkín", "Chuyệnkín"):
        assert canary not in page
    saved = desk.post(
        url(Person, "edit", son.pk),
        person_form(
            book["clan"],
            parents=[
                {
                    "id": link.pk,
                    "parent": link.parent_id,
                    **({"is_lineage": "on"} if link.is_lineage else {}),
                }
                for link in links
            ],
            events=[{"id": death.pk, "type": "death", "date": "1/2/1900", "cause": "Lộ"}],
            initial={"parent_links": len(links), "events": 1},
        ),
    )
    assert saved.status_code == 302
    assert PersonName.objects.filter(person=son, value="Canari").exists()
    assert son.events.get(type=EventType.OTHER).description == "Chuyệnkín"
    assert son.events.get(type=EventType.DEATH).cause == "Bệnhkín"


def test_moves_stay_inside_the_branch(desk, book):
    def reorder(side):
        return reverse("genealogy_move:reorder", args=[book[f"{side}_head"].pk])

    assert desk.get(reorder("own")).status_code == 200
    assert desk.get(reorder("other")).status_code == 404
    father = reverse("genealogy_move:father", args=[book["own_son"].pk])
    moved = desk.post(father, {"new_father": book["other_head"].pk})
    assert moved.status_code == 200
    link = ParentLink.objects.get(child=book["own_son"], is_lineage=True)
    assert link.parent == book["own_head"]


@pytest.mark.parametrize(
    "name",
    [
        "genealogy_branch:index",
        "genealogy_branch:add",
        "genealogy_clan:index",
        "genealogy_clan:add",
        "genealogy_feast:index",
        "genealogy_place:index",
        "genealogy_source:index",
        "genealogy_finding:index",
        "genealogy_duplicate:index",
        "genealogy_history:index",
        "genealogy_import:index",
        "genealogy_view_as:index",
        "wagtailusers_users:index",
        "wagtailusers_groups:index",
    ],
)
def test_other_desks_stay_shut(desk, name):
    assert desk.get(reverse(name)).status_code in {302, 403, 404}


def test_the_history_of_the_own_people_stays_with_compilers(desk, book):
    assert desk.get(url(Person, "history", book["own_son"].pk)).status_code in {302, 404}


def test_choosers_offer_the_own_couples_and_no_place_of_hidden_lives(desk, book, client):
    unions = desk.get(reverse("union_chooser:choose_results")).content.decode()
    assert f"/{book['own_union'].pk}/" in unions
    assert f"/{book['other_union'].pk}/" not in unions
    place = PlaceFactory(clan=book["clan"], text="Ngõ Kín")
    hidden = PersonFactory(clan=book["clan"], living_state="living", visibility="editors")
    person_update(hidden, events=[{"type": EventType.RESIDENCE, "place": place}])
    assert "Ngõ Kín" not in desk.get(reverse("place_chooser:choose_results")).content.decode()


def test_an_office_to_review_opens_no_form(desk, user, book):
    BranchOffice.objects.filter(user=user).update(kind=BranchOfficeKind.REVIEWER)

    assert desk.get(url(Person, "index")).status_code == 302
    assert desk.get(url(Person, "edit", book["own_son"].pk)).status_code == 302


def test_without_an_office_nothing_opens(desk, user, book):
    BranchOffice.objects.filter(user=user).delete()

    assert desk.get(url(Person, "index")).status_code == 302
    assert desk.get(url(Person, "edit", book["own_son"].pk)).status_code == 302
    assert desk.get(url(Person, "add")).status_code == 302


def test_a_reviewer_reads_all_lists_and_changes_nothing(client, django_user_model, book):
    reviewer = django_user_model.objects.create_user(username="duyet", password="duyet-x")
    reviewer.groups.add(Group.objects.get(name=REVIEWERS))
    client.force_login(reviewer)

    people = client.get(url(Person, "index"))
    assert people.status_code == 200
    assert str(book["other_son"]) in people.content.decode()
    assert client.get(reverse("genealogy_history:index")).status_code == 200
    for shut in (
        url(Person, "edit", book["own_son"].pk),
        url(Person, "delete", book["own_son"].pk),
        url(Person, "add"),
        url(Union, "edit", book["own_union"].pk),
        reverse("genealogy_move:reorder", args=[book["own_head"].pk]),
        reverse("genealogy_duplicate:choose", args=[book["own_head"].pk]),
    ):
        assert client.get(shut).status_code in {302, 403, 404}, shut
        assert client.post(shut, {}).status_code in {302, 403, 404}, shut
