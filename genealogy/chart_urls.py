"""Addresses of the tree explorer; included by `genealogy.urls`."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
