"""`POST /news/` and `PATCH /news/{id}/`: a program writes drafts; to publish asks for more."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError as ModelError
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from cms.accounts.models.tokens import TokenScope
from cms.core.api.draft_views import DraftMade, LinkedDraftFields, WritesPages
from cms.core.api.strict_fields import Text, YesOrNo
from cms.core.api.writing import REPEAT_PARAMETER, VERSION_PARAMETER, refusals
from cms.media.api_shapes import DRAFT_BODY_SCHEMA
from cms.media.models import ClanImage
from cms.news.drafts import news_draft_create, news_draft_update, news_index_for
from cms.news.foreign_bodies import (
    LONGEST_TEXT,
    MOST_BLOCKS,
    blocks_checked,
    blocks_of_html,
    image_chosen,
)
from cms.news.models import Author, NewsPage, Topic
from genealogy.public import branch_ids_of, person_ids_of, viewer_for

_LONGEST_HTML = 10 * LONGEST_TEXT


@extend_schema_field({**DRAFT_BODY_SCHEMA, "maxItems": MOST_BLOCKS})
class BlocksGiven(serializers.Field):
    """Blocks as the API gives them; a subset, see docs/api.md."""

    def to_internal_value(self, data: Any) -> list[dict[str, Any]]:
        """Return them cleaned."""
        for place, block in enumerate(data if isinstance(data, list) else [], start=1):
            if isinstance(block, dict) and not isinstance(block.get("id"), str | None):
                sentence = _("khối %(place)s: id phải là chữ, như API đã đưa")
                raise serializers.ValidationError(sentence % {"place": place})
        try:
            return blocks_checked(
                data, owner=self.context["writer"], kept=self.context.get("kept_blocks")
            )
        except ModelError as error:
            raise serializers.ValidationError(error.messages) from error


class NewsDraft(LinkedDraftFields):
    """A piece of news. The body comes as `body` or as `body_html`, not as both."""

    body = BlocksGiven(required=False)
    body_html = Text(max_length=_LONGEST_HTML, required=False, allow_blank=True)
    author = serializers.SlugField(
        required=False, allow_null=True, help_text="slug of a known author"
    )
    cover_image = serializers.IntegerField(
        required=False,
        allow_null=True,
        min_value=1,
        max_value=2**31 - 1,
        help_text="id of a picture",
    )
    cover_alt = Text(max_length=250, required=False, allow_blank=True)
    cover_credit = Text(max_length=200, required=False, allow_blank=True)
    updated_note = Text(max_length=250, required=False, allow_blank=True)
    publish = YesOrNo(required=False, help_text="publish it; asks for the scope publish:news")

    def validate_body_html(self, html: str) -> list[dict[str, Any]]:
        """Return the HTML as blocks."""
        return blocks_of_html(html)

    def validate_author(self, slug: str | None) -> Author | None:
        """Return the author."""
        if slug is None:
            return None
        author = Author.objects.filter(slug=slug).first()
        if author is None:
            raise serializers.ValidationError(_("không có tác giả này"))
        return author

    def validate_cover_image(self, key: int | None) -> ClanImage | None:
        """Return the picture."""
        if key is None:
            return None
        image = image_chosen(key, owner=self.context["writer"])
        if image is None:
            raise serializers.ValidationError(_("không có ảnh này trong kho ảnh"))
        return image

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse fields nobody offered, and two bodies."""
        attrs = super().validate(attrs)
        if "body" in attrs and "body_html" in attrs:
            raise serializers.ValidationError(
                {"body_html": [_("chỉ gửi một trong hai: body hoặc body_html")]}
            )
        return attrs


_EXAMPLE = OpenApiExample(
    "A short piece",
    request_only=True,
    value={
        "title": "Trao học bổng ở Đông Sơn",
        "lead": "Bốn mươi sáu suất học bổng được trao sáng nay.",
        "body": [
            {"type": "heading", "value": {"text": "Danh sách", "level": "h2"}},
            {"type": "paragraph", "value": "<p>Chào <b>cả họ</b>.</p>"},
        ],
        "topics": ["khuyen-hoc"],
        "submit": True,
    },
)
_CHANGE = OpenApiExample(
    "A new lead",
    request_only=True,
    value={"version": "123", "lead": "Bốn mươi bảy suất học bổng được trao sáng nay."},
)


def _facts(given: dict[str, Any]) -> dict[str, Any]:
    """Turn checked fields into what the services take."""
    facts = dict(given)
    for public, name in (("people", "person_ids"), ("branches", "branch_ids")):
        if public in facts:
            facts[name] = facts.pop(public)
    if "body_html" in facts:
        facts["body"] = facts.pop("body_html")
    return facts


class TakesDrafts(WritesPages):
    """Mixin of the endpoint of news: it also takes a new piece, and new versions."""

    page_model = NewsPage
    draft_shape = NewsDraft
    write_scope = TokenScope.WRITE_NEWS.value
    publish_scope = TokenScope.PUBLISH_NEWS.value

    def before_writing(self, writer: Any) -> None:
        """Refuse who may add nothing: he learns nothing of people and pictures."""
        news_index_for(writer)

    def draft_context(self, writer: Any, old: NewsPage | None) -> dict[str, Any]:
        """Return the topics, whom and which branches the writer may know, and the old blocks."""
        viewer = viewer_for(writer)
        raw = [] if old is None else old.body.raw_data
        return {
            "topics": Topic.objects.all(),
            "person_keys": lambda uuid: person_ids_of([uuid], viewer),
            "branch_keys": lambda uuid: branch_ids_of([uuid], viewer),
            "kept_blocks": {block["id"]: dict(block) for block in raw if block.get("id")},
        }

    def page_make(self, writer: Any, facts: dict[str, Any]) -> NewsPage:
        """Store a draft."""
        return news_draft_create(by=writer, **_facts(facts))

    def page_change(
        self, writer: Any, key: int, version: int | None, facts: dict[str, Any]
    ) -> NewsPage:
        """Store a new version as a draft."""
        return news_draft_update(key=key, by=writer, version=version, **_facts(facts))

    @extend_schema(
        request=NewsDraft,
        responses={201: DraftMade, **refusals(409, 413, 415, 422)},
        parameters=[REPEAT_PARAMETER],
        examples=[_EXAMPLE],
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Store a draft in the name of the key's owner, or of the account signed in."""
        return super().create(request)

    @extend_schema(
        request=NewsDraft,
        responses={200: DraftMade, **refusals(409, 412, 413, 415, 422, 428)},
        parameters=[REPEAT_PARAMETER, VERSION_PARAMETER],
        examples=[_CHANGE],
    )
    def partial_update(self, request: Request, pk: int) -> Response:
        """Store a new version as a draft; what readers see stays until it is published."""
        return super().partial_update(request, pk)

    @extend_schema(responses=DraftMade)
    def draft(self, request: Request, pk: int) -> Response:
        """Answer which version is the newest, for a key with the scope write:news."""
        return super().draft(request, pk)
