"""A stranger's answers do not depend, by a single byte, on what is hidden from him."""

from __future__ import annotations

import pytest

from tests.privacy.differential import addresses_of_strangers, ask_all, differences, sample
from tests.privacy.hidden_changes import CHANGES
from tests.sizes import IS_FULL

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

#: Asked for each change in CI, beside those which tell the most.
MOST = 16
#: Pairs of answers `make trust` compares at the least.
LEAST_PAIRS = 5_000


@pytest.fixture(scope="module")
def before(world):
    """What a stranger is told before anything is changed."""
    asked = addresses_of_strangers(world)
    if IS_FULL:
        assert len(asked) * len(CHANGES) >= LEAST_PAIRS
    else:
        asked = [*sample(asked, MOST), *_telling(world)]
    return ask_all(asked)


def _telling(world) -> list[str]:
    """Addresses that speak of many people at once."""
    founder, heir = world.founder.uuid, world.subjects["dead"].rows["heir"].uuid
    return [
        "/gia-pha/ho-chim/",
        "/gia-pha/ho-chim/so-lieu/",
        "/gia-pha/ho-chim/chi/chi-mot/",
        f"/gia-pha/nguoi/{founder}/con-chau/",
        "/api/v2/people/?limit=100",
        "/api/v2/people/?search=goi",
        f"/gia-pha/nguoi/{heir}/",
        f"/api/v2/people/{heir}/ancestors/",
        f"/gia-pha/quan-he/?tu={heir}&den={founder}",
        f"/api/v2/people/{founder}/descendants/?depth=6",
        f"/api/v2/people/{founder}/chart/?down=6",
        f"/api/v2/people/{heir}/chart/",
        "/api/v2/clans/ho-chim/overview/",
        "/api/v2/clans/ho-chim/statistics/",
        "/api/v2/images/?limit=100",
    ]


@pytest.mark.parametrize("kind", CHANGES)
def test_a_stranger_cannot_notice(kind, world, before, record_property):
    record_property("pairs", len(before))
    assert differences(before, CHANGES[kind], world) == []


def test_what_everybody_sees_is_noticed(world, before):
    # Were all answers empty, no difference would prove anything.
    def rename(world):
        world.founder.full_name = "Ai Cũng Thấy"
        world.founder.save(update_fields=["full_name"])

    assert len(differences(before, rename, world)) > 3
