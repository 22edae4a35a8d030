"""Hooks of drf-spectacular."""

from __future__ import annotations

from typing import Any

Endpoint = tuple[str, str, str, Any]


def only_public_api(endpoints: list[Endpoint]) -> list[Endpoint]:
    """Keep our own endpoints: Wagtail's build their serializers per request, so no schema holds.

    Wagtail's `pages`, `images`, `documents` and `redirects` are described in docs/api.md.
    """
    return [
        endpoint
        for endpoint in endpoints
        if endpoint[0].startswith("/api/v2/")
        and getattr(getattr(endpoint[3], "cls", None), "in_public_schema", False)
    ]


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
    "429": "The key is used too often, or wrong keys came from this address; see Retry-After.",
}


def with_problems(
    result: dict[str, Any], generator: Any, request: Any, public: bool
) -> dict[str, Any]:
    """Describe the errors every endpoint may answer with."""
    result.setdefault("components", {}).setdefault("schemas", {})["Problem"] = PROBLEM
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for operations in result["paths"].values():
        for operation in operations.values():
            for status, description in REFUSALS.items():
                operation["responses"].setdefault(
                    status, {"description": description, "content": content}
                )
    return result


def with_plain_names(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """Keep dots of addresses such as `chart.svg` out of the names of functions in clients."""
    for operations in result.get("paths", {}).values():
        for operation in operations.values():
            if "operationId" in operation:
                operation["operationId"] = operation["operationId"].replace(".", "_")
    return result
