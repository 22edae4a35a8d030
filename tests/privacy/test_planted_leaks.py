"""Every planted leak turns the check red that is named beside it; see `plants.py`."""

from __future__ import annotations

import pytest

from tests.privacy.checks import CHECKS
from tests.privacy.plants import PLANTS
from tests.privacy.world import change

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

LEAST_PLANTS = 20


def test_there_are_enough_plants_and_each_says_why():
    assert len({leak.name for leak in PLANTS}) == len(PLANTS) >= LEAST_PLANTS
    assert all(leak.why and leak.check in CHECKS for leak in PLANTS)


@pytest.fixture(scope="module")
def green() -> set[str]:
    """Checks that were seen to hold without a plant, each asked once."""
    return set()


@pytest.mark.parametrize("leak", PLANTS, ids=lambda leak: leak.name)
def test_a_planted_leak_is_found(leak, world, green):
    check = CHECKS[leak.check]
    if leak.check not in green:
        check(world)
        green.add(leak.check)
    with change(), pytest.MonkeyPatch.context() as patch:
        leak.plant(patch)
        with pytest.raises(AssertionError):
            check(world)
