"""Addresses of what the law lets people ask; included by `genealogy.urls`."""

from __future__ import annotations

from django.urls import URLPattern, path

from genealogy.views import duties

urlpatterns: list[URLPattern] = [
    path("du-lieu-cua-toi/", duties.my_data, name="my_data"),
    path("du-lieu-cua-toi/da-gui/", duties.my_data_sent, name="my_data_sent"),
    path("du-lieu-cua-toi/tai-ve/", duties.my_data_copy, name="my_data_copy"),
    path("du-lieu-cua-toi/loi-dong-y/", duties.consent_text, name="consent_text"),
]
