"""Read GEDCOM given as bytes or text in a test."""

from __future__ import annotations

import io
from typing import NamedTuple

from genealogy.domain.gedcom import (
    GedcomFile,
    GedcomRefused,
    Issue,
    Node,
    PersonRecord,
    read_gedcom,
    to_person,
)

HEAD = "0 HEAD\n1 GEDC\n2 VERS 5.5.1\n1 CHAR UTF-8\n"
HEAD_7 = "0 HEAD\n1 GEDC\n2 VERS 7.0\n"
FIRST_LINE = 5  # of what follows HEAD
TRLR = "0 TRLR\n"


class Reading(NamedTuple):
    file: GedcomFile
    records: list[Node]
    issues: list[Issue]

    @property
    def codes(self) -> list[str]:
        return [issue.code for issue in self.issues]

    def lines_of(self, code: str) -> list[int]:
        return [issue.line for issue in self.issues if issue.code == code]

    def person(self, place: int = 0) -> PersonRecord:
        people = [record for record in self.records if record.tag == "INDI"]
        return to_person(people[place], self.file.issues)


def read(data: bytes | str, *, encoding: str | None = None) -> Reading:
    raw = data.encode() if isinstance(data, str) else data
    issues: list[Issue] = []
    file = read_gedcom(io.BytesIO(raw), encoding=encoding, on_issue=issues.append)
    return Reading(file, list(file.records()), issues)


def read_body(body: str, *, head: str = HEAD) -> Reading:
    """Read lines that stand between a header and a trailer."""
    return read(head + body + TRLR)


def refusal(data: bytes | str) -> GedcomRefused | None:
    try:
        read(data)
    except GedcomRefused as refused:
        return refused
    return None
