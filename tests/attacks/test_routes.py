"""The tools of the attacks themselves: they reach every route, and they see a write."""

from __future__ import annotations

import pytest
from django.urls import Resolver404, resolve

from cms.accounts.views import admin_login, frontend_login
from genealogy.models import Person
from tests.attacks.house import House
from tests.attacks.routes import all_routes
from tests.attacks.rows import own_models

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

#: Wagtail's own logins know no limits; ours stand before them under the same address.
SHADOWED = {"admin/login/", "_util/login/"}
OURS = {admin_login, frontend_login}


def test_every_route_gets_an_address_that_leads_to_it(house: House):
    lost = []
    for route in all_routes():
        if route.text in SHADOWED and route.view not in OURS:
            continue
        paths = route.paths(house.choices)
        if not any(_view_at(path) == route.view for path in paths):
            lost.append((route.text, paths[:2]))
    assert lost == []


def _view_at(path: str):
    try:
        return resolve(path).func
    except Resolver404:
        return None


def test_every_model_has_a_row_in_the_house(house: House):
    pages = {"NewsPerson", "EpisodePerson", "EpisodeBranch", "HomeSlot", "NavigationItem"}
    missing = {
        model.__name__
        for model in own_models()
        if house.rows.of(model) is None and not hasattr(model, "slug")
    }
    assert missing <= pages


def test_a_write_is_seen(house: House, writes):
    Person.objects.filter(pk=house.own_person.pk).update(given_name="Khác")
    assert writes.taken() == ["UPDATE genealogy_person"]
    assert writes.taken() == []
