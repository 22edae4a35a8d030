from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from wagtail.models import Collection, GroupPagePermission, Page, Site
from wagtail.permissions import page_permission_policy

from cms.accounts.roles import (
    BRANCH_EDITORS,
    EDITORS,
    GENEALOGISTS,
    MEMBERS,
    REVIEWERS,
    ROLES,
)
from cms.accounts.services import member_create, password_generate, roles_ensure

pytestmark = pytest.mark.django_db


@pytest.fixture
def person_of(db):
    """Make a user of one role."""

    def make(role):
        user = member_create(username="ai-do", password=password_generate(), roles=[role])
        return type(user).objects.get(pk=user.pk)

    return make


def test_migrations_make_the_groups_and_keep_wagtails():
    names = set(Group.objects.values_list("name", flat=True))

    assert {EDITORS, GENEALOGISTS, REVIEWERS, BRANCH_EDITORS, MEMBERS} <= names
    assert {"Người viết bài", "Người duyệt bài"} <= names


def test_ensuring_roles_again_changes_nothing():
    def state():
        return {
            group.name: (
                set(group.permissions.values_list("codename", flat=True)),
                group.page_permissions.count(),
                group.collection_permissions.count(),
            )
            for group in Group.objects.all()
        }

    before = state()
    roles_ensure()

    assert state() == before


def test_ensuring_roles_works_before_permissions_exist():
    Permission.objects.all().delete()
    GroupPagePermission.objects.all().delete()

    roles_ensure()

    editors = Group.objects.get(name=EDITORS)
    assert editors.page_permissions.count() == 3
    assert Group.objects.get(name=MEMBERS).permissions.get().codename == "browse_living"


def test_every_permission_a_role_names_exists():
    named = {name for role in ROLES for name in (*role.permissions, *role.on_site, *role.on_files)}
    existing = {
        f"{app}.{code}"
        for app, code in Permission.objects.values_list("content_type__app_label", "codename")
    }

    assert named <= existing


def test_editor_writes_and_publishes_under_the_front_page_only(person_of):
    user = person_of(EDITORS)
    home = Site.objects.get().root_page

    for action in ("add", "change", "publish"):
        assert page_permission_policy.user_has_permission_for_instance(user, action, home)
        root = Page.objects.get(depth=1)
        assert not page_permission_policy.user_has_permission_for_instance(user, action, root)


def test_editor_adds_pictures_documents_and_recordings(person_of):
    user = person_of(EDITORS)
    granted = {
        f"{grant.permission.content_type.app_label}.{grant.permission.codename}"
        for grant in Group.objects.get(name=EDITORS).collection_permissions.all()
    }

    assert {"wagtailimages.add_image", "wagtaildocs.add_document"} <= granted
    assert "wagtailmedia.add_media" in granted
    assert Collection.objects.filter(group_permissions__group__user=user).exists()


def test_editor_does_not_see_living_people_or_change_the_tree(person_of):
    user = person_of(EDITORS)

    assert not user.has_perm("genealogy.browse_living")
    assert not user.has_perm("genealogy.change_person")


def test_genealogist_edits_the_tree_but_not_contacts_or_pages(person_of):
    user = person_of(GENEALOGISTS)

    assert user.has_perms(
        [
            "wagtailadmin.access_admin",
            "genealogy.add_person",
            "genealogy.change_person",
            "genealogy.delete_union",
            "genealogy.browse_living",
        ]
    )
    assert not user.has_perm("genealogy.view_personcontact")
    home = Site.objects.get().root_page
    assert not page_permission_policy.user_has_permission_for_instance(user, "change", home)


def test_reviewer_reads_and_decides_but_changes_nothing(person_of):
    permissions = person_of(REVIEWERS).get_all_permissions()

    assert "genealogy.review_proposals" in permissions
    assert not {
        name
        for name in permissions
        if name.split(".")[1].startswith(("add_", "change_", "delete_"))
    }
    assert not {"genealogy.view_personcontact", "genealogy.view_erasure"} & permissions


def test_branch_editor_holds_no_right_on_a_model(person_of):
    assert person_of(BRANCH_EDITORS).get_all_permissions() == {
        "wagtailadmin.access_admin",
        "genealogy.browse_living",
        "genealogy.edit_branch",
    }


def test_what_was_erased_is_for_administrators_alone(person_of):
    assert not person_of(GENEALOGISTS).has_perm("genealogy.view_erasure")


def test_member_may_browse_and_nothing_else(person_of):
    assert person_of(MEMBERS).get_all_permissions() == {"genealogy.browse_living"}


@pytest.mark.parametrize(
    ("path", "role", "status"),
    [
        ("/admin/", EDITORS, 200),
        ("/admin/images/add/", EDITORS, 200),
        ("/admin/snippets/news/topic/add/", EDITORS, 200),
        ("/admin/users/", EDITORS, 302),
        ("/admin/", GENEALOGISTS, 200),
        ("/admin/", MEMBERS, 302),
    ],
)
def test_desks_open_to_their_roles(client, person_of, path, role, status):
    client.force_login(person_of(role))

    assert client.get(path).status_code == status


def test_dashboard_counts_news(client, person_of):
    client.force_login(person_of(EDITORS))

    assert "0 tin</a>" in client.get("/admin/").content.decode()


def test_generated_passwords_are_long_and_different():
    made = {password_generate() for _ in range(50)}

    assert len(made) == 50
    assert all(len(password) == 19 for password in made)


def test_weak_password_and_taken_name_are_refused(person_of):
    with pytest.raises(ValidationError):
        member_create(username="ba", password="12345678")
    person_of(MEMBERS)
    with pytest.raises(ValidationError):
        member_create(username="ai-do", password=password_generate())
