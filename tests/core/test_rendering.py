"""The fast renderer writes what DRF's own writes."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

import pytest
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from rest_framework.renderers import JSONRenderer

from cms.core.api.rendering import FastJSONRenderer


class Kind(StrEnum):
    PERSON = "person"


@pytest.mark.parametrize(
    "data",
    [
        {"b": 1, "a": [None, True, 1.5, 'Đặng\n"quoted" \\ </script>']},
        {"uuid": UUID(int=7), "day": date(2026, 4, 26), "number": Decimal("1.50")},
        {"moment": datetime(2026, 4, 26, 1, 2, 3, 456789, tzinfo=UTC)},
        {"lazy": gettext_lazy("Không tìm thấy."), "safe": mark_safe("<p>"), "kind": Kind.PERSON},
        {1: "a", None: "b"},
        {"far": 10**30},
        [],
        "",
    ],
)
def test_the_same_data_as_the_renderer_of_drf(data):
    fast = FastJSONRenderer().render(data)
    assert json.loads(fast) == json.loads(JSONRenderer().render(data))
    assert FastJSONRenderer().render(data) == fast


def test_nothing_is_an_empty_answer():
    assert FastJSONRenderer().render(None) == b""


def test_who_asks_for_an_indent_gets_one():
    assert b"\n" in FastJSONRenderer().render({"a": 1}, "application/json; indent=4")


def test_marks_travel_as_they_are():
    assert FastJSONRenderer().render("Nguyễn") == '"Nguyễn"'.encode()
