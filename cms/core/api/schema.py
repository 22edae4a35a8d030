"""Hooks of drf-spectacular."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from drf_spectacular.openapi import AutoSchema

from cms.core.api.selection import selection_parameters
from cms.core.api.wagtail_shapes import SHAPES

Endpoint = tuple[str, str, str, Any]


def only_public_api(endpoints: list[Endpoint]) -> list[Endpoint]:
    """Keep the addresses of the public API."""
    return [
        endpoint
        for endpoint in endpoints
        if endpoint[0].startswith("/api/v2/")
        and getattr(getattr(endpoint[3], "cls", None), "in_public_schema", False)
    ]


class ApiSchema(AutoSchema):
    """Describes our endpoints: adds `fields` and `include` where records may be chosen from."""

    def _map_basic_serializer(self, serializer: Any, direction: Any) -> dict[str, Any]:
        schema: dict[str, Any] = super()._map_basic_serializer(serializer, direction)
        optional: frozenset[str] = getattr(serializer, "optional_fields", frozenset())
        if optional and "required" in schema:
            schema["required"] = [name for name in schema["required"] if name not in optional]
        return schema

    def _get_parameters(self) -> list[dict[str, Any]]:
        shape = getattr(self.view, "shapes", {}).get(getattr(self.view, "action", ""))
        chosen = [] if shape is None or self.method != "GET" else selection_parameters(shape)
        found: list[dict[str, Any]] = super()._get_parameters() + list(map(dict, chosen))
        for parameter in found:
            if parameter["name"] in getattr(self.view, "deprecated", {}):
                parameter["deprecated"] = True
            schema = parameter.get("schema", {})
            if schema.get("type") == "array":
                # Several values stand in one parameter, with commas.
                parameter |= {"style": "form", "explode": False}
        return sorted(found, key=lambda one: (one["in"], one["name"]))


PROBLEM = {
    "type": "object",
    "description": "RFC 9457 problem details; `message` says the same for clients of Wagtail.",
    "required": ["type", "title", "status", "detail", "message"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "message": {"type": "string"},
        "errors": {
            "type": "object",
            "description": "Parameter -> what is wrong with it.",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
    },
}
REFUSALS = {
    "400": "A parameter is unknown or cannot be read; the detail names it.",
    "401": "The key is wrong, expired or revoked, or the address asks for one.",
    "403": "The key, or the account behind it, may not do this.",
    "404": "There is no such thing, or it is not for the caller; both answer alike.",
    "405": "This address only reads, or only takes something new.",
    "406": "Only JSON is served.",
    "413": "What was sent is too big.",
    "414": "The address is too long.",
    "415": "What was sent is of no kind that is read here.",
    "429": "Called too often, or wrong keys came from this address; see Retry-After.",
    "503": "The question takes too long now; see Retry-After.",
}


PAGE_META = {
    "type": "object",
    "required": ["next_cursor"],
    "properties": {
        "total_count": {
            "type": "integer",
            "minimum": 0,
            "description": "Everything the filters leave; absent with `count=false`.",
        },
        "next_cursor": {
            "type": ["string", "null"],
            "description": "`cursor` of the next page; null on the last one.",
        },
        "facets": {
            "type": "object",
            "description": "For each facet asked for, its values, the most frequent first.",
            "additionalProperties": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["value", "label", "count"],
                    "properties": {
                        "value": {"type": "string", "description": "For the filter of its name."},
                        "label": {"type": "string"},
                        "count": {
                            "type": ["integer", "null"],
                            "description": "null for fewer than five people.",
                        },
                    },
                },
            },
        },
    },
}


def with_parts(
    result: dict[str, Any], generator: Any, request: Any, public: bool
) -> dict[str, Any]:
    """Let every answer that `fields` may cut be the whole record or a part of it.

    A part has the same properties and requires none: `NewsItemPart`. Clients that never send
    `fields` get the whole record and may take the first of the two.
    """
    schemas = result["components"]["schemas"]
    schemas |= deepcopy({"PageMeta": PAGE_META, **SHAPES})
    for operations in result["paths"].values():
        for operation in operations.values():
            names = {one["name"] for one in operation.get("parameters", [])}
            if "fields" in names and "200" in operation["responses"]:
                _allow_parts(operation, schemas)
    return result


def _allow_parts(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    answer = operation["responses"]["200"]["content"]["application/json"]
    # Some shapes stand in the code and must come out of every description as they went in.
    answer["schema"] = deepcopy(answer["schema"])
    name = answer["schema"].get("$ref", "").rpartition("/")[2]
    envelope = schemas[name] if name.startswith("Paginated") else answer["schema"]
    items = envelope.get("properties", {}).get("items")
    if items is not None:
        items["items"] = _whole_or_part(items["items"], schemas)
    elif name:
        answer["schema"] = _whole_or_part(answer["schema"], schemas)


def _whole_or_part(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in schema:
        return schema
    name = schema["$ref"].rpartition("/")[2]
    part = deepcopy(schemas[name])
    part.pop("required", None)
    if "meta" in part.get("properties", {}):
        part["properties"]["meta"].pop("required", None)
    part["description"] = f"The fields of {name} that `fields` names."
    schemas[f"{name}Part"] = part
    return {"anyOf": [schema, {"$ref": f"#/components/schemas/{name}Part"}]}


MERGED = "Two records were found to be one person; `Location` is that of the one who stayed."
GONE = "A page that anybody could read stood here and was taken away."


def with_problems(
    result: dict[str, Any], generator: Any, request: Any, public: bool
) -> dict[str, Any]:
    """Describe the errors every endpoint may answer with."""
    result.setdefault("components", {}).setdefault("schemas", {})["Problem"] = PROBLEM
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            if method == "get" and not path.endswith("/draft/"):
                # Nobody needs a key to read what anybody may read.
                operation["security"] = [{}, *operation.get("security", [])]
            if path.startswith("/api/v2/people/{"):
                operation["responses"]["301"] = {"description": MERGED}
            if path == "/api/v2/resolve/":
                operation["responses"]["410"] = {"description": GONE, "content": content}
            for status, description in REFUSALS.items():
                operation["responses"].setdefault(
                    status, {"description": description, "content": content}
                )
    return result


#: What parameters may hold, for readers and for those who try the API out.
EXAMPLES: dict[str, Any] = {
    "author": ["ban-khuyen-hoc"],
    "date_from": "2026-01-01",
    "date_to": "2026-03-31",
    "facets": None,
    "fields": None,
    "html_path": "/tin-tuc/",
    "include": None,
    "limit": 5,
    "path": "/tin-tuc/",
    "q": "khuyến học",
    "search": "khuyến học",
    "topic": ["khuyen-hoc"],
    "year": [2026],
}


def _with_example(parameter: dict[str, Any]) -> None:
    """Give a parameter an example; one of a list of names is its first name."""
    name, schema = parameter["name"], parameter.get("schema", {})
    if name not in EXAMPLES or "example" in parameter:
        return
    example = EXAMPLES[name]
    if example is None:
        names = schema.get("items", {}).get("enum", [])
        example = names[:1] or None
    if example is not None and isinstance(example, list) == (schema.get("type") == "array"):
        parameter["example"] = example


#: Endpoints that are one answer, not a list of records.
_SINGLE = frozenset({"search", "site", "resolve"})
_VERBS = {"post": "create", "put": "replace", "patch": "update", "delete": "delete"}


def operation_name(path: str, method: str) -> str:
    """Return the name of an operation; clients make it the name of a function.

    >>> operation_name("/api/v2/news/", "get")
    'news_list'
    >>> operation_name("/api/v2/clans/{slug}/statistics/chart.svg", "get")
    'clans_statistics_chart_svg'
    >>> operation_name("/api/v2/people/{uuid}/", "get")
    'people_get'
    >>> operation_name("/api/v2/site/", "get")
    'site'
    """
    parts = [part for part in path.removeprefix("/api/v2/").split("/") if part]
    words = [part for part in parts if not part.startswith("{")]
    name = "_".join(words).replace("-", "_").replace(".", "_")
    if method != "get":
        return f"{name}_{_VERBS[method]}"
    if len(words) > 1 or name in _SINGLE:
        return name
    return f"{name}_get" if len(parts) > 1 else f"{name}_list"


def with_plain_names(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """Give each operation the name its address says, and each union that may overlap `anyOf`."""
    for path, operations in result.get("paths", {}).items():
        for method, operation in operations.items():
            if "operationId" in operation:
                operation["operationId"] = operation_name(path, method)
            for parameter in operation.get("parameters", []):
                _with_example(parameter)
    for schema in result.get("components", {}).get("schemas", {}).values():
        # Records of page types share properties, so one may fit several.
        if "oneOf" in schema and "discriminator" not in schema:
            schema["anyOf"] = schema.pop("oneOf")
    return result
