from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.models import Site
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from home.models import HomePage, NavigationItem, SiteSettings, StandardPage

pytestmark = pytest.mark.django_db


def settings_url(model):
    return reverse("wagtailsettings:edit", args=["home", model, Site.objects.get().pk])


@pytest.mark.parametrize("model", ["sitesettings", "navigationsettings"])
def test_settings_open_in_vietnamese(root_client, model):
    page = root_client.get(settings_url(model)).content.decode()

    assert ("Tên trang" if model == "sitesettings" else "Các mục") in page


def test_site_name_is_changed_at_the_desk_and_shown_to_readers(root_client, client):
    fields = {"site_name": "Họ Mẫu làng Mai", "footer_text": rich_text("Ban biên tập")}
    response = root_client.post(settings_url("sitesettings"), nested_form_data(fields))

    assert response.status_code == 302
    assert SiteSettings.objects.get().site_name == "Họ Mẫu làng Mai"
    assert "Họ Mẫu làng Mai" in client.get("/").content.decode()


def test_menu_is_arranged_at_the_desk_and_shown_to_readers(root_client, client):
    entries = [{"page": "", "url": "/gia-pha/", "label": "Cây nhà"}]
    data = nested_form_data({"items": inline_formset(entries)})
    root_client.post(settings_url("navigationsettings"), data)

    assert NavigationItem.objects.get().label == "Cây nhà"
    assert "Cây nhà" in client.get("/").content.decode()


def test_entry_that_leads_nowhere_is_refused_in_vietnamese(root_client):
    data = nested_form_data({"items": inline_formset([{"page": "", "url": "", "label": "Mục"}])})
    response = root_client.post(settings_url("navigationsettings"), data)

    assert "Chọn một trang, hoặc ghi một địa chỉ" in response.content.decode()
    assert not NavigationItem.objects.exists()


def test_front_page_offers_lead_and_slots(root_client):
    url = reverse("wagtailadmin_pages:edit", args=[HomePage.objects.get().pk])
    page = root_client.get(url).content.decode()

    assert "bài mở đầu" in page.lower()
    assert "Bài nổi bật" in page


def test_plain_page_is_written_and_published_at_the_desk(root_client, client):
    url = reverse("wagtailadmin_pages:edit", args=[StandardPage.objects.get().pk])
    fields = {
        "title": "Giới thiệu",
        "slug": "gioi-thieu",
        "lead": "Dòng họ từ làng Mai.",
        "body-count": "1",
        "body-0-type": "paragraph",
        "body-0-value": rich_text("<p>Gốc ở làng Mai.</p>"),
        "body-0-order": "0",
        "body-0-deleted": "",
        "action-publish": "1",
    }
    fields |= nested_form_data({"comments": inline_formset([])})
    response = root_client.post(url, fields)

    assert response.status_code == 302
    page = client.get("/gioi-thieu/").content.decode()
    assert "Dòng họ từ làng Mai." in page
    assert "Gốc ở làng Mai." in page
