"""How the export asks the site: a busy database is asked again, a broken page is not."""

from __future__ import annotations

import pytest
from django.core.handlers.base import BaseHandler
from django.db import OperationalError
from django.http import HttpResponse

from home.export import asking
from home.export.asking import Stranger
from home.export.errors import PageBroken

pytestmark = pytest.mark.django_db


@pytest.fixture
def answers(monkeypatch):
    """Let the site answer with these, one after the other."""
    left: list = []

    def answer(_self, _request):
        given = left.pop(0)
        if isinstance(given, Exception):
            raise given
        return HttpResponse("here", status=given)

    monkeypatch.setattr(BaseHandler, "get_response", answer)
    monkeypatch.setattr(asking, "_PAUSE", 0)
    return left


@pytest.mark.parametrize("busy", [503, OperationalError("database is locked")])
def test_a_busy_database_is_asked_again(answers, busy):
    answers += [busy, busy, 200]
    assert Stranger("http://localhost").ask("/").body == b"here"


@pytest.mark.parametrize("broken", [500, 429])
def test_a_broken_page_ends_the_export_at_once(answers, broken):
    answers += [broken, 200]
    with pytest.raises(PageBroken, match=str(broken)):
        Stranger("http://localhost").ask("/")
    assert answers == [200]


def test_a_database_that_stays_busy_ends_the_export(answers):
    answers += [503] * 20
    with pytest.raises(PageBroken, match="503"):
        Stranger("http://localhost").ask("/")
