"""Lists, dialogs and forms cost the same with 20 people and with 200."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from genealogy.models import Person, Union
from genealogy.services.derived import rebuild_after
from tests.genealogy.factories import ClanFactory, PersonFactory, WomanFactory, family, found

pytestmark = pytest.mark.django_db


def grow(clan, root, people):
    """Add families until the clan has so many people."""
    fathers = [root]
    with rebuild_after(clan):
        while Person.objects.filter(clan=clan).count() < people:
            father = fathers.pop(0)
            sons = PersonFactory.create_batch(3, clan=clan, birth="1820", death="3/2 âm lịch")
            family(father, WomanFactory(clan=clan), *sons)
            fathers += sons


def counts(client, addresses):
    found_counts = {}
    for address in addresses:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        found_counts[address] = len(queries)
    return found_counts


def test_costs_do_not_grow_with_the_clan(root_client):
    clan = ClanFactory()
    root = PersonFactory(clan=clan)
    found(root)
    grow(clan, root, 20)
    union = Union.objects.order_by("pk").first()
    addresses = [
        reverse("genealogy_person:index"),
        reverse("genealogy_person:index") + "?q=duong+van",
        reverse("genealogy_person:edit", args=[root.pk]),
        reverse("genealogy_union:index"),
        reverse("genealogy_union:edit", args=[union.pk]),
        reverse("genealogy_clan:index"),
        reverse("genealogy_branch:index"),
        reverse("person_chooser:choose"),
        reverse("person_chooser:choose_results") + "?q=duong",
        reverse("union_chooser:choose_results"),
    ]
    few = counts(root_client, addresses)
    grow(clan, Person.objects.filter(clan=clan).order_by("-pk").first(), 200)
    many = counts(root_client, addresses)
    assert many == few
    assert max(many.values()) <= 30
