"""Files made to harm, or broken beyond guessing: an answer in time, or a refusal."""

from __future__ import annotations

import contextlib
import io
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genealogy.domain.gedcom import GedcomRefused, read_gedcom
from genealogy.domain.gedcom.xrefs import XrefRegister

from .long_files import LONG_FILES, consume, empty_records, one_record
from .reading import HEAD, TRLR, read, read_body

PIECES = st.sampled_from(
    [
        b"0 HEAD\n", b"0 @I1@ INDI\n", b"0 TRLR\n", b"1 NAME A /B/\n", b"1 CHAR ANSEL\n",
        b"1 CHAR UTF-8\n", b"2 CONT x\n", b"2 CONC @\n", b"1 CONT\n", b"5 DATE 1\n", b"\r",
        b"\n\r", b"\n", b"\0", b"0 ", b"1 ", b"99 ", b"@", b"@@", b"\xe3\xe2", b"\xc3", b"\xa9",
        b"\xff\xfe", b"\xef\xbb\xbf", b"PK\x03\x04", b"1 NOTE a\xe1\n2 CONC b\n", b"0 @F1@ FAM\n",
        b"1 HUSB @I1@\n", b"1 CHAN\n2 DATE 1\n", b"2 VERS 7.0\n", b"1 GEDC\n", b" ", b"\t",
        b"1 BIRT\n2 PLAC x\n3 MAP\n", b"1 FAMC @VOID@\n",
    ]
)  # fmt: skip


@settings(max_examples=300)
@given(data=st.binary(max_size=400))
def test_arbitrary_bytes_are_read_or_refused(data: bytes) -> None:
    for whole in (data, b"0 HEAD\n" + data):
        with contextlib.suppress(GedcomRefused):
            consume(whole)


@settings(max_examples=500)
@given(pieces=st.lists(PIECES, max_size=30), head=st.booleans())
def test_arbitrary_pieces_of_gedcom_are_read_or_refused(pieces: list[bytes], head: bool) -> None:
    data = HEAD.encode() * head + b"".join(pieces)
    with contextlib.suppress(GedcomRefused):
        consume(data)


class Endless(io.RawIOBase):
    """A stream of many bytes that takes no memory: a head, then one byte again and again."""

    def __init__(self, head: bytes, size: int) -> None:
        self._head = head
        self._size = size
        self._place = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0, /) -> int:
        self._place = offset + (0, self._place, self._size)[whence]
        return self._place

    def tell(self) -> int:
        return self._place

    def read(self, size: int = -1, /) -> bytes:
        count = max(min(size, self._size - self._place), 0)
        start = self._head[self._place : self._place + count]
        self._place += count
        return start + b"x" * (count - len(start))


def test_a_line_of_a_gigabyte_is_refused_in_little_memory() -> None:
    stream = Endless(b"0 HEAD\n1 NOTE ", 1_000_000_000)
    tracemalloc.start()
    with pytest.raises(GedcomRefused) as caught:
        list(read_gedcom(stream).records())  # type: ignore[arg-type]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (caught.value.line, caught.value.reason) == (2, "line_too_long")
    assert peak < 20_000_000


def test_memory_does_not_grow_with_the_file() -> None:
    person = "0 @I{}@ INDI\n1 NAME Văn Tùng /Dương/\n1 BIRT\n2 DATE 1900\n2 PLAC Hà Nội\n"

    def peak(count: int) -> int:
        data = (HEAD + "".join(person.format(n) for n in range(count)) + TRLR).encode()
        stream = io.BytesIO(data)
        tracemalloc.start()
        assert sum(1 for _ in read_gedcom(stream).records()) == count
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    # Up to 54 bytes a record remember the identifiers, while their table grows.
    assert peak(40_000) < peak(10_000) + 30_000 * 60


def steps(data: bytes) -> int:
    """Count the lines run to read the data; each turn of a loop runs its lines again."""
    count = 0
    before = sys.gettrace()

    def note(frame: FrameType, event: str, argument: object) -> Callable:
        nonlocal count
        count += event == "line"
        return note

    sys.settrace(note)
    try:
        consume(data)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("make", LONG_FILES)
def test_work_is_linear(make: Callable[[int], bytes]) -> None:
    """Lines are counted, not seconds; what a single line costs is for `make bench` to say."""
    consume(make(10))
    # Eight times the file; the table of identifiers grows by leaps, and the square would be 64.
    assert steps(make(16_000)) < 12 * steps(make(2_000))


def test_a_record_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("genealogy.domain.gedcom.assembler.MAX_RECORD_LINES", 50_000)
    with pytest.raises(GedcomRefused) as caught:
        consume(one_record(200_000))
    assert (caught.value.line, caught.value.reason) == (5, "record_too_large")


def test_too_many_records_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("genealogy.domain.gedcom.assembler.MAX_RECORDS", 1_000)
    with pytest.raises(GedcomRefused) as caught:
        consume(empty_records(2_000))
    assert caught.value.reason == "too_many_records"


def test_ninety_nine_levels_are_read() -> None:
    body = "0 @I1@ INDI\n" + "".join(f"{level} _T a\n" for level in range(1, 100))
    person = read_body(body).person()
    assert person.unknown[0].text.count("\n") == 98


def test_cycles_do_not_matter_to_the_reader() -> None:
    reading = read_body(
        "0 @I1@ INDI\n1 FAMC @F1@\n1 FAMS @F1@\n0 @F1@ FAM\n1 HUSB @I1@\n1 CHIL @I1@\n"
    )
    assert reading.codes == []


class Pipe(io.RawIOBase):
    """A stream that can be read only once, as an upload may be."""

    def __init__(self, data: bytes) -> None:
        self._data = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray, /) -> int:  # type: ignore[override]
        return self._data.readinto(buffer)


def test_a_stream_that_cannot_be_sought_is_read() -> None:
    data = (HEAD + "0 @I1@ INDI\n1 NAME Dương\n" + TRLR).encode()
    assert len(list(read_gedcom(Pipe(data)).records())) == 1  # type: ignore[arg-type]


def test_reading_starts_where_the_stream_stands() -> None:
    stream = io.BytesIO(b"junk" + (HEAD + "0 @I1@ INDI\n" + TRLR).encode())
    stream.seek(4)
    assert len(list(read_gedcom(stream).records())) == 1


def test_records_are_read_once_and_progress_is_known() -> None:
    reading = read(HEAD + TRLR)
    assert reading.file.bytes_read == reading.file.size
    with pytest.raises(RuntimeError):
        next(reading.file.records())


def numbers() -> Iterator[tuple[str, str, int]]:
    yield from (("INDI", f"I{n}", n + 10) for n in range(1, 500))
    yield from (("INDI", f"I{n}", n) for n in (10**8, 10**8 + 1))
    yield from (("INDI", name, 7) for name in ("I01", "I", "a b", "ễ5", "I1A"))


def test_the_register_of_identifiers_finds_what_was_added() -> None:
    register = XrefRegister()
    for tag, xref, line in numbers():
        assert register.add(tag, xref, line) is None
    for tag, xref, line in numbers():
        assert register.add(tag, xref, 1_000_000) == line
        assert register.add("FAM" + tag, xref, 3) is None


def test_the_register_of_identifiers_is_small() -> None:
    register = XrefRegister()
    tracemalloc.start()
    for number in range(100_000):
        register.add("INDI", f"{number:x}-a", number)
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert size < 100_000 * 40
