"""Registers the list of jobs with Wagtail's admin."""

from __future__ import annotations

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet

from cms.jobs.viewsets import JobViewSet


@hooks.register("register_admin_viewset")
def register_jobs() -> ViewSet:
    """Add the list to the menu."""
    return JobViewSet()
