"""The one block library of all articles, and its blocks with pictures, videos and files."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.core.addresses import absolute_url
from cms.core.blocks import (
    ApiValue,
    CalloutBlock,
    HeadingBlock,
    ParagraphBlock,
    QuoteBlock,
    TableBlock,
)
from cms.media.api_shapes import BODY_SCHEMA, or_none, reference, whole_object
from cms.media.at_hand import DocumentChoice, ImageChoice, VideoChoice
from cms.media.embeds import validate_video_url
from cms.media.image_object import image_object
from cms.media.video import video_facts


class ImageBlock(ApiValue, blocks.StructBlock):
    """A picture with its words (ảnh trong bài)."""

    image = ImageChoice(label=_("Ảnh"))
    alt = blocks.CharBlock(
        label=_("Mô tả ảnh"),
        required=False,
        max_length=250,
        help_text=_("Cho người không nhìn thấy ảnh: ai, ở đâu, đang làm gì."),
    )
    caption = blocks.CharBlock(label=_("Chú thích"), required=False, max_length=300)
    credit = blocks.CharBlock(
        label=_("Nguồn ảnh"),
        required=False,
        max_length=200,
        help_text=_("Để trống thì lấy nguồn đã ghi ở ảnh."),
    )

    def api_value(self, value: Any, request: HttpRequest | None) -> dict[str, Any]:
        """Return the image object and the caption."""
        picture = image_object(
            value["image"],
            request=request,
            alt=value["alt"] or "",
            credit=value["credit"] or "",
        )
        return {"image": picture, "caption": value["caption"] or ""}

    def api_schema(self) -> dict[str, Any]:
        """Return an object of picture and caption; a picture that is gone is null."""
        return whole_object({"image": or_none(reference("Image")), "caption": {"type": "string"}})

    class Meta:
        icon = "image"
        label = _("Ảnh")
        template = "components/blocks/image.html"


class GalleryBlock(ApiValue, blocks.StructBlock):
    """Pictures side by side (chùm ảnh)."""

    images = blocks.ListBlock(ImageBlock(), label=_("Các ảnh"), min_num=2, max_num=40)
    caption = blocks.CharBlock(label=_("Chú thích chung"), required=False, max_length=300)

    def api_value(self, value: Any, request: HttpRequest | None) -> dict[str, Any]:
        """Return the pictures in order and the common caption."""
        block = self.child_blocks["images"].child_block
        images = [block.api_value(item, request) for item in value["images"]]
        return {"images": images, "caption": value["caption"] or ""}

    def api_schema(self) -> dict[str, Any]:
        """Return an object of pictures, each with its caption, and the common caption."""
        item = self.child_blocks["images"].child_block.api_schema()
        images = {"type": "array", "items": item}
        return whole_object({"images": images, "caption": {"type": "string"}})

    class Meta:
        icon = "copy"
        label = _("Chùm ảnh")
        template = "components/blocks/gallery.html"


class VideoValue(blocks.StructValue):
    """A video block's value; templates read `video_facts`."""

    @property
    def video_facts(self) -> dict[str, Any] | None:
        """Return what the player needs; see `cms.media.video`."""
        return video_facts(url=self["url"] or "", media=self["media"], poster=self["poster"])


class VideoBlock(ApiValue, blocks.StructBlock):
    """A video of another site or an uploaded one (video): exactly one of the two."""

    title = blocks.CharBlock(label=_("Tên video"), max_length=200)
    url = blocks.URLBlock(
        label=_("Địa chỉ video"),
        required=False,
        help_text=_("Địa chỉ trang xem video trên YouTube, Facebook, Vimeo hoặc TikTok."),
    )
    media = VideoChoice(label=_("Hoặc tệp video đã tải lên"), required=False)
    poster = ImageChoice(label=_("Ảnh bìa"), required=False)

    def clean(self, value: Any) -> Any:
        """Refuse no video, two videos, and an address we cannot play."""
        cleaned = super().clean(value)
        url, media = cleaned.get("url"), cleaned.get("media")
        if url and media:
            raise blocks.StructBlockValidationError(
                {"media": ValidationError(_("Chỉ chọn một: địa chỉ hoặc tệp đã tải lên."))}
            )
        if not url and not media:
            raise blocks.StructBlockValidationError(
                {"url": ValidationError(_("Hãy dán địa chỉ video hoặc chọn tệp đã tải lên."))}
            )
        try:
            validate_video_url(url or "")
        except ValidationError as error:
            raise blocks.StructBlockValidationError({"url": error}) from error
        return cleaned

    def api_value(self, value: Any, request: HttpRequest | None) -> dict[str, Any]:
        """Return title and the video's facts, its poster as an image object."""
        facts = video_facts(
            url=value["url"] or "", media=value["media"], poster=value["poster"], request=request
        )
        if facts is not None:
            facts = {**facts, "poster": image_object(facts["poster"], request=request)}
        return {"title": value["title"], "url": value["url"] or None, "video": facts}

    def api_schema(self) -> dict[str, Any]:
        """Return an object of title, address and what a player needs."""
        return whole_object(
            {
                "title": {"type": "string"},
                "url": {"type": ["string", "null"], "format": "uri"},
                "video": or_none(reference("BlockVideoFacts")),
            }
        )

    class Meta:
        icon = "media"
        label = _("Video")
        template = "components/blocks/video.html"
        value_class = VideoValue


class DocumentBlock(ApiValue, blocks.StructBlock):
    """A file to download (tài liệu)."""

    document = DocumentChoice(label=_("Tài liệu"))
    title = blocks.CharBlock(
        label=_("Tên hiện ra"),
        required=False,
        max_length=200,
        help_text=_("Để trống thì lấy tên tài liệu."),
    )

    def api_value(self, value: Any, request: HttpRequest | None) -> dict[str, Any]:
        """Return title, address, extension and size in bytes."""
        document = value["document"]
        if document is None:
            return {"title": value["title"], "url": None, "extension": "", "size": None}
        return {
            "title": value["title"] or document.title,
            "url": absolute_url(document.url, request),
            "extension": document.file_extension,
            "size": document.file_size,
        }

    def api_schema(self) -> dict[str, Any]:
        """Return an object of title, address, extension and size; a file that is gone has none."""
        return whole_object(
            {
                "title": {"type": "string"},
                "url": {"type": ["string", "null"], "format": "uri"},
                "extension": {"type": "string"},
                "size": {"type": ["integer", "null"], "description": "bytes"},
            }
        )

    class Meta:
        icon = "doc-full"
        label = _("Tài liệu")
        template = "components/blocks/document.html"


class ArticleBlocks(blocks.StreamBlock):
    """What an article may hold; news, programmes, council and standing pages share it."""

    paragraph = ParagraphBlock()
    heading = HeadingBlock()
    image = ImageBlock()
    gallery = GalleryBlock()
    quote = QuoteBlock()
    video = VideoBlock()
    table = TableBlock()
    document = DocumentBlock()
    callout = CalloutBlock()

    def api_value(self, value: Any, request: HttpRequest | None) -> list[dict[str, Any]]:
        """Return the blocks in order, each with type, value and id."""
        return self.get_api_representation(value, context={"request": request})

    def api_schema(self) -> dict[str, Any]:
        """Return a list of the union of all blocks."""
        return BODY_SCHEMA

    class Meta:
        block_counts: dict[str, dict[str, int]] = {}
