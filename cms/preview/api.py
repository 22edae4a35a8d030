"""`/preview/<token>/`: one draft to whoever holds its secret, as a stranger would read it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from drf_spectacular.utils import (
    OpenApiParameter,
    PolymorphicProxySerializer,
    extend_schema,
    extend_schema_field,
)
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, Throttled, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from cms.core.api.page_answers import PlainPageRecord
from cms.core.api.records import record_kinds
from cms.core.api.rendering import FastJSONRenderer
from cms.preview.drafts import answer_of, stranger_request
from cms.preview.models import PreviewToken
from cms.preview.selectors import token_of_key
from cms.preview.services import token_touch
from cms.preview.throttles import WAIT, wrong_key_counted
from cms.preview.userbar import userbar_html
from genealogy.api.text_records import TEXT_SHAPES


def _shapes() -> list[type[serializers.Serializer]]:
    shapes = [kind.shape for kind in record_kinds().values()]
    return list(dict.fromkeys([*shapes, *TEXT_SHAPES.values(), PlainPageRecord]))


_RECORD = PolymorphicProxySerializer(
    component_name="PreviewRecord", serializers=_shapes, resource_type_field_name=None
)


class PreviewFacts(serializers.Serializer):
    """How long a draft may be read."""

    expires_at = serializers.DateTimeField()
    is_draft = serializers.BooleanField(help_text="always true")


class PreviewAnswer(serializers.Serializer):
    """A draft in the shape of `resolve`: what the address would give were it published now."""

    kind = serializers.CharField(help_text="page, clan, branch or person")
    type = serializers.CharField(help_text="news.NewsPage")
    endpoint = serializers.CharField(
        allow_null=True, help_text="whose record it is; null for types without one"
    )
    id = serializers.SerializerMethodField(
        help_text="as in the record's address; 0 for a page that was never saved"
    )
    url = serializers.URLField(allow_null=True)
    detail_url = serializers.URLField(allow_null=True)
    last_published_at = serializers.DateTimeField(allow_null=True)
    record = serializers.SerializerMethodField()
    preview = PreviewFacts()

    @extend_schema_field({"oneOf": [{"type": "integer"}, {"type": "string"}]})
    def get_id(self, answer: dict[str, Any]) -> Any:
        """Return the key."""
        return answer["id"]

    @extend_schema_field(_RECORD)
    def get_record(self, answer: dict[str, Any]) -> Any:
        """Return the record."""
        return answer["record"]


class TooManyWrong(Throttled):
    """429 in our own words."""

    def __init__(self) -> None:
        super().__init__(wait=WAIT)
        sentence = _("Nhiều lần dùng mã xem trước sai từ địa chỉ này. Hãy đợi rồi thử lại.")
        self.detail = ErrorDetail(sentence, code=self.default_code)


class PreviewDoor(APIView):
    """Whoever comes, with or without a session or a key, is nobody: the secret alone counts.

    Unknown, expired, revoked and outlived secrets answer alike, as do those of another front end
    than the page that asks. Headers of these answers are the work of `cms.preview.middleware`.
    """

    in_public_schema = True
    authentication_classes: list[Any] = []
    permission_classes: list[Any] = []
    throttle_classes: list[Any] = []
    renderer_classes = [FastJSONRenderer]
    http_method_names = ["get", "head", "options"]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse parameters: there are none."""
        super().initial(request, *args, **kwargs)
        if request.query_params:
            sentence = _("không có tham số này; dùng được: %(known)s") % {
                "known": _("không có tham số nào")
            }
            raise ValidationError({name: [sentence] for name in sorted(request.query_params)})

    @sensitive_variables("key")
    def opened(self, request: Request, key: str) -> PreviewToken:
        """Give what a secret opens.

        Raises:
            Http404: nothing.
            TooManyWrong: nothing, and there were too many like it from this address.
        """
        token = token_of_key(key)
        if token is not None and self._may_ask(request, token):
            return token
        if not wrong_key_counted(request._request):
            raise TooManyWrong
        raise Http404

    def _may_ask(self, request: Request, token: PreviewToken) -> bool:
        """Say whether the page that asks, if it is a page, belongs to the token's front end."""
        origin = request.headers.get("Origin")
        return origin is None or origin in origins_of(token)


def origins_of(token: PreviewToken) -> tuple[str, ...]:
    """Give the origins that may read with this token."""
    from cms.preview.selectors import open_front_ends

    end = open_front_ends().get(token.site_id)
    return end.origins if end is not None else ()


class PreviewView(PreviewDoor):
    """One draft."""

    @extend_schema(
        responses=PreviewAnswer,
        parameters=[
            OpenApiParameter("token", str, "path", description="from the address of the preview")
        ],
        auth=[],
    )
    @sensitive_variables("token")
    def get(self, request: Request, token: str) -> Response:
        """Answer the draft a token stands for."""
        opened = self.opened(request, token)
        answer = answer_of(opened, stranger_request(request._request))
        if answer is None:
            raise Http404
        token_touch(opened)
        return Response(PreviewAnswer(answer).data)


class PreviewUserbar(PreviewDoor):
    """The editors' bar with the content checker, for pages of the front end."""

    @extend_schema(exclude=True)
    @sensitive_variables("token")
    def get(self, request: Request, token: str) -> HttpResponse:
        """Answer a piece of HTML, to pages of the front end alone."""
        opened = self.opened(request, token)
        html = userbar_html(opened, request._request) if "Origin" in request.headers else ""
        if not html:
            raise Http404
        return HttpResponse(html)
