"""Addresses of the tree explorer; included by `genealogy.urls`."""

from __future__ import annotations

from django.urls import URLPattern, path

from genealogy.views import charts

urlpatterns: list[URLPattern] = [
    path("nguoi/<uuid:uuid>/so-do/", charts.explorer, name="explorer"),
]
