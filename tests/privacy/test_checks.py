"""The small named checks of privacy; what each looks at stands in `checks.py`."""

from __future__ import annotations

import pytest

from tests.privacy.checks import CHECKS

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.mark.parametrize("name", CHECKS)
def test_privacy(name, world):
    CHECKS[name](world)
