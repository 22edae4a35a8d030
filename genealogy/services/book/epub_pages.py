"""The pages of an EPUB in XHTML, made of the plain data of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape as _escape
from itertools import islice
from typing import Any, Final

#: Entries in one file: phones open long files slowly.
_ENTRIES_IN_FILE: Final = 120

Data = Mapping[str, Any]


@dataclass(frozen=True)
class Page:
    """One file of the book. `level` is its depth in the contents, 0 keeps it out of them."""

    key: str
    title: str
    body: str
    level: int = 1

    @property
    def name(self) -> str:
        """Return the name of the file."""
        return f"{self.key}.xhtml"


def escape(text: str) -> str:
    """Make text safe within XHTML; signs that XML forbids are left out."""
    allowed = "".join(sign for sign in text if sign >= " " or sign in "\t\n")
    return _escape(allowed, quote=True)


def page_xhtml(page: Page) -> str:
    """Give a whole file."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" lang="vi" xml:lang="vi">'
        f"<head><title>{escape(page.title)}</title>"
        '<link rel="stylesheet" type="text/css" href="style.css"/></head>'
        f"<body>{page.body}</body></html>\n"
    )


def pages_of(document: Data) -> list[Page]:
    """Give the files of a volume in reading order."""
    return _Writer(document).pages()


