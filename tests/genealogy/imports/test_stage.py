"""Files are read whole or refused whole; what is odd is told with its line."""

from __future__ import annotations

import hashlib
from io import BytesIO

import pytest

from genealogy.enums import ImportState
from genealogy.models import ImportIssue, ImportRow, Person
from genealogy.services.imports import (
    StaleStaging,
    import_apply,
    import_preview,
    import_stage,
    run_issues,
)
from genealogy.services.imports import staging as staging_module
from tests.genealogy.imports.gedcom import CLAN, codes, file_of, staged

pytestmark = pytest.mark.django_db


def stage_bytes(clan, data: bytes):
    return import_stage(clan=clan, stream=BytesIO(data), file_name="thu.ged")


def test_staged_file_is_told_but_not_in_the_tree(clan):
    run = staged(clan, CLAN)
    assert run.state == ImportState.STAGED
    assert (run.counts["people"], run.counts["families"]) == (7, 3)
    assert (run.format_version, run.encoding) == ("5.5.1", "UTF-8")
    assert run.file_sha256 == hashlib.sha256(file_of(CLAN).getvalue()).hexdigest()
    assert run.rows.count() == 10
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty_file"),
        (b"   \n\n", None),
        (b"<!DOCTYPE html><html><body>Dang nhap</body></html>", "html_page"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(2000), "binary_file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "binary_file"),
        (b"PK\x03\x04 not really a zip", "zip_damaged"),
        (b"Xin chao, day khong phai GEDCOM\n" * 3, "not_gedcom"),
        (b"0 HEAD\n1 CHAR UTF-8\n0 @I1 INDI\n1 NAME A\n0 TRLR\n", "unterminated_xref"),
    ],
)
def test_file_that_is_no_gedcom_is_refused_in_words_and_leaves_nothing(clan, data, reason):
    run = stage_bytes(clan, data)
    run.refresh_from_db()
    assert run.state == ImportState.REFUSED
    assert run.error
    if reason:
        assert run.header["refusal"]["reason"] == reason
    assert not ImportRow.objects.exists()
    assert not ImportIssue.objects.exists()
    assert not Person.objects.exists()


def test_refusal_far_into_a_file_names_its_line_and_sweeps_what_was_staged(clan, monkeypatch):
    monkeypatch.setattr(staging_module, "BATCH", 2)
    body = "\n".join(f"0 @I{number}@ INDI\n1 NAME A /B/" for number in range(10))
    run = staged(clan, f"{body}\n0 @BROKEN INDI")
    assert run.state == ImportState.REFUSED
    assert run.header["refusal"]["line"] == 26
    assert "26" in run.error
    assert not ImportRow.objects.exists()


def test_truncated_file_is_read_as_far_as_it_goes_and_says_so(clan):
    whole = file_of(CLAN).getvalue()
    run = stage_bytes(clan, whole[: whole.index(b"0 @I5@")])
    assert run.state == ImportState.STAGED
    assert run.counts["people"] == 4
    assert "trailer_missing" in codes(run)


@pytest.mark.parametrize("left", [3, 40, 77, 200, 333, 500])
def test_file_cut_anywhere_is_staged_or_refused_with_its_line(clan, left):
    run = stage_bytes(clan, file_of(CLAN).getvalue()[:left])
    if run.state == ImportState.REFUSED:
        assert run.header["refusal"]["line"]
    else:
        assert "trailer_missing" in codes(run)


def test_empty_death_does_not_count_and_is_said_to(clan):
    run = staged(clan, "0 @I1@ INDI\n1 NAME An /Lê/\n1 DEAT")
    [issue] = run_issues(run)
    assert (issue.code, issue.line) == ("bare_death", 8)
    assert "chưa thể coi" in issue.message


@pytest.mark.parametrize(
    "date", ["30 FEB 1900", "(30/2/2025 âm lịch)", "32 JAN 1800", "khong ro ngay"]
)
def test_date_that_does_not_exist_is_told_with_its_line_and_kept_as_written(clan, date):
    run = staged(clan, f"0 @I1@ INDI\n1 NAME An /Lê/\n1 BIRT\n2 DATE {date}")
    issue = run.issues.get(code="bad_date")
    assert issue.line == 8
    import_apply(run)
    assert date.strip("()") in Person.objects.get().events.get().date.text


def test_every_issue_has_words_and_a_line(clan):
    run = staged(
        clan,
        "0 @I1@ INDI\n1 NAME An /Lê/\n1 SEX F\n1 FAMC @F9@\n1 FAMS @F1@\n1 _X y\n"
        "0 @F1@ FAM\n1 HUSB @I1@\n1 CHIL @I1@",
    )
    issues = list(run_issues(run))
    assert {issue.code for issue in issues} == {
        "unknown_tag",
        "dangling_pointer",
        "one_sided_child",
        "own_parent",
        "spouse_sex",
    }
    assert all(issue.line and issue.message and issue.label for issue in issues)


def test_preview_tells_the_same_and_writes_nothing(clan):
    preview = import_preview(stream=file_of(CLAN))
    assert (preview.people, preview.families) == (7, 3)
    assert preview.is_vietnamese
    assert not ImportRow.objects.exists()


def test_failure_while_reading_leaves_no_run(clan, monkeypatch):
    def crash(self, reading):
        raise OSError

    monkeypatch.setattr(staging_module._Stager, "_finish", crash)
    with pytest.raises(OSError):  # noqa: PT011 any error of the disk
        staged(clan, CLAN)
    assert not clan.imports.exists()
    assert not ImportRow.objects.exists()


def test_rows_of_another_version_are_not_misread(clan):
    run = staged(clan, CLAN)
    run.header["shape"] = "other"
    with pytest.raises(StaleStaging):
        import_apply(run)


def test_forced_encoding_is_used(clan):
    data = (
        "0 HEAD\n1 GEDC\n2 VERS 5.5.1\n1 CHAR UTF-8\n0 @I1@ INDI\n1 NAME René /Noé/\n0 TRLR\n"
    ).encode("cp1252")
    run = import_stage(clan=clan, stream=BytesIO(data), file_name="a.ged", encoding="CP1252")
    import_apply(run)
    assert Person.objects.get().given_name == "René"
