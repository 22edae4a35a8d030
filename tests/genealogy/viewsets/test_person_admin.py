from __future__ import annotations

import pytest

from genealogy.models import ParentLink, Person
from genealogy.services.derived import verify_clan
from tests.genealogy.factories import ClanFactory, PersonFactory, WomanFactory, family, found
from tests.genealogy.viewsets.forms import person_form, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def clan():
    return ClanFactory(name="Họ Dương làng Giàng")


@pytest.fixture
def couple(clan):
    father = PersonFactory(clan=clan, given_name="Nghệ")
    mother = WomanFactory(clan=clan, given_name="Hai")
    union = family(father, mother)
    found(father)
    return father, mother, union


def test_new_person_is_saved_with_names_parents_events_and_place_in_the_tree(
    root_client, clan, couple
):
    father, mother, union = couple
    response = root_client.post(
        url(Person, "add"),
        person_form(
            clan,
            names=[{"kind": "tu", "value": "Nhuận Phủ", "note": ""}],
            parents=[
                {"parent": father.pk, "union": union.pk},
                {"parent": mother.pk, "union": union.pk},
            ],
            events=[{"type": "death", "date": "27/9 âm lịch"}],
        ),
    )
    assert response.status_code == 302
    person = Person.objects.get(given_name="Tùng")
    assert person.generation == 2
    assert person.lineage_path == "00000001"
    assert (person.memorial_month, person.memorial_day) == (9, 27)
    assert person.search_fold == " duong van tung nhuan phu"
    assert person.parent_links.get(is_lineage=True).parent == father
    assert verify_clan(clan) == ([], [])


def test_a_day_that_does_not_exist_is_told_at_the_field_and_nothing_typed_is_lost(
    root_client, clan
):
    response = root_client.post(
        url(Person, "add"),
        person_form(clan, events=[{"date": "30/2/2025 âm lịch", "description": "Mất ở quê"}]),
    )
    assert response.status_code == 200
    assert not Person.objects.filter(given_name="Tùng").exists()
    event_form = response.context["form"].formsets["events"].forms[0]
    assert "tháng ấy chỉ có 29 ngày" in event_form.errors["date"][0]
    page = response.content.decode()
    for typed in ("30/2/2025 âm lịch", "Mất ở quê", 'value="Tùng"'):
        assert typed in page
    assert "Cụ dựng nhà thờ họ." in response.context["form"]["biography"].value()


def test_a_father_who_is_a_descendant_is_refused_in_vietnamese(root_client, clan, couple):
    father, _, _ = couple
    son = PersonFactory(clan=clan, given_name="Kha")
    family(father, None, son)
    response = root_client.post(
        url(Person, "edit", father.pk),
        person_form(clan, given_name="Nghệ", parents=[{"parent": son.pk}]),
    )
    assert response.status_code == 200
    error = response.context["form"].formsets["parent_links"].forms[0].errors["parent"][0]
    assert "con cháu" in error
    assert not ParentLink.objects.filter(child=father).exists()


def test_two_lineages_are_refused(root_client, clan, couple):
    father, mother, _ = couple
    response = root_client.post(
        url(Person, "add"),
        person_form(
            clan,
            parents=[
                {"parent": father.pk, "is_lineage": "on"},
                {"parent": mother.pk, "is_lineage": "on"},
            ],
        ),
    )
    forms = response.context["form"].formsets["parent_links"].forms
    assert "Chỉ tính dòng họ theo một người" in forms[1].errors["is_lineage"][0]


def test_a_parent_of_another_clan_is_refused(root_client, clan):
    stranger = PersonFactory()
    response = root_client.post(
        url(Person, "add"), person_form(clan, parents=[{"parent": stranger.pk}])
    )
    forms = response.context["form"].formsets["parent_links"].forms
    assert "dòng họ khác" in forms[0].errors["parent"][0]


def test_a_person_does_not_move_to_another_clan(root_client, clan, couple):
    response = root_client.post(
        url(Person, "edit", couple[0].pk), person_form(ClanFactory(), given_name="Nghệ")
    )
    assert "dòng họ khác" in response.context["form"].errors["clan"][0]


def edit_data(person, **changes):
    rows = [
        {
            "id": link.pk,
            "parent": link.parent_id,
            "union": link.union_id or "",
            **({"is_lineage": "on"} if link.is_lineage else {}),
        }
        for link in person.parent_links.all()
    ]
    rows = changes.pop("parents", rows)
    return person_form(person.clan, parents=rows, initial={"parent_links": len(rows)}, **changes)


def test_renaming_keeps_the_lineage(root_client, clan, couple):
    father, mother, _ = couple
    son = PersonFactory(clan=clan)
    family(father, mother, son)
    version = son.version
    response = root_client.post(
        url(Person, "edit", son.pk), edit_data(son, given_name="Đức", child_order=2)
    )
    assert response.status_code == 302
    son.refresh_from_db()
    assert son.full_name == "Dương Văn Đức"
    assert son.generation == 2
    assert son.parent_links.get(is_lineage=True).parent == father
    assert son.version == version + 1
    assert verify_clan(clan) == ([], [])


