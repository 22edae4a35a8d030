"""Reading the demo's texts: a head of `name: value` lines, an empty line, and the body.

The body is made of blocks parted by empty lines:

    ## Heading            ### Smaller heading
    Running text with **bold**, *italic* and [words](/address/).
    - item                1. item
    > Words of somebody
    > — who said them
    ! picture | caption
    !! caption            a gallery, one picture a line: picture | caption
    :: Title              a remark; its text follows on the next lines
    | Heading | Heading   a table, one row a line; `|= caption` before it is its caption

Days are written from the day of the text, since the demo is always fresh: `{-3}` is three days
before as 20/11/2026, `{-3 âm}` its lunar day, `{năm}` the year, `{năm-1}` the year before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from typing import Any
from uuid import uuid4

from genealogy.domain.lunar import can_chi_year, to_lunar
from home.demo.tables import DATA

Block = dict[str, Any]
#: Gives the key and the words of a picture of the library by its name.
Pictures = Mapping[str, Any]

_DAY = re.compile(r"\{([+-]?\d+)( âm)?\}")
_YEAR = re.compile(r"\{năm([+-]\d+)?\}")
_LINK = re.compile(r"\[([^]]+)]\((/[^)\s]*)\)")


@dataclass(frozen=True)
class Text:
    """One text of the demo: what its head says, and its body as written."""

    name: str
    head: Mapping[str, str]
    body: str

    def listed(self, field: str) -> list[str]:
        """Return a field of the head that holds several values parted by commas."""
        return [item.strip() for item in self.head.get(field, "").split(",") if item.strip()]


def texts(folder: str) -> list[Text]:
    """Return the texts of `data/<folder>/` by name of file."""
    return [read_text(folder, path.stem) for path in sorted((DATA / folder).glob("*.md"))]


def read_text(folder: str, name: str) -> Text:
    """Return one text of `data/<folder>/`."""
    source = (DATA / folder / f"{name}.md").read_text(encoding="utf-8")
    head, _gap, body = source.partition("\n\n")
    pairs = (line.partition(":") for line in head.splitlines())
    return Text(name, {key.strip(): value.strip() for key, _colon, value in pairs}, body.strip())


def dated(text: str, day: date) -> str:
    """Fill in the days that are written from `day`, the day of the text."""

    def fill_day(match: re.Match[str]) -> str:
        meant = day + timedelta(days=int(match[1]))
        if not match[2]:
            return f"{meant.day}/{meant.month}/{meant.year}"
        lunar = to_lunar(meant)
        leap = " nhuận" if lunar.leap else ""
        return f"{lunar.day}/{lunar.month}{leap} {can_chi_year(lunar.year)}"

    filled = _DAY.sub(fill_day, text)
    return _YEAR.sub(lambda match: str(day.year + int(match[1] or 0)), filled)


def blocks(body: str, pictures: Pictures) -> list[Block]:
    """Return a body as raw StreamField data; neighbouring running text is one block."""
    result: list[Block] = []
    for part in re.split(r"\n\s*\n", body.strip()):
        block = _block(part.strip("\n"), pictures)
        if result and block["type"] == result[-1]["type"] == "paragraph":
            result[-1]["value"] += block["value"]
        else:
            result.append(block)
    return result


def rich_text(body: str) -> str:
    """Return running text, lists and headings as HTML for a rich text field."""
    html = ""
    for part in re.split(r"\n\s*\n", body.strip()):
        if part.startswith("##"):
            html += f"<h3>{_inline(part.lstrip('# '))}</h3>"
        else:
            html += _running(part)
    return html


def _block(part: str, pictures: Pictures) -> Block:
    for mark, make in _MAKERS.items():
        if part.startswith(mark):
            return make(part, pictures)
    return {"type": "paragraph", "value": _running(part)}


def _heading(part: str, _pictures: Pictures) -> Block:
    level = "h3" if part.startswith("###") else "h2"
    return {"type": "heading", "value": {"text": part.lstrip("# ").strip(), "level": level}}


def _quote(part: str, _pictures: Pictures) -> Block:
    lines = [line.removeprefix(">").strip() for line in part.splitlines()]
    source = lines.pop().lstrip("— ") if lines[-1].startswith("—") else ""
    return {"type": "quote", "value": {"text": " ".join(lines), "source": source}}


def _image(part: str, pictures: Pictures) -> Block:
    return {"type": "image", "value": _picture(part.removeprefix("!"), pictures)}


def _gallery(part: str, pictures: Pictures) -> Block:
    caption, *lines = part.removeprefix("!!").strip().splitlines()
    # Items of a list without an id would be taken for values of an older form, and lost.
    images = [
        {"type": "item", "id": str(uuid4()), "value": _picture(line, pictures)} for line in lines
    ]
    return {"type": "gallery", "value": {"images": images, "caption": caption}}


def _picture(line: str, pictures: Pictures) -> dict[str, Any]:
    name, _bar, caption = line.partition("|")
    image = pictures[name.strip()]
    return {
        "image": image.pk,
        "alt": image.description,
        "caption": caption.strip(),
        "credit": image.credit,
    }


def _callout(part: str, _pictures: Pictures) -> Block:
    title, _break, text = part.removeprefix("::").strip().partition("\n")
    return {"type": "callout", "value": {"title": title, "text": _running(text)}}


def _table(part: str, _pictures: Pictures) -> Block:
    lines = part.splitlines()
    caption = lines.pop(0).removeprefix("|=").strip() if part.startswith("|=") else ""
    rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in lines]
    return {
        "type": "table",
        "value": {
            "columns": [{"type": "text", "heading": heading} for heading in rows[0]],
            "rows": [{"values": row} for row in rows[1:]],
            "caption": caption,
        },
    }


_MAKERS: dict[str, Callable[[str, Pictures], Block]] = {
    "#": _heading,
    ">": _quote,
    "!!": _gallery,
    "!": _image,
    "::": _callout,
    "|": _table,
}


def _running(part: str) -> str:
    lines = part.splitlines()
    if all(line.startswith("- ") for line in lines):
        return _list("ul", [line[2:] for line in lines])
    if all(re.match(r"\d+\. ", line) for line in lines):
        return _list("ol", [line.partition(". ")[2] for line in lines])
    return f"<p>{_inline(' '.join(lines))}</p>"


def _list(tag: str, items: list[str]) -> str:
    return f"<{tag}>{''.join(f'<li>{_inline(item)}</li>' for item in items)}</{tag}>"


def _inline(text: str) -> str:
    html = escape(text, quote=False)
    html = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", html)
    html = re.sub(r"\*(.+?)\*", r"<i>\1</i>", html)
    return _LINK.sub(r'<a href="\2">\1</a>', html)
