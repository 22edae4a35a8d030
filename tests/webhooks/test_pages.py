"""What is told of pages: what a stranger can notice, in order, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms.webhooks.models import Mark
from home.models import StandardPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(home, told):
    page = home.add_child(instance=StandardPage(title="Giới thiệu", slug="trang-thu", live=False))
    page.save_revision().publish()
    told.bodies()
    page.refresh_from_db()
    return page


def test_publishing_is_told_with_the_address_and_without_the_title(home, told):
    page = home.add_child(instance=StandardPage(title="Cụ Dương", slug="trang", live=False))
    assert told.bodies() == []
    page.save_revision().publish()
    (body,) = told.bodies()
    assert body["type"] == "page.published"
    assert body["object"] == {
        "type": "home.StandardPage",
        "endpoint": body["object"]["endpoint"],
        "id": page.pk,
        "path": "/trang/",
        "detail_url": f"http://testserver/api/v2/{body['object']['endpoint']}/{page.pk}/",
    }
    assert body["sequence"] == 1
    assert "previous_path" not in body
    assert "Cụ" not in str(body)


def test_a_draft_of_a_live_page_is_nobodys_business_and_its_publication_is(page, told):
    page.title = "Giới thiệu mới"
    revision = page.save_revision()
    assert told.bodies() == []
    revision.publish()
    (body,) = told.bodies()
    assert (body["type"], body["sequence"]) == ("page.updated", 2)


def test_unpublishing_and_deleting_are_told_apart(page, told):
    page.unpublish()
    assert told.types() == [("page.unpublished", page.pk)]
    page.delete()
    assert told.types() == []


def test_a_deleted_page_takes_all_below_it_along(page, told):
    child = page.add_child(instance=StandardPage(title="Con", slug="con"))
    draft = page.add_child(instance=StandardPage(title="Nháp", slug="nhap", live=False))
    told.bodies()
    pk, child_pk = page.pk, child.pk
    Page.objects.get(pk=pk).delete()
    assert told.types() == [("page.deleted", pk), ("page.deleted", child_pk)]
    assert not Page.objects.filter(pk=draft.pk).exists()


def test_a_move_tells_the_former_address_of_all_below(home, page, told):
    other = home.add_child(instance=StandardPage(title="Khác", slug="khac"))
    child = page.add_child(instance=StandardPage(title="Con", slug="con"))
    told.bodies()
    page.refresh_from_db()
    page.move(other, pos="last-child")
    moved = [body for body in told.bodies() if body["type"].startswith("page.")]
    assert [(b["type"], b["previous_path"], b["object"]["path"]) for b in moved] == [
        ("page.moved", "/trang-thu/", "/khac/trang-thu/"),
        ("page.moved", "/trang-thu/con/", "/khac/trang-thu/con/"),
    ]
    assert moved[1]["object"]["id"] == child.pk


def test_another_slug_is_a_move(page, told, django_capture_on_commit_callbacks):
    child = page.add_child(instance=StandardPage(title="Con", slug="con"))
    told.bodies()
    page.refresh_from_db()
    page.slug = "ve-chung-toi"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    bodies = told.bodies()
    assert [(b["type"], b["object"]["id"]) for b in bodies if b["type"] == "page.moved"] == [
        ("page.moved", page.pk),
        ("page.moved", child.pk),
    ]
    redirects = [b for b in bodies if b["type"] == "redirect.changed"]
    assert {b["object"]["path"] for b in redirects} >= {"/trang-thu"}


def test_a_private_page_gives_no_event_and_becomes_unpublished(page, told):
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.LOGIN
    )
    assert told.types() == [("page.unpublished", page.pk)]
    page.save_revision().publish()
    page.add_child(instance=StandardPage(title="Con", slug="con"))
    assert told.bodies() == []
    restriction.delete()
    assert [type_ for type_, _pk in told.types()] == ["page.published", "page.published"]


def test_scheduled_publishing_and_expiry_are_told(page, told):
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    assert told.bodies() == []
    page.refresh_from_db()
    due = page.latest_revision
    due.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    due.content["go_live_at"] = due.approved_go_live_at.isoformat()
    due.save(update_fields=["approved_go_live_at", "content"])
    call_command("publish_scheduled")
    assert told.types() == [("page.updated", page.pk)]
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled")
    assert told.types() == [("page.unpublished", page.pk)]


def test_an_alias_is_told_like_its_source(page, told):
    alias = page.create_alias(update_slug="ban-sao")
    assert told.types() == [("page.published", alias.pk)]
    page.save_revision().publish()
    assert set(told.types()) == {("page.updated", page.pk), ("page.updated", alias.pk)}


def test_what_is_taken_back_is_never_told(page, told):
    def publish_and_fail():
        with transaction.atomic():
            page.save_revision().publish()
            raise LookupError

    with pytest.raises(LookupError):
        publish_and_fail()
    assert not Mark.objects.exists()
    assert told.bodies() == []


def test_nothing_is_marked_while_nobody_listens(home):
    home.add_child(instance=StandardPage(title="Giới thiệu", slug="trang-thu"))
    assert not Mark.objects.exists()


def test_a_mark_is_committed_with_its_change(page):
    # Written in the same transaction: both are there, or neither.
    with transaction.atomic():
        page.save_revision().publish()
        assert Mark.objects.filter(kind="page", key=str(page.pk)).exists()
