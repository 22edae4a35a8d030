"""A Django project whose only view gives bytes from memory: what no cache can be faster than.

The middleware is what `startproject` writes.
"""

from __future__ import annotations

import os
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.urls import re_path

SECRET_KEY = "a-benchmark-holds-no-secret"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = __name__
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
USE_TZ = True
_FOLDER = Path(os.environ["VAR_DIR"]) / "bytes"
_BYTES = {path.name: path.read_bytes() for path in _FOLDER.glob("*")}


def view(request: HttpRequest, name: str) -> HttpResponse:
    """Give the bytes of a name."""
    return HttpResponse(_BYTES[name], content_type="application/json")


urlpatterns = [re_path(r"^(?P<name>.+)$", view)]
