"""Pictures, videos, documents and article bodies in the API."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet

from cms.core.addresses import absolute_html
from cms.core.api.views import WagtailEndpoint
from cms.media.image_object import image_object
from cms.media.library import ListsOnlyVisible

IMAGE_SCHEMA = {
    "type": ["object", "null"],
    "required": ["id", "alt", "credit", "width", "height", "src", "srcset"],
    "properties": {
        "id": {"type": "integer"},
        "title": {"type": "string"},
        "alt": {"type": "string"},
        "credit": {"type": "string"},
        "width": {"type": "integer", "description": "pixels of the original"},
        "height": {"type": "integer", "description": "pixels of the original"},
        "focal_point": {
            "type": ["object", "null"],
            "description": "parts of width and height, 0 to 1",
            "properties": {"x": {"type": "number"}, "y": {"type": "number"}},
        },
        "src": {"type": ["string", "null"], "format": "uri", "description": "JPEG, 800 wide"},
        "srcset": {
            "type": "object",
            "description": "avif, webp and jpeg, narrow first",
            "additionalProperties": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "url": {"type": "string", "format": "uri"},
                        "width": {"type": "integer"},
                    },
                },
            },
        },
    },
}
BODY_SCHEMA = {
    "type": "array",
    "description": "The blocks in order; rich text inside is HTML with absolute addresses.",
    "items": {
        "type": "object",
        "required": ["type", "value", "id"],
        "properties": {
            "type": {
                "type": "string",
                "enum": [
                    "paragraph",
                    "heading",
                    "image",
                    "gallery",
                    "quote",
                    "video",
                    "table",
                    "document",
                    "callout",
                ],
            },
            "value": {},
            "id": {"type": ["string", "null"]},
        },
    },
}


@extend_schema_field(IMAGE_SCHEMA)
class CoverField(serializers.Field):
    """The picture of a page as one object.

    Args:
        image: the attribute holding the picture.
        alt: the attribute holding its words, if any.
        credit: the attribute holding whom to name, if any.
    """

    def __init__(self, *, image: str, alt: str = "", credit: str = "", **kwargs: Any) -> None:
        self.image, self.alt, self.credit = image, alt, credit
        super().__init__(source="*", read_only=True, **kwargs)

    def to_representation(self, page: Any) -> dict[str, Any] | None:
        """Return the image object."""
        return image_object(
            getattr(page, self.image),
            request=self.context.get("request"),
            alt=getattr(page, self.alt) if self.alt else "",
            credit=getattr(page, self.credit) if self.credit else "",
        )


@extend_schema_field(BODY_SCHEMA)
class BodyBlocks(serializers.Field):
    """A StreamField as typed blocks."""

    def to_representation(self, value: Any) -> list[dict[str, Any]]:
        """Return the blocks."""
        return value.stream_block.api_value(value, self.context.get("request"))


@extend_schema_field({"type": "string", "format": "html"})
class BodyHTML(serializers.Field):
    """A StreamField as one piece of HTML with absolute addresses, as the page shows it."""

    def to_representation(self, value: Any) -> str:
        """Render the blocks."""
        request = self.context.get("request")
        html = value.stream_block.render(value, context={"request": request})
        return absolute_html(str(html), request)


class PublicImages(ListsOnlyVisible, WagtailEndpoint, ImagesAPIViewSet):
    """Wagtail's `images` with our image object; hidden pictures are absent."""

    body_fields = [*ImagesAPIViewSet.body_fields, "description", "credit"]


class PublicDocuments(ListsOnlyVisible, WagtailEndpoint, DocumentsAPIViewSet):
    """Wagtail's `documents`; those of private collections and of hidden people are absent."""