class _Writer:
    def __init__(self, document: Data) -> None:
        self.book = document
        self.words: Mapping[str, str] = document["words"]
        self.file_of: dict[int, str] = {}
        #: Chapter, đời and entries of each file, known before anything is linked.
        self.sheets: list[tuple[str, Data, Data, list[Data], bool]] = []
        self._cut_sheets()

    def pages(self) -> list[Page]:
        book, words = self.book, self.words
        pages = [Page("cover", book["title"], self._cover())]
        for key in ("preface", "rules", "guide"):
            if book[key]:
                pages.append(self._part(key, words[key], blocks(book[key])))
        pages += self._lines()
        lists: tuple[tuple[str, Callable[[], str]], ...] = (
            ("remembrances", self._remembrances),
            ("graves", self._graves),
            ("numbers", self._numbers),
            ("sources", self._sources),
            ("index", self._index),
        )
        pages += [self._part(key, words[key], write()) for key, write in lists if book[key]]
        colophon = "".join(f"<p>{escape(row)}</p>" for row in book["colophon"])
        return [*pages, self._part("colophon", words["colophon"], colophon)]

    def _part(self, key: str, title: str, body: str) -> Page:
        return Page(key, title, f"<h1>{escape(title)}</h1>{body}")

    def _cover(self) -> str:
        book = self.book
        rows = [book["branch"], book["motto"], book["origin"], book["year"], book["volume"]]
        rows += [*book["facts"], *book["imprint"]]
        told = "".join(f"<p>{escape(row)}</p>" for row in rows if row)
        kind = escape(self.words["genealogy"].upper())
        name = escape(book["clan"])
        return f'<div class="cover"><p class="kind">{kind}</p><h1>{name}</h1>{told}</div>'

    def _cut_sheets(self) -> None:
        for chapter_number, chapter in enumerate(self.book["chapters"], start=1):
            is_first = True
            for section_number, section in enumerate(chapter["sections"], start=1):
                left = iter(section["entries"])
                piece_number = 0
                while entries := list(islice(left, _ENTRIES_IN_FILE)):
                    piece_number += 1
                    key = f"c{chapter_number}-d{section_number}-{piece_number}"
                    self.sheets.append((key, chapter, section, entries, is_first))
                    self.file_of |= {entry["n"]: key for entry in entries}
                    is_first = False

    def _lines(self) -> Iterable[Page]:
        if not self.sheets:
            return
        title = self.words["lines"]
        yield self._part("lines", title, f'<p class="small">{escape(self.book["facts"][-1])}</p>')
        seen: set[int] = set()
        for key, chapter, section, entries, is_first in self.sheets:
            if is_first:
                head = self._chapter_head(chapter)
                yield Page(key.partition("-")[0], chapter["title"], head, level=2)
            is_new = id(section) not in seen
            seen.add(id(section))
            heading = f"<h2>{escape(chapter['title'])}, {escape(section['title'])}</h2>"
            body = heading + "".join(map(self._entry, entries))
            yield Page(key, section["title"], body, level=3 if is_new else 0)

    def _chapter_head(self, chapter: Data) -> str:
        rows = "".join(
            f'<p><span class="label">{escape(row["label"])}</span> {escape(row["text"])}'
            f"{self._ref(row['n'])}</p>"
            for row in chapter["lines"]
        )
        return f"<h1>{escape(chapter['title'])}</h1>{rows}{blocks(chapter['introduction'])}"

    def _ref(self, number: int | None) -> str:
        if number is None:
            return ""
        words = f"{escape(self.words['number'])} {number}"
        file = self.file_of.get(number)
        if file is None:
            return f' <span class="small">({words})</span>'
        return f' <a class="small" href="{file}.xhtml#e{number}">({words})</a>'

    def _entry(self, entry: Data) -> str:
        code = f' <span class="small">{escape(entry["code"])}</span>' if entry["code"] else ""
        partners = "".join(map(self._partner, entry["partners"]))
        loose = self._children(entry["children"])
        if loose:
            loose = f'<p class="label">{escape(entry["childrenword"])}</p>{loose}'
        return (
            f'<div class="entry" id="e{entry["n"]}"><h4><span class="number">{entry["n"]}</span>'
            f"{escape(entry['name'])}{code}</h4>{self._life(entry)}{partners}{loose}</div>"
        )

    def _partner(self, one: Data) -> str:
        life = self._life(one["person"]) if one["person"] else ""
        return (
            f'<div class="partner"><p><span class="label">{escape(one["label"])}</span>'
            f" <strong>{escape(one['name'])}</strong>{self._ref(one['n'])}</p>"
            f"{life}{self._children(one['children'])}</div>"
        )

    def _life(self, person: Data) -> str:
        parts = []
        if person["names"]:
            parts.append(f"<em>{escape(person['names'])}</em>.")
        if person["position"]:
            parts.append(f"{escape(person['position'])}.")
        if person["parents"]:
            told = ", ".join(
                f"{escape(one['word'])} {escape(one['name'])}{self._ref(one['n'])}"
                for one in person["parents"]
            )
            parts.append(f"{escape(self.words['parents'])} {told}.")
        for label, text in person["facts"]:
            parts.append(f'<span class="label">{escape(label)}</span> {escape(text)}')
        if person["cited"]:
            marks = " ".join(f"[{escape(one)}]" for one in person["cited"])
            parts.append(f'<span class="small">{escape(self.words["source"])} {marks}</span>')
        story = blocks(person["biography"])
        word = escape(self.words["note"])
        story += "".join(f'<p class="small">{word} {escape(one)}</p>' for one in person["notes"])
        return (f"<p>{' '.join(parts)}</p>" if parts else "") + story

    def _children(self, children: list[Data]) -> str:
        if not children:
            return ""
        rows = "".join(
            f"<li>{escape(one['name'])}{_small(one['note'])}{self._ref(one['n'])}</li>"
            for one in children
        )
        return f'<ul class="children">{rows}</ul>'

    def _row(self, row: Data, before: str = "", after: str = "") -> str:
        name = f"{escape(row['name'])}{_small(row['hint'])}"
        return f"<li>{before}{name}{after}{self._ref(row['n'])}</li>"

    def _list(self, title: str, rows: Iterable[str]) -> str:
        return f'<h2>{escape(title)}</h2><ul class="list">{"".join(rows)}</ul>'

    def _remembrances(self) -> str:
        return "".join(
            self._list(
                month["title"],
                (
                    self._row(row, f'<span class="label">{escape(row["day"])}</span> ')
                    for row in month["rows"]
                ),
            )
            for month in self.book["remembrances"]
        )

    def _graves(self) -> str:
        return "".join(
            self._list(
                place["title"],
                (
                    self._row(row, after=f". {escape(row['text'])}" if row["text"] else "")
                    for row in place["rows"]
                ),
            )
            for place in self.book["graves"]
        )

    def _numbers(self) -> str:
        tables = []
        for table in self.book["numbers"]:
            head = _cells(table["head"], "th")
            rows = "".join(
                map(_cells, [*table["rows"], *([table["foot"]] if table["foot"] else [])])
            )
            title = escape(table["title"])
            tables.append(
                f"<h2>{title}</h2><table><thead>{head}</thead><tbody>{rows}</tbody></table>"
            )
        return "".join(tables)

    def _sources(self) -> str:
        rows = []
        for one in self.book["sources"]:
            about = ", ".join(part for part in (one["title"], one["author"]) if part)
            rows.append(f"<li>[{one['n']}] {escape(about)}{_small(one['url'])}</li>")
        return f'<ul class="list">{"".join(rows)}</ul>'

    def _index(self) -> str:
        note = f'<p class="small">{escape(self.words["indexnote"])}</p>'
        return note + "".join(
            self._list(group["letter"], map(self._row, group["rows"]))
            for group in self.book["index"]
        )


def blocks(items: list[Data]) -> str:
    """Write formatted text; items of a list follow one another as lists."""
    written = []
    for item in items:
        words = "".join(_run(*run) for run in item["runs"])
        if item["kind"] == "h":
            written.append(f"<h3>{words}</h3>")
        elif item["kind"] == "li":
            mark = f"{item['number']}." if item["number"] else "–"
            written.append(f'<p class="partner">{mark} {words}</p>')
        else:
            written.append(f"<p>{words}</p>")
    return "".join(written)


def _run(text: str, bold: int, italic: int) -> str:
    words = escape(text).replace("\n", "<br/>")
    words = f"<em>{words}</em>" if italic else words
    return f"<strong>{words}</strong>" if bold else words


def _small(text: str) -> str:
    return f'<span class="small">, {escape(text)}</span>' if text else ""


def _cells(row: list[str], tag: str = "td") -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(one)}</{tag}>' for one in row)}</tr>"
