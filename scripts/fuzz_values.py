"""Let questions made at random find something: what stands in the demo joins its description.

A uuid made at random is nobody's, so nearly every answer would be a 404. Where the description says
"any uuid" the copy that schemathesis reads says "one of these, or any uuid": the same questions are
allowed and the same are forbidden.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

#: Values of each kind; the coverage phase asks for every one of them.
MOST = 3
#: Kind -> address of a list that has them, and the field of its items.
LISTS = {
    "people": ("people/?order=-generation&fields=id", "id"),
    "branches": ("branches/?fields=id", "id"),
    "places": ("places/?fields=id", "id"),
    "sources": ("sources/?fields=id", "id"),
    "clans": ("clans/?fields=slug", "slug"),
    "topics": ("topics/?fields=slug", "slug"),
    "authors": ("authors/?fields=slug", "slug"),
    "news": ("news/?fields=id", "id"),
    "programmes": ("programmes/?fields=id", "id"),
    "episodes": ("episodes/?fields=id", "id"),
    "events": ("events/?fields=id", "id"),
    "pages": ("pages/?order=id", "id"),
    "images": ("images/?order=-id", "id"),
    "documents": ("documents/?order=id", "id"),
    "redirects": ("redirects/?order=id", "id"),
    "addresses": ("paths/?limit=3", "path"),
}
#: Parameter of a query, or field of a body -> kind.
KINDS = {
    "ancestor_of": "pages",
    "author": "authors",
    "branch": "branches",
    "branches": "branches",
    "child_of": "pages",
    "clan": "clans",
    "cover_image": "images",
    "descendant_of": "pages",
    "html_path": "addresses",
    "parent": "branches",
    "path": "addresses",
    "people": "people",
    "person": "people",
    "poster": "images",
    "programme": "programmes",
    "subject": "people",
    "to": "people",
    "topic": "topics",
    "topics": "topics",
}
#: Names of the one parameter in the address of a record.
_OF_RECORDS = {"id", "uuid", "slug"}
_READ = 15


def values_of(site: str) -> dict[str, list[Any]]:
    """Read some real values of each kind from a site, as a stranger."""
    found = {}
    for kind, (address, field) in LISTS.items():
        with urllib.request.urlopen(f"{site}/api/v2/{address}", timeout=60) as answer:  # noqa: S310 our own
            items = json.load(answer)["items"]
        found[kind] = [item[field] for item in items][:MOST]
    return found


def with_values(document: dict[str, Any], values: dict[str, list[Any]]) -> dict[str, Any]:
    """Offer the values wherever the description asks for one of their kind, beside all others."""
    for path, operations in document["paths"].items():
        endpoint = path.removeprefix("/api/v2/").partition("/")[0]
        for operation in operations.values():
            for parameter in operation.get("parameters", []):
                kind = _kind_of(parameter, endpoint)
                parameter["schema"] = _offered(parameter["schema"], values.get(kind, []))
    for shape in _bodies(document):
        for name, schema in shape.get("properties", {}).items():
            shape["properties"][name] = _offered(schema, values.get(KINDS.get(name, ""), []))
    return document


def _kind_of(parameter: dict[str, Any], endpoint: str) -> str:
    name = parameter["name"]
    if parameter["in"] == "query":
        return endpoint if name == "id" else KINDS.get(name, "")
    return endpoint if parameter["in"] == "path" and name in _OF_RECORDS else ""


def _bodies(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    names = {
        content["schema"]["$ref"].rpartition("/")[2]
        for operations in document["paths"].values()
        for operation in operations.values()
        for content in operation.get("requestBody", {}).get("content", {}).values()
    }
    for name in sorted(names):
        yield document["components"]["schemas"][name]


def _offered(schema: dict[str, Any], values: list[Any]) -> dict[str, Any]:
    if not values:
        return schema
    if schema.get("type") == "array":
        return {**schema, "items": _offered(schema["items"], values)}
    if schema.get("format") == "date":
        # `to` of a calendar is a day, not a person.
        return schema
    if schema.get("type") == "string" and "format" not in schema:
        # Of "one of these, or any word" schemathesis takes `false` for neither, and sends "false".
        return {**schema, "examples": values}
    return {"anyOf": [{"enum": values}, schema]}


def newest_version(site: str, path: str, key: str) -> str:
    """Read which version of a page is the newest, for a key that may write it; empty for none."""
    question = urllib.request.Request(  # noqa: S310 our own
        f"{site}{path}draft/", headers={"Authorization": f"Bearer {key}"}
    )
    try:
        with urllib.request.urlopen(question, timeout=60) as answer:  # noqa: S310 our own
            return str(json.load(answer)["version"])
    except urllib.error.HTTPError:
        return ""
