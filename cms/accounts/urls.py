"""Addresses under /tai-khoan/: the few of django-allauth that this site uses, by its names.

Open sign-up is closed by the adapter, but allauth's pages refer to its address.
"""

from __future__ import annotations

from allauth.account import views
from django.urls import path, re_path

from cms.accounts.views import LimitedLoginView

urlpatterns = [
    path("login/", LimitedLoginView.as_view(), name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("signup/", views.signup, name="account_signup"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
