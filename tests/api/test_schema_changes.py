"""The contract changes only on purpose: what changed is named, with whether it breaks clients."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path

import pytest

from tests.api.schema_diff import schema_changes

ROOT = Path(__file__).parents[2]
SNAPSHOT = ROOT / "tests" / "snapshots" / "openapi.json"
CHANGELOG = ROOT / "docs" / "api-changelog.md"


@pytest.mark.django_db
def test_no_change_of_the_contract_goes_unrecorded(client):
    """Write the snapshot anew with `--update-query-counts`, and say in docs/api-changelog.md what
    changed; a breaking change needs a year's notice first (the policy stands there)."""
    now = client.get("/api/v2/openapi.json").json()
    changes = schema_changes(json.loads(SNAPSHOT.read_text(encoding="utf-8")), now)
    assert not changes, "\n".join(map(str, changes))


@pytest.mark.django_db
def test_the_changelog_begins_with_the_version_of_the_schema(client):
    version = client.get("/api/v2/openapi.json").json()["info"]["version"]
    newest = re.search(r"^## (\d+\.\d+\.\d+)", CHANGELOG.read_text(encoding="utf-8"), re.MULTILINE)
    assert newest is not None
    assert newest[1] == version


def _document() -> dict:
    answer = {
        "type": "object",
        "required": ["id"],
        "properties": {
            "id": {"type": "integer"},
            "kind": {"type": "string", "enum": ["a", "b"]},
            "child": {"$ref": "#/components/schemas/Thing"},
        },
    }
    operation = {
        "operationId": "things_list",
        "parameters": [{"in": "query", "name": "order", "schema": {"type": "string"}}],
        "responses": {
            "200": {
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}
            }
        },
    }
    return {"paths": {"/things/": {"get": operation}}, "components": {"schemas": {"Thing": answer}}}


def _thing(document: dict) -> dict:
    return document["components"]["schemas"]["Thing"]


def _get(document: dict) -> dict:
    return document["paths"]["/things/"]["get"]


BREAKING = {
    "an operation goes": lambda one: one["paths"].clear(),
    "a function changes its name": lambda one: _get(one).update(operationId="things"),
    "a parameter goes": lambda one: _get(one)["parameters"].clear(),
    "a parameter must be given": lambda one: _get(one)["parameters"][0].update(required=True),
    "a parameter takes another type": lambda one: _get(one)["parameters"][0].update(
        schema={"type": "integer"}
    ),
    "a field goes": lambda one: _thing(one)["properties"].pop("kind"),
    "a field may be absent": lambda one: _thing(one).update(required=[]),
    "a field may be null": lambda one: _thing(one)["properties"].update(
        id={"type": ["integer", "null"]}
    ),
    "an answer has a value nobody knew": lambda one: _thing(one)["properties"]["kind"].update(
        enum=["a", "b", "c"]
    ),
}
ADDITIONS = {
    "a field comes": lambda one: _thing(one)["properties"].update(more={"type": "string"}),
    "a parameter comes": lambda one: _get(one)["parameters"].append(
        {"in": "query", "name": "fields", "schema": {"type": "string"}}
    ),
    "an operation comes": lambda one: one["paths"].update({"/others/": {"get": {}}}),
    "a parameter takes several values": lambda one: _get(one)["parameters"][0].update(
        schema={"type": "array", "items": {"type": "string"}}
    ),
    "a field is always there": lambda one: _thing(one).update(required=["id", "kind"]),
}


@pytest.mark.parametrize("name", BREAKING)
def test_what_breaks_clients_is_called_breaking(name):
    new = copy.deepcopy(_document())
    BREAKING[name](new)
    assert any(change.is_breaking for change in schema_changes(_document(), new))


@pytest.mark.parametrize("name", ADDITIONS)
def test_what_only_adds_is_called_an_addition(name):
    new = copy.deepcopy(_document())
    ADDITIONS[name](new)
    changes = schema_changes(_document(), new)
    assert changes
    assert not any(change.is_breaking for change in changes)


def test_a_record_that_may_be_cut_by_its_reader_is_still_the_record():
    new = copy.deepcopy(_document())
    answer = _get(new)["responses"]["200"]["content"]["application/json"]
    new["components"]["schemas"]["ThingPart"] = {**_thing(new), "required": []}
    answer["schema"] = {"anyOf": [answer["schema"], {"$ref": "#/components/schemas/ThingPart"}]}
    assert schema_changes(_document(), new) == []


def test_words_alone_change_nothing():
    new = copy.deepcopy(_document())
    _thing(new)["description"] = "Another word."
    assert schema_changes(_document(), new) == []
