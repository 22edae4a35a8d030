"""The menu "Gia phả" of the admin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from genealogy.viewsets.clans import BranchViewSet, ClanViewSet
from genealogy.viewsets.duplicates import duplicate_viewset
from genealogy.viewsets.duties import viewsets as duty_viewsets
from genealogy.viewsets.events import EventViewSet
from genealogy.viewsets.feasts import FeastViewSet
from genealogy.viewsets.findings import finding_viewset
from genealogy.viewsets.history import history_viewset
from genealogy.viewsets.imports import import_viewset
from genealogy.viewsets.members import viewsets as member_viewsets
from genealogy.viewsets.people import PersonViewSet
from genealogy.viewsets.proposals import viewsets as proposal_viewsets
from genealogy.viewsets.records import PlaceViewSet, SourceViewSet
from genealogy.viewsets.unions import UnionViewSet
from genealogy.viewsets.view_as import view_as_viewset


class GenealogyGroup(ViewSetGroup):
    """Everything of the gia phả; each item shows to those with a permission on its model."""

    menu_label = _("Gia phả")
    menu_icon = "gp-tree"
    menu_order = 150
    items = (
        PersonViewSet("genealogy_person", url_prefix="gia-pha/nguoi"),
        UnionViewSet("genealogy_union", url_prefix="gia-pha/vo-chong"),
        BranchViewSet("genealogy_branch", url_prefix="gia-pha/chi-phai"),
        ClanViewSet("genealogy_clan", url_prefix="gia-pha/dong-ho"),
        EventViewSet("genealogy_event", url_prefix="gia-pha/su-kien"),
        FeastViewSet("genealogy_feast", url_prefix="gia-pha/ngay-le"),
        PlaceViewSet("genealogy_place", url_prefix="gia-pha/dia-danh"),
        SourceViewSet("genealogy_source", url_prefix="gia-pha/nguon"),
        finding_viewset,
        duplicate_viewset,
        history_viewset,
        import_viewset,
        *proposal_viewsets,
        *member_viewsets,
        *duty_viewsets,
        view_as_viewset,
    )
