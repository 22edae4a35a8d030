"""Blocks of articles that hold text only; those with files stand in `cms.media.blocks`.

Each block gives the API its value by `api_value(value, request)`, says the shape of that value by
`api_schema()`, and draws itself with the template `components/blocks/<name>.html`.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from cms.core.richtext import LINE_FEATURES, PARAGRAPH_FEATURES, rich_text_html


class ApiValue:
    """Mixin: the API's value comes from `api_value`, with the request for absolute addresses."""

    def api_value(self, value: Any, request: HttpRequest | None) -> Any:
        """Return the value as plain JSON."""
        raise NotImplementedError

    def api_schema(self) -> dict[str, Any]:
        """Return the shape of the value as JSON Schema 2020-12; see `cms.media.api_components`."""
        raise NotImplementedError(f"{type(self).__name__} says no shape of its value")

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> Any:
        """Return the value as plain JSON; Wagtail's name for `api_value`."""
        return self.api_value(value, (context or {}).get("request"))


def text_object(**texts: dict[str, Any]) -> dict[str, Any]:
    """Return the shape of an object whose properties are all texts, each with further marks."""
    properties = {name: {"type": "string", **marks} for name, marks in texts.items()}
    return {"type": "object", "required": list(texts), "properties": properties}


class RichText(ApiValue, blocks.RichTextBlock):
    """Rich text whose API value is HTML with absolute links."""

    def api_value(self, value: Any, request: HttpRequest | None) -> str:
        """Return HTML."""
        return rich_text_html(value.source, request) if value else ""

    def api_schema(self) -> dict[str, Any]:
        """Return a text of HTML."""
        return {"type": "string", "format": "html"}


class ParagraphBlock(RichText):
    """Running text (đoạn văn)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", PARAGRAPH_FEATURES)
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Đoạn văn")
        template = "components/blocks/paragraph.html"


class HeadingBlock(ApiValue, blocks.StructBlock):
    """A heading inside the article (tiêu đề mục), level 2 or 3: level 1 is the page's title."""

    text = blocks.CharBlock(label=_("Tiêu đề"), max_length=200)
    level = blocks.ChoiceBlock(
        label=_("Cấp"),
        choices=[("h2", _("Mục lớn")), ("h3", _("Mục nhỏ"))],
        default="h2",
        help_text=_("Mục nhỏ chỉ dùng bên trong một mục lớn."),
    )

    def api_value(self, value: Any, request: HttpRequest | None) -> dict[str, Any]:
        """Return text and level ("h2" or "h3")."""
        return {"text": value["text"], "level": value["level"]}

    def api_schema(self) -> dict[str, Any]:
        """Return an object of text and level."""
        levels = [level for level, _label in self.child_blocks["level"].field.choices if level]
        return text_object(text={}, level={"enum": levels})

    class Meta:
        icon = "title"
        label = _("Tiêu đề mục")
        template = "components/blocks/heading.html"


class QuoteBlock(ApiValue, blocks.StructBlock):
    """Words of somebody (trích dẫn)."""

    text = blocks.TextBlock(label=_("Lời trích"), rows=3)
    source = blocks.CharBlock(label=_("Ai nói, trích ở đâu"), required=False, max_length=200)

    def api_value(self, value: Any, request: HttpRequest | None) -> dict[str, Any]:
        """Return text and source."""
        return {"text": value["text"], "source": value["source"]}

    def api_schema(self) -> dict[str, Any]:
        """Return an object of two texts."""
        return text_object(text={}, source={"description": "Who said it, where; may be empty."})

    class Meta:
        icon = "openquote"
        label = _("Trích dẫn")
        template = "components/blocks/quote.html"


class CalloutBlock(ApiValue, blocks.StructBlock):
    """A remark set apart from the text (lưu ý): a date to keep, an account number."""

    title = blocks.CharBlock(label=_("Tiêu đề"), required=False, max_length=120)
    text = RichText(label=_("Nội dung"), features=LINE_FEATURES)

    def api_value(self, value: Any, request: HttpRequest | None) -> dict[str, Any]:
        """Return title and text as HTML."""
        text = self.child_blocks["text"]
        return {"title": value["title"], "text": text.api_value(value["text"], request)}

    def api_schema(self) -> dict[str, Any]:
        """Return an object of two texts."""
        return text_object(title={"description": "May be empty."}, text={"format": "html"})

    class Meta:
        icon = "info-circle"
        label = _("Lưu ý")
        template = "components/blocks/callout.html"


class TableBlock(ApiValue, TypedTableBlock):
    """A table (bảng) whose columns hold text, rich text or numbers."""

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        columns = local_blocks or [
            ("text", blocks.CharBlock(label=_("Chữ"), required=False)),
            ("number", blocks.DecimalBlock(label=_("Số"), required=False)),
            (
                "rich_text",
                RichText(label=_("Chữ có liên kết"), features=LINE_FEATURES, required=False),
            ),
        ]
        super().__init__(columns, **kwargs)

    def api_value(self, value: Any, request: HttpRequest | None) -> dict[str, Any]:
        """Return caption, columns (type, heading) and rows (lists of cells in column order)."""
        if not value:
            return {"caption": "", "columns": [], "rows": []}
        context = {"request": request}
        columns = [
            {"type": column["block"].name, "heading": column["heading"]} for column in value.columns
        ]
        rows = [
            [
                column["block"].get_api_representation(cell, context=context)
                for column, cell in zip(value.columns, row["values"], strict=True)
            ]
            for row in value.row_data
        ]
        return {"caption": value.caption or "", "columns": columns, "rows": rows}

    def api_schema(self) -> dict[str, Any]:
        """Return an object of caption, columns and rows."""
        column = text_object(type={"enum": list(self.child_blocks)}, heading={})
        cell = {"type": ["string", "number", "null"], "description": "As its column's type says."}
        rows = {"type": "array", "items": {"type": "array", "items": cell}}
        return {
            "type": "object",
            "required": ["caption", "columns", "rows"],
            "properties": {
                "caption": {"type": "string"},
                "columns": {"type": "array", "items": column},
                "rows": rows,
            },
        }

    class Meta:
        icon = "table"
        label = _("Bảng")
        template = "components/blocks/table.html"
