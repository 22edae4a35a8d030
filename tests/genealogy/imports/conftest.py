"""What the tests of imports share."""

from __future__ import annotations

import pytest

from genealogy.models import Clan


@pytest.fixture
def clan(db) -> Clan:
    return Clan.objects.create(name="Họ Dương thử", slug="duong-thu")
