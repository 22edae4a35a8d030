"""What changed between two OpenAPI descriptions, and whether it breaks clients.

Breaking: something clients may rely on went, or something they send is refused. An answer may gain
fields and lose none of its promises; a question may gain parameters, and none that must be given.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

REQUEST, ANSWER = "request", "answer"
#: Words for people; a change of them changes no contract.
WORDS = {"description", "summary", "title", "example", "examples", "tags", "x-codeSamples"}


@dataclass(frozen=True, order=True)
class Change:
    where: str
    what: str
    is_breaking: bool

    def __str__(self) -> str:
        kind = "BREAKING" if self.is_breaking else "addition"
        return f"{kind}: {self.where}: {self.what}"


def schema_changes(old: dict[str, Any], new: dict[str, Any]) -> list[Change]:
    """Compare two descriptions; words are left out."""
    return sorted(set(_operations(old, new)))


def _operations(old: dict, new: dict) -> Iterator[Change]:
    before, after = _by_name(old), _by_name(new)
    for where in before.keys() - after.keys():
        yield Change(where, "the operation went", True)
    for where in after.keys() - before.keys():
        yield Change(where, "an operation came", False)
    for where in before.keys() & after.keys():
        one, two = before[where], after[where]
        if one.get("operationId") != two.get("operationId"):
            yield Change(where, f"its name is now {two.get('operationId')}", True)
        yield from _parameters(where, one, two, (old, new))
        yield from _bodies(where, one, two, (old, new))
        yield from _answers(where, one, two, (old, new))


def _by_name(document: dict) -> dict[str, dict]:
    return {
        f"{method.upper()} {path}": operation
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    }


def _parameters(where: str, old: dict, new: dict, documents: tuple) -> Iterator[Change]:
    before = {(one["in"], one["name"]): one for one in old.get("parameters", [])}
    after = {(one["in"], one["name"]): one for one in new.get("parameters", [])}
    for key in before.keys() - after.keys():
        yield Change(f"{where} ?{key[1]}", "the parameter went", True)
    for key in after.keys() - before.keys():
        must = after[key].get("required", False)
        yield Change(f"{where} ?{key[1]}", "a parameter came", must)
    for key in before.keys() & after.keys():
        place = f"{where} ?{key[1]}"
        if after[key].get("required", False) and not before[key].get("required", False):
            yield Change(place, "must be given now", True)
        if after[key].get("deprecated", False) != before[key].get("deprecated", False):
            yield Change(place, "deprecated or no longer so", False)
        yield from _shapes(
            place, before[key].get("schema", {}), after[key].get("schema", {}), REQUEST, documents
        )


def _bodies(where: str, old: dict, new: dict, documents: tuple) -> Iterator[Change]:
    before = old.get("requestBody", {}).get("content", {})
    after = new.get("requestBody", {}).get("content", {})
    for kind in before.keys() - after.keys():
        yield Change(f"{where} body", f"{kind} is no longer taken", True)
    for kind in after.keys() - before.keys():
        yield Change(f"{where} body", f"{kind} is taken", False)
    for kind in before.keys() & after.keys():
        yield from _shapes(
            f"{where} body", before[kind].get("schema", {}), after[kind].get("schema", {}),
            REQUEST, documents,
        )  # fmt: skip


def _answers(where: str, old: dict, new: dict, documents: tuple) -> Iterator[Change]:
    before, after = old.get("responses", {}), new.get("responses", {})
    for status in before.keys() - after.keys():
        yield Change(f"{where} {status}", "the answer went", status.startswith("2"))
    for status in after.keys() - before.keys():
        yield Change(f"{where} {status}", "an answer came", False)
    for status in before.keys() & after.keys():
        kinds = before[status].get("content", {}), after[status].get("content", {})
        for kind in kinds[0].keys() - kinds[1].keys():
            yield Change(f"{where} {status}", f"{kind} is no longer sent", True)
        for kind in kinds[0].keys() & kinds[1].keys():
            yield from _shapes(
                f"{where} {status}", kinds[0][kind].get("schema", {}),
                kinds[1][kind].get("schema", {}), ANSWER, documents,
            )  # fmt: skip


def _shapes(
    where: str, old: Any, new: Any, side: str, documents: tuple, seen: frozenset = frozenset()
) -> Iterator[Change]:
    names = old.get("$ref", ""), new.get("$ref", "")
    if names in seen and any(names):
        return
    seen = seen | {names}
    old, new = _resolved(old, documents[0]), _resolved(new, documents[1])
    yield from _values(where, old, new, side)
    before, after = old.get("properties", {}), new.get("properties", {})
    for name in before.keys() - after.keys():
        yield Change(f"{where}.{name}", "the field went", True)
    for name in after.keys() - before.keys():
        yield Change(f"{where}.{name}", "a field came", False)
    lost = set(old.get("required", [])) - set(new.get("required", []))
    gained = set(new.get("required", [])) - set(old.get("required", []))
    for name in lost & after.keys():
        yield Change(f"{where}.{name}", "may be absent now", side == ANSWER)
    for name in gained:
        yield Change(f"{where}.{name}", "must be there now", side == REQUEST)
    for name in before.keys() & after.keys():
        yield from _shapes(f"{where}.{name}", before[name], after[name], side, documents, seen)
    for key in ("items", "additionalProperties"):
        if isinstance(old.get(key), dict) and isinstance(new.get(key), dict):
            yield from _shapes(f"{where}[]", old[key], new[key], side, documents, seen)
    yield from _unions(where, old, new, side, documents, seen)


def _resolved(schema: dict, document: dict) -> dict:
    """Follow pointers; of a whole record and the part that `fields` leaves, take the whole."""
    while True:
        if "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            schema = document["components"]["schemas"].get(name, {})
        elif "anyOf" in schema and [_name(one) for one in schema["anyOf"]][1:] == [_part(schema)]:
            schema = schema["anyOf"][0]
        elif {"type": "null"} in schema.get("oneOf", [])[1:] and len(schema["oneOf"]) == 2:
            # The other way to write a type that may be null.
            whole = _resolved(schema["oneOf"][0], document)
            return {**whole, "type": sorted(_kinds(whole) | {"null"})}
        else:
            return schema


def _part(schema: dict) -> str:
    return f"{_name(schema['anyOf'][0])}Part"


def _values(where: str, old: dict, new: dict, side: str) -> Iterator[Change]:
    kinds = _kinds(old), _kinds(new)
    if kinds[0] != kinds[1]:
        narrower = not kinds[0] <= kinds[1] if side == REQUEST else not kinds[1] <= kinds[0]
        if side == REQUEST and kinds[1] == {"array"} and kinds[0] <= _kinds(new.get("items", {})):
            # One value stands as it did; several are written with commas.
            narrower = False
        yield Change(where, f"type {sorted(kinds[0])} is now {sorted(kinds[1])}", narrower)
    one, two = set(map(str, old.get("enum", []))), set(map(str, new.get("enum", [])))
    if one != two:
        breaks = not one <= two if side == REQUEST else not two <= one
        yield Change(where, f"values went {sorted(one - two)}, came {sorted(two - one)}", breaks)
    for key in ("format", "pattern", "minimum", "maximum", "minLength", "maxLength", "const"):
        if old.get(key) != new.get(key):
            yield Change(where, f"{key} {old.get(key)} is now {new.get(key)}", key == "const")


def _kinds(schema: dict) -> set[str]:
    kind = schema.get("type", [])
    return {kind} if isinstance(kind, str) else set(kind)


def _unions(
    where: str, old: dict, new: dict, side: str, documents: tuple, seen: frozenset
) -> Iterator[Change]:
    for key in ("oneOf", "anyOf", "allOf"):
        before = {_name(one): one for one in old.get(key, [])}
        after = {_name(one): one for one in new.get(key, [])}
        for name in before.keys() - after.keys():
            yield Change(f"{where} {key}", f"{name} went", side == REQUEST)
        for name in after.keys() - before.keys():
            yield Change(f"{where} {key}", f"{name} came", side == ANSWER and key == "oneOf")
        for name in before.keys() & after.keys():
            yield from _shapes(where, before[name], after[name], side, documents, seen)


def _name(schema: dict) -> str:
    return schema.get("$ref", "").rpartition("/")[2] or str(schema.get("type", "?"))
