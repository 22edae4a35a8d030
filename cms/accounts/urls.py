"""Addresses under /tai-khoan/: those of django-allauth that this site uses, by its names.

Open sign-up is closed by the adapter, but allauth's pages refer to its address.
"""

from __future__ import annotations

from allauth.account import views
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.usersessions import views as sessions
from django.urls import URLPattern, URLResolver, include, path, re_path

from cms.accounts import mfa_views, notice_views
from cms.accounts.views import LeavingView, LimitedLoginView, account_edit, account_home, help_in

#: The second factor. Without allauth's pages for browsers that are believed for ever and for
#: sign-up by passkey.
MFA = [
    path("", mfa.index, name="mfa_index"),
    path("xac-minh/", mfa_views.AuthenticateView.as_view(), name="mfa_authenticate"),
    path("xac-nhan/", mfa_views.CodeReauthenticateView.as_view(), name="mfa_reauthenticate"),
    path("ung-dung/bat/", mfa_views.ActivateTOTPView.as_view(), name="mfa_activate_totp"),
    path("ung-dung/tat/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("ma-du-phong/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("ma-du-phong/tao/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("ma-du-phong/tai/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("khoa/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("khoa/them/", mfa_views.AddPasskeyView.as_view(), name="mfa_add_webauthn"),
    path("khoa/vao/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path(
        "khoa/xac-nhan/",
        mfa_views.PasskeyReauthenticateView.as_view(),
        name="mfa_reauthenticate_webauthn",
    ),
    path("khoa/<int:pk>/bo/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("khoa/<int:pk>/sua/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", account_home, name="account_home"),
    path("sua/", account_edit, name="account_edit"),
    path("giup-dang-nhap/", help_in, name="account_help_in"),
    path("thong-bao/", notice_views.notice_list, name="account_notices"),
    path("thong-bao/da-doc/", notice_views.notices_read, name="account_notices_read"),
    path("thong-bao/<int:pk>/", notice_views.notice_open, name="account_notice_open"),
    path("hai-lop/", include(MFA)),
    path("may-dang-dung/", sessions.list_usersessions, name="usersessions_list"),
    path("login/", LimitedLoginView.as_view(), name="account_login"),
    path("logout/", LeavingView.as_view(), name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("signup/", views.signup, name="account_signup"),
    path("xac-nhan/", mfa_views.ReauthenticateView.as_view(), name="account_reauthenticate"),
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
