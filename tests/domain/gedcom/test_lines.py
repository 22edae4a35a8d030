from __future__ import annotations

import pytest

from genealogy.domain.gedcom import UNPLACED, to_person

from .reading import FIRST_LINE, HEAD, HEAD_7, read, read_body, refusal

PERSON = "0 @I1@ INDI\n1 NAME An /Lê/\n"


def test_levels_make_a_tree_with_line_numbers() -> None:
    record = read_body(PERSON + "1 BIRT\n2 DATE 1900\n2 PLAC Huế\n3 MAP\n1 SEX M\n").records[0]
    assert [child.tag for child in record.children] == ["NAME", "BIRT", "SEX"]
    birth = record.first("BIRT")
    assert [child.tag for child in birth.children] == ["DATE", "PLAC"]
    assert (record.xref, record.line, birth.line) == ("I1", FIRST_LINE, FIRST_LINE + 2)
    assert birth.text("PLAC") == "Huế"


def test_cont_starts_a_line_and_conc_does_not() -> None:
    body = PERSON + "1 NOTE một\n2 CONC  hai\n2 CONT ba \n2 CONC bốn\n2 CONT\n2 CONT năm\n"
    assert read_body(body).person().notes[0].text == "một hai\nba bốn\n\nnăm"


def test_spaces_after_the_first_belong_to_the_value() -> None:
    note = read_body(PERSON + "1 NOTE   a  b \n").records[0].first("NOTE")
    assert note.value == "  a  b "


@pytest.mark.parametrize(
    ("head", "written", "meant"),
    [
        (HEAD, "me@@example.vn", "me@example.vn"),
        (HEAD, "me@example.vn", "me@example.vn"),
        (HEAD, "@@ one leading", "@ one leading"),
        (HEAD_7, "me@example.vn", "me@example.vn"),
        (HEAD_7, "@@me and @you", "@me and @you"),
        (HEAD_7, "two @@ inside", "two @@ inside"),
    ],
)
def test_at_signs_are_unescaped_by_the_rule_of_the_version(
    head: str, written: str, meant: str
) -> None:
    body = f"0 @I1@ INDI\n1 NOTE {written}\n2 CONT {written}\n"
    assert read_body(body, head=head).person().notes[0].text == f"{meant}\n{meant}"


def test_an_escaped_text_that_looks_like_a_pointer_is_none() -> None:
    reading = read_body("0 @I1@ INDI\n1 NOTE @@N1@@\n1 NOTE @N1@\n1 NOTE @N1@ \n")
    text, pointer, spaced = reading.records[0].children
    assert (text.pointer, text.value) == (None, "@N1@")
    assert pointer.pointer == spaced.pointer == "N1"


def test_calendar_escapes_are_no_pointers() -> None:
    date = read_body("0 @I1@ INDI\n1 BIRT\n2 DATE @#DJULIAN@ 1 JAN 1700\n").person().events[0].date
    assert date == "@#DJULIAN@ 1 JAN 1700"


def test_xrefs_may_hold_spaces_and_small_letters() -> None:
    reading = read_body("0 @Note ref@ NOTE a\n0 @i1@ INDI\n1 NOTE @Note ref@\n")
    assert reading.records[0].xref == "Note ref"
    assert reading.records[1].first("NOTE").pointer == "Note ref"
    assert reading.codes == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (PERSON + "\n   \n1 SEX M\n", "blank_line"),
        (PERSON + "  1 SEX M\n", "indented_line"),
        (PERSON + "\t1 SEX M\n", "indented_line"),
        (PERSON + "1  SEX M\n", "loose_line"),
        (PERSON + "1\tSEX\tM\n", "loose_line"),
        (PERSON + "1 sex M\n", "lowercase_tag"),
        (PERSON + "01 SEX M\n", None),
        (PERSON + "1 SEX M \n", None),
    ],
)
def test_lines_written_loosely_are_read(body: str, code: str | None) -> None:
    reading = read_body(body)
    assert reading.person().sex == "M"
    assert set(reading.codes) - {"issues_suppressed"} == ({code} if code else set())


def test_loose_form_is_reported_once_with_a_count() -> None:
    reading = read_body(PERSON + " 1 SEX M\n" + " 1 OCCU a\n" * 9)
    assert reading.codes == ["indented_line", "issues_suppressed"]
    assert reading.issues[-1].facts == {"kind": "indented_line", "count": 9}


@pytest.mark.parametrize("text", ["tiếp theo", "1945 ra Bắc", "2 con trai", "12 THÁNG 5", "3"])
def test_a_wrapped_text_line_is_joined_with_a_warning(text: str) -> None:
    reading = read_body(PERSON + f"1 NOTE đoạn đầu\n{text}\n1 SEX M\n")
    person = reading.person()
    assert person.notes[0].text == f"đoạn đầu\n{text}"
    assert person.sex == "M"
    assert reading.lines_of("wrapped_line") == [FIRST_LINE + 3]


def test_a_stray_line_after_a_short_value_is_kept_aside() -> None:
    reading = read_body(PERSON + "1 SEX M\nmột dòng lạc\n1 OCCU thầy đồ\n")
    person = reading.person()
    assert person.sex == "M"
    assert person.events[0].value == "thầy đồ"
    assert "một dòng lạc" in person.unknown[0].text
    assert reading.lines_of("stray_line") == [FIRST_LINE + 3]


