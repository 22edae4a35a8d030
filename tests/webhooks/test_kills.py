"""Receivers that fail in every way and senders that are killed: no event is lost or out of order.

Real processes (`manage.py send_webhooks`) on a copy of the database in a file. A sender is killed
(SIGKILL, by the id of the process the test started) while a receiver holds its message: after the
sending, before the noting.
"""

from __future__ import annotations

import importlib.util
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone

from cms.webhooks.models import Delivery, Endpoint, OutboxEvent
from genealogy.enums import LivingState
from genealogy.models import Person
from genealogy.services import people
from tests.genealogy.factories import ClanFactory, PersonFactory
from tests.sizes import IS_FULL
from tests.webhooks import peers
from tests.webhooks.peers import Peer, at_first

ROOT = Path(__file__).parents[2]
#: Starts Django once and forks a sender for each line it is given; answers with its process id.
RUNNER = """
import os, signal, sys
import django
django.setup()
from django.core.management import call_command
from django.urls import get_resolver
get_resolver().url_patterns
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
for _line in sys.stdin:
    pid = os.fork()
    if pid == 0:
        call_command("send_webhooks", interval=0.05, stdout=open(os.devnull, "w"))
        os._exit(0)
    print(pid, flush=True)
"""
OBJECTS, EACH = 3, 4
#: Seconds until everything must have arrived, however busy the machine.
PATIENCE = 60

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.any_database,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="copies the database to a file"),
]


class Senders:
    """Processes this test started, and the ports they may call."""

    def __init__(self, file: Path):
        self.file, self.ports, self.pids = file, [], []
        self.nursery: subprocess.Popen | None = None

    def start(self, count: int = 1) -> list[int]:
        """Start senders; give their process ids."""
        if self.nursery is None:
            self.nursery = self._nursery()
        started = []
        for _ in range(count):
            self.nursery.stdin.write("start\n")
            self.nursery.stdin.flush()
            started.append(int(self.nursery.stdout.readline()))
        self.pids += started
        return started

    def _nursery(self) -> subprocess.Popen:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.webhooks.kill_settings",
            "DATABASE_URL": f"sqlite:///{self.file}",
            "WEBHOOK_LOOPBACK_HOSTS": ",".join(f"127.0.0.1:{port}" for port in self.ports),
            "LOG_LEVEL": "ERROR",
        }
        return subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", RUNNER],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def kill(self, pid: int) -> None:
        """End one sender at once."""
        self.pids.remove(pid)
        os.kill(pid, signal.SIGKILL)

    def holder_of(self, message_id: str) -> int:
        """Give the process a message is lent to."""
        ((name,),) = self.read(
            "SELECT leased_by FROM webhooks_delivery JOIN webhooks_outboxevent AS event"
            f" ON event.id = event_id WHERE event.uuid = '{UUID(message_id).hex}'"
        )
        return int(name.rpartition(":")[2])

    def read(self, question: str) -> list[tuple]:
        with closing(sqlite3.connect(self.file, timeout=20)) as rows:
            return rows.execute(question).fetchall()

    def end(self) -> None:
        for pid in list(self.pids):
            self.kill(pid)
        if self.nursery is not None:
            self.nursery.kill()
            self.nursery.communicate()
            self.nursery = None


@pytest.fixture
def senders(tmp_path):
    found = Senders(tmp_path / "senders.sqlite3")
    yield found
    found.end()


