"""Addresses of giỗ by month and reminders; included by `genealogy.urls`."""

from __future__ import annotations

from django.urls import URLPattern, path

from genealogy.views import months, reminders, wall

urlpatterns: list[URLPattern] = [
    path("nhac-gio/thoi/<str:token>/", reminders.reminders_stop, name="reminders_stop"),
    path("<slug:slug>/thang/", months.month_now, name="month_now"),
    path("<slug:slug>/thang/<str:month>/", months.month_page, name="month"),
    path("<slug:slug>/thang/<str:month>/in/", months.month_print, name="month_print"),
    path("<slug:slug>/thang-am/<str:month>/", months.lunar_month_page, name="lunar_month"),
    path("<slug:slug>/lich-treo/<int:year>.pdf", wall.wall_calendar, name="wall"),
    path("<slug:slug>/nhac-gio/", reminders.clan_reminders, name="reminders"),
    path(
        "<slug:slug>/nhac-gio/<int:pk>/xoa/",
        reminders.reminder_remove_page,
        name="reminder_remove",
    ),
]
