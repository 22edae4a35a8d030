"""Reading the demo's tables of people into plain rows.

One line a person; the columns are explained at `Entry`. Inside a cell `|` parts items, `//` parts
events and graves.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from genealogy.domain.names import NameParts, split_name
from genealogy.enums import EventType, LivingState, ParentKind

DATA = Path(__file__).parent / "data"
#: Between two plots of a field: about eight metres.
PLOT_DEGREES = 0.00008
PLOTS_IN_A_ROW = 4


@dataclass(frozen=True)
class Marriage:
    """One marriage as the wife's line tells it (or the husband's, when he married in).

    `order` is the place among the partner's marriages, `own_order` among one's own.
    """

    partner: str
    order: int = 1
    standing: str = ""
    status: str = ""
    own_order: int = 1


@dataclass(frozen=True)
class Entry:
    """A person of a table.

    `father` and `mother` are keys, joined by `link` (a `ParentKind`); the lineage follows the
    father. `others` are further parents, as (kind, key). `order` counts the sons of one father, as
    old books do, or all children. Dates are as an editor writes them. `sources` are (key, quality
    0 to 3 or None).
    """

    key: str
    name: NameParts
    sex: str
    living: str
    father: str
    mother: str
    link: str
    others: tuple[tuple[str, str], ...]
    order: int | None
    marriages: tuple[Marriage, ...]
    names: tuple[dict[str, str], ...]
    events: tuple[dict[str, Any], ...]
    life: str
    note: str
    sources: tuple[tuple[str, int | None], ...]


def entries(table: str) -> Iterator[Entry]:
    """Yield the people of `data/clans/<table>.csv` in the order of the file."""
    with (DATA / "clans" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield _entry(row)


def clan_facts(table: str) -> dict[str, Any]:
    """Return what `data/clans/<table>.json` says of the clan, its branches, sources and places."""
    return json.loads((DATA / "clans" / f"{table}.json").read_text(encoding="utf-8"))


def with_plots(rows: Iterator[Entry], fields: Mapping[str, Sequence[float]]) -> Iterator[Entry]:
    """Give every grave in a mapped field a plot of its own, in rows of four.

    Args:
        rows: the people of a table.
        fields: place -> latitude and longitude of the field's south-west corner, in degrees.
    """
    taken: Counter[str] = Counter()

    def _plotted(event: dict[str, Any]) -> dict[str, Any]:
        corner = fields.get(event.get("place", ""))
        if corner is None or event["type"] not in {EventType.BURIAL, EventType.REBURIAL}:
            return event
        line, place = divmod(taken[event["place"]], PLOTS_IN_A_ROW)
        taken[event["place"]] += 1
        return {
            **event,
            "latitude": Decimal(f"{corner[0] + line * PLOT_DEGREES:.6f}"),
            "longitude": Decimal(f"{corner[1] + place * PLOT_DEGREES:.6f}"),
        }

    for row in rows:
        yield replace(row, events=tuple(_plotted(event) for event in row.events))


def _entry(row: dict[str, str]) -> Entry:
    return Entry(
        key=row["key"],
        name=_name(row["name"]),
        sex=row["sex"],
        living=row["living"] or LivingState.DECEASED,
        father=row["father"],
        mother=row["mother"],
        link=row["link"] or ParentKind.BIRTH,
        others=tuple(_pair(item) for item in _items(row["parents"])),
        order=int(row["order"]) if row["order"] else None,
        marriages=tuple(_marriage(item) for item in _items(row["spouses"])),
        names=tuple(_other_name(item) for item in _items(row["names"])),
        events=tuple(_events(row)),
        life=row["life"],
        note=row["note"],
        sources=tuple(_source(item) for item in row["source"].split()),
    )


def _items(cell: str, mark: str = "|") -> list[str]:
    return [item.strip() for item in cell.split(mark) if item.strip()]


def _pair(item: str) -> tuple[str, str]:
    kind, _colon, key = item.partition(":")
    return kind, key


def _name(cell: str) -> NameParts:
    """Read "họ|đệm|tên", or let the splitter decide where no bar stands."""
    if "|" not in cell:
        return split_name(cell)
    surname, middle, given = cell.split("|")
    return NameParts(surname, middle, given)


def _marriage(item: str) -> Marriage:
    partner, order, standing, status, own = (*item.split(":"), "", "", "", "")[:5]
    return Marriage(partner, int(order or 1), standing, status, int(own or 1))


def _other_name(item: str) -> dict[str, str]:
    kind, value, note = (*item.split("="), "")[:3]
    return {"kind": kind, "value": value, "note": note}


def _source(item: str) -> tuple[str, int | None]:
    key, _colon, quality = item.partition(":")
    return key, int(quality) if quality else None


def _events(row: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Yield birth, the events between, death, and the graves."""
    if row["born"]:
        yield {"type": EventType.BIRTH, "date": row["born"]}
    for item in _items(row["events"], "//"):
        kind, date, place, words = item.split(";", 3)
        yield {"type": kind, "date": date, "place": place, "description": words}
    if row["died"]:
        yield {"type": EventType.DEATH, "date": row["died"]}
    for item in _items(row["grave"], "//"):
        kind = EventType.BURIAL
        if item.startswith("reburial:"):
            kind, item = EventType.REBURIAL, item.removeprefix("reburial:")
        place, direction, words = (*item.split("|"), "", "")[:3]
        yield {
            "type": kind,
            "place": place.strip(),
            "grave_direction": direction.strip(),
            "description": words.strip(),
        }