def test_the_lineage_moves_from_father_to_mother(root_client, clan, couple):
    father, mother, _ = couple
    son = PersonFactory(clan=clan)
    family(father, mother, son)
    rows = [
        {"id": link.pk, "parent": link.parent_id, "union": link.union_id,
         **({"is_lineage": "on"} if link.parent_id == mother.pk else {})}
        for link in son.parent_links.all()
    ]  # fmt: skip
    response = root_client.post(url(Person, "edit", son.pk), edit_data(son, parents=rows))
    assert response.status_code == 302
    assert son.parent_links.get(is_lineage=True).parent == mother
    assert verify_clan(clan) == ([], [])


def test_removing_the_father_leaves_no_stale_columns(root_client, clan, couple):
    father, _, _ = couple
    son = PersonFactory(clan=clan)
    family(father, None, son)
    link = son.parent_links.get()
    response = root_client.post(
        url(Person, "edit", son.pk),
        edit_data(son, parents=[{"id": link.pk, "parent": father.pk, "DELETE": "1"}]),
    )
    assert response.status_code == 302
    son.refresh_from_db()
    assert son.generation is None
    assert verify_clan(clan) == ([], [])


def test_child_form_of_a_couple_starts_with_both_parents(root_client, couple):
    father, mother, union = couple
    response = root_client.get(url(Person, "add"), {"union": union.pk})
    page = response.content.decode()
    assert str(father) in page
    assert str(mother) in page
    rows = response.context["form"].formsets["parent_links"].forms
    assert [row.instance.is_lineage for row in rows] == [True, False]


def test_child_of_a_couple_can_be_saved_from_that_form(root_client, clan, couple):
    father, mother, union = couple
    rows = [
        {"id": "", "parent": father.pk, "union": union.pk, "is_lineage": "on"},
        {"id": "", "parent": mother.pk, "union": union.pk},
    ]
    response = root_client.post(
        url(Person, "add") + f"?union={union.pk}",
        person_form(clan, parents=rows, initial={"parent_links": 2}),
    )
    assert response.status_code == 302
    assert Person.objects.get(given_name="Tùng").parent_links.count() == 2


def test_somebody_with_children_is_not_deleted_and_the_reason_is_shown(root_client, clan, couple):
    father, mother, _ = couple
    family(father, mother, PersonFactory(clan=clan, given_name="Kha"))
    response = root_client.post(url(Person, "delete", father.pk), follow=True)
    assert Person.objects.filter(pk=father.pk).exists()
    assert "vì còn 1 người con: Dương Văn Kha" in response.content.decode()


def test_somebody_alone_is_deleted(root_client, clan):
    person = PersonFactory(clan=clan)
    assert root_client.post(url(Person, "delete", person.pk)).status_code == 302
    assert not Person.objects.filter(pk=person.pk).exists()


@pytest.mark.parametrize("query", ["duong van tung", "tung duong", "Tùng", "nhuan", "TUN"])
def test_list_finds_folded_words_in_any_order(root_client, clan, query):
    PersonFactory(clan=clan, given_name="Tùng", names=[{"kind": "tu", "value": "Nhuận Phủ"}])
    PersonFactory(clan=clan, given_name="Minh")
    page = root_client.get(url(Person, "index"), {"q": query}).content.decode()
    assert "Dương Văn Tùng" in page
    assert "Dương Văn Minh" not in page


def test_list_tells_namesakes_apart(root_client, clan, couple):
    father, mother, _ = couple
    family(father, mother, PersonFactory(clan=clan, given_name="Kha", birth="1820", death="1890"))
    page = root_client.get(url(Person, "index"), {"q": "kha"}).content.decode()
    assert "1820–1890" in page
    assert "Dương Văn Nghệ" in page


def test_list_is_filtered(root_client, clan, couple):
    father, mother, _ = couple
    family(father, mother, PersonFactory(clan=clan, given_name="Kha", death="27/9 âm lịch"))
    for query, shown, hidden in (
        ({"generation_min": 2}, "Văn Kha", "Thị Hai"),
        ({"membership": "wife"}, "Thị Hai", "Văn Kha"),
        ({"has_memorial": "true"}, "Văn Kha", "Thị Hai"),
        ({"sex": "f"}, "Thị Hai", "Văn Kha"),
        ({"living": "false"}, "Văn Kha", "zz"),
    ):
        table = root_client.get(url(Person, "index_results"), query).content.decode()
        assert shown in table, query
        assert hidden not in table, query


def test_a_news_editor_sees_no_menu_and_no_list(client, django_user_model):
    from django.contrib.auth.models import Permission

    user = django_user_model.objects.create_user(username="tin", password="tin-password")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    assert client.get(url(Person, "index")).status_code == 302
    assert client.get(url(Person, "add")).status_code == 302


def test_compiler_may_add_and_change(editor_client, clan):
    person = PersonFactory(clan=clan)
    assert editor_client.get(url(Person, "index")).status_code == 200
    assert editor_client.get(url(Person, "edit", person.pk)).status_code == 200
    assert editor_client.get(url(Person, "delete", person.pk)).status_code == 302


def test_staged_people_of_an_import_are_not_in_the_admin(root_client, clan):
    person = PersonFactory(clan=clan, given_name="Chờ")
    Person.objects.filter(pk=person.pk).update(is_staged=True)
    assert "Văn Chờ" not in root_client.get(url(Person, "index")).content.decode()
    assert root_client.get(url(Person, "edit", person.pk)).status_code == 404
