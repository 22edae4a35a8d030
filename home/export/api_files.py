"""The public API as files: each answer a JSON file, each list cut into pages of a hundred."""

from __future__ import annotations

import json
from typing import Any

from home.export.addresses import API_ROWS, Address, Fate
from home.export.rewriting import Found, Rewriter

#: Facts that hold for one day only; a file says nothing of them.
_OF_A_DAY = frozenset({"days_left"})


def written_answer(body: bytes, at: Address, rewriter: Rewriter, found: Found) -> bytes:
    """Rewrite one answer of the API: addresses, links between pages of a list, facts of a day."""
    data = json.loads(body)
    _follow_pages(data, at, rewriter, found)
    return _dumped(_walked(data, at, rewriter, found))


def _dumped(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _follow_pages(data: Any, at: Address, rewriter: Rewriter, found: Found) -> None:
    """Say in `meta.next` where a list goes on; a static host cannot be asked for an offset."""
    if not isinstance(data, dict) or not isinstance(data.get("meta"), dict):
        return
    if not isinstance(data.get("items"), list):
        return
    meta = data["meta"]
    # Cursors are for servers: the export follows them, for deep offsets are refused.
    cursor = meta.pop("next_cursor", None)
    asked = dict(at.query)
    offset = int(asked.get("offset", 0))
    following = offset + API_ROWS
    meta["next"] = None
    if following < int(meta.get("total_count") or 0):
        place = (("limit", str(API_ROWS)), ("offset", str(following)))
        address = Address(at.path, (*((("cursor", str(cursor)),) if cursor else ()), *place))
        found.pages.add(address)
        meta["next"] = rewriter.places.absolute(address)


def _walked(value: Any, at: Address, rewriter: Rewriter, found: Found) -> Any:
    if isinstance(value, dict):
        return {
            name: None if name in _OF_A_DAY else _walked(part, at, rewriter, found)
            for name, part in value.items()
        }
    if isinstance(value, list):
        return [_walked(part, at, rewriter, found) for part in value]
    if isinstance(value, str):
        return _told(value, at, rewriter, found)
    return value


def _told(value: str, at: Address, rewriter: Rewriter, found: Found) -> str | None:
    rooted = rewriter.places.rooted(value) if value.startswith("http") else None
    if rooted is None:
        has_address = any(origin in value for origin in rewriter.places.origins)
        has_address = has_address or ' srcset="/' in value
        return rewriter.data(value, at, found) if has_address else value
    if rooted.startswith("/static/"):
        found.static.add(rooted.partition("#")[0])
        return rewriter.places.address + rooted
    fate, address = rewriter.sitemap.fate_of(rooted.partition("#")[0])
    if fate is Fate.FILE and address is not None:
        found.pages.add(address)
        return rewriter.places.absolute(address)
    if fate is Fate.ASSET and address is not None and rewriter.has_asset(address.path):
        found.assets.add(address.path)
        return rewriter.places.absolute(address)
    living = rewriter.places.living
    return f"{living}{rooted}" if living and fate is Fate.DEED else None


def listing(endpoint: str) -> Address:
    """Return the first page of a list."""
    return Address(f"/api/v2/{endpoint}/")


def asked_of_site(address: Address) -> str:
    """Return what the living site is asked for a file of the API; lists come by the hundred."""
    parts = address.path.strip("/").split("/")
    is_list = address.is_api and len(parts) == 3 and parts[2] not in {"site", "openapi.json"}
    if not is_list or address.query:
        asked = dict(address.query)
        left_out = "offset" if "cursor" in asked else ""
        kept = tuple((name, value) for name, value in address.query if name != left_out)
        return Address(address.path, kept).asked
    return Address(address.path, (("limit", str(API_ROWS)),)).asked
