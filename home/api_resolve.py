"""`/resolve/`: what stands at an address of the site, for a front end that routes by our paths."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, PolymorphicProxySerializer, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.models import Page

from cms.core.addresses import absolute_url
from cms.core.api.fields import AbsoluteURL
from cms.core.api.page_answers import PageAnswer, page_answer
from cms.core.api.views import PublicViewSet
from genealogy.public import TreeAddress
from home.selectors_addresses import (
    ForeignAddress,
    Found,
    Gone,
    Moved,
    at_address,
    read_address,
)

#: Longer than any address of ours, and than most that browsers send.
MOST_LETTERS = 2000
TREE_ENDPOINTS = {"person": "people", "branch": "branches", "clan": "clans"}


class RecordAnswer(serializers.Serializer):
    """A record of the API that has a page of its own; it stands at `detail_url`."""

    kind = serializers.ChoiceField(choices=["person", "branch", "clan", "topic", "author"])
    endpoint = serializers.CharField()
    id = serializers.CharField(help_text="a uuid; of clans, topics and authors the slug")
    url = AbsoluteURL()
    detail_url = AbsoluteURL()


class RedirectAnswer(serializers.Serializer):
    """The address leads elsewhere; chains are followed to their end."""

    kind = serializers.ChoiceField(choices=["redirect"])
    status = serializers.ChoiceField(choices=[301, 302])
    location = AbsoluteURL()


class AddressGone(APIException):
    """Something stood here for everybody and was taken away."""

    status_code = 410


def _told(found: Found, request: Request) -> dict[str, Any]:
    """Turn what was found into an answer.

    Raises:
        AddressGone: it was taken away.
    """
    if isinstance(found, Gone):
        raise AddressGone(_("Trang này đã được gỡ."))
    if isinstance(found, Page):
        return page_answer(found, request)
    if isinstance(found, Moved):
        status = 301 if found.is_permanent else 302
        return {"kind": "redirect", "status": status, "location": found.location}
    if isinstance(found, TreeAddress):
        return _record(found.kind, TREE_ENDPOINTS[found.kind], found.key, found.path, request)
    kind = {"topics": "topic", "authors": "author"}[found.endpoint]
    return _record(kind, found.endpoint, found.slug, found.path, request)


def _record(kind: str, endpoint: str, key: str, path: str, request: Request) -> dict[str, Any]:
    return {
        "kind": kind,
        "endpoint": endpoint,
        "id": key,
        "url": absolute_url(path, request),
        "detail_url": absolute_url(f"/api/v2/{endpoint}/{key}/", request),
    }


class ResolveViewSet(PublicViewSet):
    """What stands at an address: a page with its record, a person, a redirect, or nothing.

    Paths may be percent-encoded, without the slash at the end, or with dot segments; full
    addresses of this site are taken too.
    """

    serializer_class = PageAnswer
    pagination_class = None
    filter_backends: list[Any] = []
    extra_parameters = {"list": frozenset({"path"})}

    def known_parameters(self) -> frozenset[str]:
        """Return the only one."""
        return self.extra_parameters["list"]

    @extend_schema(
        operation_id="resolve_retrieve",
        parameters=[
            OpenApiParameter(
                "path", str, required=True, description="/tin-tuc/abc/, or a full address of ours."
            )
        ],
        responses=PolymorphicProxySerializer(
            component_name="Resolved",
            serializers={
                "page": PageAnswer,
                "person": RecordAnswer,
                "branch": RecordAnswer,
                "clan": RecordAnswer,
                "topic": RecordAnswer,
                "author": RecordAnswer,
                "redirect": RedirectAnswer,
            },
            resource_type_field_name="kind",
            many=False,
        ),
    )
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Answer what stands at the address; 410 for a public page that was taken away."""
        text = request.query_params.get("path", "")
        if not text:
            raise ValidationError({"path": [_("cần một địa chỉ, ví dụ /tin-tuc/")]})
        if len(text) > MOST_LETTERS:
            raise ValidationError({"path": [_("không quá %(most)s chữ") % {"most": MOST_LETTERS}]})
        try:
            asked = read_address(text, request._request)
        except ForeignAddress:
            raise ValidationError({"path": [_("không phải địa chỉ của trang này")]}) from None
        found = at_address(asked, request._request)
        if found is None:
            raise Http404
        return Response(_told(found, request))
