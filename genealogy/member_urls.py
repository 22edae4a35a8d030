"""Addresses of the members' pages for this part; included by `genealogy.urls`."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
