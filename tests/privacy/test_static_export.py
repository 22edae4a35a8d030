"""A static copy tells what a stranger is told, and no byte of it depends on what is hidden."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest

from home.export.exporting import Order, export_site
from home.export.placing import places_of
from tests.privacy.facts import FACT
from tests.privacy.hidden_changes import CHANGES
from tests.privacy.matrix import scanner
from tests.privacy.roles import PAGES, STRANGER, may_see
from tests.privacy.world import change
from tests.sizes import IS_FULL

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

#: Hidden changes made one by one in CI; `make trust` makes each of them.
SOME = ("the name of a living person", "a living child is born")
#: What is the same in every copy and holds no row of the database.
_NO_DATA = ("static/",)


@pytest.fixture(scope="module", autouse=True)
def few_months():
    """A calendar of two months shows as much as one of fourteen."""
    with patch("genealogy.selectors.export_people._MONTHS_AHEAD", 14 if IS_FULL else 2):
        yield


def exported(folder: Path) -> dict[str, bytes]:
    report = export_site(Order(folder=folder, places=places_of("https://ho.example")))
    assert report.missing == []
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def copy(world, tmp_path_factory):
    return exported(tmp_path_factory.mktemp("copy") / "site")


def test_no_file_tells_what_strangers_may_not_know(world, copy, record_property):
    eyes = scanner(world)
    told = set()
    for file, data in copy.items():
        if not file.startswith(_NO_DATA):
            # Numbers of the search index are no years.
            cells = eyes.found(file.encode() + b"\n" + data)
            is_index = file.startswith("tim-kiem/chi-muc/tu/")
            told |= {
                (file, state, fact)
                for state, fact in cells
                if not (is_index and fact.endswith(("year", "_date")))
            }
    leaks = [cell for cell in sorted(told) if not may_see(STRANGER, cell[1], FACT[cell[2]], PAGES)]
    record_property("checks", len(copy))
    assert leaks == []
    # An empty folder would keep every secret.
    assert {fact for _file, state, fact in told if state == "dead"} >= {"given_name", "uuid"}


@pytest.mark.parametrize("kind", CHANGES if IS_FULL else SOME)
def test_a_stranger_cannot_notice_a_hidden_change(kind, world, copy, tmp_path, record_property):
    with change():
        CHANGES[kind](world)
        after = exported(tmp_path / "site")
    for row in (world.clan, world.branch):
        row.refresh_from_db()
    record_property("pairs", len(after))
    assert sorted(copy) == sorted(after)
    assert [file for file in copy if copy[file] != after[file]] == []
