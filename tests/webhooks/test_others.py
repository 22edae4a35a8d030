"""Pictures, redirects, topics, the site itself: told when strangers can notice, filters obeyed."""

from __future__ import annotations

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction, Site

from cms.webhooks.comparing import compare_turn
from cms.webhooks.models import Comparing, Delivery, Endpoint, EventType, Mark, OutboxEvent, Told
from cms.webhooks.services import endpoint_update
from genealogy.enums import LivingState
from genealogy.models import MediaLink
from genealogy.services import people
from home.models import NavigationItem, NavigationSettings, SiteSettings, StandardPage
from tests.genealogy.factories import ClanFactory, PersonFactory
from tests.news.factories import add_news, add_topic
from tests.privacy.subjects import image_of

pytestmark = pytest.mark.django_db


def changes(told, kind):
    return [
        (body["object"]["id"], body.get("change")) for body in told.bodies() if body["type"] == kind
    ]


def test_a_picture_anybody_may_see_is_told_when_it_changes(told):
    image = image_of("Nhà thờ", "nha-tho", "x")
    assert changes(told, "image.changed") == [(image.pk, "created")]
    image.description = "Nhà thờ họ"
    image.save()
    assert changes(told, "image.changed") == [(image.pk, "updated")]
    pk = image.pk
    image.delete()
    assert changes(told, "image.changed") == [(pk, "gone")]


def test_a_picture_in_a_private_collection_gives_no_event(told):
    private = Collection.get_first_root_node().add_child(name="Kín")
    CollectionViewRestriction.objects.create(
        collection=private, restriction_type=CollectionViewRestriction.LOGIN
    )
    image = image_of("Kín", "kin", "x")
    image.collection = private
    image.save()
    image.title = "Kín khác"
    image.save()
    assert told.bodies() == []


def test_a_portrait_of_the_living_gives_no_event(told):
    clan = ClanFactory()
    living = PersonFactory(clan=clan, birth="1990", living_state=LivingState.LIVING)
    image = image_of("Chân dung", "chan-dung", "x")
    people.person_update(living, portrait=image)
    MediaLink.objects.create(person=living, image=image)
    image.refresh_from_db()
    image.title = "Chân dung mới"
    image.save()
    assert [body["type"] for body in told.bodies() if body["type"] == "image.changed"] == []


def test_a_redirect_is_told_but_not_one_to_a_page_strangers_may_not_read(home, told):
    draft = home.add_child(instance=StandardPage(title="Nháp", slug="nhap", live=False))
    Redirect.objects.create(old_path="/cu-nhap", redirect_page=draft)
    assert told.bodies() == []
    kept = Redirect.objects.create(old_path="/cu", redirect_link="/moi/")
    (body,) = told.bodies()
    assert (body["type"], body["object"]["path"]) == ("redirect.changed", "/cu")
    kept.redirect_link = "/khac/"
    kept.save()
    assert changes(told, "redirect.changed") == [(kept.pk, "updated")]


def test_a_topic_is_told_once_public_news_has_it(told):
    topic = add_topic("Khuyến học")
    assert told.bodies() == []
    add_news("Trao thưởng", topics=[topic])
    assert ("khuyen-hoc", "created") in changes(told, "topic.changed")


def test_the_menu_and_the_name_of_the_site_are_told(home, told):
    site = Site.objects.get(is_default_site=True)
    settings = SiteSettings.for_site(site)
    settings.site_name = "Họ Trần làng Mai"
    settings.save()
    (body,) = told.bodies()
    assert body["type"] == "site.changed"
    assert "Trần" not in str(body)
    navigation = NavigationSettings.for_site(site)
    NavigationItem.objects.create(navigation=navigation, label="Gia phả", url="/gia-pha/")
    assert [body["type"] for body in told.bodies()] == ["site.changed"]


# Filters ----------------------------------------------------------------------------------------


def heard(endpoint) -> list[str]:
    compare_turn("test")
    rows = Delivery.objects.filter(endpoint=endpoint).order_by("pk")
    return list(rows.values_list("event__type", flat=True))


