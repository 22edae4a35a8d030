from __future__ import annotations

import pytest

from home.models import SiteSettings
from tests.news.factories import add_news

pytestmark = pytest.mark.django_db


def test_the_site_map_names_the_host_it_was_asked_from(client):
    add_news("Tin mới")
    body = client.get("/sitemap.xml").content.decode()
    assert "<loc>http://testserver/tin-tuc/tin-moi-0/</loc>" in body
    assert "localhost" not in body


def test_the_feed_carries_the_name_of_the_site(client):
    settings = SiteSettings.objects.get()
    settings.site_name = "Họ Dương làng Mai"
    settings.save()
    assert "– Họ Dương làng Mai</title>" in client.get("/tin-tuc/rss/").content.decode()
