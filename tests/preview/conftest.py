from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from wagtail.models import Site
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from cms.accounts import roles
from cms.accounts.services import member_create, roles_ensure
from cms.preview.models import FrontEnd
from tests.news.factories import add_news

FRONT = "https://ho-duong.example"
OTHER = "https://ke-khac.example"


@pytest.fixture
def front_end(db):
    """The front end of the default site, switched on."""
    end = FrontEnd(site=Site.objects.get(is_default_site=True), is_on=True, address=FRONT)
    end.full_clean()
    end.save()
    return end


@pytest.fixture
def newsroom(db):
    """Somebody who writes news and knows nobody living."""
    roles_ensure()
    return member_create(
        username="newsroom",
        password="thuyền về bến 7",
        email="newsroom@example.org",
        roles=[roles.EDITORS],
    )


@pytest.fixture
def desk(client, newsroom):
    """The newsroom's browser."""
    client.force_login(newsroom)
    return client


@pytest.fixture
def stranger(client_factory):
    return client_factory()


@pytest.fixture
def client_factory():
    from django.test import Client

    return Client


@pytest.fixture
def article(db):
    return add_news("Bài đã đăng", lead="Lời dẫn cũ")


@pytest.fixture
def draft(db):
    return add_news("Bài nháp kín", lead="Chưa ai biết", publish=False)


def form_of(title: str = "Tựa chưa lưu", *, paragraph: str = "Chữ chưa lưu", **fields):
    """Give what the form of an article posts."""
    return nested_form_data(
        {
            "title": title,
            "slug": "bai-chua-luu",
            "lead": "Lời dẫn chưa lưu",
            "display_date": "2026-11-20 08:00",
            "updated_note": "",
            "cover_alt": "",
            "cover_credit": "",
            "cover_image": "",
            "author": "",
            "seo_title": "",
            "search_description": "",
            "social_image": "",
            "body": streamfield([("paragraph", rich_text(f"<p>{paragraph}</p>"))]),
            "person_links": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0},
            "branch_links": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0},
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0},
            **fields,
        }
    )


def preview_url(page) -> str:
    return reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])


def look(browser, page, **fields):
    """Click preview with an unsaved form; give the answer to the click."""
    sent = browser.post(preview_url(page), form_of(**fields))
    assert sent.json() == {"is_valid": True, "is_available": True}
    return browser.get(preview_url(page))


def token_in(address: str) -> str:
    return parse_qs(urlsplit(address).query)["token"][0]


def api(token: str) -> str:
    return f"/api/v2/preview/{token}/"


def share(browser, page, hours: int = 24) -> str:
    """Make a shared link to the saved draft of a page; give its secret."""
    answer = browser.post(reverse("preview_links:page", args=[page.pk]), {"hours": hours})
    assert answer.status_code == 200, answer
    return token_in(answer.context_data["link"])


LATER = timedelta(minutes=61)


def bare(answer):
    """Give what of an answer a caller can tell apart; the budget only counts calls."""
    headers = {
        name: value for name, value in answer.headers.items() if "ratelimit" not in name.lower()
    }
    return answer.status_code, answer.content, headers
