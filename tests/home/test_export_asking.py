"""How the export asks the site: a busy database is asked again, a broken page is not."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial

import pytest
from django.core.handlers.base import BaseHandler
from django.core.handlers.exception import convert_exception_to_response
from django.core.signals import request_finished
from django.db import OperationalError, connection
from django.http import HttpResponse

from home.export import asking
from home.export.asking import Stranger
from home.export.errors import PageBroken

pytestmark = pytest.mark.django_db


@pytest.fixture
def answers(monkeypatch):
    """Let the site answer with these, one after the other."""
    left: list = []

    def answer(_request):
        given = left.pop(0)
        if callable(given):
            given = given()
        if isinstance(given, Exception):
            raise given
        return HttpResponse("here", status=given)

    def load(handler):
        # As Django does: what a view raises becomes an answer before anybody hears of it.
        handler._middleware_chain = convert_exception_to_response(answer)

    monkeypatch.setattr(BaseHandler, "load_middleware", load)
    monkeypatch.setattr(asking, "_PAUSE", 0)
    return left


@pytest.mark.parametrize("busy", [503, OperationalError("database is locked")])
def test_a_busy_database_is_asked_again(answers, busy):
    answers += [busy, busy, busy, 200, 200]
    assert Stranger("http://localhost").ask("/").body == b"here"
    assert answers == []


def test_a_page_that_draws_is_let_draw_in_its_own_time(answers, monkeypatch):
    """Within one moment, SQLite refuses to write again once another process has written."""
    inside, told = [], []

    @contextmanager
    def one_moment():
        inside.append(True)
        try:
            yield
        finally:
            inside.clear()

    def at_a_moment(status):
        told.append(bool(inside))
        return status

    monkeypatch.setattr(asking, "_one_moment", one_moment)
    answers += [partial(at_a_moment, status) for status in (503, 200, 200)]
    Stranger("http://localhost").ask("/")
    assert told == [True, False, True]


def test_what_a_page_draws_is_kept(answers, monkeypatch):
    """An answer that closed its connection inside the moment would undo what it drew."""
    closed = []
    monkeypatch.setattr(
        connection, "close_if_unusable_or_obsolete", lambda: closed.append("closed")
    )
    answers += [200]
    Stranger("http://localhost").ask("/")
    assert closed == []
    request_finished.send(object)
    assert closed == ["closed"]


@pytest.mark.parametrize(
    ("broken", "told"), [(500, "500"), (429, "429"), (ValueError("no such thing"), "no such thing")]
)
def test_a_broken_page_ends_the_export_at_once(answers, broken, told):
    answers += [broken, 200]
    with pytest.raises(PageBroken, match=told):
        Stranger("http://localhost").ask("/")
    assert answers == [200]


def test_a_database_that_stays_busy_ends_the_export(answers):
    answers += [503] * 20
    with pytest.raises(PageBroken, match="503"):
        Stranger("http://localhost").ask("/")
