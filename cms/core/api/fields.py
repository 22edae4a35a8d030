"""Fields and small shapes that every part of the API uses."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cms.core.addresses import absolute_url, page_url
from cms.core.api.selection import Selectable
from cms.core.restrictions import is_restricted
from cms.core.richtext import rich_text_html


@extend_schema_field({"type": "string", "format": "uri"})
class AbsoluteURL(serializers.CharField):
    """An address of ours with scheme and host; null for none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"allow_null": True, **kwargs})

    def to_representation(self, value: Any) -> str | None:
        """Put the host of the request in front."""
        return absolute_url(str(value), self.context.get("request")) if value else None


@extend_schema_field({"type": "string", "format": "html"})
class RichTextHTML(serializers.Field):
    """Rich text as HTML whose links carry scheme and host."""

    def to_representation(self, value: Any) -> str:
        """Expand the stored text."""
        return rich_text_html(value or "", self.context.get("request"))


class PersonLink(serializers.Serializer):
    """A person of the gia phả that something speaks of; hidden people are left out."""

    id = serializers.UUIDField(source="uuid")
    name = serializers.CharField()
    url = AbsoluteURL()
    generation = serializers.IntegerField(allow_null=True)
    branch = serializers.CharField(source="branch_title")


class BranchLink(serializers.Serializer):
    """A branch of the gia phả that something speaks of."""

    id = serializers.UUIDField(source="uuid")
    title = serializers.CharField()
    url = AbsoluteURL()


class Translation(serializers.Serializer):
    """The same page in another language."""

    locale = serializers.CharField(help_text="en")
    id = serializers.IntegerField(source="pk")
    title = serializers.CharField()
    url = AbsoluteURL()
    detail_url = AbsoluteURL()


class PageItem(Selectable):
    """What every page has."""

    optional_fields = frozenset({"translations"})

    id = serializers.IntegerField(source="pk")
    type = serializers.CharField(source="_meta.label", help_text="news.NewsPage")
    title = serializers.CharField()
    slug = serializers.CharField()
    url = serializers.SerializerMethodField(help_text="address of the page for readers")
    detail_url = serializers.SerializerMethodField(help_text="address of the record in this API")
    search_description = serializers.CharField()
    first_published_at = serializers.DateTimeField(allow_null=True)
    last_published_at = serializers.DateTimeField(allow_null=True)
    locale = serializers.CharField(source="locale.language_code", help_text="language: vi")
    translations = serializers.SerializerMethodField(
        help_text="the page in other languages; empty where the site has one language"
    )

    #: The endpoint's name in the addresses of the API.
    endpoint = ""

    @extend_schema_field({"type": ["string", "null"], "format": "uri"})
    def get_url(self, page: Any) -> str | None:
        """Return the address readers open."""
        return page_url(page, self.context.get("request"))

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_detail_url(self, page: Any) -> str | None:
        """Return the address of the record."""
        return absolute_url(f"/api/v2/{self.endpoint}/{page.pk}/", self.context.get("request"))

    @extend_schema_field(Translation(many=True))
    def get_translations(self, page: Any) -> Any:
        """Return the public translations; no query while the site has one language."""
        if not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
            return []
        request = self.context.get("request")
        others = page.get_translations().live().exclude(is_restricted()).select_related("locale")
        found = [
            {
                "locale": other.locale.language_code,
                "pk": other.pk,
                "title": other.title,
                "url": page_url(other, request),
                "detail_url": f"/api/v2/{self.endpoint}/{other.pk}/",
            }
            for other in others
        ]
        return Translation(found, many=True, context=self.context).data


class ListMeta(serializers.Serializer):
    """What is said of a list."""

    total_count = serializers.IntegerField(min_value=0)


def envelope(item: type[serializers.Serializer]) -> type[serializers.Serializer]:
    """Describe `{"meta": {"total_count": n}, "items": [...]}` for an answer that has no pages."""
    fields = {"meta": ListMeta(), "items": item(many=True)}
    return type(f"{item.__name__}Envelope", (serializers.Serializer,), fields)