def verify(secret, message):
    place = ROOT / "examples" / "webhook_receivers" / "python" / "receiver.py"
    spec = importlib.util.spec_from_file_location("receiver", place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.verify(secret, message.headers, message.body)


def fill(endpoint):
    """Write events of some objects, mixed, as comparing would."""
    for number in range(1, EACH + 1):
        for key in range(OBJECTS):
            body = json.dumps({"object": {"id": key}, "sequence": number})
            event = OutboxEvent.objects.create(
                type="page.updated", object_key=f"page:{key}", sequence=number, body=body
            )
            Delivery.objects.create(event=event, endpoint=endpoint, object_key=f"page:{key}")


def copy_to(file: Path) -> None:
    # As this connection sees it, with what its transaction has not committed.
    file.write_bytes(connection.connection.serialize())


def a_tree_with_secrets():
    """Change people strangers may know and people they may not, and leave it all to the sender."""
    clan = ClanFactory(slug="ho-bi-giet")
    seen = PersonFactory(clan=clan, given_name="An", birth="1800", death="1860")
    for number in range(5):
        hidden = PersonFactory(
            clan=clan, given_name=f"Kín{number}", birth="1990", living_state=LivingState.LIVING
        )
        people.person_update(hidden, biography="<p>Kín</p>")
    return {str(seen.uuid)}, {
        str(uuid) for uuid in Person.objects.exclude(pk=seen.pk).values_list("uuid", flat=True)
    }


class Killing:
    """Is good, but kills whoever sent these messages, while it waits for the answer."""

    def __init__(self, senders: Senders, at: set[int]):
        self.senders, self.at, self.killed = senders, at, 0
        self.peer: Peer | None = None

    def __call__(self, connection, number):
        if number in self.at:
            message_id = self.peer.messages[number].headers["webhook-id"]
            self.senders.kill(self.senders.holder_of(message_id))
            self.killed += 1
            return
        peers.good(connection, number)


def check_order(peer: Peer) -> set[str]:
    """Give the ids received; the first arrivals of each object came in its order."""
    first: dict[str, dict] = {}
    for message in peer.messages:
        first.setdefault(message.headers["webhook-id"], message.facts)
    by_object = defaultdict(list)
    for facts in first.values():
        by_object[facts["object"]["id"]].append(facts["sequence"])
    for sequences in by_object.values():
        assert sequences == sorted(sequences)
    return set(first)


def wait_until_delivered(senders: Senders, patience: float = PATIENCE) -> None:
    until = time.monotonic() + patience
    question = "SELECT count(*) FROM webhooks_delivery WHERE state != 'delivered'"
    marks = "SELECT count(*) FROM webhooks_mark"
    while senders.read(question) != [(0,)] or senders.read(marks) != [(0,)]:
        assert time.monotonic() < until, senders.read(
            "SELECT endpoint_id, state, count(*), max(attempts) FROM webhooks_delivery"
            " GROUP BY 1, 2"
        )
        time.sleep(0.1)


def test_every_event_arrives_in_order_whatever_dies(senders, make_endpoint, settings):
    hidden_place = Peer(peers.good).start()
    killing = Killing(senders, {2, 7})
    behaviours = {
        "killing": killing,
        "down": at_first(peers.failing, 3),
        "slow": at_first(peers.slow, 2),
        "lying": at_first(peers.no_http, 2),
        "endless": at_first(peers.endless, 2),
        "garbage": peers.garbage_after_ok,
        "redirecting": at_first(peers.redirecting(hidden_place.url), 3),
        "closing": at_first(peers.closing, 3),
        "refusing": peers.good,
    }
    played = {name: Peer(behave) for name, behave in behaviours.items()}
    killing.peer = played["killing"]
    senders.ports = [peer.port for peer in (*played.values(), hidden_place)]
    settings.WEBHOOK_LOOPBACK_HOSTS = [peer.host for peer in (*played.values(), hidden_place)]
    endpoints = {
        name: make_endpoint(name=name, url=peer.url, event_types=["page.updated"])
        for name, peer in played.items()
    }
    everything = Peer(peers.good).start()
    settings.WEBHOOK_LOOPBACK_HOSTS.append(everything.host)
    senders.ports.append(everything.port)
    ear = make_endpoint(name="all", url=everything.url)
    for endpoint in endpoints.values():
        fill(endpoint)
    seen, hidden = a_tree_with_secrets()
    copy_to(senders.file)
    for name, peer in played.items():
        if name != "refusing":
            peer.start()

    senders.start(4)
    until = time.monotonic() + PATIENCE
    while killing.killed < len(killing.at):
        assert time.monotonic() < until
        time.sleep(0.02)
    assert len(senders.pids) == 2
    played["refusing"].start()
    wait_until_delivered(senders)
    senders.end()

    assert killing.killed == 2
    events = defaultdict(set)
    for endpoint_id, uuid in senders.read(
        "SELECT endpoint_id, uuid FROM webhooks_delivery JOIN webhooks_outboxevent"
        " ON webhooks_outboxevent.id = event_id"
    ):
        events[endpoint_id].add(str(UUID(uuid)))
    for name, peer in played.items():
        assert check_order(peer) == events[endpoints[name].pk], name
        assert len(events[endpoints[name].pk]) == OBJECTS * EACH
        for message in peer.messages:
            verify(endpoints[name].plain_secret, message)
    assert hidden_place.asked == 0
    # The killed messages came again under the same id.
    ids = [message.headers["webhook-id"] for message in played["killing"].messages]
    assert len(ids) >= OBJECTS * EACH + 2
    check_order(everything)
    told = [message.facts for message in everything.messages if message.facts["type"][:4] == "tree"]
    assert {key for facts in told for key in facts["people"]} == seen
    text = b"".join(m.body for peer in (*played.values(), everything) for m in peer.messages)
    assert not [key for key in hidden if key.encode() in text]
    assert ear.pk in events


@pytest.mark.skipif(not IS_FULL, reason="make trust")
@pytest.mark.parametrize("seed", range(12))
def test_random_deaths(seed, senders, make_endpoint, settings):
    dice = random.Random(seed)
    ways = [
        peers.failing, peers.slow, peers.no_http, peers.closing, peers.closing_at_once,
        peers.dripping, peers.endless, peers.garbage_after_ok, peers.good,
    ]  # fmt: skip

    def moody(peer):
        def behave(connection, number):
            # Each message fails a few times only: pauses grow threefold, and so would the test.
            told = [message.headers["webhook-id"] for message in peer().messages[: number + 1]]
            is_tired = told.count(told[-1]) > 3
            (peers.good if is_tired else dice.choice(ways))(connection, number)

        return behave

    played: list[Peer] = []
    for place in range(3):
        played.append(Peer(moody(lambda place=place: played[place])))
    senders.ports = [peer.port for peer in played]
    settings.WEBHOOK_LOOPBACK_HOSTS = [peer.host for peer in played]
    endpoints = [make_endpoint(name=str(n), url=peer.url) for n, peer in enumerate(played)]
    for endpoint in endpoints:
        fill(endpoint)
    Endpoint.objects.update(created_at=timezone.now())
    copy_to(senders.file)
    for peer in played:
        peer.start()
    senders.start(2)
    for _death in range(6):
        time.sleep(dice.uniform(0.1, 1.5))
        senders.kill(dice.choice(senders.pids))
        senders.start()
    wait_until_delivered(senders, 180)
    senders.end()
    for peer in played:
        assert len(check_order(peer)) == OBJECTS * EACH
