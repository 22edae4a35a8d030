"""The wall calendar of a year as a PDF: twelve sheets of real text, cut to whoever asks."""

from __future__ import annotations

import io
import re
import unicodedata

import pytest
from pypdf import PdfReader

from genealogy.domain.viewer import Mark
from genealogy.selectors import wall_calendar
from tests.genealogy.factories import ClanFactory, PersonFactory

pytestmark = pytest.mark.django_db

URL = "/gia-pha/ho-thu/lich-treo/2026.pdf"


@pytest.fixture
def clan():
    return ClanFactory(slug="ho-thu", name="Họ Thử")


def pages(client, url=URL):
    answer = client.get(url)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.content))
    texts = [unicodedata.normalize("NFC", page.extract_text()) for page in reader.pages]
    return reader, [re.sub(r"\s+", " ", text) for text in texts]


def test_every_month_is_one_sheet_with_both_calendars(client, clan):
    PersonFactory(clan=clan, given_name="Khiêm", death="18/10 âm lịch")
    reader, texts = pages(client)
    assert len(texts) == 12
    assert [f"Tháng {number} năm 2026" in text for number, text in enumerate(texts, 1)] == [
        True
    ] * 12
    assert "Giỗ Dương Văn Khiêm" in texts[10]
    assert [number for number, text in enumerate(texts) if "Khiêm" in text] == [10]
    assert "1/1 " in texts[1]
    width, height = (round(float(side)) for side in reader.pages[0].mediabox[2:])
    assert (width, height) == (842, 595)


def test_a_sheet_does_not_tell_when_it_was_made(client, clan):
    PersonFactory(clan=clan, given_name="Khiêm", death="18/10 âm lịch")
    reader, _texts = pages(client)
    assert not {"/CreationDate", "/ModDate"} & set(reader.metadata)


def test_the_large_sheet_is_a3_across(client, clan):
    reader, texts = pages(client, f"{URL}?kho=a3")
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [1191, 842]
    assert len(texts) == 12


def test_strangers_and_members_get_their_own(client, clan, member_user):
    PersonFactory(clan=clan, given_name="Mở", death="18/10 âm lịch")
    PersonFactory(clan=clan, given_name="Kín", death="19/10 âm lịch", visibility=Mark.MEMBERS)
    PersonFactory(clan=clan, given_name="Riêng", death="20/10 âm lịch", visibility=Mark.EDITORS)
    text = " ".join(pages(client)[1])
    assert "Mở" in text
    assert "Kín" not in text
    client.force_login(member_user)
    text = " ".join(pages(client)[1])
    assert "Kín" in text
    assert "Riêng" not in text
    assert client.get(URL)["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("name", ["#panic(1)", "$x$ *đậm* [a](b)", '"; \\ </a>', "`#sys.inputs`"])
def test_a_name_is_never_read_as_a_command(client, clan, name):
    PersonFactory(clan=clan, given_name=name, death="18/10 âm lịch")
    _reader, texts = pages(client)
    assert re.sub(r"\s", "", name) in re.sub(r"\s", "", texts[10])


def test_a_full_day_keeps_to_its_cell_and_says_how_many_more(client, clan):
    for _number in range(9):
        PersonFactory(clan=clan, given_name="Trùng", death="18/10 âm lịch")
    _reader, texts = pages(client)
    assert len(texts) == 12
    assert texts[10].count("Trùng") == 3
    assert "và 6 ngày giỗ nữa" in texts[10]


def test_a_year_of_too_many_has_numbers(client, clan, monkeypatch):
    monkeypatch.setattr(wall_calendar, "MOST_OF_YEAR", 1)
    for _number in range(2):
        PersonFactory(clan=clan, given_name="Trùng", death="18/10 âm lịch")
    _reader, texts = pages(client)
    assert "Trùng" not in " ".join(texts)
    assert "2 ngày giỗ" in texts[10]


@pytest.mark.parametrize("year", ["1799", "2200", "99999"])
def test_years_outside_the_table_do_not_exist(client, clan, year):
    assert client.get(f"/gia-pha/ho-thu/lich-treo/{year}.pdf").status_code == 404
