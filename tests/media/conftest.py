"""A media folder of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def media_root(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    return settings.MEDIA_ROOT


@pytest.fixture
def storage_bytes(media_root):
    """The bytes of every stored file."""
    return lambda: [path.read_bytes() for path in media_root.rglob("*") if path.is_file()]
