"""One house a module: built once, every test in it works on a savepoint."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test import Client

from tests.attacks.house import House, house_build
from tests.attacks.watching import Writes


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker):
    """The rows of `tests.attacks.house`, taken back after the last test of the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield house_build()
        transaction.set_rollback(True)


@pytest.fixture
def enter(db, house: House):
    """Give a browser in which somebody is signed in; None is a stranger."""

    def _enter(name: str | None, **options) -> Client:
        client = Client(**options)
        client.raise_request_exception = False
        if name is not None:
            client.force_login(house.accounts[name])
        return client

    return _enter


@pytest.fixture
def writes(db):
    """Everything that is written to the database while a test runs."""
    with Writes(connection) as seen:
        yield seen
