"""Nobody is told what is hidden from him, wherever he asks: the matrix in `matrix.py`.

In CI the slow pages are shared out among the roles; `make trust` asks everything as everybody.
"""

from __future__ import annotations

import pytest

from cms.accounts.models import AccessRecord
from cms.accounts.models.duties import AccessKind
from tests.privacy.asking import tells
from tests.privacy.facts import FACT, FACTS, Only
from tests.privacy.matrix import Result, asker, prefixes, scanner, search_all, walk
from tests.privacy.roles import (
    ADMINISTRATOR,
    CONTACTS,
    NEWSROOM,
    OTHER_HEAD,
    PAGES,
    RELATIVE,
    ROLES,
    STATES,
    STRANGER,
    may_see,
)
from tests.privacy.routes import addresses, patterns, row_of
from tests.sizes import IS_FULL

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

#: The table itself promises so many checks; a test of each role counts what it made.
LEAST_CHECKS = 100_000


def test_every_route_is_in_the_table(world):
    unknown = []
    for route in patterns():
        try:
            addresses(route, world, most=1)
        except LookupError as error:
            unknown.append(str(error))
    assert unknown == []


@pytest.mark.parametrize("role", ROLES)
def test_nobody_is_told_what_is_hidden_from_him(role, world, record_property):
    result: Result = walk(role, world)
    record_property("checks", result.checks)
    record_property("requests", result.requests)
    assert [str(leak) for leak in result.leaks] == []
    assert result.broken == []
    assert result.checks > LEAST_CHECKS / len(ROLES)
    if IS_FULL:
        assert _missing(role, world, result.seen[role]) == set()


def _missing(role: str, world, seen: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Give what somebody has, pages print to a role, and nobody saw."""
    return {
        (state, fact)
        for state, fact in _printed(role)
        if world.subjects[state].canaries[fact] and (state, fact) not in seen
    }


def _printed(role: str) -> set[tuple[str, str]]:
    """Give what pages print to a role, by the table."""
    return {
        (state, fact.name)
        for state in STATES
        for fact in FACTS
        if fact.is_printed
        and fact.only in {Only.ANYBODY, Only.INSIDERS}
        and may_see(role, state, fact, PAGES)
    }


@pytest.mark.parametrize("role", ROLES)
def test_everybody_is_told_what_he_may_know(role, world):
    # An empty answer would keep every secret.
    somebody, eyes = asker(role, world), scanner(world)
    seen = {cell for page in _LISTS for cell in tells(somebody.get(page), eyes)}
    for subject in world.subjects.values():
        told = {cell for page in _of_one(subject) for cell in tells(somebody.get(page), eyes)}
        seen |= {cell for cell in told if cell[0] == subject.state}
    assert _missing(role, world, seen) == set()


_LISTS = [
    "/gia-pha/ho-chim/chi/chi-mot/",
    "/api/v2/people/?limit=100",
    "/api/v2/images/?limit=100",
    "/api/v2/documents/?limit=100",
]


def _of_one(subject) -> list[str]:
    """Give the addresses at which a person's facts stand."""
    uuid, rows = subject.person.uuid, subject.rows
    return [
        f"/gia-pha/nguoi/{uuid}/",
        f"/api/v2/people/{uuid}/",
        *(f"/media/{image.file.name}" for image in rows["images"]),
        *(f"/documents/{document.pk}/{document.filename}" for document in rows["documents"]),
    ]


@pytest.mark.parametrize("role", [STRANGER, NEWSROOM, RELATIVE, OTHER_HEAD])
def test_no_search_finds_what_is_hidden(role, world, record_property):
    typed = prefixes(world)
    result = search_all(role, world, typed if IS_FULL else typed[:: len(typed) // 5])
    record_property("checks", result.checks)
    record_property("requests", result.requests)
    assert [str(leak) for leak in result.leaks] == []


def test_the_administrator_reads_contacts_and_each_look_is_noted(world):
    routes = [route for route in patterns() if row_of(route).door == CONTACTS]
    if not routes:
        pytest.skip("no page shows contacts")
    seen = walk(ADMINISTRATOR, world, routes=routes, is_full=True).seen[ADMINISTRATOR]
    contacts = {
        (state, fact.name) for state in STATES for fact in FACTS if fact.only is Only.CONTACT
    }
    assert {cell for cell in contacts if cell[0] != "staged"} <= seen
    noted = AccessRecord.objects.filter(person_uuid=world.subjects["living adult"].person.uuid)
    assert {AccessKind.CONTACT_VIEW, AccessKind.EXPORT} <= set(noted.values_list("kind", flat=True))


def test_the_table_speaks_of_every_fact_once():
    assert len(FACT) == len(FACTS)
    assert all(row_of(route) is not None for route in patterns())
