"""A clan, and a maker of men of it."""

from __future__ import annotations

import pytest

from tests.genealogy.factories import ClanFactory, PersonFactory


@pytest.fixture
def clan():
    return ClanFactory()


@pytest.fixture
def man(clan):
    return lambda **facts: PersonFactory(clan=clan, given_name="An", **facts)
