"""Wagtail's user bar and content checker reach the front end, and only it."""

from __future__ import annotations

import html
import json
import re

import pytest
from django.urls import reverse

from cms.preview.keys import key_make
from tests.preview.conftest import FRONT, OTHER, api, look, share, token_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(front_end, desk, article):
    return token_in(look(desk, article)["Location"])


def bar(browser, token, **headers):
    return browser.get(f"{api(token)}userbar/", headers=headers)


def checker_of(page: str) -> dict:
    found = re.search(r'id="checker-axe-configuration"[^>]*>(.*?)</script>', page, re.DOTALL)
    return json.loads(html.unescape(found[1]))


def test_the_bar_is_given_to_pages_of_the_front_end_alone(opened, stranger):
    assert bar(stranger, opened, origin=FRONT).status_code == 200
    unknown = bar(stranger, key_make().text, origin=FRONT)
    assert unknown.status_code == 404
    assert bar(stranger, opened, origin=OTHER).status_code == 404
    assert bar(stranger, opened).status_code == 404


def test_its_parts_are_fetched_from_us(opened, stranger):
    answer = bar(stranger, opened, origin=FRONT)
    page = answer.content.decode()
    assert answer["Content-Type"].startswith("text/html")
    assert answer["Access-Control-Allow-Origin"] == FRONT
    assert answer["Cache-Control"] == "private, no-store"
    assert "<wagtail-userbar>" in page
    for address in re.findall(r'<script[^>]*src="([^"]+)"', page):
        assert address.startswith("//testserver/"), address
    assert 'data-wagtail-userbar-origin="//testserver"' in page


def test_nothing_in_it_is_asked_of_the_front_end(opened, stranger):
    page = bar(stranger, opened, origin=FRONT).content.decode()
    assert re.findall(r'\s(?:href|src|action)="(/(?!/)[^"]*)"', page) == []
    assert "http://testserver/static/genealogy/admin.css" in page


def test_it_speaks_the_editors_language_and_leads_to_the_form(opened, stranger, article):
    page = bar(stranger, opened, origin=FRONT).content.decode()
    edit = reverse("wagtailadmin_pages:edit", args=[article.pk])
    assert re.search(rf'href="(http:)?//testserver{edit}"', page)
    assert "Go to Wagtail admin" not in page


def test_checker_and_editor_may_talk_to_each_other(opened, stranger, desk, article):
    outside = checker_of(bar(stranger, opened, origin=FRONT).content.decode())
    form = desk.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).content.decode()
    inside = checker_of(form)
    for checker in (outside, inside):
        origins = checker["spec"]["allowedOrigins"]
        assert set(origins) == {"<same_origin>", "http://testserver", FRONT}


def test_without_a_front_end_the_checker_listens_to_us_alone(desk, article):
    form = desk.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).content.decode()
    assert "allowedOrigins" not in checker_of(form)["spec"]


def test_who_follows_a_shared_link_is_no_editor(front_end, desk, stranger, article):
    assert bar(stranger, share(desk, article), origin=FRONT).status_code == 404
