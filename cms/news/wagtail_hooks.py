"""The newsroom's part of the admin."""

from __future__ import annotations

from wagtail.snippets.models import register_snippet

from cms.news.viewsets import NewsroomGroup

register_snippet(NewsroomGroup)
