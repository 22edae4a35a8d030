"""The static copy in the admin: begin one, fetch it as an archive."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from home.export.job import archive_path, export_start


class AdministratorsOnly:
    """Refuses whoever is no administrator."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Look at the account first."""
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc] # of the view


class ExportView(AdministratorsOnly, WagtailAdminTemplateMixin, TemplateView):
    """Says what the copy is, begins one, offers the last one."""

    template_name = "export/admin.html"
    page_title = _("Xuất bản tĩnh")
    header_icon = "download"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Say where this is."""
        return [*self.breadcrumbs_items, {"url": "", "label": str(self.page_title)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add when the last archive was made and where the copy will stand."""
        archive = archive_path()
        made_at, size = None, 0
        if archive.is_file():
            facts = archive.stat()
            zone = timezone.get_current_timezone()
            made_at, size = datetime.fromtimestamp(facts.st_mtime, tz=zone), facts.st_size
        address = settings.STATIC_SITE_ADDRESS
        return super().get_context_data(made_at=made_at, size=size, address=address, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Begin."""
        export_start(by=request.user, is_light="light" in request.POST)
        messages.success(request, _("Đã giao việc. Xem tiến độ ở đây."))
        return HttpResponseRedirect(reverse("jobs:index"))


class ArchiveView(AdministratorsOnly, View):
    """Gives the archive."""

    http_method_names = ("get", "head", "options")

    def get(self, request: HttpRequest) -> FileResponse:
        """Answer with the file, or with 404 before the first export."""
        archive = archive_path()
        if not archive.is_file():
            raise Http404
        return FileResponse(archive.open("rb"), as_attachment=True, filename="ban-tinh.zip")


class ExportMenuItem(MenuItem):
    """Shows to administrators alone."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Look at the account."""
        return bool(request.user.is_superuser)


class ExportViewSet(ViewSet):
    """The static copy."""

    icon = "download"
    menu_label = _("Bản tĩnh")
    menu_order = 940
    add_to_admin_menu = True
    menu_item_class = ExportMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """Give the two views."""
        return [
            path("", self.construct_view(ExportView), name="index"),
            path("tai-ve/", self.construct_view(ArchiveView), name="archive"),
        ]


export_viewset = ExportViewSet("static_export", url_prefix="ban-tinh")
