"""Addresses of the gia phả for readers, under /gia-pha/."""

from __future__ import annotations

from django.urls import path

from genealogy import (
    calendar_urls,
    chart_urls,
    drawing_urls,
    duty_urls,
    kin_urls,
    member_urls,
    print_urls,
    proposal_urls,
)
from genealogy.views import calendars, clans, memorials, people, relationship, statistics

app_name = "genealogy"
# What has a name of its own stands before the clans, whose addresses are slugs.
urlpatterns = [
    path("", clans.clan_index, name="clan_list"),
    path("tim/", people.person_search, name="search"),
    path("quan-he/", relationship.relationship_page, name="relationship"),
    path("nguoi/<uuid:uuid>/", people.person_detail, name="person"),
    path("nguoi/<uuid:uuid>/con-chau/", people.person_descendants, name="descendants"),
    path("lich/<str:secret>.ics", calendars.calendar_by_secret, name="calendar_file"),
    *member_urls.urlpatterns,
    *proposal_urls.urlpatterns,
    *duty_urls.urlpatterns,
    *chart_urls.urlpatterns,
    *drawing_urls.urlpatterns,
    *kin_urls.urlpatterns,
    *print_urls.urlpatterns,
    *calendar_urls.urlpatterns,
    path("<slug:slug>/", clans.clan_detail, name="clan"),
    path("<slug:slug>/ngay-gio/", memorials.clan_memorials, name="memorials"),
    path("<slug:slug>/lich/", calendars.clan_calendar, name="calendar"),
    path(
        "<slug:slug>/lich/<int:pk>/thu-hoi/",
        calendars.clan_calendar_revoke,
        name="calendar_revoke",
    ),
    path("<slug:slug>/so-lieu/", statistics.clan_statistics, name="clan_statistics"),
    path("<slug:clan>/chi/<slug:slug>/", clans.branch_detail, name="branch"),
    path(
        "<slug:clan>/chi/<slug:slug>/so-lieu/",
        statistics.branch_statistics,
        name="branch_statistics",
    ),
]
