"""The list of jobs in the admin."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.base import ViewSet

from cms.jobs.models import Job
from cms.jobs.selectors import is_busy, jobs_for


class ProgressColumn(Column):
    """State, progress and what went wrong of a job."""

    cell_template_name = "jobs/admin/progress_cell.html"


class TitleColumn(Column):
    """What the job is; there is nothing to open behind it."""

    cell_template_name = "jobs/admin/title_cell.html"


class JobListView(IndexView):
    """Jobs, newest first; looks again by itself while one goes on."""

    model = Job
    any_permission_required = None
    template_name = "jobs/admin/index.html"
    page_title = _("Việc chạy nền")
    header_icon = "tasks"
    paginate_by = 30
    default_ordering = "-created_at"
    show_export_buttons = False
    is_searchable = False

    @cached_property
    def columns(self) -> list[Column]:
        """Give the columns."""
        return [
            TitleColumn("title", label=_("Việc")),
            ProgressColumn("state", label=_("Tình trạng")),
            Column("by", label=_("Người giao"), classname="desk-only", accessor=_name_of),
            DateColumn("created_at", label=_("Giao lúc"), classname="desk-only"),
        ]

    def get_base_queryset(self) -> QuerySet[Job]:
        """Start from the jobs this account may look at."""
        return jobs_for(self.request.user)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Say whether to look again."""
        return super().get_context_data(
            *args, looks_again=is_busy(jobs_for(self.request.user)), **kwargs
        )


def _name_of(job: Job) -> str:
    return str(job.by) if job.by is not None else ""


class JobViewSet(ViewSet):
    """Background jobs."""

    name = "jobs"
    url_prefix = "viec-nen"
    icon = "tasks"
    add_to_admin_menu = True
    menu_label = _("Việc chạy nền")
    menu_order = 950

    def get_urlpatterns(self) -> list[URLPattern]:
        """Give the views."""
        names = {
            "index_url_name": self.get_url_name("index"),
            "index_results_url_name": self.get_url_name("index_results"),
        }

        def view(**kwargs: Any) -> Any:
            return self.construct_view(JobListView, **names, **kwargs)

        return [
            path("", view(), name="index"),
            path("ket-qua/", view(results_only=True), name="index_results"),
        ]

    def get_menu_item(self, order: int | None = None) -> Any:
        """Show the item to those who may have asked for a job."""
        item = super().get_menu_item(order=order)

        def is_shown(request: HttpRequest) -> bool:
            return request.user.has_perm("jobs.view_job") or jobs_for(request.user).exists()

        item.is_shown = is_shown
        return item
