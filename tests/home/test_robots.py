from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db


def test_robots_are_kept_from_desks_and_shown_the_map(client):
    response = client.get("/robots.txt")
    lines = response.content.decode().splitlines()

    assert response["Content-Type"].startswith("text/plain")
    assert "Disallow: /admin/" in lines
    assert "Disallow: /tai-khoan/" in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines


def test_sitemap_holds_the_sections_and_no_draft(client, add_news):
    add_news("Mở", slug="mo")
    add_news("Nháp", slug="nhap", live=False)

    body = client.get("/sitemap.xml").content.decode()

    assert "/tin-tuc/mo/" in body
    assert "/tin-tuc/nhap/" not in body
