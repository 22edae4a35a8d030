"""Pictures, videos, documents and article bodies in the API."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from wagtail.api import APIField
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet

from cms.core.addresses import absolute_html, absolute_url
from cms.core.api.views import WagtailEndpoint
from cms.core.api.wagtail_shapes import described
from cms.media.api_shapes import BODY_SCHEMA, IMAGE_SCHEMA
from cms.media.image_object import image_object
from cms.media.library import ListsOnlyVisible


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


class ImageSizes(serializers.Field):
    """A picture of the library as one object with its sizes."""

    def to_representation(self, value: Any) -> dict[str, Any] | None:
        """Return the image object."""
        return image_object(value, request=self.context.get("request"))


class DownloadAddress(serializers.Field):
    """The file of a picture with scheme and host, as of everything else."""

    def to_representation(self, value: Any) -> str | None:
        """Return the address."""
        return absolute_url(value.file.url, self.context.get("request"))


@described("images", "WagtailImage")
class PublicImages(ListsOnlyVisible, WagtailEndpoint, ImagesAPIViewSet):
    """Wagtail's `images` with our image object; hidden pictures are absent."""

    body_fields = [
        *ImagesAPIViewSet.body_fields,
        "description",
        "credit",
        APIField("image", serializer=ImageSizes(source="*")),
    ]
    meta_fields = [
        *(name for name in ImagesAPIViewSet.meta_fields if name != "download_url"),
        APIField("download_url", serializer=DownloadAddress(source="*")),
    ]
    detail_only_fields = ["image"]


@described("documents", "WagtailDocument")
class PublicDocuments(ListsOnlyVisible, WagtailEndpoint, DocumentsAPIViewSet):
    """Wagtail's `documents`; those of private collections and of hidden people are absent."""
