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
#: Words of a shape that have a comparison of their own; all others are compared as they stand.
_STRUCTURE = {
    "$ref", "type", "enum", "properties", "required", "items", "additionalProperties",
    "oneOf", "anyOf", "allOf",
}  # fmt: skip
_LEAST = {"minimum", "minLength", "minItems"}
_MOST = {"maximum", "maxLength", "maxItems"}
#: Of a question: another pattern may refuse what was sent, another default means something else.
_JUDGED = {"const", "pattern", "format", "default"}


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
    return sorted({*_operations(old, new), *_parts(old, new), *_keys(old, new)})


def _keys(old: dict, new: dict) -> Iterator[Change]:
    """Compare the kinds of keys there are; their words are left out."""
    before, after = (one["components"].get("securitySchemes", {}) for one in (old, new))
    for name in before.keys() | after.keys():
        one, two = ({**kinds.get(name, {}), "description": ""} for kinds in (before, after))
        if one != two:
            yield Change(f"key {name}", "another way to say who asks", name in before)


def _parts(old: dict, new: dict) -> Iterator[Change]:
    """Compare what `fields` leaves of records; within answers the whole stands for them."""
    before, after = old["components"].get("schemas", {}), new["components"].get("schemas", {})
    for name in before:
        if name.endswith("Part") and name in after:
            yield from _shapes(name, before[name], after[name], ANSWER, (old, new))
        elif name.endswith("Part"):
            yield Change(name, "the shape went", True)


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
        yield from _callers(where, one, two)
        yield from _parameters(where, one, two, (old, new))
        yield from _bodies(where, one, two, (old, new))
        yield from _answers(where, one, two, (old, new))


def _callers(where: str, old: dict, new: dict) -> Iterator[Change]:
    before, after = ({str(key) for key in one.get("security", [{}])} for one in (old, new))
    if before != after:
        went, came = sorted(before - after), sorted(after - before)
        yield Change(where, f"who may ask: went {went}, came {came}", bool(went))


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
        yield from _must(place, before[key], after[key])
        for word in ("style", "explode"):
            if before[key].get(word) != after[key].get(word):
                yield Change(place, f"{word} is now {after[key].get(word)}", True)
        if after[key].get("deprecated", False) != before[key].get("deprecated", False):
            yield Change(place, "deprecated or no longer so", False)
        yield from _shapes(
            place, before[key].get("schema", {}), after[key].get("schema", {}), REQUEST, documents
        )


def _must(place: str, old: dict, new: dict) -> Iterator[Change]:
    was, now = old.get("required", False), new.get("required", False)
    if was != now:
        yield Change(place, "must be given now" if now else "need not be given now", now)


def _bodies(where: str, old: dict, new: dict, documents: tuple) -> Iterator[Change]:
    yield from _must(f"{where} body", old.get("requestBody", {}), new.get("requestBody", {}))
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
        for kind in kinds[1].keys() - kinds[0].keys():
            yield Change(f"{where} {status}", f"{kind} is sent", False)
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
        one, two = old.get(key), new.get(key)
        if isinstance(one, dict) and isinstance(two, dict):
            yield from _shapes(f"{where}[]", one, two, side, documents, seen)
        elif one != two and _kinds(old) == _kinds(new):
            # Nothing said means anything goes.
            breaks = (two is None) == (side == ANSWER)
            yield Change(f"{where}[]", f"{key} is said or left out", breaks)
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
    for key in sorted((old.keys() | new.keys()) - _STRUCTURE - WORDS):
        if old.get(key) != new.get(key):
            breaks = _is_narrower(key, old, new) if side == REQUEST else key == "const"
            yield Change(where, f"{key} {old.get(key)} is now {new.get(key)}", breaks)


def _is_narrower(key: str, old: dict, new: dict) -> bool:
    """Say whether a question that was right may be refused now, or be taken for another."""
    if key in _LEAST | _MOST:
        if new.get(key) is None or old.get(key) is None:
            return old.get(key) is None
        return new[key] > old[key] if key in _LEAST else new[key] < old[key]
    return key in _JUDGED and (new.get(key) is not None or key == "default")


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