def test_each_endpoint_hears_what_passes_its_filters(home, make_endpoint):
    section = home.add_child(instance=StandardPage(title="Mục", slug="muc"))
    one, two = ClanFactory(slug="ho-mot"), ClanFactory(slug="ho-hai")
    endpoints = {
        "all": make_endpoint(),
        "type": make_endpoint(event_types=[EventType.PAGE_PUBLISHED]),
        "page type": make_endpoint(page_types=["news.NewsPage"]),
        "section": make_endpoint(section=section, event_types=[EventType.PAGE_PUBLISHED]),
        "clan": make_endpoint(clan=one, event_types=[EventType.TREE_CHANGED]),
    }
    section.add_child(instance=StandardPage(title="Trong", slug="trong"))
    home.add_child(instance=StandardPage(title="Ngoài", slug="ngoai"))
    PersonFactory(clan=one, birth="1800", death="1850")
    PersonFactory(clan=two, birth="1800", death="1850")
    got = {name: heard(endpoint) for name, endpoint in endpoints.items()}
    assert sorted(got["all"]) == ["page.published"] * 2 + ["tree.changed"] * 2
    assert got["type"] == ["page.published"] * 2
    assert sorted(got["page type"]) == ["tree.changed"] * 2
    assert got["section"] == ["page.published"]
    assert got["clan"] == ["tree.changed"]
    event = OutboxEvent.objects.get(deliveries__endpoint=endpoints["section"])
    assert event.path == "/muc/trong/"


def test_an_event_nobody_wants_is_not_kept(home, make_endpoint):
    make_endpoint(event_types=[EventType.TREE_CHANGED])
    home.add_child(instance=StandardPage(title="Ngoài", slug="ngoai"))
    compare_turn("test")
    assert not OutboxEvent.objects.exists()
    assert not Mark.objects.exists()


def test_switching_on_again_notes_what_there_is_without_an_event(home, make_endpoint):
    endpoint = make_endpoint()
    endpoint_update(endpoint, is_active=False)
    page = home.add_child(instance=StandardPage(title="Lúc tắt", slug="luc-tat"))
    endpoint_update(endpoint, is_active=True)
    assert heard(endpoint) == []
    page.unpublish()
    assert heard(endpoint) == ["page.unpublished"]


def test_the_daily_look_finds_what_no_signal_told(home, told):
    page = home.add_child(instance=StandardPage(title="Trang", slug="trang"))
    told.bodies()
    type(page).objects.filter(pk=page.pk).update(live=False)
    assert told.bodies() == []
    Comparing.objects.update(compared_on=None)
    assert told.types() == [("page.unpublished", page.pk)]


def test_only_one_sender_compares_at_a_time(home, told):
    from datetime import timedelta

    from django.utils import timezone

    home.add_child(instance=StandardPage(title="Trang", slug="trang"))
    later = timezone.now() + timedelta(minutes=1)
    Comparing.objects.update(holder="another", held_until=later)
    assert compare_turn("test") == 0
    assert Mark.objects.exists()
    Comparing.objects.update(held_until=timezone.now() - timedelta(seconds=1))
    assert compare_turn("test") == 1


def test_nothing_is_written_by_one_who_lost_its_place(home, told, monkeypatch):
    home.add_child(instance=StandardPage(title="Trang", slug="trang"))
    read = __import__("cms.webhooks.comparing", fromlist=["x"]).page_states

    def slow(keys):
        Comparing.objects.update(holder="another")
        return read(keys)

    monkeypatch.setattr("cms.webhooks.comparing.page_states", slow)
    assert compare_turn("test") == 0
    assert not OutboxEvent.objects.exists()
    assert Mark.objects.exists()
    assert not Told.objects.filter(path="/trang/").exists()
    assert Endpoint.objects.get().is_active


def test_once_nobody_listens_nothing_is_kept_of_people(make_endpoint):
    endpoint = make_endpoint()
    PersonFactory(clan=ClanFactory(), birth="1800", death="1850")
    compare_turn("test")
    PersonFactory(clan=ClanFactory(), birth="1800", death="1850")
    assert Told.objects.filter(kind="person").exists()
    assert Mark.objects.exists()
    endpoint_update(endpoint, is_active=False)
    assert not Told.objects.filter(kind="person").exists()
    assert not Mark.objects.exists()
