"""Fields and small shapes that every part of the API uses."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cms.core.addresses import absolute_url, page_url
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


class PageItem(serializers.Serializer):
    """What every page has."""

    id = serializers.IntegerField(source="pk")
    title = serializers.CharField()
    slug = serializers.CharField()
    url = serializers.SerializerMethodField(help_text="address of the page for readers")
    detail_url = serializers.SerializerMethodField(help_text="address of the record in this API")
    search_description = serializers.CharField()
    first_published_at = serializers.DateTimeField(allow_null=True)
    last_published_at = serializers.DateTimeField(allow_null=True)

    #: The endpoint's name in the addresses of the API.
    endpoint = ""

    def get_url(self, page: Any) -> str | None:
        """Return the address readers open."""
        return page_url(page, self.context.get("request"))

    def get_detail_url(self, page: Any) -> str | None:
        """Return the address of the record."""
        return absolute_url(f"/api/v2/{self.endpoint}/{page.pk}/", self.context.get("request"))


class ListMeta(serializers.Serializer):
    """What is said of a list."""

    total_count = serializers.IntegerField(min_value=0)


def envelope(item: type[serializers.Serializer]) -> type[serializers.Serializer]:
    """Describe `{"meta": {"total_count": n}, "items": [...]}` for an answer that has no pages."""
    fields = {"meta": ListMeta(), "items": item(many=True)}
    return type(f"{item.__name__}Envelope", (serializers.Serializer,), fields)
