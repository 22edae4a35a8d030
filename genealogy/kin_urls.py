"""Addresses of relatives; included by `genealogy.urls`."""

from __future__ import annotations

from django.urls import URLPattern, path

from genealogy.views import relatives

urlpatterns: list[URLPattern] = [
    path("ho-hang/", relatives.own_relatives, name="relatives"),
    path("nguoi/<uuid:uuid>/ho-hang/", relatives.person_relatives, name="person_relatives"),
]
