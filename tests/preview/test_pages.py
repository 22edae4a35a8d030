"""A click on preview leads to the front end, which reads the draft and nothing else."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.models import PageViewRestriction
from wagtail.test.utils.form_data import streamfield

from cms.core.api.records import record_kind
from cms.news.models import NewsIndexPage, NewsPage, NewsPerson
from cms.preview.models import PreviewToken
from home.models import HomePage, StandardPage
from tests.genealogy.factories import ClanFactory, LivingPersonFactory, PersonFactory
from tests.preview.conftest import FRONT, api, form_of, look, preview_url, token_in

pytestmark = pytest.mark.django_db

#: What a hostile editor's browser may send in place of the editor's own text.
_HOSTILE = json.dumps(
    {
        "blocks": [
            {
                "key": "aaaaa",
                "text": "<img src=x onerror=alert(1)>",
                "type": "unstyled",
                "depth": 0,
                "inlineStyleRanges": [],
                "entityRanges": [{"offset": 0, "length": 4, "key": 0}],
            }
        ],
        "entityMap": {
            "0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "javascript:alert(1)"}}
        },
    }
)


def test_preview_opens_the_front_end_with_the_unsaved_title(front_end, desk, stranger, article):
    answer = look(desk, article, title="Tựa chưa lưu")
    assert answer.status_code == 302
    assert answer["Location"].startswith(f"{FRONT}/api/preview?token=")
    assert answer["Location"].endswith("&path=/tin-tuc/bai-da-dang-0/")
    assert answer["Referrer-Policy"] == "no-referrer"

    read = stranger.get(api(token_in(answer["Location"])))
    assert read.status_code == 200
    told = read.json()
    assert told["record"]["title"] == "Tựa chưa lưu"
    assert "Chữ chưa lưu" in told["record"]["body_html"]
    assert told["preview"]["is_draft"] is True
    assert (told["kind"], told["type"], told["endpoint"], told["id"]) == (
        "page", "news.NewsPage", "news", article.pk,
    )  # fmt: skip
    article.refresh_from_db()
    assert article.title == "Bài đã đăng"


def test_the_record_has_the_shape_of_the_public_one(front_end, desk, stranger, article):
    told = stranger.get(api(token_in(look(desk, article)["Location"]))).json()
    public = stranger.get(f"/api/v2/news/{article.pk}/").json()
    assert set(told["record"]) == set(public)
    assert told["detail_url"] == public["detail_url"]
    assert told["record"]["body"][0].keys() == {"type", "value", "id"}


def test_without_a_front_end_our_own_template_shows_the_draft(desk, article):
    answer = look(desk, article)
    assert answer.status_code == 200
    assert "Tựa chưa lưu" in answer.content.decode()
    assert PreviewToken.objects.count() == 0


@pytest.mark.parametrize("change", [{"is_on": False}, {"address": ""}])
def test_a_front_end_that_is_off_is_not_opened(front_end, desk, article, change):
    type(front_end).objects.update(**change)
    assert look(desk, article).status_code == 200


def test_a_page_that_was_never_saved_is_previewed(front_end, desk, stranger):
    index = NewsIndexPage.objects.get()
    address = reverse("wagtailadmin_pages:preview_on_add", args=["news", "newspage", index.pk])
    assert desk.post(address, form_of(title="Bài mới tinh")).json()["is_available"]
    opened = desk.get(address)["Location"]
    assert opened.endswith("&path=/tin-tuc/bai-chua-luu/")
    told = stranger.get(api(token_in(opened))).json()
    assert told["record"]["title"] == "Bài mới tinh"
    assert told["id"] == 0
    assert told["detail_url"] is None
    assert not NewsPage.objects.filter(title="Bài mới tinh").exists()


def test_every_page_type_can_be_previewed(front_end, root_client, stranger):
    seen = set()
    for page in HomePage.objects.get().get_descendants(inclusive=True).specific():
        answer = page.make_preview_request(_request_of(root_client), page.default_preview_mode)
        if answer.status_code == 302:
            told = stranger.get(api(token_in(answer["Location"])))
            assert told.status_code == 200, type(page)
            assert told.json()["record"]["title"] == page.title
            seen.add(type(page))
    assert {HomePage, NewsIndexPage} <= seen
    assert record_kind(NewsPage) is not None


def _request_of(browser):
    return browser.get("/admin/").wsgi_request


def test_a_page_under_a_restriction_stays_with_us(front_end, desk, article):
    PageViewRestriction.objects.create(page=article.get_parent(), restriction_type="login")
    assert look(desk, article).status_code == 200
    assert PreviewToken.objects.count() == 0


def test_a_preview_dies_when_its_page_is_restricted(front_end, desk, stranger, article):
    token = token_in(look(desk, article)["Location"])
    PageViewRestriction.objects.create(page=article.get_parent(), restriction_type="login")
    assert stranger.get(api(token)).status_code == 404


def test_people_of_a_draft_are_cut_as_for_a_stranger(front_end, root_client, stranger, article):
    """Even an administrator's preview names nobody living: it goes to a browser anywhere."""
    clan = ClanFactory()
    living = LivingPersonFactory(clan=clan, given_name="Kín")
    dead = PersonFactory(clan=clan, given_name="Tỏ", birth="1820", death="1890")
    links = {
        "TOTAL_FORMS": 2, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000,
        "0": {"person": living.pk, "ORDER": 1, "id": ""},
        "1": {"person": dead.pk, "ORDER": 2, "id": ""},
    }  # fmt: skip
    token = token_in(look(root_client, article, person_links=links)["Location"])
    for reader in (stranger, root_client):
        body = reader.get(api(token)).content.decode()
        told = json.loads(body)
        assert [one["id"] for one in told["record"]["people"]] == [str(dead.uuid)]
        assert str(living.uuid) not in body
        assert living.full_name not in body


