"""The commands: one turn, the worker's share, and clearing away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from cms.webhooks import sending
from cms.webhooks.models import Delivery, Mark, OutboxEvent
from cms.webhooks.posting import Answer
from home.models import StandardPage

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("command", [("send_webhooks", "--once"), ("run_worker", "--once")])
def test_one_turn_compares_and_sends(command, home, make_endpoint, monkeypatch):
    sent = []

    def post(url, body, headers):
        sent.append((url, body))
        return Answer(200, 1)

    monkeypatch.setattr(sending, "post", post)
    endpoint = make_endpoint()
    home.add_child(instance=StandardPage(title="Trang", slug="trang"))
    call_command(*command)
    ((url, body),) = sent
    assert url == endpoint.url
    assert b'"page.published"' in body
    assert Delivery.objects.get().state == "delivered"
    assert not Mark.objects.exists()


def test_old_messages_are_cleared(make_endpoint, capsys):
    event = OutboxEvent.objects.create(
        type="ping", object_key="ping:1", body="{}", created_at=timezone.now() - timedelta(days=9)
    )
    Delivery.objects.create(
        event=event, endpoint=make_endpoint(), object_key="ping:1", state="delivered",
        finished_at=timezone.now() - timedelta(days=8),
    )  # fmt: skip
    call_command("clear_webhooks")
    assert OutboxEvent.objects.exists()
    call_command("clear_webhooks", "--days", "7")
    assert not OutboxEvent.objects.exists()
    assert "1" in capsys.readouterr().out
