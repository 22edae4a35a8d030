"""The feed: valid RSS 2.0 with absolute addresses, of public news only."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from wagtail.models import PageViewRestriction

from cms.media.services import image_create
from tests.media.pictures import picture, upload
from tests.news.factories import add_author, add_news, add_topic

pytestmark = pytest.mark.django_db

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
DC = "{http://purl.org/dc/elements/1.1/}creator"


def channel(client) -> ET.Element:
    answer = client.get("/tin-tuc/rss/")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/rss+xml")
    root = ET.fromstring(answer.content)
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    return root.find("channel")


def test_an_item_holds_the_article(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cover = image_create(title="A", file=upload(picture(size=(1300, 700))), name="a.jpg")
    page = add_news(
        "Hội nghị trực tuyến",
        lead="Tối ngày 26/4.",
        author=add_author("Ban Thông tin"),
        topics=[add_topic("Thời sự")],
        cover_image=cover,
        body=[("paragraph", '<p>Xem <a href="/gia-pha/">gia phả</a>.</p>')],
    )
    item = channel(client).find("item")
    assert item.findtext("title") == "Hội nghị trực tuyến"
    assert item.findtext("description") == "Tối ngày 26/4."
    assert item.findtext("link") == f"http://testserver{page.get_url()}"
    assert item.findtext("category") == "Thời sự"
    assert item.findtext(DC) == "Ban Thông tin"
    assert 'href="http://testserver/gia-pha/"' in item.findtext(CONTENT)
    enclosure = item.find("enclosure")
    assert enclosure.get("url").startswith("http://testserver/media/images/")
    assert int(enclosure.get("length")) > 0


def test_the_feed_names_itself_and_its_language(client):
    feed = channel(client)
    assert feed.findtext("language") == "vi"
    assert feed.findtext("link") == "http://testserver/tin-tuc/"
    own = feed.find("{http://www.w3.org/2005/Atom}link")
    assert own.get("href") == "http://testserver/tin-tuc/rss/"


def test_drafts_and_restricted_news_are_absent_from_the_feed(client):
    add_news("Nháp kín", publish=False)
    hidden = add_news("Chỉ nội bộ")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    assert channel(client).findall("item") == []


def test_a_lost_cover_file_does_not_break_the_feed(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cover = image_create(title="A", file=upload(picture()), name="a.jpg")
    add_news("Tin", cover_image=cover)
    cover.file.storage.delete(cover.file.name)
    assert channel(client).find("item/enclosure") is None
