"""What a proposal (đề nghị) may hold: the shape of each thing asked for, checked before it is kept.

An item says what to do (`Action`), to whom (`target`: the uuid of a person, or the `ref` of an
earlier item that adds one) and with what (`data`). Every key is named here and nothing else
passes, so that no form and no program can ask for a column nobody offered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from genealogy.domain.errors import DomainError
from genealogy.domain.proposal_values import (
    BadValue,
    Kind,
    Value,
    choice,
    flag,
    long_text,
    number,
    one_line,
    partial_date,
    web_address,
)

#: Things one proposal may ask for.
MOST_ITEMS = 20


class Action(StrEnum):
    """What one item does to the book; the same words as `genealogy.enums.ProposalAction`."""

    SET_FIELD = "set_field"
    ADD_CHILD = "add_child"
    ADD_SPOUSE = "add_spouse"
    ADD_PARENT = "add_parent"
    SET_EVENT = "set_event"
    SET_MEMORIAL = "set_memorial"
    ADD_NAME = "add_name"
    ADD_PICTURE = "add_picture"
    ADD_SOURCE = "add_source"


_ACTIONS = frozenset(action.value for action in Action)
#: Actions that bring somebody new, whom later items may name by `ref`.
ADDING = frozenset({Action.ADD_CHILD, Action.ADD_SPOUSE, Action.ADD_PARENT})

_SEX = choice("m", "f", "u")
_LIVING = choice("living", "deceased", "unknown")

#: Columns of a person a member may ask to have changed, and what they hold.
PERSON_FIELDS: Mapping[str, Kind] = {
    "surname": one_line(80),
    "middle_name": one_line(120),
    "given_name": one_line(120),
    "sex": _SEX,
    "child_order": number(1, 99),
    "living_state": _LIVING,
}
NAME_PARTS = ("surname", "middle_name", "given_name")

#: Events of one person a member may tell of. Adoption and the cause of a death are told to the
#: compilers in person; a wedding is the couple's.
EVENT_TYPES = (
    "birth",
    "baptism",
    "education",
    "occupation",
    "title",
    "residence",
    "migration",
    "military",
    "award",
    "death",
    "burial",
    "reburial",
    "cremation",
    "other",
)
#: Of these a life has one: a proposal corrects the one on record rather than adding another.
ONCE_IN_A_LIFE = frozenset({"birth", "death", "burial"})
#: What an event may say; an item changes only what it gives.
EVENT_PARTS = ("date", "place", "description", "grave_direction")

NAME_KINDS = (
    "huy",
    "tu",
    "hieu",
    "thuy",
    "phap_danh",
    "saint",
    "everyday",
    "han_nom",
    "title",
    "temple",
    "former",
    "married",
    "other",
)
_NEW_PERSON: Mapping[str, Kind] = {
    **PERSON_FIELDS,
    "birth": partial_date(),
    "death": partial_date(),
}

#: What `data` may hold, action by action.
SHAPES: Mapping[Action, Mapping[str, Kind]] = {
    Action.SET_FIELD: {"field": choice(*PERSON_FIELDS), "value": one_line(120)},
    Action.SET_EVENT: {
        "type": choice(*EVENT_TYPES),
        "event": one_line(36),
        "date": partial_date(),
        "place": one_line(250),
        "description": long_text(2000),
        "grave_direction": one_line(120),
    },
    Action.SET_MEMORIAL: {"day": number(1, 30), "month": number(1, 12), "leap": flag()},
    Action.ADD_NAME: {"kind": choice(*NAME_KINDS), "value": one_line(250), "note": one_line(250)},
    Action.ADD_CHILD: {
        **_NEW_PERSON,
        "kind": choice("birth", "adopted"),
        "other_parent": one_line(40),
    },
    Action.ADD_SPOUSE: {
        **_NEW_PERSON,
        "order": number(1, 20),
        "standing": choice("", "principal", "successor", "secondary", "concubine"),
    },
    Action.ADD_PARENT: {**_NEW_PERSON, "kind": choice("birth", "adopted")},
    Action.ADD_PICTURE: {"caption": one_line(300), "is_portrait": flag()},
    Action.ADD_SOURCE: {
        "title": one_line(300),
        "author": one_line(200),
        "repository": one_line(200),
        "page": one_line(250),
        "quote": long_text(4000),
        "url": web_address(500),
    },
}
_REQUIRED: Mapping[Action, tuple[str, ...]] = {
    Action.SET_FIELD: ("field",),
    Action.SET_EVENT: ("type",),
    Action.SET_MEMORIAL: ("day", "month"),
    Action.ADD_NAME: ("kind", "value"),
    Action.ADD_SOURCE: ("title",),
}


@dataclass(frozen=True)
class ItemDraft:
    """One thing asked for, as it came in and, after `check_items`, as it may be kept."""

    action: str
    target: str = ""
    ref: str = ""
    data: Mapping[str, Any] = made(default_factory=dict)
    base_version: int | None = None


@dataclass(frozen=True)
class ItemFault:
    """Why one item does not hold.

    Args:
        position: which item, 0 the first.
        field: which key of it.
        code: why; `facts` say more.
        facts: what the sentence needs.
        error: the error of a date that cannot be read.
    """

    position: int
    field: str
    code: str
    facts: Mapping[str, Any] = made(default_factory=dict)
    error: DomainError | None = None


class ItemsNotUnderstood(DomainError):
    """Some items of a proposal do not hold; `faults` names each."""

    code = "items_not_understood"

    def __init__(self, faults: Sequence[ItemFault]) -> None:
        """Keep the faults in the order of the items."""
        super().__init__(f"{len(faults)} items of a proposal do not hold")
        self.faults = list(faults)


def is_ref(target: str) -> bool:
    """Tell a `ref` within the proposal from the uuid of somebody in the book.

    >>> is_ref("cha"), is_ref("6a5d1c1e-8f0b-4d51-9d5e-1f3a2b4c5d6e")
    (True, False)
    """
    try:
        UUID(target)
    except ValueError:
        return bool(target)
    return False


def check_items(items: Iterable[ItemDraft], *, today: date) -> list[ItemDraft]:
    """Give the items as they may be kept: texts tidied, dates read, empty keys left out.

    Args:
        items: dates may be text as an editor writes it, or a `PartialDate`.
        today: Gregorian, for years told by can chi.

    Raises:
        ItemsNotUnderstood: with every fault found.

    >>> check_items([ItemDraft("add_name", "cha", data={"kind": "tu"})], today=date(2026, 1, 1))
    Traceback (most recent call last):
    ...
    genealogy.domain.proposals.ItemsNotUnderstood: 2 items of a proposal do not hold
    """
    checker = _Checker(today)
    kept = [checker.check(position, item) for position, item in enumerate(items)]
    if len(kept) > MOST_ITEMS:
        checker.fault(MOST_ITEMS, "", "too_many", most=MOST_ITEMS)
    if checker.faults:
        raise ItemsNotUnderstood(checker.faults)
    return kept


class _Checker:
    """Checks the items one after the other; `ref` may name earlier ones only."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.faults: list[ItemFault] = []
        self.refs: set[str] = set()

    def fault(self, position: int, name: str, code: str, **facts: Any) -> None:
        self.faults.append(ItemFault(position, name, code, facts))

    def check(self, position: int, item: ItemDraft) -> ItemDraft:
        if item.action not in _ACTIONS:
            self.fault(position, "action", "unknown_action")
            return item
        action = Action(item.action)
        data = self._data(position, action, item.data)
        self._required(position, action, data)
        self._target(position, "target", item.target, is_needed=True)
        if "other_parent" in data:
            self._target(position, "other_parent", data["other_parent"], is_needed=False)
        self._ref(position, action, item.ref)
        return ItemDraft(action.value, item.target, item.ref, data, item.base_version)

    def _data(self, position: int, action: Action, given: Mapping[str, Any]) -> dict[str, Value]:
        shape = SHAPES[action]
        for name in given.keys() - shape.keys():
            self.fault(position, str(name)[:40], "unknown_key")
        data: dict[str, Value] = {}
        for name, kind in shape.items():
            if name not in given or given[name] is None or given[name] == "":
                continue
            try:
                value = kind(given[name], self.today)
            except BadValue as error:
                self.faults.append(ItemFault(position, name, error.code, error.facts, error.error))
                continue
            if value not in ("", None):
                data[name] = value
        if action is Action.SET_FIELD and "field" in data:
            self._field_value(position, data, given.get("value"))
        return data

    def _field_value(self, position: int, data: dict[str, Value], given: Any) -> None:
        """Read the value of a column by what the column holds; an emptied one is kept as such."""
        name = str(data["field"])
        data.pop("value", None)
        if given in (None, ""):
            if name in NAME_PARTS:
                data["value"] = ""
            else:
                self.fault(position, "value", "missing")
            return
        try:
            data["value"] = PERSON_FIELDS[name](given, self.today)
        except BadValue as error:
            self.faults.append(ItemFault(position, "value", error.code, error.facts))

    def _required(self, position: int, action: Action, data: Mapping[str, Value]) -> None:
        flawed = {fault.field for fault in self.faults if fault.position == position}
        for name in _REQUIRED.get(action, ()):
            if name not in data and name not in flawed:
                self.fault(position, name, "missing")
        if action in ADDING and not any(data.get(name) for name in NAME_PARTS):
            self.fault(position, "given_name", "nameless")
        says_something = any(data.get(name) for name in EVENT_PARTS)
        if action is Action.SET_EVENT and not says_something and not flawed & {*EVENT_PARTS}:
            self.fault(position, "date", "empty_event")

    def _target(self, position: int, name: str, target: Value, *, is_needed: bool) -> None:
        text = str(target or "")
        if not text:
            if is_needed:
                self.fault(position, name, "missing")
        elif is_ref(text) and text not in self.refs:
            self.fault(position, name, "unknown_ref")

    def _ref(self, position: int, action: Action, ref: str) -> None:
        if not ref:
            return
        is_plain = ref.isascii() and ref.replace("-", "").isalnum() and len(ref) <= 20
        if action not in ADDING or not is_plain or not is_ref(ref) or ref in self.refs:
            self.fault(position, "ref", "bad_ref")
            return
        self.refs.add(ref)
