"""Every example of docs/api.md is asked and answers as written."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.genealogy.factories import PersonFactory
from tests.news.factories import add_author, add_news, add_topic

pytestmark = pytest.mark.django_db

TEXT = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(
    r"```http\nGET (?P<path>\S+)\n```\n\n```json ?(?P<status>\d*)\n(?P<body>.*?)\n```", re.DOTALL
)
EXAMPLES = [match.groupdict() for match in EXAMPLE.finditer(TEXT)]
ANYTHING = "…"


@pytest.fixture
def world():
    """The house the examples speak of."""
    topic, author = add_topic("Khuyến học"), add_author("Ban Khuyến học")
    person = PersonFactory(given_name="Khiêm", birth="1820", death="1890")
    first, second = datetime(2026, 2, 1, 5, tzinfo=UTC), datetime(2026, 3, 1, 5, tzinfo=UTC)
    add_news("Trao học bổng", topics=[topic], author=author, display_date=first)
    add_news("Trao 46 suất học bổng", topics=[topic], people=[person], display_date=second)
    return {"{person}": str(person.uuid)}


@pytest.mark.parametrize("example", EXAMPLES, ids=[one["path"] for one in EXAMPLES])
def test_an_example_answers_as_written(client, world, example):
    path = example["path"]
    for name, value in world.items():
        path = path.replace(name, value)
    answer = client.get(path)
    assert answer.status_code == int(example["status"] or 200), answer.content.decode()
    differing(json.loads(example["body"]), answer.json(), "")


def differing(written: Any, real: Any, place: str) -> None:
    """Fail where the answer is not as written; `…` stands for anything, and for more."""
    if written == ANYTHING:
        return
    if isinstance(written, dict):
        assert isinstance(real, dict), place
        known = written.keys() - {ANYTHING}
        assert known <= real.keys() if ANYTHING in written else known == real.keys(), place
        for name in known:
            differing(written[name], real[name], f"{place}.{name}")
    elif isinstance(written, list):
        assert isinstance(real, list), place
        parts = written[:-1] if written[-1:] == [ANYTHING] else written
        assert len(real) >= len(parts) if parts != written else len(real) == len(parts), place
        for number, part in enumerate(parts):
            differing(part, real[number], f"{place}[{number}]")
    else:
        assert real == written, place


def test_no_example_is_left_unasked():
    assert len(EXAMPLES) == TEXT.count("```http") == TEXT.count("```json")
    assert len(EXAMPLES) >= 8
