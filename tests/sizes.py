"""How much a long test does: a fitting part in `make test`, everything in `make trust`."""

from __future__ import annotations

import os

IS_FULL = os.environ.get("TRUST") == "full"
