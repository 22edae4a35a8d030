"""Settings of the senders that the kill tests start: short waits, a database in a file."""

from __future__ import annotations

import os

from cms.settings.test import *  # noqa: F403 settings stack on each other
from cms.settings.test import DATABASES as TEST_DATABASES

_DATABASE = TEST_DATABASES["default"]
_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
}
# A copy: pytest reads this module too, and its own database must stay as it is.
DATABASES = {
    "default": {**_DATABASE, "OPTIONS": _OPTIONS}
    if _DATABASE["ENGINE"].endswith("sqlite3")
    else _DATABASE
}
WEBHOOK_LOOPBACK_HOSTS = os.environ.get("WEBHOOK_LOOPBACK_HOSTS", "").split(",")
WEBHOOK_QUIET_SECONDS = 0
WEBHOOK_STEP_SECONDS = 0.4
WEBHOOK_WHOLE_SECONDS = 0.8
WEBHOOK_RETRY_SECONDS = 0.1
