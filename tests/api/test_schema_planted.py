"""Whatever is changed in a description, the comparison names it; shown by changing everything.

The description here is small and has every word the real one uses (a test holds that), so each leaf
of it can be taken away and each value turned into another, one at a time.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.api.schema_diff import WORDS, schema_changes
from tests.api.test_schema_changes import SNAPSHOT

#: Where the words of a description stand in for data: names of ours, not of OpenAPI.
NAMES = {"properties", "schemas", "mapping", "responses", "content", "paths", "securitySchemes"}


def _document() -> dict[str, Any]:
    thing = {
        "type": "object",
        "required": ["id"],
        "properties": {
            "id": {"type": "integer", "readOnly": True},
            "kind": {"type": "string", "enum": ["a", "b"], "format": "name", "title": "Kind"},
            "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Block"}},
            "years": {"type": "object", "additionalProperties": {"type": "integer"}},
            "cover": {"allOf": [{"$ref": "#/components/schemas/Image"}]},
            "day": {"type": ["string", "null"]},
            "child": {"oneOf": [{"$ref": "#/components/schemas/Other"}, {"type": "null"}]},
        },
    }
    whole = {"type": "object", "required": ["url"], "properties": {"url": {"type": "string"}}}
    given = {
        "type": "object",
        "required": ["title"],
        "properties": {
            "title": {"type": "string", "maxLength": 9, "minLength": 1, "pattern": "^a"},
            "count": {"type": "integer", "minimum": 0, "maximum": 9, "default": 3},
            "topics": {
                "type": "array",
                "minItems": 1,
                "maxItems": 5,
                "items": {"type": "string"},
            },
        },
    }
    block = {"type": "object", "properties": {"type": {"type": "string", "const": "text"}}}
    refusal = {"description": "No.", "content": {"application/problem+json": {"schema": whole}}}
    thing_id = {"type": "string"}
    answer = {
        "anyOf": [
            {"$ref": "#/components/schemas/Thing"},
            {"$ref": "#/components/schemas/ThingPart"},
        ]
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1.0.0"},
        "paths": {
            "/things/{id}/": {
                "get": {
                    "operationId": "things_get",
                    "description": "Words.",
                    "tags": ["things"],
                    "security": [{}, {"token": []}],
                    "parameters": [
                        {"in": "path", "name": "id", "required": True, "schema": thing_id},
                        {
                            "in": "query",
                            "name": "order",
                            "description": "Words.",
                            "example": ["a"],
                            "deprecated": True,
                            "style": "form",
                            "explode": False,
                            "schema": {"type": "array", "items": {"enum": ["a", "-a"]}},
                        },
                    ],
                    "responses": {
                        "200": {
                            "description": "Yes.",
                            "content": {"application/json": {"schema": answer}},
                        },
                        "404": refusal,
                    },
                },
                "patch": {
                    "operationId": "things_update",
                    "requestBody": {
                        "required": True,
                        "content": {
                            "application/json": {
                                "schema": {"$ref": "#/components/schemas/Given"},
                                "examples": {"one": {"value": 1}},
                            }
                        },
                    },
                    "responses": {"204": {"description": "Done."}},
                },
            }
        },
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {
                "Thing": thing,
                "ThingPart": {name: thing[name] for name in ("type", "properties")},
                "Given": given,
                "Image": whole,
                "Other": whole,
                "TextBlock": block,
                "Block": {
                    "oneOf": [{"$ref": "#/components/schemas/TextBlock"}],
                    "discriminator": {
                        "propertyName": "type",
                        "mapping": {"text": "#/components/schemas/TextBlock"},
                    },
                },
            },
        },
    }


def _places(node: Any, place: tuple = ()) -> Iterator[tuple]:
    """Give the way to everything that says more than words."""
    entries = node.items() if isinstance(node, dict) else enumerate(node)
    for name, value in entries:
        is_named_by_us = bool(place) and place[-1] in NAMES
        if name in WORDS and not is_named_by_us:
            continue
        yield (*place, name)
        if isinstance(value, dict | list):
            yield from _places(value, (*place, name))


def _at(document: Any, place: tuple) -> Any:
    for name in place:
        document = document[name]
    return document


def _without(place: tuple) -> dict[str, Any]:
    changed = copy.deepcopy(_document())
    del _at(changed, place[:-1])[place[-1]]
    return changed


def _turned(place: tuple) -> dict[str, Any]:
    """Return the description with another value at one place."""
    changed = copy.deepcopy(_document())
    value = _at(changed, place)
    if isinstance(value, bool):
        value = not value
    elif isinstance(value, int):
        value += 1
    elif place[-1] == "$ref":
        # Another shape, which has none of the fields of the first.
        other = "Thing" if value.endswith("/Given") else "Given"
        value = f"#/components/schemas/{other}"
    else:
        value = f"{value}x"
    _at(changed, place[:-1])[place[-1]] = value
    return changed


def _whole_parts(document: dict[str, Any]) -> set[tuple]:
    """Parts of a description without which it is none."""
    required = {"openapi", "info", "version", "paths", "components", "schemas", "in", "name"}
    return {place for place in _places(document) if place[-1] in required}


def test_everything_taken_away_is_named():
    places = [one for one in _places(_document()) if one not in _whole_parts(_document())]
    assert len(places) > 100
    assert [one for one in places if not schema_changes(_document(), _without(one))] == []


def test_every_value_turned_into_another_is_named():
    values = [
        place
        for place in _places(_document())
        if place[0] in {"paths", "components"}
        and not isinstance(_at(_document(), place), dict | list)
    ]
    assert len(values) > 60
    assert [place for place in values if not schema_changes(_document(), _turned(place))] == []


def test_the_small_description_has_every_word_of_the_real_one():
    real = json.loads(SNAPSHOT.read_text(encoding="utf-8"))
    assert _vocabulary(real) <= _vocabulary(_document())


def _vocabulary(document: dict[str, Any]) -> set[str]:
    """Return the words of OpenAPI that a description uses."""
    return {
        str(place[-1])
        for place in _places(document)
        if isinstance(place[-1], str)
        and not (len(place) > 1 and place[-2] in NAMES)
        and "security" not in place[:-1]
        and place[-2:-1] not in {(path,) for path in document["paths"]}
        and "securitySchemes" not in place
    }


def _news(document: dict[str, Any]) -> dict[str, Any]:
    return document["paths"]["/api/v2/news/"]["get"]


def _parameter(document: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in _news(document)["parameters"] if one["name"] == name)


#: What somebody may do to the real description without telling anybody -> whether it breaks.
PLANTED = {
    "a field is removed": (
        lambda one: one["components"]["schemas"]["NewsItem"]["properties"].pop("lead"),
        True,
    ),
    "a parameter must be given from now on": (
        lambda one: _news(one)["parameters"].append(
            {"in": "query", "name": "key", "required": True, "schema": {"type": "string"}}
        ),
        True,
    ),
    "a field has another type": (
        lambda one: one["components"]["schemas"]["NewsItem"]["properties"].update(
            id={"type": "string"}
        ),
        True,
    ),
    "a route comes": (
        lambda one: one["paths"].update({"/api/v2/awards/": {"get": {"operationId": "awards"}}}),
        False,
    ),
    "a choice of a parameter goes": (
        lambda one: _parameter(one, "order")["schema"]["enum"].remove("title"),
        True,
    ),
    "a choice of a list goes": (
        lambda one: _parameter(one, "facets")["schema"]["items"]["enum"].remove("year"),
        True,
    ),
    "a bound is narrower": (
        lambda one: _parameter(one, "limit")["schema"].update(maximum=10),
        True,
    ),
    "a key is asked for": (lambda one: _news(one).update(security=[{"token": []}]), True),
    "what stands without the parameter is another": (
        lambda one: _parameter(one, "limit")["schema"].update(default=10),
        True,
    ),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_change_planted_in_the_real_description_is_named(name):
    old = json.loads(SNAPSHOT.read_text(encoding="utf-8"))
    new = copy.deepcopy(old)
    plant, breaks = PLANTED[name]
    plant(new)
    assert [change for change in schema_changes(old, new) if change.is_breaking is breaks]
