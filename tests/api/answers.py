"""Holding real answers against the OpenAPI description, strictly: nothing undescribed."""

from __future__ import annotations

import copy
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker


def strict(document: dict[str, Any]) -> dict[str, Any]:
    """Return the shapes with every object closed: a field nobody described is a fault."""
    shapes = copy.deepcopy(document["components"]["schemas"])
    for shape in shapes.values():
        _close(shape)
    return shapes


def _close(schema: Any) -> None:
    if isinstance(schema, list):
        for part in schema:
            _close(part)
    elif isinstance(schema, dict):
        if "properties" in schema and isinstance(schema["properties"], dict):
            schema.setdefault("additionalProperties", False)
        for key, part in schema.items():
            if key == "properties":
                for value in part.values():
                    _close(value)
            elif isinstance(part, dict | list):
                _close(part)


def schema_of(document: dict[str, Any], path: str, status: str = "200") -> dict[str, Any]:
    """Return the shape of the JSON answer of a described address."""
    answer = copy.deepcopy(document["paths"][path]["get"]["responses"][status])
    kind = "application/json" if status == "200" else "application/problem+json"
    return answer["content"][kind]["schema"]


def faults(document: dict[str, Any], schema: dict[str, Any], body: Any) -> list[str]:
    """Return what of the body the description does not promise, as sentences."""
    schema = copy.deepcopy(schema)
    _close(schema)
    whole = {**schema, "components": {"schemas": strict(document)}}
    validator = Draft202012Validator(whole, format_checker=FormatChecker())
    return [_told(error) for error in validator.iter_errors(body)]


def _told(error: Any) -> str:
    deepest = error
    while deepest.context:
        deepest = max(deepest.context, key=lambda one: len(one.absolute_path))
    return f"{'/'.join(map(str, deepest.absolute_path))}: {deepest.message[:300]}"
