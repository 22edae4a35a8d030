from __future__ import annotations

import io
import stat
import struct
import zipfile

import pytest

from genealogy.domain.gedcom import (
    GedcomRefused,
    Gedzip,
    Issue,
    gedzip,
    is_archive,
    open_gedcom,
)

GEDCOM = b"0 HEAD\n1 GEDC\n2 VERS 7.0\n0 @I1@ INDI\n1 NAME An /Le/\n0 TRLR\n"


def pack(members: list[tuple[str | zipfile.ZipInfo, bytes]], method: int = 8) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return buffer.getvalue()


def reason(data: bytes) -> str:
    with pytest.raises(GedcomRefused) as caught:
        Gedzip(io.BytesIO(data)).open_gedcom().read()
    return caught.value.reason


def test_an_archive_gives_its_gedcom_and_names_its_media() -> None:
    data = pack([("gedcom.ged", GEDCOM), ("media/", b""), ("media/cụ tổ.jpg", b"x")])
    with open_gedcom(io.BytesIO(data)) as (file, archive):
        assert [record.tag for record in file.records()] == ["INDI"]
        assert archive is not None
        assert archive.media == ("media/cụ tổ.jpg",)
        assert archive.open_media("media/cụ tổ.jpg").read() == b"x"


def test_a_plain_file_opens_the_same_way() -> None:
    with open_gedcom(io.BytesIO(GEDCOM)) as (file, archive):
        assert archive is None
        assert len(list(file.records())) == 1
    assert not is_archive(io.BytesIO(GEDCOM))


def test_a_single_gedcom_of_another_name_is_taken_with_a_note() -> None:
    issues: list[Issue] = []
    data = pack([("Ho Duong.GED", GEDCOM), ("readme.txt", b"x")])
    with open_gedcom(io.BytesIO(data), on_issue=issues.append) as (file, _):
        assert len(list(file.records())) == 1
    assert [issue.code for issue in issues] == ["gedcom_name"]


def test_names_differing_only_in_composition_are_one_name() -> None:
    data = pack([("gedcom.ged", GEDCOM), ("a\u0300.jpg", b"x")])
    assert Gedzip(io.BytesIO(data)).media == ("à.jpg",)
    assert reason(pack([("gedcom.ged", GEDCOM), ("a\u0300", b""), ("à", b"")])) == (
        "zip_duplicate_name"
    )


@pytest.mark.parametrize(
    "name", ["../a", "a/../../b", "/etc/passwd", "C:/a", "c:a", "a\\b", "..", "x\0.jpg"]
)
def test_unsafe_names_are_refused(name: str) -> None:
    length = len(name.encode())
    data = pack([("gedcom.ged", GEDCOM), ("Q" * length, b"x")])
    assert reason(data.replace(b"Q" * length, name.encode())) == "zip_unsafe_name"


def link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("a.jpg")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def with_bytes(data: bytes, signature: bytes, offset: int, value: bytes) -> bytes:
    """Overwrite a field of the first (central) header."""
    place = data.index(signature) + offset
    return data[:place] + value + data[place + len(value) :]


def test_hostile_archives_are_refused() -> None:
    plain = pack([("gedcom.ged", GEDCOM)])
    assert reason(pack([("gedcom.ged", GEDCOM), (link(), b"/etc")])) == "zip_link"
    assert reason(pack([("gedcom.ged", b"0 HEAD\n" + b"1 NOTE a\n" * 500_000)])) == "zip_ratio"
    assert reason(pack([("gedcom.ged", GEDCOM), ("b.zip", plain)])) == "zip_nested"
    assert reason(pack([("a.txt", b"x")])) == "zip_without_gedcom"
    assert reason(pack([("a.ged", GEDCOM), ("b.ged", GEDCOM)])) == "zip_several_gedcoms"
    assert reason(with_bytes(plain, b"PK\x01\x02", 8, b"\x01\x00")) == "zip_encrypted"
    assert reason(plain[:60]) == "zip_damaged"
    assert reason(plain.replace(b"gedcom.ged", b"gedcom.gex", 1)) == "zip_damaged"
    assert reason(with_bytes(plain, b"PK\x03\x04", 45, b"\xff\xff\xff")) == "zip_damaged"


def test_the_sum_of_sizes_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gedzip, "MAX_TOTAL", 100)
    assert reason(pack([("gedcom.ged", GEDCOM), ("a", b"x" * 90)])) == "zip_too_large"


def test_overlapping_members_are_refused() -> None:
    data = pack([("gedcom.ged", GEDCOM), ("b.txt", b"y" * 50)], zipfile.ZIP_STORED)
    central = data.rindex(b"PK\x01\x02")
    first = struct.pack("<I", 4)
    assert reason(data[: central + 42] + first + data[central + 46 :]) == "zip_overlap"


def test_too_many_members_are_refused_before_they_are_listed() -> None:
    data = pack([("gedcom.ged", GEDCOM)])
    end = data.rindex(b"PK\x05\x06")
    count = struct.pack("<HH", 20_000, 20_000)
    assert reason(data[: end + 8] + count + data[end + 12 :]) == "zip_too_many_members"


def test_a_member_damaged_inside_is_refused_while_reading() -> None:
    data = bytearray(pack([("gedcom.ged", GEDCOM)], zipfile.ZIP_STORED))
    data[data.index(b"An /Le/")] = ord("X")
    with (
        pytest.raises(GedcomRefused) as caught,
        open_gedcom(io.BytesIO(bytes(data))) as (file, _),
    ):
        list(file.records())
    assert caught.value.reason == "zip_damaged"
