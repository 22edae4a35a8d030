"""The editors' desk: how much stands on the site, one click from each list."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.site_summary import SummaryItem
from wagtail.models import Page

from cms.council.models import EventIndexPage, EventPage
from cms.news.models import NewsIndexPage, NewsPage
from cms.programmes.models import EpisodePage, ProgrammeIndexPage
from home.export.viewsets import export_viewset
from home.offline import news_copies


class PageCountSummary(SummaryItem):
    """The number of pages of one type, leading to where they are kept."""

    model: type[Page]
    index_model: type[Page]
    icon: str
    label: str | Promise

    def is_shown(self) -> bool:
        """Show it to those who may work on pages."""
        return user_has_any_page_permission(self.request.user)

    def render_html(self, parent_context: Any = None) -> SafeString:
        """Draw the item as Wagtail's own summary items are drawn."""
        index = self.index_model.objects.order_by("path").values_list("pk", flat=True).first()
        args = [index] if index else []
        return format_html(
            '<li>{} <a href="{}">{} {}</a></li>',
            render_to_string("wagtailadmin/shared/icon.html", {"name": self.icon}),
            reverse("wagtailadmin_explore" if args else "wagtailadmin_explore_root", args=args),
            self.model.objects.count(),
            self.label,
        )


class NewsSummary(PageCountSummary):
    """Count of news (tin)."""

    order = 110
    model = NewsPage
    index_model = NewsIndexPage
    icon = "doc-full"
    label = _("tin")


class EpisodeSummary(PageCountSummary):
    """Count of episodes (số truyền hình)."""

    order = 120
    model = EpisodePage
    index_model = ProgrammeIndexPage
    icon = "media"
    label = _("số truyền hình")


class EventSummary(PageCountSummary):
    """Count of events (sự kiện)."""

    order = 130
    model = EventPage
    index_model = EventIndexPage
    icon = "calendar-alt"
    label = _("sự kiện")


@hooks.register("construct_homepage_summary_items")
def add_page_counts(request: HttpRequest, items: list[SummaryItem]) -> None:
    """Put the counts of news, episodes and events beside Wagtail's own."""
    items += [NewsSummary(request), EpisodeSummary(request), EventSummary(request)]


hooks.register("on_serve_page", news_copies)
hooks.register("register_admin_viewset", lambda: export_viewset)
