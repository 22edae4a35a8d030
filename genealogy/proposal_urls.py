"""Addresses of proposals (đề nghị); included by `genealogy.urls`."""

from __future__ import annotations

from django.urls import URLPattern, path

from genealogy.views import proposals, proposals_queue, proposals_sending

urlpatterns: list[URLPattern] = [
    path("nguoi/<uuid:uuid>/de-nghi/", proposals_sending.propose_choices, name="propose_choices"),
    path("nguoi/<uuid:uuid>/de-nghi/<slug:way>/", proposals_sending.propose, name="propose"),
    path("doc-ngay/", proposals_sending.read_date_line, name="read_date"),
    path("de-nghi/", proposals.own_proposals, name="own_proposals"),
    path("de-nghi/<uuid:uuid>/", proposals.proposal_page, name="proposal"),
    path("de-nghi/<uuid:uuid>/quyet-dinh/", proposals.proposal_decide, name="proposal_decide"),
    path("de-nghi/<uuid:uuid>/trao-doi/", proposals.proposal_comment_add, name="proposal_comment"),
    path("de-nghi/<uuid:uuid>/rut/", proposals.proposal_withdraw_own, name="proposal_withdraw"),
    path("de-nghi/<uuid:uuid>/hoan-tac/", proposals.proposal_undo, name="proposal_undo"),
    path(
        "de-nghi/<uuid:uuid>/anh/<int:number>/", proposals.proposal_picture, name="proposal_picture"
    ),
    path("duyet/", proposals_queue.proposal_queue, name="proposal_queue"),
]
