"""Where tests find data that lives outside the project."""

from __future__ import annotations

from pathlib import Path

import pytest

#: Oracles and sample files shared between checkouts; absent in a plain clone.
SHARED_DATA = Path(__file__).parents[2] / "shared" / "data"

needs_shared_data = pytest.mark.skipif(
    not SHARED_DATA.is_dir(), reason="the shared data folder is not beside this checkout"
)
