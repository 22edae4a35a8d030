"""Every test of the genealogy runs under the guard of the history."""

from __future__ import annotations

import pytest
from django.db import connection

from tests.genealogy.recording_guard import guard


@pytest.fixture(autouse=True)
def _every_write_is_recorded():
    with connection.execute_wrapper(guard):
        yield