@pytest.mark.parametrize("level", [3, 4, 99])
def test_a_line_after_a_level_jump_is_kept_but_not_interpreted(level: int) -> None:
    reading = read_body(PERSON + f"1 BIRT\n{level} DATE 1 JAN 1900\n1 SEX M\n")
    person = reading.person()
    birth = person.events[0]
    assert birth.date == ""
    assert birth.extra[0].text == f"2 {UNPLACED} {level}\n3 DATE 1 JAN 1900"
    assert person.sex == "M"
    assert reading.lines_of("level_jump") == [FIRST_LINE + 3]


def test_lines_below_a_jump_stay_together() -> None:
    reading = read_body(PERSON + "1 BIRT\n4 DATE 1900\n5 TIME 9\n3 PLAC Huế\n2 PLAC Hà Nội\n")
    birth = reading.person().events[0]
    assert birth.place == "Hà Nội"
    assert birth.extra[0].text == f"2 {UNPLACED} 4\n3 DATE 1900\n4 TIME 9\n3 PLAC Huế"


def test_a_continuation_at_a_wrong_level_joins_the_text_before_it() -> None:
    reading = read_body(PERSON + "1 NOTE một\n1 CONC  hai\n1 CONT ba\n1 SEX M\n")
    assert reading.person().notes[0].text == "một hai\nba"
    assert set(reading.codes) == {"continuation_level"}


def test_a_continuation_of_a_pointer_is_kept_aside() -> None:
    reading = read_body(PERSON + "1 NOTE @N1@\n2 CONT thêm\n")
    note = reading.person().notes[0]
    assert note.xref == "N1"
    assert "thêm" in note.extra[0].text
    assert reading.codes[0] == "continuation_of_pointer"


def test_conc_in_version_seven_is_joined_with_a_warning() -> None:
    reading = read_body(PERSON + "1 NOTE a\n2 CONC b\n", head=HEAD_7)
    assert reading.person().notes[0].text == "ab"
    assert "conc_in_seven" in reading.codes


def test_duplicate_xrefs_keep_both_people_and_name_both_lines() -> None:
    reading = read_body("0 @I1@ INDI\n1 NAME A\n0 @X@ INDI\n0 @I1@ INDI\n1 NAME B\n0 @X@ INDI\n")
    names = [to_person(record).names for record in reading.records]
    assert len(names) == 4
    duplicates = [issue for issue in reading.issues if issue.code == "duplicate_xref"]
    assert [(i.line, i.facts["first_line"]) for i in duplicates] == [(8, 5), (10, 7)]


def test_the_same_xref_for_a_person_and_a_family_is_no_duplicate() -> None:
    assert read_body("0 @1@ INDI\n0 @1@ FAM\n").codes == []


def test_a_missing_trailer_is_said_at_the_last_line() -> None:
    reading = read(HEAD + "0 @I1@ INDI\n1 NAME An /Lê")
    assert reading.lines_of("trailer_missing") == [6]
    assert reading.person().names[0].value == "An /Lê"


def test_records_after_the_trailer_are_read() -> None:
    reading = read(HEAD + "0 TRLR\n0 @I1@ INDI\n")
    assert len(reading.records) == 1
    assert reading.codes == ["content_after_trailer"]


def test_a_file_without_header_is_read_with_a_warning() -> None:
    reading = read("0 @I1@ INDI\n0 TRLR\n")
    assert (len(reading.records), reading.codes) == (1, ["header_missing"])


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (b"", None, "empty_file"),
        (b" \r\n\0\n", None, "empty_file"),
        (b"Dear Sir\n0 HEAD\n", 1, "not_gedcom"),
        (b"\n\n1 HEAD\n", 3, "not_gedcom"),
        (b"<!DOCTYPE html><html></html>", 1, "html_page"),
        (b"  <!-- x --><HTML>", 1, "html_page"),
        (b"\x89PNG\r\n\x1a\n0 HEAD", None, "binary_file"),
        (b"\xff\xd8\xff\xe0 JFIF", None, "binary_file"),
        (b"%PDF-1.7", None, "binary_file"),
        (b"\0\0\0\x18ftypmp42", None, "binary_file"),
        (b"PK\x03\x04 something", None, "zip_file"),
        ("0 HEAD\n0 @I1 INDI\n", 2, "unterminated_xref"),
        ("0 HEAD\n0 @I1@\n", 2, "bad_record_line"),
        ("0 HEAD\n1 NOTE a\n100 CONT b\n", 3, "level_too_deep"),
        ("0 HEAD\n1 NOTE a\n1000000 DATE b\n", 3, "level_too_deep"),
        ("0 HEAD\n1 NOTE " + "a" * 1_000_001 + "\n", 2, "line_too_long"),
        ("0 HEAD\n" + "rác\n" * 300, 102, "too_many_broken_lines"),
    ],
)
def test_what_cannot_be_trusted_is_refused_with_line_and_reason(
    data: bytes | str, line: int | None, reason: str
) -> None:
    refused = refusal(data)
    assert refused is not None
    assert (refused.line, refused.reason) == (line, reason)
    assert refused.facts()["line"] == line


def test_a_line_of_a_million_characters_is_still_read() -> None:
    reading = read_body(PERSON + "1 NOTE " + "á" * 999_000 + "\n")
    assert len(reading.person().notes[0].text) == 999_000
