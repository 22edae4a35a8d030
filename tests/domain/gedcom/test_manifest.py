"""Every GEDCOM file of the shared collection, against the counts of its MANIFEST."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from genealogy.domain.gedcom import (
    GedcomRefused,
    Issue,
    IssueLog,
    Node,
    open_gedcom,
    record_kind,
    record_to_data,
    to_family,
    to_media,
    to_note,
    to_person,
    to_repository,
    to_source,
)
from tests.paths import SHARED_DATA, needs_shared_data

FOLDER = SHARED_DATA / "gedcom"

#: The only files refused: line, reason, and why they are not imported with an issue.
REFUSED = {
    # The one person's identifier has no end, so nobody can be linked to it.
    "gedcom-go/unterminated-xref.ged": (4, "unterminated_xref"),
    # Levels above 99 exist in no GEDCOM version; their depth cannot be meant.
    "gedcom-go/level-over-99.ged": (17, "level_too_deep"),
    "gedcom4j/issue102_100levels.ged": (108, "level_too_deep"),
}

#: Malformed files that are read, with the lines where something was kept aside or mended.
MENDED = {
    "gedcom-go/duplicate-xref.ged": {"duplicate_xref": [8, 11, 16]},
    "gedcom-go/invalid-level.ged": {"level_jump": [6]},
    "gedcom-go/level-jump-skip.ged": {"level_jump": [8]},
    "gedcom-go/level-jump-subordinate.ged": {"level_jump": [10]},
    "gedcom4j/Issue87.ged": {"level_jump": [46]},
    "gedcom4j/Sopranos.ged": {"wrapped_line": [26, 27]},
    "gedcom-go/blank-lines.ged": {"blank_line": [15]},
    "gedcom-go/indented-lines.ged": {"indented_line": [13]},
    "gedcom4j/issue81.ged": {"character_rejoined": [39]},
    "gedcom4j/utf16le.ged": {"encoding_contradicted": [7]},
    "gedcom4j/utf16be.ged": {"encoding_contradicted": [7]},
    "gedcom4j/utf8.ged": {"encoding_contradicted": [7]},
}

MAPPERS = {
    "person": to_person,
    "family": to_family,
    "source": to_source,
    "repository": to_repository,
    "submitter": to_repository,
    "note": to_note,
    "media": to_media,
}


@cache
def manifest() -> dict[str, tuple[int, int]]:
    if not FOLDER.is_dir():
        return {}
    with (FOLDER / "MANIFEST.tsv").open(encoding="utf-8") as lines:
        return {
            row["file"]: (int(row["persons"]), int(row["families"]))
            for row in csv.DictReader(lines, delimiter="\t")
            if not row["file"].endswith(".sql")
        }


pytestmark = needs_shared_data
each_file = pytest.mark.parametrize("name", sorted(set(manifest()) - set(REFUSED)))


def records_of(name: str, issues: list[Issue]) -> Iterator[tuple[Node, IssueLog]]:
    with (
        (FOLDER / name).open("rb") as stream,
        open_gedcom(stream, on_issue=issues.append) as (file, _),
    ):
        for record in file.records():
            yield record, file.issues


@each_file
def test_people_and_families_equal_the_manifest(name: str) -> None:
    kinds = Counter(record_kind(record) for record, _ in records_of(name, []))
    assert (kinds["person"], kinds["family"]) == manifest()[name]


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_the_refused_name_line_and_reason(name: str) -> None:
    with pytest.raises(GedcomRefused) as caught:
        list(records_of(name, []))
    assert (caught.value.line, caught.value.reason) == REFUSED[name]


@pytest.mark.parametrize("name", sorted(MENDED))
def test_the_malformed_say_what_was_mended_and_where(name: str) -> None:
    issues: list[Issue] = []
    list(records_of(name, issues))
    for code, lines in MENDED[name].items():
        assert [issue.line for issue in issues if issue.code == code] == lines


def texts_of(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from texts_of(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from texts_of(value)


def values_of(node: Node) -> Iterator[tuple[Node, str]]:
    for child in node.children:
        if child.value:
            yield child, child.value
        yield from values_of(child)


@each_file
def test_no_value_of_a_file_is_lost(name: str) -> None:
    for record, log in records_of(name, []):
        mapper = MAPPERS.get(record_kind(record))
        if mapper is None:
            continue
        kept = "\n".join(texts_of(record_to_data(mapper(record, log)))).lower()
        for node, value in values_of(record):
            first_line = value.strip().strip("@").lower().partition("\n")[0]
            assert first_line in kept, f"{name} line {node.line}: {node.tag} {value!r}"


def without_lines(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: without_lines(value) for key, value in data.items() if key != "line"}
    return [without_lines(item) for item in data] if isinstance(data, list) else data


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("gedcom4j/unicode-littleendian-crlf.ged", "gedcom-go/utf8-nobom-lf.ged"),
        ("gedcom4j/unicode-littleendian-cronly.ged", "gedcom-go/utf8-nobom-lf.ged"),
        ("gedcom555/555SAMPLE16BE.GED", "gedcom555/555SAMPLE.GED"),
        ("gedcom555/555SAMPLE16LE.GED", "gedcom555/555SAMPLE.GED"),
        ("gedcom4j/TGC55C.ged", "gedcom4j/TGC55CLF.ged"),
        ("gedcom4j/utf8_cr_nobom.ged", "gedcom4j/utf8_crlf_bom.ged"),
    ],
)
def test_twins_in_two_encodings_or_line_ends_read_alike(one: str, other: str) -> None:
    def people(name: str) -> list[Any]:
        return [
            without_lines(record_to_data(to_person(record)))
            for record, _ in records_of(name, [])
            if record.tag == "INDI"
        ]

    assert people(one) == people(other)
