from __future__ import annotations

import pytest
from django.test import Client


@pytest.fixture
def client_factory():
    """Make a further browser, with its own cookies and address."""
    return Client
