"""Every collected GEDCOM file comes in whole, or is refused with a line and a reason."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from genealogy.enums import ImportState, NameOrder
from genealogy.models import Clan, Person, Union
from genealogy.services.derived import verify_clan
from genealogy.services.imports import import_file
from tests.paths import SHARED_DATA

pytestmark = pytest.mark.django_db

FOLDER = SHARED_DATA / "gedcom"
#: Files whose derived columns are compared with a rebuild; the largest would take too long.
VERIFY_BELOW = 2_000


def _expected() -> list[tuple[str, int, int]]:
    manifest = FOLDER / "MANIFEST.tsv"
    if not manifest.is_file():
        return []
    with manifest.open(encoding="utf-8", newline="") as stream:
        return [
            (row["file"], int(row["persons"]), int(row["families"]))
            for row in csv.DictReader(stream, delimiter="\t")
            if Path(row["file"]).suffix.lower() in (".ged", ".gdz")
        ]


FILES = _expected()


@pytest.mark.skipif(not FILES, reason="the shared data folder is not beside this checkout")
@pytest.mark.parametrize(("name", "people", "families"), FILES, ids=[row[0] for row in FILES])
def test_file_is_imported_whole_or_refused_with_its_line(name, people, families):
    clan = Clan.objects.create(name="Thử", slug="thu")
    with (FOLDER / name).open("rb") as stream:
        run = import_file(
            clan=clan, stream=stream, file_name=Path(name).name, choose_name_order=True
        )
    if run.state == ImportState.REFUSED:
        assert run.error
        assert run.header["refusal"]["line"] or not people
        assert not Person.objects.exists()
        return
    assert run.state == ImportState.APPLIED
    assert (run.counts["people"], run.counts["families"]) == (people, families)
    assert Person.objects.published().filter(clan=clan).count() == people
    assert Union.objects.filter(clan=clan, is_staged=False).count() == families
    assert clan.name_order == NameOrder.GIVEN_FIRST
    if people < VERIFY_BELOW:
        assert verify_clan(clan)[0] == []
