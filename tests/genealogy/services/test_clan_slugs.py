"""A clan's address is never that of one of our own pages."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import resolve, reverse

from genealogy.models import Clan
from genealogy.services.clans import clan_create, clan_update, reserved_slugs
from tests.genealogy.factories import ClanFactory

pytestmark = pytest.mark.django_db


def test_every_word_that_begins_a_page_of_ours_is_reserved():
    assert reserved_slugs() >= {
        "tim",
        "quan-he",
        "nguoi",
        "lich",
        "thu-moi",
        "gia-nhap",
        "thanh-vien",
    }
    assert not any("<" in word for word in reserved_slugs())


@pytest.mark.parametrize("slug", ["tim", "nguoi", "thu-moi", "thanh-vien"])
def test_a_clan_cannot_take_the_address_of_a_page(slug):
    with pytest.raises(ValidationError) as refused:
        clan_create(name="Họ thử", slug=slug)
    assert list(refused.value.error_dict) == ["slug"]
    clan = ClanFactory()
    with pytest.raises(ValidationError):
        clan_update(clan, slug=slug)
    assert not Clan.objects.filter(slug=slug).exists()


def test_a_slug_made_from_a_name_steps_aside():
    clan = clan_create(name="Tìm")
    assert clan.slug == "tim-2"
    assert resolve(clan.get_absolute_url()).view_name == "genealogy:clan"


def test_a_free_word_stays_as_it_is():
    clan = clan_create(name="Họ Tìm", slug="ho-tim")
    assert reverse("genealogy:clan", args=["ho-tim"]) == clan.get_absolute_url()
