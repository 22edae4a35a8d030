"""Asking the site as somebody, and looking through all that comes back for canaries."""

from __future__ import annotations

import io
import logging
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote_plus

from django.test import Client
from django.test.client import ClientHandler
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from tests.privacy.facts import MARK, WORD
from tests.privacy.roles import STRANGER

#: State and fact a canary gives away.
Cell = tuple[str, str]

_LONG_NUMBERS = re.compile(rb"(?<!\d)\d{9,10}(?!\d)")
_COORDINATES = re.compile(rb"(?<!\d)\d{1,3}\.\d{6}(?!\d)")
#: A year stands alone: in a public id, a decimal or a signature four digits mean nothing.
_YEARS = re.compile(rb"(?<![\w.-])[12]\d{3}(?!\w)")
_CODES = re.compile(rb"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


class Scanner:
    """Finds canaries in bytes; one pass, whatever their number."""

    def __init__(self, subjects: Iterable[Any]) -> None:
        self._exact: dict[bytes, Cell] = {}
        self._days: dict[bytes, list[tuple[re.Pattern[bytes], Cell]]] = {}
        for subject in subjects:
            for fact, words in subject.canaries.items():
                for word in words:
                    cell = (subject.state, fact)
                    if fact.endswith("_date"):
                        self._add_day(word, cell)
                    else:
                        self._exact[word.lower().encode()] = cell

    def _add_day(self, word: str, cell: Cell) -> None:
        """Know a day however it is written: 17/8/1983, 1983-08-17, month and day of JSON."""
        day, month, year = word.split("/")
        gap = r"[^0-9]{1,14}"
        there = rf"(?<!\d)0?{day}{gap}0?{month}{gap}{year}(?!\d)"
        back = rf"(?<!\d){year}{gap}0?{month}{gap}0?{day}(?!\d)"
        pattern = re.compile(f"{there}|{back}".encode())
        self._days.setdefault(year.encode(), []).append((pattern, cell))

    def found(self, data: bytes) -> set[Cell]:
        """Give what these bytes tell."""
        low = data.lower()
        words = {*_words(low), *_CODES.findall(low)}
        for pattern in (_LONG_NUMBERS, _COORDINATES, _YEARS):
            words.update(pattern.findall(low))
        cells = {self._exact[word] for word in words if word in self._exact}
        for year, days in self._days.items():
            if year in low:
                cells.update(cell for pattern, cell in days if pattern.search(low))
        return cells


def _words(low: bytes) -> Iterator[bytes]:
    mark = MARK.encode()
    at = low.find(mark)
    while at >= 0:
        yield low[max(0, at - WORD) : at + len(mark)]
        at = low.find(mark, at + 1)


@dataclass(frozen=True)
class Answer:
    """What came back for one request, and what was logged on the way."""

    asked: str
    status: int
    headers: dict[str, str]
    body: bytes
    log: str = ""

    @property
    def told(self) -> bytes:
        """All that may tell something: headers, body (unpacked when it is an archive), log."""
        headers = {name: text for name, text in self.headers.items() if name != "Content-Length"}
        return b"\n".join([repr(headers).encode(), _unpacked(self.body), self.log.encode()])


def _unpacked(body: bytes) -> bytes:
    if body.startswith(b"%PDF"):
        # Numbers of its objects are no years: what a reader of the file can find is searched.
        return _text_of_pdf(body).encode() or body
    if not body.startswith(b"PK\x03\x04"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


def _text_of_pdf(body: bytes) -> str:
    """Give the text of a PDF, its links, outline and properties; empty when it is broken."""
    try:
        reader = PdfReader(io.BytesIO(body))
        pages = [page.extract_text() for page in reader.pages]
    except PyPdfError:
        return ""
    links = [
        str(note.get_object().get("/A", ""))
        for page in reader.pages
        for note in page.annotations or ()
    ]
    told = [*pages, *links, repr(reader.metadata), repr(reader.outline), *reader.attachments]
    return unicodedata.normalize("NFC", "\n".join(told))


class _Lines(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@contextmanager
def listening() -> Iterator[list[str]]:
    """Collect what is logged, tracebacks included."""
    handler = _Lines()
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        yield handler.lines
    finally:
        root.removeHandler(handler)


@dataclass
class Asker:
    """Somebody who asks; `asked` counts. Templates are not watched as by Django's own client."""

    role: str = STRANGER
    account: Any = None
    asked: int = 0
    _client: Client = field(default_factory=Client)
    _handler: ClientHandler = field(default_factory=lambda: ClientHandler(True))

    def __post_init__(self) -> None:
        self.sign_in()

    def sign_in(self) -> None:
        """Begin a session, or a fresh one after a request that may have ended it."""
        self._client.cookies.clear()
        if self.account is not None:
            self._client.force_login(self.account)

    def get(self, address: str, **headers: str) -> Answer:
        """Ask, and read the whole answer."""
        self.asked += 1
        path, _, query = address.partition("?")
        environ = {
            "PATH_INFO": unquote_plus(path) if "%" in path else path,
            "QUERY_STRING": query,
            "REQUEST_METHOD": "GET",
            **{f"HTTP_{name.upper()}": text for name, text in headers.items()},
        }
        with listening() as lines:
            response = self._handler(self._client._base_environ(**environ))
            streaming = getattr(response, "streaming", False)
            body = b"".join(response.streaming_content) if streaming else response.content
        told = {name: str(text) for name, text in response.headers.items()}
        cookies = [morsel.OutputString() for morsel in response.cookies.values()]
        if cookies:
            told["Set-Cookie"] = "; ".join(cookies)
        return Answer(address, response.status_code, told, body, "\n".join(lines))


def tells(answer: Answer, scanner: Scanner) -> set[Cell]:
    """Give what an answer tells beyond what the asker wrote into the address."""
    cells = scanner.found(answer.told)
    return cells - scanner.found(unquote_plus(answer.asked).encode()) if cells else cells
