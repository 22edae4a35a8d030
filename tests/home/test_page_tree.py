from __future__ import annotations

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from wagtail.models import Page, Site

from home.models import HomePage, NavigationSettings, SiteSettings

SLUGS = ["tin-tuc", "truyen-hinh", "su-kien", "gioi-thieu"]


@pytest.mark.django_db
def test_site_leads_to_the_front_page():
    site = Site.objects.get()

    assert site.is_default_site
    assert site.root_page.specific == HomePage.objects.get()
    assert (site.hostname, site.port) == ("localhost", 80)


@pytest.mark.django_db
def test_sections_stand_under_the_front_page():
    home = HomePage.objects.get()

    assert [page.slug for page in home.get_children()] == SLUGS
    assert home.numchild == len(SLUGS)


@pytest.mark.django_db
def test_the_tree_is_sound():
    problems = Page.find_problems()

    assert not any(problems)


@pytest.mark.django_db
def test_welcome_page_is_gone():
    assert not Page.objects.filter(slug="home", depth=2).exists()


@pytest.mark.django_db
def test_pages_are_of_the_default_locale_and_have_their_addresses():
    paths = [page.get_url() for page in HomePage.objects.get().get_children()]

    assert paths == [f"/{slug}/" for slug in SLUGS]
    assert set(Page.objects.values_list("locale__language_code", flat=True)) == {"vi"}


@pytest.mark.django_db
@pytest.mark.parametrize("slug", SLUGS)
def test_each_section_answers(client, slug):
    assert client.get(f"/{slug}/").status_code == 200


@pytest.mark.django_db
def test_sections_can_be_edited_and_published():
    for page in Page.objects.filter(slug__in=SLUGS).specific():
        page.save_revision().publish()


@pytest.mark.django_db
def test_settings_are_made_with_the_tree():
    assert SiteSettings.objects.filter(site__is_default_site=True).exists()
    assert NavigationSettings.objects.filter(site__is_default_site=True).exists()


@pytest.mark.django_db
def test_page_tree_goes_back_and_forth():
    migration = import_module("home.migrations.0002_create_page_tree")
    loader = MigrationLoader(connection)
    apps = loader.project_state(("home", "0003_create_role_groups")).apps

    migration.remove_tree(apps, None)

    assert list(Page.objects.order_by("path").values_list("slug", flat=True)) == ["root", "home"]
    assert Site.objects.get().root_page.slug == "home"
    assert not any(Page.find_problems())

    migration.create_tree(apps, None)

    assert [page.slug for page in HomePage.objects.get().get_children()] == SLUGS
    assert Site.objects.get().root_page.slug == "trang-chu"
    assert not Page.objects.filter(slug="home").exists()
    assert not any(Page.find_problems())
