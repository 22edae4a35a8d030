"""`make run` on one's own machine: a key made on the first start, files under `var/`."""

from __future__ import annotations

from django.core.management.utils import get_random_secret_key

from cms.settings import environment
from cms.settings.base import *
from cms.settings.base import STORAGES, VAR_DIR

DEBUG = environment.flag("DEBUG")
ALLOWED_HOSTS = environment.items("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")


def _local_secret() -> str:
    """Return this machine's own key, made on the first start and kept with the data."""
    path = VAR_DIR / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(get_random_secret_key())
        path.chmod(0o600)
    return path.read_text()


SECRET_KEY = environment.text("SECRET_KEY") or _local_secret()
# The demo opens at once; `STAFF_MFA_REQUIRED=1 make run` shows how it is on a public site.
STAFF_MFA_REQUIRED = environment.flag("STAFF_MFA_REQUIRED")
# Letters are files there; nothing leaves the machine.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
# Static files are served from the source folders, so a first start need not collect them.
WHITENOISE_USE_FINDERS = True
STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
}
