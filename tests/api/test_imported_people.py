"""Everybody of an imported file is reachable through the API."""

from __future__ import annotations

import pytest

from genealogy.models import Clan
from genealogy.services.imports import import_file
from tests.paths import SHARED_DATA, needs_shared_data

pytestmark = pytest.mark.django_db
FILES = ["public-gedcoms/royal92.ged", "gedcom-samples/Yuan+Dynasty.ged", "gedcom-go/TGC551.ged"]


@needs_shared_data
@pytest.mark.parametrize("name", FILES)
def test_an_editor_reaches_every_person_of_a_file(editor_client, name):
    clan = Clan.objects.create(name="Thử", slug="thu")
    with (SHARED_DATA / "gedcom" / name).open("rb") as stream:
        run = import_file(clan=clan, stream=stream, file_name=name, choose_name_order=True)
    reached: set[str] = set()
    offset, total = 0, 1
    while offset < total:
        answer = editor_client.get(f"/api/v2/people/?clan=thu&limit=100&offset={offset}").json()
        total = answer["meta"]["total_count"]
        reached |= {item["id"] for item in answer["items"]}
        offset += 100
    assert len(reached) == total == run.counts["people"]
    for uuid in sorted(reached)[:20]:
        assert editor_client.get(f"/api/v2/people/{uuid}/").status_code == 200
