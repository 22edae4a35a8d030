"""Settings of the test run; each value says why it differs."""

from __future__ import annotations

import tempfile
from pathlib import Path

from cms.settings.base import *
from cms.settings.base import DATABASES, STORAGES, TEMPLATES

DEBUG = False
# Signs only what a test makes and throws away.
SECRET_KEY = "test-only-key-that-signs-nothing-of-value"  # noqa: S105 not a secret
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
# Uploads of a test run vanish with it.
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="tuduong-media-"))
# Snapshots of trees vanish with it too.
VAR_DIR = Path(tempfile.mkdtemp(prefix="tuduong-var-"))
# WhiteNoise warns of a folder that nobody filled.
STATIC_ROOT = Path(tempfile.mkdtemp(prefix="tuduong-static-"))
# Hashing is not what the tests are about and costs 0.3 s per user.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# No collectstatic before tests; files come from the source folders.
WHITENOISE_USE_FINDERS = True
STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# A missing template variable is a bug that must not pass silently as an empty string.
TEMPLATES[0]["OPTIONS"]["debug"] = True  # type: ignore[index] # a dict of dicts
# A test database in memory: WAL and waiting for other writers have no meaning there.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {"init_command": "PRAGMA foreign_keys=ON;"}
WAGTAILADMIN_BASE_URL = "http://testserver"
WAGTAILAPI_BASE_URL = "http://testserver"
# One test asks more, from one address, than any caller in ten minutes; tests of the budget set
# their own.
API_BUDGET_POINTS = 1_000_000
# A machine that is busy with other tests is slow for no fault of a question; PostgreSQL keeps the
# limit until the connection serves a page, so it would also hold for what empties the database.
API_QUERY_SECONDS = 60
