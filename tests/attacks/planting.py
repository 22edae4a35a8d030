"""Plants the payloads in every text column of every model, and in rich text by its own door.

Columns come from `_meta`, so a column that is added is planted too. What is written here passes by
every check of the forms on purpose: a page must be safe whatever the row holds. Rich text alone is
HTML by right, so it is written as the editor's form would write it.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.rich_text import RichText

from genealogy.domain.dates import PartialDate
from genealogy.fields import PartialDateField
from tests.attacks.rows import own_models
from tests.browser.payloads import PAYLOADS, fitting, several

#: Columns that are no text for people: the site could not be opened with another value in them.
UNTOUCHED = {
    "username", "password", "slug", "digest", "prefix", "path", "url_path", "lineage_path",
    "file_hash", "filter_spec", "focal_point_key", "leased_by", "clan_key", "encoding",
    "fingerprint", "code", "tag", "target", "ref", "model", "object_id", "phone", "arguments",
    "audience", "scopes", "source_xref", "root_xref", "xref", "text_version", "draft_title",
    "file_sha256", "payload",
}  # fmt: skip
#: Texts of Wagtail's own models that the admin shows.
OF_WAGTAIL = {
    "wagtailcore.Collection": ("name",),
    "wagtailcore.PageLogEntry": ("label",),
    "wagtailcore.ModelLogEntry": ("label",),
    "wagtailcore.Comment": ("text",),
    "taggit.Tag": ("name",),
    "wagtailredirects.Redirect": ("redirect_link",),
    "auth.Group": ("name",),
}
PAGE_TEXTS = ("title", "seo_title", "search_description")
#: Payloads that are addresses, for what becomes a link.
ADDRESSES = [
    payload for payload in PAYLOADS if re.match(r"[\x00-\x20]*(java|vb|data)", payload, re.I)
]
_FOR_PEOPLE = re.compile(r"\s|[^\x00-\x7f]")
_COUNT = itertools.count()


def columns(model: type[models.Model]) -> Iterator[models.Field]:
    """Give the columns of a model that hold words of people."""
    own = model._meta.local_concrete_fields
    named = [_field(model, name) for name in PAGE_TEXTS] if issubclass(model, Page) else []
    for field in [*own, *filter(None, named)]:
        kinds = (models.CharField, models.TextField, models.JSONField, StreamField)
        if not isinstance(field, kinds) or isinstance(field, (models.FileField, models.EmailField)):
            continue
        is_token = field.choices or isinstance(field, models.SlugField)
        if not is_token and field.name not in UNTOUCHED and not field.primary_key:
            yield field


def _field(model: type[models.Model], name: str) -> models.Field | None:
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def plant_everywhere() -> int:
    """Plant all rows there are; give the number of values written."""
    written = 0
    for model in own_models():
        fields = list(columns(model))
        for row in model._default_manager.all():
            values = {field.name: planted(field, getattr(row, field.name)) for field in fields}
            if values and isinstance(row, Page):
                _save_page(row, values)
            elif values:
                model._default_manager.filter(pk=row.pk).update(**values)
            written += len(values)
    for label, names in OF_WAGTAIL.items():
        model = apps.get_model(label)
        for row in model._default_manager.all():
            values = {name: planted(model._meta.get_field(name), "") for name in names}
            model._default_manager.filter(pk=row.pk).update(**values)
            written += len(values)
    return written


def _save_page(page: Page, values: dict[str, Any]) -> None:
    """Store a page and the draft its form opens with."""
    for name, value in values.items():
        setattr(page, name, value)
    page.save(clean=False)
    page.save_revision(clean=False)


def planted(field: models.Field, value: Any) -> Any:
    """Give what to write into a column instead of its value."""
    number = next(_COUNT)
    if isinstance(field, StreamField):
        return _stream(value)
    if isinstance(field, models.URLField) or field.name.endswith("url"):
        return ADDRESSES[number % len(ADDRESSES)]
    if isinstance(field, RichTextField):
        return rich_text(field, number)
    if isinstance(field, PartialDateField):
        return _date(value, number)
    if isinstance(field, models.JSONField):
        return _json(value)
    length = field.max_length
    if isinstance(field, models.TextField) and (length is None or length > 500):
        text = several(number * 5, 5)
        return text if length is None else text[:length]
    # A number in front keeps apart what may not be the same twice.
    if _is_told_apart(field):
        return f"{number} {fitting(number, (length or 500) - 8)}"
    return fitting(number, length)


def _is_told_apart(field: models.Field) -> bool:
    rules = getattr(field, "model", None) and field.model._meta.constraints
    named = [name for rule in rules or [] for name in getattr(rule, "fields", ())]
    return field.unique or field.name in named


def _date(value: PartialDate | None, number: int) -> PartialDate | None:
    """Keep the date, and let it be written in odd words."""
    if value is None:
        return None
    return PartialDate.from_json({**value.to_json(), "text": fitting(number, 200)})


def _json(value: Any) -> Any:
    """Plant the words for people in a JSON; ids and codes stay."""
    if isinstance(value, dict):
        return {key: _json(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_json(part) for part in value]
    if isinstance(value, str) and _FOR_PEOPLE.search(value):
        return fitting(next(_COUNT), None)
    return value


def rich_text(field: Any, number: int) -> str:
    """Write payloads as an editor would: typed, pasted as links, and as words of a picture."""
    entities, paragraphs = {}, []
    for step in range(8):
        text = PAYLOADS[(number + step) % len(PAYLOADS)]
        entities[str(step)] = {
            "type": "LINK",
            "mutability": "MUTABLE",
            "data": {"url": ADDRESSES[(number + step) % len(ADDRESSES)]},
        }
        paragraphs.append(
            {
                "key": f"k{step}",
                "text": text,
                "type": "unstyled",
                "depth": 0,
                "inlineStyleRanges": [{"offset": 0, "length": 3, "style": "BOLD"}],
                "entityRanges": [{"offset": 0, "length": len(text), "key": step}],
                "data": {},
            }
        )
    content = json.dumps({"blocks": paragraphs, "entityMap": entities})
    widget = field.formfield().widget if isinstance(field, models.Field) else field.field.widget
    return widget.value_from_datadict({"x": content}, {}, "x")


def _stream(value: Any) -> Any:
    """Plant the texts of an article, block by block."""
    for child in value:
        child.value = _block(child.block, child.value)
    return value


def _block(block: blocks.Block, value: Any) -> Any:
    if isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            value[name] = _block(child, value[name])
    elif isinstance(block, blocks.ListBlock):
        for position, part in enumerate(value):
            value[position] = _block(block.child_block, part)
    elif isinstance(block, blocks.RichTextBlock):
        return RichText(rich_text(block, next(_COUNT)))
    elif isinstance(block, (blocks.CharBlock, blocks.TextBlock)):
        return fitting(next(_COUNT), None)
    elif type(value).__name__ == "TypedTable":
        _table(value)
    return value


def _table(table: Any) -> None:
    table.caption = fitting(next(_COUNT), None)
    for column in table.columns:
        column["heading"] = fitting(next(_COUNT), None)
    for row in table.row_data:
        row["values"] = [
            _block(column["block"], cell)
            for column, cell in zip(table.columns, row["values"], strict=True)
        ]
