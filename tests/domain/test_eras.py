"""Reign eras against years that printed sources give."""

from __future__ import annotations

import csv

import pytest

from genealogy.domain.eras import ERAS, find_era, year_of_era
from genealogy.domain.lunar import can_chi_year
from tests.paths import SHARED_DATA, needs_shared_data


@pytest.mark.parametrize(
    ("name", "number", "year", "can_chi"),
    [
        # Examinations and deaths dated by both era and can chi.
        ("Quang Thuận", 4, 1463, "Quý Mùi"),
        ("Hồng Đức", 27, 1496, "Bính Thìn"),
        ("Thống Nguyên", 2, 1523, "Quý Mùi"),
        ("Vĩnh Định", 1, 1547, "Đinh Mùi"),
        ("Hoằng Định", 20, 1619, "Kỷ Mùi"),
        ("Cảnh Hưng", 19, 1758, "Mậu Dần"),
        ("Minh Mạng", 14, 1833, "Quý Tỵ"),
        ("Bảo Đại", 19, 1944, "Giáp Thân"),
    ],
)
def test_a_year_of_an_era_is_the_lunar_year_of_its_can_chi(name, number, year, can_chi):
    era = find_era(name)
    assert era is not None
    assert year_of_era(era, number) == year
    assert can_chi_year(year) == can_chi


@needs_shared_data
def test_the_table_equals_the_shared_list():
    with (SHARED_DATA / "reign_eras.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [tuple(map(str, era)) for era in ERAS] == [
        (row["dynasty"], row["era"], row["year_1"], row["last_year"]) for row in rows
    ]
    assert all(can_chi_year(int(row["year_1"])) == row["can_chi_year_1"] for row in rows)


def test_eras_are_found_without_marks_and_by_their_other_names():
    assert find_era("TU DUC") == find_era("Tự Đức")
    assert find_era("Minh Mệnh") == find_era("Minh Mạng")
    assert find_era("Thái Hòa") == find_era("Thái Hoà")
    assert find_era("Khang Hy") is None


def test_no_era_ends_before_it_begins_or_shares_its_name():
    assert all(era.first_year <= era.last_year for era in ERAS)
    assert len({era.name for era in ERAS}) == len(ERAS)


def test_an_era_gives_no_year_beyond_its_end():
    gia_long = find_era("Gia Long")
    assert gia_long is not None
    assert year_of_era(gia_long, 18) == gia_long.last_year == 1819
    assert year_of_era(gia_long, 20) is None
    assert year_of_era(gia_long, 0) is None
