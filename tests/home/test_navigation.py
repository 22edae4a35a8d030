from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from wagtail.models import Page, Site

from genealogy.models import Clan
from home import context_processors
from home.models import NavigationItem, NavigationSettings, SiteSettings, StandardPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def menu(rf):
    def read(path="/", user=None):
        request = rf.get(path)
        request.user = user or AnonymousUser()
        return list(context_processors.navigation(request)["nav_items"])

    return read


@pytest.fixture
def main_clan(db):
    clan = Clan.objects.create(name="Họ Mẫu", slug="ho-mau")
    SiteSettings.objects.update(main_clan=clan)
    return clan


def test_menu_has_the_sites_own_sections_when_nobody_arranged_it(menu, main_clan):
    assert [item.label for item in menu()] == [
        "Tin tức",
        "Truyền hình",
        "Gia phả",
        "Ngày giỗ",
        "Sự kiện",
        "Giới thiệu",
    ]


def test_menu_leaves_out_memorials_without_a_main_clan(menu):
    assert "Ngày giỗ" not in [item.label for item in menu()]


def test_menu_leaves_out_memorials_of_a_closed_clan_for_strangers(menu, main_clan, member_user):
    Clan.objects.update(is_public=False)

    assert "Ngày giỗ" not in [item.label for item in menu()]
    assert "Ngày giỗ" in [item.label for item in menu(user=member_user)]


def test_menu_leaves_out_sections_that_are_not_live(menu):
    Page.objects.filter(slug="su-kien").update(live=False)

    assert "Sự kiện" not in [item.label for item in menu()]


def test_arranged_menu_takes_the_place_of_the_default(menu, home):
    navigation = NavigationSettings.objects.get()
    about = StandardPage.objects.get(slug="gioi-thieu")
    NavigationItem.objects.create(navigation=navigation, page=about, sort_order=2)
    NavigationItem.objects.create(
        navigation=navigation, url="/gia-pha/", label="Cây nhà", sort_order=1
    )

    assert [(item.label, item.url) for item in menu()] == [
        ("Cây nhà", "/gia-pha/"),
        ("Giới thiệu", "/gioi-thieu/"),
    ]


def test_the_longest_matching_entry_is_the_current_one(menu, main_clan):
    current = [item.label for item in menu("/gia-pha/ho-mau/ngay-gio/") if item.is_current]

    assert current == ["Ngày giỗ"]


@pytest.mark.parametrize("path", ["/admin/", "/admin/pages/", "/api/v2/news/"])
def test_admin_and_api_are_given_no_menu(rf, path):
    assert context_processors.navigation(rf.get(path)) == {}


def test_menu_is_read_only_when_a_template_uses_it(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        context_processors.navigation(rf.get("/"))


def test_menu_and_settings_cost_three_queries_besides_the_site(
    rf, main_clan, django_assert_max_num_queries
):
    request = rf.get("/")
    request.user = AnonymousUser()
    Site.find_for_request(request)
    # Wagtail keeps these addresses in the cache.
    Site.get_site_root_paths()
    with django_assert_max_num_queries(3):
        context = context_processors.navigation(request)
        assert len(context["nav_items"]) == 6
        assert context["site_settings"].site_name == "Từ Đường"


def test_menu_stands_without_tables(rf, monkeypatch):
    def fail(request):
        raise DatabaseError

    monkeypatch.setattr(context_processors, "navigation_items", fail)
    monkeypatch.setattr(context_processors, "site_settings_of", fail)
    context = context_processors.navigation(rf.get("/"))

    assert list(context["nav_items"]) == []
    assert context["site_settings"].site_name == "Từ Đường"


def test_menu_stands_without_a_site(menu):
    Site.objects.all().delete()

    assert [item.label for item in menu()] == ["Gia phả"]


@pytest.mark.parametrize(
    "fields",
    [
        {"label": "Không đâu"},
        {"label": "Mã", "url": "javascript:alert(1)"},
        {"label": "Ngoài", "url": "//evil.example/"},
        {"label": "Ngoài", "url": "/\\evil.example/"},
        {"url": "/gia-pha/"},
    ],
)
def test_entry_without_a_safe_goal_or_words_is_refused(fields):
    item = NavigationItem(navigation=NavigationSettings.objects.get(), **fields)

    with pytest.raises(ValidationError):
        item.full_clean()
