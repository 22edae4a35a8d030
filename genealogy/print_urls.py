"""Addresses of things printed in the background; included by `genealogy.urls`."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
