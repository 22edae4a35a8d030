"""Our own site as a side of `test_headless.py`: as `make run` has it, but nobody is too fast."""

from __future__ import annotations

import os

from cms.settings.dev import *  # noqa: F403 settings are read by name
from cms.settings.dev import DATABASES as SITE_DATABASES
from cms.settings.dev import VAR_DIR

DATABASES = {"default": {**SITE_DATABASES["default"], "NAME": VAR_DIR / "ours.sqlite3"}}
MEDIA_ROOT = VAR_DIR / "our-media"
WAGTAILADMIN_BASE_URL = WAGTAILAPI_BASE_URL = "http://localhost"
# One caller asks more than a thousand do; fair use is not what is measured.
API_BUDGET_POINTS = 1_000_000_000
# A busy machine makes every question long; the guard stands, but never strikes.
API_QUERY_SECONDS = 600
# What is measured is the work of an answer, unless the memory of whole answers is asked for.
if os.environ.get("BENCH_KEPT") != "1":
    API_KEPT_BYTES = 0
LOGGING = {"version": 1, "disable_existing_loggers": True}
