"""Sheets: put together they are the whole drawing; sizes are those of ISO 216."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genealogy.domain.charts.paper import (
    EDGE,
    OVERLAP,
    Advice,
    Sheet,
    advice,
    fit,
    smallest_sheet,
    tile,
    user_unit,
)

LENGTHS = st.floats(10, 40_000, allow_nan=False)
SHEETS = st.sampled_from([Sheet.A4, Sheet.A3])


@given(LENGTHS, st.floats(10, 3_000), SHEETS)
def test_the_sheets_put_together_cover_the_drawing_exactly(width, height, sheet):
    tiling = tile(width, height, sheet)
    assert len(tiling.tiles) == tiling.sheets
    assert {tiling.width, tiling.height} == set(sheet.size)
    columns = sorted({(one.window.left, one.window.right) for one in tiling.tiles})
    rows = sorted({(one.window.top, one.window.bottom) for one in tiling.tiles})
    for parts, length, room in (
        (columns, width, tiling.width - 2 * EDGE),
        (rows, height, tiling.height - 2 * EDGE),
    ):
        assert parts[0][0] == 0
        assert parts[-1][1] == pytest.approx(length)
        for before, after in itertools.pairwise(parts):
            assert before[1] - after[0] == pytest.approx(OVERLAP)
        for start, end in parts:
            assert 0 < end - start <= room + 1e-6
    assert len(columns) == tiling.columns
    assert len(rows) == tiling.rows


@given(st.floats(10, 3_000), st.floats(10, 3_000), SHEETS)
def test_no_other_way_round_takes_fewer_sheets(width, height, sheet):
    assert tile(width, height, sheet).sheets <= tile(height, width, sheet).sheets or (
        tile(width, height, sheet).sheets == tile(height, width, sheet).sheets
    )


@given(st.floats(10, 30_000), st.floats(10, 3_000), st.sampled_from(list(Sheet)))
def test_a_fitted_drawing_stays_inside_the_edge_of_its_sheet(width, height, sheet):
    scale, wide, tall = fit(width, height, sheet)
    assert {wide, tall} == set(sheet.size)
    assert scale * width <= wide - 2 * EDGE + 1e-6
    assert scale * height <= tall - 2 * EDGE + 1e-6


@given(st.floats(100, 200_000), st.floats(100, 5_000))
def test_no_page_is_longer_than_readers_take(width, height):
    unit = user_unit(width, height)
    assert max(width, height) * 72 / 25.4 / unit <= 14_400 + 1e-6
    assert (unit == 1) == (max(width, height) <= 5_080)


def test_advice_names_what_is_in_the_way():
    assert advice(800, 500, letters=2) == [Advice.ONE_SHEET]
    assert Advice.LONG_PAGE in advice(6_000, 900, letters=2)
    assert Advice.MANY_SHEETS in advice(6_000, 900, letters=2)
    assert Advice.SMALL_LETTERS in advice(300, 300, letters=1.3)


def test_the_smallest_sheet_is_the_one_on_which_letters_can_be_read():
    assert smallest_sheet(250, 180, 2.0) is Sheet.A4
    assert smallest_sheet(1_100, 800, 1.7) is Sheet.A0
    assert smallest_sheet(30_000, 900, 2.0) is None
