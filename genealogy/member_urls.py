"""Addresses of coming in and belonging; included by `genealogy.urls`."""

from __future__ import annotations

from django.urls import URLPattern, path

from genealogy.views import (
    members_claims,
    members_invitations,
    members_joining,
    members_queue,
)

urlpatterns: list[URLPattern] = [
    path("thu-moi/", members_joining.invitation_code, name="invitation_code"),
    path("thu-moi/moi/", members_invitations.invitation_new, name="invitation_new"),
    path("thu-moi/danh-sach/", members_invitations.invitation_list, name="invitation_list"),
    path(
        "thu-moi/danh-sach/<uuid:uuid>/thu-hoi/",
        members_invitations.invitation_close,
        name="invitation_revoke",
    ),
    path("thu-moi/<str:secret>/", members_joining.invitation_landing, name="invitation"),
    path("gia-nhap/", members_joining.join, name="join"),
    path("gia-nhap/da-gui/", members_joining.join_sent, name="join_sent"),
    path("gia-nhap/toi-la/", members_joining.invited_person_page, name="invited_person"),
    path("thanh-vien/", members_queue.member_queue, name="member_queue"),
    path("thanh-vien/danh-sach/", members_queue.member_list, name="member_list"),
    path("thanh-vien/<int:pk>/", members_queue.member_decide, name="member_decide"),
    path("thanh-vien/toi-la/<int:pk>/", members_queue.claim_decide, name="claim_decide"),
    path("nguoi/<uuid:uuid>/la-toi/", members_claims.claim_new, name="claim"),
    path("nguoi/<uuid:uuid>/la-toi/rut/", members_claims.claim_back, name="claim_withdraw"),
]
