"""Addresses of drawings made on the server; included by `genealogy.urls`."""

from __future__ import annotations

from django.urls import URLPattern, path

from genealogy.views import drawings

urlpatterns: list[URLPattern] = [
    path("nguoi/<uuid:uuid>/ve/", drawings.drawing_page, name="drawings"),
    path("nguoi/<uuid:uuid>/ve/dat-in/", drawings.drawing_order, name="drawing_order"),
    path(
        "nguoi/<uuid:uuid>/ve/<slug:kind>.svg",
        drawings.drawing_file,
        {"ending": "svg"},
        name="drawing_svg",
    ),
    path(
        "nguoi/<uuid:uuid>/ve/<slug:kind>.pdf",
        drawings.drawing_file,
        {"ending": "pdf"},
        name="drawing_pdf",
    ),
]
