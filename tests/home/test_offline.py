"""Installing the site and reading without a network: what is public says so, nothing else does."""

from __future__ import annotations

import json

import pytest
from django.contrib.staticfiles import finders
from PIL import Image
from wagtail.models import PageViewRestriction

from home.offline import SAVED_STORE
from tests.news.factories import add_news

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(db):
    return add_news("Tin của họ")


def test_the_manifest_names_the_site_and_its_own_icons(client):
    answer = client.get("/manifest.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    manifest = json.loads(answer.content)
    assert manifest["name"]
    assert manifest["start_url"] == manifest["scope"] == "/"
    purposes = set()
    for icon in manifest["icons"]:
        path = finders.find(icon["src"].removeprefix("/static/"))
        with Image.open(path) as image:
            assert "{}x{}".format(*image.size) == icon["sizes"]
        purposes.add(icon["purpose"])
    assert purposes == {"any", "maskable"}


def test_the_worker_is_of_this_site_for_the_whole_site(client):
    answer = client.get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Service-Worker-Allowed"] == "/"
    assert answer["Cache-Control"] == "no-cache"
    first, _rest = answer.content.decode().split("\n", 1)
    house = json.loads(first.removeprefix("const HOUSE = ").removesuffix(";"))
    assert house["savedStore"] == SAVED_STORE
    for address in house["shell"]:
        if address.startswith("/static/"):
            assert finders.find(address.removeprefix("/static/")), address
        else:
            assert "public" in client.get(address)["Cache-Control"], address


def test_the_modules_and_the_worker_speak_of_the_same_store():
    from pathlib import Path

    stores = Path(finders.find("home/js/offline/stores.js")).read_text(encoding="utf-8")
    assert f'"{SAVED_STORE}"' in stores


def test_the_offline_page_is_the_same_for_everybody(client, member_client):
    answer = client.get("/ngoai-tuyen/")
    assert answer.status_code == 200
    html = answer.content.decode()
    assert "<saved-articles>" in html
    assert "csrf" not in html


def test_a_copy_for_a_stranger_is_public_and_the_page_itself_says_nothing(client, article):
    assert "public" not in client.get(article.url).get("Cache-Control", "")
    assert "public" in client.get(f"{article.url}?ban-luu=1")["Cache-Control"]


def test_no_copy_is_made_for_an_account(member_client, article):
    answer = member_client.get(f"{article.url}?ban-luu=1")
    assert answer["Cache-Control"] == "private, no-store"


def test_no_copy_is_made_where_any_cookie_came_along(client, article):
    client.cookies["hien-thi"] = "x"
    assert "public" not in client.get(f"{article.url}?ban-luu=1").get("Cache-Control", "")


def test_no_copy_is_made_of_a_restricted_article_nor_of_other_pages(client, article):
    assert "public" not in client.get("/?ban-luu=1").get("Cache-Control", "")
    PageViewRestriction.objects.create(
        page=article.get_parent(), restriction_type=PageViewRestriction.PASSWORD, password="x"
    )
    assert "public" not in client.get(f"{article.url}?ban-luu=1").get("Cache-Control", "")


def test_pages_of_the_book_are_never_public_for_an_account(member_client):
    for path in ("/gia-pha/", "/tai-khoan/", "/ngoai-tuyen/", "/manifest.webmanifest"):
        assert member_client.get(path)["Cache-Control"] == "private, no-store", path


def test_signing_out_clears_the_cache_of_the_browser(member_client):
    assert "Clear-Site-Data" not in member_client.get("/tai-khoan/logout/")
    answer = member_client.post("/tai-khoan/logout/")
    assert answer.status_code == 302
    assert answer["Clear-Site-Data"] == '"cache"'
