"""Addresses of the gia phả for readers, under /gia-pha/."""

from __future__ import annotations

from django.urls import path

from genealogy.views import clans, memorials, people

app_name = "genealogy"
# "tim" and "nguoi" stand before the clans, whose addresses are slugs.
urlpatterns = [
    path("", clans.clan_index, name="clan_list"),
    path("tim/", people.person_search, name="search"),
    path("nguoi/<uuid:uuid>/", people.person_detail, name="person"),
    path("nguoi/<uuid:uuid>/con-chau/", people.person_descendants, name="descendants"),
    path("<slug:slug>/", clans.clan_detail, name="clan"),
    path("<slug:slug>/ngay-gio/", memorials.clan_memorials, name="memorials"),
    path("<slug:clan>/chi/<slug:slug>/", clans.branch_detail, name="branch"),
]
