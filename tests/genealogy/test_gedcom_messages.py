from __future__ import annotations

import re
import string

import pytest

from genealogy.domain.gedcom import CODES, REFUSALS, Issue
from genealogy.domain.gedcom.issues import refused
from genealogy.gedcom_messages import (
    LABELS,
    MESSAGES,
    REFUSAL_MESSAGES,
    SEVERITIES,
    issue_message,
    refusal_message,
)

#: Facts the messages add to those of the domain.
ADDED = {"kind": "kind_label", "unit": "unit_label"}


def named(template: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)s", template))


def facts_of(description: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(description) if name}


def test_every_code_has_a_message_and_a_label() -> None:
    assert set(MESSAGES) == set(LABELS) == set(CODES)
    assert set(REFUSAL_MESSAGES) == set(REFUSALS)
    assert set(SEVERITIES) == {info.severity for info in CODES.values()}


@pytest.mark.parametrize("code", sorted(CODES))
def test_messages_name_only_facts_the_issue_has(code: str) -> None:
    known = facts_of(CODES[code].description)
    assert named(str(MESSAGES[code])) <= known | {ADDED.get(fact, "") for fact in known}


@pytest.mark.parametrize("reason", sorted(REFUSALS))
def test_refusals_name_only_facts_they_have(reason: str) -> None:
    known = facts_of(REFUSALS[reason])
    assert named(str(REFUSAL_MESSAGES[reason])) <= known | {ADDED.get(f, "") for f in known}


def test_an_issue_is_said_in_vietnamese() -> None:
    facts = {"tag": "INDI", "xref": "I1", "first_line": 5}
    issue = Issue("error", 8, "duplicate_xref", facts, "")
    assert issue_message(issue).startswith("Mã số @I1@ (INDI) đã dùng ở dòng 5")


def test_a_flood_names_its_kind() -> None:
    issue = Issue("info", 8, "issues_suppressed", {"kind": "blank_line", "count": 3}, "")
    assert issue_message(issue) == "Còn 3 mục nữa cùng loại: dòng trống."


def test_a_refusal_names_its_line() -> None:
    message = refusal_message(refused(7, "record_too_large", limit=9, unit="lines"))
    assert message == "Dòng 7: Bản ghi này quá lớn (giới hạn: 9, tính theo dòng)."
    assert refusal_message(refused(None, "empty_file")) == "Tệp rỗng."


def test_percent_signs_in_a_file_do_no_harm() -> None:
    issue = Issue("error", 1, "stray_line", {"excerpt": "100% %(x)s"}, "")
    assert issue_message(issue).endswith("100% %(x)s")
