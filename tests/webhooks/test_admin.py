"""The pages of administrators: nobody else's, the secret once, a test, the log, sending again."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from cms.webhooks import sending
from cms.webhooks.models import Attempt, Delivery, DeliveryState, Endpoint, OutboxEvent
from cms.webhooks.posting import Answer
from tests.webhooks.test_sending import queue

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

SECRET = re.compile(r"whsec_[A-Za-z0-9+/=]{44}")
NAMES = ("index", "index_results", "add", "log", "log_results")
OF_ONE = ("endpoint", "edit", "secret", "delete")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    import socket

    def resolve(host, port, type):
        return [(socket.AF_INET, type, 6, "", ("203.0.114.7", port))]

    monkeypatch.setattr("cms.webhooks.addresses.socket.getaddrinfo", resolve)
    monkeypatch.setattr(sending, "post", lambda *_args: Answer(204, 12))


@pytest.fixture
def endpoint(make_endpoint):
    return make_endpoint(name="Trang chi Hai")


def at(name, *args):
    return reverse(f"webhooks:{name}", args=args)


def fields(**changed):
    return {
        "name": "Chi Hai",
        "url": "https://chi-hai.example.org/in",
        "is_active": "on",
        **changed,
    }


def test_the_secret_is_shown_once(root_client):
    page = root_client.post(at("add"), fields(event_types=["page.published"]))
    (secret,) = set(SECRET.findall(page.content.decode()))
    assert page["Cache-Control"] == "private, no-store"
    endpoint = Endpoint.objects.get()
    assert endpoint.event_types == ["page.published"]
    assert sending.secrets_of(endpoint) == [secret]
    assert endpoint.created_by.username == "root"
    for address in (at("index"), at("endpoint", endpoint.pk), at("edit", endpoint.pk)):
        text = root_client.get(address).content.decode()
        assert not SECRET.search(text)
        assert endpoint.secret not in text


def test_a_new_secret_asks_first_and_is_shown_once(root_client, endpoint):
    assert not SECRET.search(root_client.get(at("secret", endpoint.pk)).content.decode())
    assert sending.secrets_of(Endpoint.objects.get()) == [endpoint.plain_secret]
    page = root_client.post(at("secret", endpoint.pk)).content.decode()
    (secret,) = set(SECRET.findall(page))
    assert sending.secrets_of(Endpoint.objects.get()) == [secret, endpoint.plain_secret]


@pytest.mark.parametrize(
    "url", ["http://chi-hai.example.org/", "https://127.0.0.1/", "https://x:8443/", "chi-hai", ""]
)
def test_an_address_nothing_may_go_to_stays_on_the_form(root_client, url):
    page = root_client.post(at("add"), fields(url=url))
    assert page.status_code == 200
    assert not Endpoint.objects.exists()
    assert "Chi Hai" in page.content.decode()


def test_a_name_that_leads_inside_stays_on_the_form(root_client, monkeypatch):
    import socket

    inside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.5", 443))]
    monkeypatch.setattr("cms.webhooks.addresses.socket.getaddrinfo", lambda *_a, **_k: inside)
    page = root_client.post(at("add"), fields())
    assert "mạng nội bộ" in page.content.decode()
    assert not Endpoint.objects.exists()


def test_an_endpoint_is_changed_and_switched_off(root_client, endpoint):
    changed = fields(name="Khác", is_active="")
    del changed["is_active"]
    assert root_client.post(at("edit", endpoint.pk), changed).status_code == 302
    endpoint.refresh_from_db()
    assert (endpoint.name, endpoint.is_active) == ("Khác", False)


def test_the_test_button_shows_what_came_back(root_client, endpoint):
    page = root_client.post(at("endpoint", endpoint.pk), follow=True).content.decode()
    assert "204" in page
    assert Delivery.objects.get().event.type == "ping"
    assert Attempt.objects.get().status == 204


def test_the_log_shows_tries_escaped_and_filters(root_client, endpoint):
    one, two = queue(endpoint, "page:1", "page:2")
    OutboxEvent.objects.filter(pk=one.event_id).update(path="/mot/")
    OutboxEvent.objects.filter(pk=two.event_id).update(path="/hai/")
    Delivery.objects.filter(pk=one.pk).update(state=DeliveryState.DEAD)
    Attempt.objects.create(delivery=one, status=500, error="Hỏng", answer="<script>x</script>")
    page = root_client.get(at("delivery", one.pk)).content.decode()
    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert "Hỏng" in page
    dead = root_client.get(at("log"), {"state": "dead"}).content.decode()
    assert "/mot/" in dead
    assert "/hai/" not in dead


def test_what_was_given_up_is_sent_again_one_by_one_or_all(root_client, endpoint):
    one, two, three = queue(endpoint, "page:1", "page:2", "page:3")
    Delivery.objects.update(state=DeliveryState.DEAD)
    Delivery.objects.filter(pk=three.pk).update(state=DeliveryState.DELIVERED)
    root_client.post(at("delivery", one.pk))
    states = dict(Delivery.objects.values_list("pk", "state"))
    assert states == {one.pk: "pending", two.pk: "dead", three.pk: "delivered"}
    assert "Gửi lại cả 1 tin" in root_client.get(at("log")).content.decode()
    root_client.post(at("replay_all"))
    states = dict(Delivery.objects.values_list("pk", "state"))
    assert states == {one.pk: "pending", two.pk: "pending", three.pk: "delivered"}
    assert root_client.get(at("replay_all")).status_code == 405


def test_deleting_asks_first(root_client, endpoint):
    assert root_client.get(at("delete", endpoint.pk)).status_code == 200
    assert Endpoint.objects.exists()
    assert root_client.post(at("delete", endpoint.pk)).status_code == 302
    assert not Endpoint.objects.exists()


def addresses(endpoint, delivery):
    return [
        *(at(name) for name in NAMES),
        *(at(name, endpoint.pk) for name in OF_ONE),
        at("delivery", delivery.pk),
        at("replay_all"),
    ]


def test_editors_have_no_such_pages(editor_client, endpoint):
    (delivery,) = queue(endpoint, "page:1")
    for address in addresses(endpoint, delivery):
        assert editor_client.get(address).status_code in {302, 403}
        assert editor_client.post(address, fields()).status_code in {302, 403}
    assert Endpoint.objects.get().name == "Trang chi Hai"
    assert Delivery.objects.get().state == DeliveryState.PENDING
    assert "tin-bao" not in editor_client.get(reverse("wagtailadmin_home")).content.decode()


def test_a_form_of_another_site_is_refused(admin_account, endpoint):
    (delivery,) = queue(endpoint, "page:1")
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_account)
    for address in addresses(endpoint, delivery):
        assert client.post(address, fields()).status_code in {403, 405}
    assert Endpoint.objects.count() == 1


def test_lists_cost_the_same_however_long(root_client, make_endpoint):
    first = make_endpoint(name="Một")
    queue(first, "page:1")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost(name):
        root_client.get(at(name))
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert root_client.get(at(name)).status_code == 200
        return len(seen)

    before = {name: cost(name) for name in ("index", "log")}
    for number in range(5):
        queue(make_endpoint(name=f"Nơi {number}"), *(f"page:{n}" for n in range(4)))
    assert {name: cost(name) for name in ("index", "log")} == before
