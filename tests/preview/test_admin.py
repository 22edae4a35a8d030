"""The pages of the admin: sharing a draft, the list of previews, and their end."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from cms.accounts.models import AccessRecord
from cms.preview.models import PreviewToken
from tests.preview.conftest import FRONT, api, look, share, token_in

pytestmark = pytest.mark.django_db

LIST = "preview_links:index"


def test_the_menu_of_a_form_leads_to_sharing(front_end, desk, article):
    page = desk.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).content.decode()
    assert reverse("preview_links:page", args=[article.pk]) in page


def test_the_menu_is_silent_where_drafts_stay_with_us(desk, article):
    page = desk.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).content.decode()
    assert reverse("preview_links:page", args=[article.pk]) not in page


def test_a_link_is_shown_once_and_listed(front_end, desk, stranger, draft):
    address = reverse("preview_links:page", args=[draft.pk])
    made = desk.post(address, {"hours": 72})
    link = made.context_data["link"]
    assert link.startswith(f"{FRONT}/api/preview?token=")
    assert made["Cache-Control"] == "private, no-store"
    stranger.get(api(token_in(link)))
    again = desk.get(address)
    assert token_in(link) not in again.content.decode()
    (row,) = again.context_data["links"]
    assert (row.use_count, row.maker.username) == (1, "newsroom")
    assert AccessRecord.objects.filter(kind="token").count() == 1


@pytest.mark.parametrize("hours", ["", "0", "2", "169", "-1", "x"])
def test_only_the_offered_times_are_taken(front_end, desk, draft, hours):
    desk.post(reverse("preview_links:page", args=[draft.pk]), {"hours": hours})
    assert not PreviewToken.objects.exists()


def test_a_page_under_a_restriction_is_not_shared(front_end, desk, draft):
    PageViewRestriction.objects.create(page=draft, restriction_type="login")
    answer = desk.post(reverse("preview_links:page", args=[draft.pk]), {"hours": 24})
    assert "link" not in answer.context_data
    assert not PreviewToken.objects.exists()


def test_revoking_ends_a_link_at_once(front_end, desk, stranger, draft):
    token = share(desk, draft)
    row = PreviewToken.objects.get()
    address = reverse("preview_links:revoke", args=[row.pk])
    assert desk.get(address).status_code == 200
    assert stranger.get(api(token)).status_code == 200
    assert desk.post(address).status_code == 302
    assert stranger.get(api(token)).status_code == 404
    assert desk.post(address).status_code == 404
    assert "đã thu hồi" in desk.get(reverse(LIST)).content.decode()


def test_each_sees_and_ends_its_own_and_administrators_all(
    front_end, desk, client_factory, admin_account, editor_user, draft
):
    share(desk, draft)
    row = PreviewToken.objects.get()
    other, root = client_factory(), client_factory()
    other.force_login(editor_user)
    root.force_login(admin_account)
    assert "Bài nháp kín" in desk.get(reverse(LIST)).content.decode()
    assert "Bài nháp kín" not in other.get(reverse(LIST)).content.decode()
    assert "Bài nháp kín" in root.get(reverse(LIST)).content.decode()
    assert other.post(reverse("preview_links:revoke", args=[row.pk])).status_code == 404
    assert root.post(reverse("preview_links:revoke", args=[row.pk])).status_code == 302


def test_who_may_not_edit_a_page_does_not_share_it(front_end, editor_client, draft):
    answer = editor_client.post(reverse("preview_links:page", args=[draft.pk]), {"hours": 24})
    assert answer.status_code in {302, 403}
    assert not PreviewToken.objects.exists()


def test_members_and_strangers_have_no_such_pages(front_end, member_client, stranger, draft):
    for browser in (member_client, stranger):
        for address in (
            reverse(LIST),
            reverse("preview_links:page", args=[draft.pk]),
            reverse("preview_links:revoke", args=[1]),
        ):
            assert browser.get(address).status_code in {302, 403, 404}


def test_titles_are_printed_as_text(front_end, desk, article):
    article.title = "<script>alert(1)</script>"
    article.save_revision()
    share(desk, article)
    for address in (reverse(LIST), reverse("preview_links:page", args=[article.pk])):
        assert "<script>alert(1)" not in desk.get(address).content.decode()


def test_the_list_costs_the_same_for_one_preview_and_for_many(
    front_end, root_client, django_assert_max_num_queries, draft
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert root_client.get(reverse(LIST)).status_code == 200
        return len(queries)

    look(root_client, draft)
    cost()
    PreviewToken.objects.update(revoked_at="2026-11-23T00:00:00Z")
    first = cost()
    for _ in range(4):
        look(root_client, draft)
    PreviewToken.objects.update(revoked_at="2026-11-23T00:00:00Z")
    assert cost() == first


def test_the_page_that_shares_can_be_posted_by_a_browser(front_end, desk, draft):
    """Under `no-referrer` a browser sends the origin "null", which CSRF refuses."""
    shown = desk.get(reverse("preview_links:page", args=[draft.pk]))
    assert shown["Referrer-Policy"] == "same-origin"
