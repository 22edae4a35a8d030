"""Read a GEDCOM file record by record.

Memory holds one record and one block of lines, whatever the size of the file.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from genealogy.domain.gedcom.assembler import RecordAssembler
from genealogy.domain.gedcom.decode import LineBlocks
from genealogy.domain.gedcom.gedzip import Gedzip, is_archive
from genealogy.domain.gedcom.issues import Issue, IssueLog, excerpt, refused
from genealogy.domain.gedcom.nodes import Node
from genealogy.domain.gedcom.sniff import Sniffed, seekable, sniff

_FIVE: Final = "5.5.1"
_KNOWN_VERSIONS: Final = ("3.", "4.", "5.", "7.")


@dataclass(frozen=True, slots=True)
class Header:
    """What a file says of itself. Texts are "" where it says nothing.

    Attributes:
        version: GEDCOM version as written.
        encoding: Name of the encoding the file was read with.
        char: Encoding as the file claims.
        source: Identifier of the program that wrote it; `source_name`, `source_version` of it.
        submitter: Identifier of the submitter record.
        date: Transmission date as written.
        place_form: Meaning of the parts of a place name.
        schema: Extension tag to the URI that defines it (GEDCOM 7).
        node: The whole record; None if the file has no header.
    """

    version: str = ""
    encoding: str = ""
    char: str = ""
    source: str = ""
    source_name: str = ""
    source_version: str = ""
    submitter: str = ""
    language: str = ""
    date: str = ""
    place_form: str = ""
    copyright: str = ""
    note: str = ""
    schema: dict[str, str] = field(default_factory=dict)
    node: Node | None = None


class GedcomFile:
    """An opened GEDCOM file.

    Attributes:
        header: Read already.
        issues: Counts the issues; give it to `to_person` and the others to report theirs.
        size: Bytes of the file, for progress.
    """

    def __init__(
        self,
        header: Header,
        records: Iterator[Node],
        blocks: LineBlocks,
        issues: IssueLog,
        size: int,
    ) -> None:
        self.header = header
        self.issues = issues
        self.size = size
        self._records: Iterator[Node] | None = records
        self._blocks = blocks

    @property
    def bytes_read(self) -> int:
        """Bytes taken from the file so far, up to `size`."""
        return self._blocks.bytes_read

    def records(self) -> Iterator[Node]:
        """Give all records but HEAD and TRLR, in file order; may be called once.

        Raises:
            GedcomRefused: The structure cannot be trusted from some line on.
            RuntimeError: The records were already read.
        """
        if self._records is None:
            raise RuntimeError("the records of a GedcomFile can be read once")
        records, self._records = self._records, None
        for record in records:
            if record.tag not in ("HEAD", "TRLR"):
                yield record
        self.issues.close()


def read_gedcom(
    stream: BinaryIO,
    *,
    encoding: str | None = None,
    on_issue: Callable[[Issue], None] | None = None,
) -> GedcomFile:
    """Open a GEDCOM file: find its encoding, read its header.

    Args:
        stream: Binary; read from where it stands. It must stay open while records are read.
        encoding: Name of an encoding (see `known_encodings`) to use whatever the file says.
        on_issue: Called with each issue as it is found.

    Raises:
        GedcomRefused: The file is not GEDCOM (also an archive: see `open_gedcom`).
    """
    source = seekable(stream)
    start = source.tell()
    size = source.seek(0, io.SEEK_END) - start
    source.seek(start)
    log = IssueLog(on_issue)
    found = sniff(source, log, force=encoding)
    blocks = LineBlocks(source, found, log)
    seven = found.version.startswith("7")
    records = RecordAssembler(log, seven=seven).records(blocks)
    first = next(records, None)
    if first is None:
        raise refused(None, "empty_file")
    header = _header(first, found, log)
    return GedcomFile(header, _chain(first, records), blocks, log, size)


def _chain(first: Node, rest: Iterator[Node]) -> Iterator[Node]:
    yield first
    yield from rest


def _header(record: Node, found: Sniffed, log: IssueLog) -> Header:
    if record.tag != "HEAD":
        log.add("header_missing", record.line)
        return Header(encoding=found.encoding.name)
    gedc = record.first("GEDC")
    version = "" if gedc is None else gedc.text("VERS")
    if not version:
        log.add("version_missing", record.line)
    elif not version.startswith(_KNOWN_VERSIONS):
        log.add("version_unknown", record.line, version=excerpt(version), used=_FIVE)
    source = record.first("SOUR")
    place = record.first("PLAC")
    submitter = record.first("SUBM")
    schema = record.first("SCHMA")
    pairs = (
        [] if schema is None else [(tag.value or "").split(None, 1) for tag in schema.all("TAG")]
    )
    return Header(
        version=version,
        encoding=found.encoding.name,
        char=record.text("CHAR"),
        source=record.text("SOUR"),
        source_name="" if source is None else source.text("NAME"),
        source_version="" if source is None else source.text("VERS"),
        submitter="" if submitter is None else submitter.pointer or "",
        language=record.text("LANG"),
        date=record.text("DATE"),
        place_form="" if place is None else place.text("FORM"),
        copyright=record.text("COPR"),
        note=record.text("NOTE"),
        schema={pair[0]: pair[1].strip() for pair in pairs if len(pair) == 2},
        node=record,
    )


@contextmanager
def open_gedcom(
    stream: BinaryIO,
    *,
    encoding: str | None = None,
    on_issue: Callable[[Issue], None] | None = None,
) -> Iterator[tuple[GedcomFile, Gedzip | None]]:
    """Open a GEDCOM file or a GEDZIP archive, whichever it is.

    Gives the file, and the archive it is in (for its media) or None. See `read_gedcom`.

    Raises:
        GedcomRefused: It is neither, or the archive is damaged or unsafe.
    """
    source = seekable(stream)
    if not is_archive(source):
        yield read_gedcom(source, encoding=encoding, on_issue=on_issue), None
        return
    archive = Gedzip(source, IssueLog(on_issue))
    try:
        with archive.open_gedcom() as text:
            yield read_gedcom(text, encoding=encoding, on_issue=on_issue), archive
    finally:
        archive.close()
