"""Addresses of things printed in the background; included by `genealogy.urls`."""

from __future__ import annotations

from django.urls import URLPattern, path

from genealogy.views import prints

urlpatterns: list[URLPattern] = [
    path("ban-in/", prints.print_list, name="print_list"),
    path("ban-in/<uuid:uuid>/tai/", prints.print_fetch, name="print_fetch"),
    path("ban-in/<uuid:uuid>/xoa/", prints.print_remove, name="print_remove"),
    path("ban-in/<uuid:uuid>/lam-lai/", prints.print_again, name="print_again"),
    path("<slug:slug>/sach/", prints.book_order, name="book_order"),
]
