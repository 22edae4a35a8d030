"""An endpoint that is on, and what was written for it."""

from __future__ import annotations

import json

import pytest
from wagtail.models import Page, Site

from cms.webhooks.comparing import compare_turn, is_prepared
from cms.webhooks.models import Endpoint, Mark, OutboxEvent
from cms.webhooks.services import endpoint_create
from home.models import HomePage


@pytest.fixture(autouse=True)
def _at_once(settings):
    settings.WEBHOOK_QUIET_SECONDS = 0
    settings.WEBHOOK_LOOPBACK_HOSTS = []


@pytest.fixture
def home(db):
    """The home page of the default site, as migrations or this fixture made it."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is not None and isinstance(site.root_page.specific, HomePage):
        return site.root_page.specific
    root = Page.objects.get(depth=1)
    page = root.add_child(instance=HomePage(title="Trang chủ", slug="trang-chu-thu"))
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "testserver", "root_page": page}
    )
    return page


@pytest.fixture
def make_endpoint(db):
    def make(**fields) -> Endpoint:
        fields = {"name": "Trang ngoài", "url": "https://hooks.example.org/in", **fields}
        endpoint, secret = endpoint_create(**fields)
        endpoint.plain_secret = secret
        if not is_prepared():
            compare_turn("test")
        return endpoint

    return make


class Told:
    """What came of the changes since it was asked last."""

    def __init__(self):
        self.seen = set(OutboxEvent.objects.values_list("pk", flat=True))

    def bodies(self) -> list[dict]:
        compare_turn("test")
        assert not Mark.objects.exists()
        events = OutboxEvent.objects.exclude(pk__in=self.seen).order_by("pk")
        found = [json.loads(event.body) for event in events]
        self.seen.update(event.pk for event in events)
        return found

    def types(self) -> list[tuple[str, object]]:
        return [(body["type"], body["object"]["id"]) for body in self.bodies()]


@pytest.fixture
def told(make_endpoint):
    """An endpoint that hears of everything; what is there already is known to it."""
    make_endpoint()
    return Told()
