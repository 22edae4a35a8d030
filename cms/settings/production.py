"""A public site. Refuses to start when a value it cannot guess is missing."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from cms.settings import environment
from cms.settings.base import *
from cms.settings.base import VAR_DIR

DEBUG = False
SECRET_KEY = environment.required(
    "SECRET_KEY", "a long random text that signs sessions; make one with `make secret`"
)
if len(SECRET_KEY) < 40 or SECRET_KEY.startswith(("django-insecure", "change", "test-only")):
    raise ImproperlyConfigured(
        "SECRET_KEY is too short or a known default; make one with `make secret`"
    )
# Former keys: what they signed or sealed can still be read.
SECRET_KEY_FALLBACKS = environment.items("SECRET_KEY_FALLBACKS")
SITE_URL = environment.required("SITE_URL", "the public address, for example https://example.org")
_ADDRESS = urlsplit(SITE_URL)
if _ADDRESS.scheme not in {"http", "https"} or not _ADDRESS.hostname:
    raise ImproperlyConfigured(f"SITE_URL={SITE_URL!r} is not an http(s) address")

ALLOWED_HOSTS = environment.items("ALLOWED_HOSTS", _ADDRESS.hostname)
CSRF_TRUSTED_ORIGINS = [f"{_ADDRESS.scheme}://{_ADDRESS.netloc}"]
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILAPI_BASE_URL = SITE_URL

# Shared by all processes of the machine: limits on wrong passwords must count together.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR_DIR / "cache",
    }
}

# X_FRAME_OPTIONS is SAMEORIGIN, not DENY: the admin shows previews of pages in a frame.
SILENCED_SYSTEM_CHECKS = ["security.W019"]

IS_HTTPS = _ADDRESS.scheme == "https"
SECURE_SSL_REDIRECT = IS_HTTPS
SESSION_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_SECURE = IS_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SECURE_HSTS_PRELOAD = IS_HTTPS
if IS_HTTPS:
    # Browsers take such a cookie from this host alone, over https and for the whole site.
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
if environment.flag("BEHIND_PROXY"):
    # Only a proxy that overwrites this header may stand in front when the flag is set.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # How many proxies add to X-Forwarded-For: with too few, all readers share a proxy's address
    # and one limit of wrong passwords; with too many, a stranger writes his own.
    ALLAUTH_TRUSTED_PROXY_COUNT = int(environment.text("TRUSTED_PROXY_COUNT", "1"))

# Editors, reviewers, heads of branches and administrators sign in with a second factor.
STAFF_MFA_REQUIRED = environment.flag("STAFF_MFA_REQUIRED", default=True)

EMAIL_HOST = environment.text("EMAIL_HOST", "localhost")
EMAIL_PORT = int(environment.text("EMAIL_PORT", "25"))
EMAIL_HOST_USER = environment.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = environment.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = environment.flag("EMAIL_USE_TLS")
DEFAULT_FROM_EMAIL = environment.text("DEFAULT_FROM_EMAIL", f"webmaster@{_ADDRESS.hostname}")
