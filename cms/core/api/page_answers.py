"""A page with its whole record, the way `resolve` and previews tell it."""

from __future__ import annotations

from typing import Any

from django.utils.timezone import localtime
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from wagtail.models import Page

from cms.core.addresses import absolute_url, page_url
from cms.core.api.fields import AbsoluteURL, PageItem
from cms.core.api.records import RecordKind, record_kind, record_kinds


class PlainPageRecord(PageItem):
    """What is told of a page whose type has no record of its own."""

    endpoint = "pages"
    # Whole, as the records of the other types are told here.
    optional_fields = frozenset()


def _shapes() -> list[type[serializers.Serializer]]:
    shapes = [kind.shape for kind in record_kinds().values()]
    return [*dict.fromkeys(shapes), PlainPageRecord]


@extend_schema_field(
    PolymorphicProxySerializer(
        component_name="PageRecord", serializers=_shapes, resource_type_field_name=None
    )
)
class PageRecordField(serializers.Field):
    """The record of a page, as the endpoint of its type gives it."""

    def to_representation(self, value: Any) -> Any:
        """Return the record, which is written already."""
        return value


class PageAnswer(serializers.Serializer):
    """A page: what it is, where it stands, and its whole record."""

    kind = serializers.ChoiceField(choices=["page"])
    type = serializers.CharField(help_text="news.NewsPage")
    endpoint = serializers.CharField(
        allow_null=True, help_text="the endpoint of its type; null when it has none"
    )
    id = serializers.IntegerField()
    url = AbsoluteURL()
    detail_url = AbsoluteURL()
    last_published_at = serializers.DateTimeField(allow_null=True)
    record = PageRecordField()


def page_type(model: type[Page]) -> str:
    """Return the name of a page type as the API writes it: `news.NewsPage`."""
    return f"{model._meta.app_label}.{model.__name__}"


def page_detail_path(model: type[Page], pk: int) -> str:
    """Return where the record of a page stands in the API, site-relative."""
    kind = record_kind(model)
    return f"/api/v2/{kind.endpoint if kind else 'pages'}/{pk}/"


def page_answer(page: Page, request: Request) -> dict[str, Any]:
    """Tell a page with its record.

    Args:
        page: of its own type, read as `RecordKind.public` reads it (or a draft of such a page).
        request: whose viewer decides what of the gia phả the record names.
    """
    model = type(page)
    kind: RecordKind | None = record_kind(model)
    published = page.last_published_at
    if kind is None:
        record = PlainPageRecord(page, context={"request": request}).data
    else:
        record = kind.write([page], request)[0]
    return {
        "kind": "page",
        "type": page_type(model),
        "endpoint": kind.endpoint if kind else None,
        "id": page.pk,
        "url": page_url(page, request),
        # A page that was never saved has none.
        "detail_url": absolute_url(page_detail_path(model, page.pk), request) if page.pk else None,
        # In the site's own time, as the records write it.
        "last_published_at": localtime(published) if published else None,
        "record": record,
    }
