"""A kept connection follows the file of the database."""

from __future__ import annotations

import os
import sqlite3

import pytest
from django.db import connections
from django.db.backends.sqlite3.base import DatabaseWrapper

from cms.core import kept_connections, versions


@pytest.fixture
def file(tmp_path, monkeypatch, django_db_blocker):
    with django_db_blocker.unblock():
        yield from opened(tmp_path, monkeypatch)


def opened(tmp_path, monkeypatch):
    def make(name: str, number: int) -> str:
        made = DatabaseWrapper({**connections["default"].settings_dict, **settings(name)})
        with made.cursor() as cursor:
            cursor.execute("CREATE TABLE told (number integer)")
            cursor.execute(f"INSERT INTO told VALUES ({number})")
        made.close()
        return name

    def settings(name: str) -> dict:
        return {"NAME": str(tmp_path / name), "CONN_MAX_AGE": None, "OPTIONS": {}}

    make("site", 1)
    make("other", 2)
    wrapper = DatabaseWrapper({**connections["default"].settings_dict, **settings("site")})
    wrapper.connect()
    kept_connections.place_note(wrapper)
    monkeypatch.setattr(kept_connections, "connections", {"default": wrapper})
    yield wrapper, tmp_path
    wrapper.close()


def told(wrapper) -> int:
    with wrapper.cursor() as cursor:
        cursor.execute("SELECT number FROM told")
        return cursor.fetchone()[0]


def test_a_file_put_in_its_place_is_read_from_the_next_request_on(file):
    wrapper, folder = file
    os.replace(folder / "other", folder / "site")
    assert told(wrapper) == 1, "SQLite itself goes on with the old file"
    kept_connections.replaced_close()
    assert told(wrapper) == 2


def test_the_same_file_keeps_its_connection(file):
    wrapper, _folder = file
    opened = wrapper.connection
    kept_connections.replaced_close()
    assert wrapper.connection is opened


def test_a_statement_left_half_read_does_not_hold_the_past(file, monkeypatch):
    """SQLite shows a connection one moment for as long as any of its statements is being read."""
    wrapper, folder = file
    monkeypatch.setattr(versions, "connections", {"default": wrapper})
    other = sqlite3.connect(folder / "site", isolation_level=None)
    other.execute("PRAGMA journal_mode=WAL")
    other.execute("CREATE TABLE core_contentversion (tag text, number integer)")
    other.execute("INSERT INTO core_contentversion VALUES ('*', 5)")
    other.execute("INSERT INTO told VALUES (1)")
    half = wrapper.connection.execute("SELECT number FROM told")
    half.fetchone()
    other.execute("UPDATE told SET number = 9")
    other.execute("UPDATE core_contentversion SET number = 6")
    other.close()
    assert told(wrapper) == 1
    versions.look_anew(5)
    assert told(wrapper) == 1, "nothing newer is asked for"
    versions.look_anew(6)
    assert told(wrapper) == 9
