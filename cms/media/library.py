"""Lists of files in Wagtail's APIs, less what is hidden from the caller."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from cms.media.guards import visible_files


class ListsOnlyVisible:
    """Mixin of Wagtail's viewsets of pictures and documents."""

    request: Any

    def get_queryset(self) -> QuerySet:
        """Return the files the caller may have, with their collections and tags."""
        files = visible_files(super().get_queryset(), self.request)  # type: ignore[misc] # a viewset stands behind
        return files.select_related("collection").prefetch_related("tags")
