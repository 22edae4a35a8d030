from __future__ import annotations

import pytest

from genealogy.domain.gedcom import CODES, REFUSALS, GedcomRefused, Issue, IssueLog
from genealogy.domain.gedcom.issues import excerpt, refused


def test_a_flood_of_one_kind_is_counted_not_reported() -> None:
    issues: list[Issue] = []
    log = IssueLog(issues.append)
    for line in range(1, 301):
        log.add("stray_line", line, excerpt="x")
    log.close()
    assert [issue.code for issue in issues[:100]] == ["stray_line"] * 100
    assert issues[100].facts == {"kind": "stray_line", "count": 200}
    assert len(issues) == 101
    assert log.counts["stray_line"] == 300


def test_unknown_tags_are_limited_by_path() -> None:
    issues: list[Issue] = []
    log = IssueLog(issues.append)
    for path in ("INDI._A", "INDI._B", "INDI._A"):
        log.add("unknown_tag", 1, path=path)
    assert [issue.facts["path"] for issue in issues] == ["INDI._A", "INDI._B"]


def test_invented_tags_cannot_fill_the_memory() -> None:
    issues: list[Issue] = []
    log = IssueLog(issues.append)
    for number in range(5_000):
        log.add("unknown_tag", number, path=f"INDI._T{number}")
    log.close()
    assert len(issues) < 1_010


def test_severities_are_three() -> None:
    assert {info.severity for info in CODES.values()} == {"info", "warning", "error"}


def test_excerpts_are_short_and_printable() -> None:
    assert excerpt("a\0b\x1b[31m") == "a\ufffdb\ufffd[31m"
    assert len(excerpt("x" * 10_000)) == 121


def test_a_refusal_carries_line_reason_and_facts() -> None:
    error = refused(7, "line_too_long", limit=10)
    assert isinstance(error, GedcomRefused)
    assert str(error) == "line 7: The line is longer than 10 characters."
    assert error.facts() == {"line": 7, "reason": "line_too_long", "limit": 10}


def test_an_unknown_reason_is_a_programming_error() -> None:
    with pytest.raises(KeyError):
        refused(1, "no_such_reason")
    assert "empty_file" in REFUSALS