def test_a_draft_shows_its_own_people_and_not_those_of_the_public_page(
    front_end, desk, stranger, article
):
    clan = ClanFactory()
    dead = PersonFactory(clan=clan, given_name="Tỏ", birth="1820", death="1890")
    article.person_links.create(person=dead)
    article.save_revision().publish()
    link = NewsPerson.objects.get()
    links = {
        "TOTAL_FORMS": 1, "INITIAL_FORMS": 1, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000,
        "0": {"person": dead.pk, "ORDER": 1, "id": link.pk, "DELETE": "on"},
    }  # fmt: skip
    token = token_in(look(desk, article, person_links=links)["Location"])
    assert stranger.get(api(token)).json()["record"]["people"] == []


def test_remarks_of_editors_are_not_kept_with_a_preview(front_end, desk, article):
    look(desk, article)
    kept = PreviewToken.objects.get()
    assert "wagtail_admin_comments" not in kept.content
    assert kept.content_type == ContentType.objects.get_for_model(NewsPage)


def test_a_session_keeps_few_previews_and_the_last_ones_open(front_end, desk, stranger, article):
    tokens = [token_in(look(desk, article, title=f"Tựa {n}")["Location"]) for n in range(8)]
    answers = [stranger.get(api(token)).status_code for token in tokens]
    assert answers == [404] * 3 + [200] * 5
    assert PreviewToken.objects.count() == 5


def test_markup_of_a_draft_is_as_harmless_as_that_of_a_page(front_end, desk, stranger, article):
    opened = look(
        desk,
        article,
        title="<script>alert(1)</script>",
        body=streamfield([("paragraph", _HOSTILE)]),
    )["Location"]
    answer = stranger.get(api(token_in(opened)))
    assert answer["Content-Type"] == "application/json"
    assert answer["X-Content-Type-Options"] == "nosniff"
    html = answer.json()["record"]["body_html"]
    assert "&lt;img" in html
    assert "<img" not in html
    assert "javascript:" not in html


def test_the_address_comes_from_the_settings_and_never_from_the_host(
    front_end, desk, stranger, article
):
    desk.post(preview_url(article), form_of())
    answer = desk.get(preview_url(article), headers={"host": "127.0.0.1"})
    assert urlsplit(answer["Location"]).netloc == urlsplit(FRONT).netloc
    token = token_in(answer["Location"])
    assert stranger.get(api(token), headers={"host": "ke-gian.example"}).status_code == 400


def test_a_standard_page_in_a_folder_keeps_its_whole_path(front_end, root_client):
    home = HomePage.objects.get()
    above = home.add_child(instance=StandardPage(title="Trên", slug="tren"))
    page = above.add_child(instance=StandardPage(title="Dưới", slug="duoi"))
    answer = page.make_preview_request(_request_of(root_client), "")
    assert answer["Location"].endswith("&path=/tren/duoi/")
