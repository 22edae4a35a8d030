"""`POST /news/`: a program hands in a draft. Nothing it sends is ever published by itself."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError as ModelError
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from cms.accounts.models.tokens import TokenScope
from cms.accounts.tokens.writers import writer_of
from cms.core.api.fields import AbsoluteURL
from cms.media.api import BODY_SCHEMA
from cms.media.models import ClanImage
from cms.news.drafts import news_draft_create, news_index_for
from cms.news.foreign_bodies import LONGEST_TEXT, blocks_checked, blocks_of_html, image_chosen
from cms.news.models import Author, Topic
from genealogy.public import person_ids_of, viewer_for

MOST_PEOPLE = 50
_LONGEST_HTML = 10 * LONGEST_TEXT


@extend_schema_field(BODY_SCHEMA)
class BlocksGiven(serializers.Field):
    """Blocks as the API gives them; a subset, see docs/api.md."""

    def to_internal_value(self, data: Any) -> list[dict[str, Any]]:
        """Return them cleaned."""
        try:
            return blocks_checked(data, owner=self.context["writer"])
        except ModelError as error:
            raise serializers.ValidationError(error.messages) from error


class NewsDraft(serializers.Serializer):
    """A piece of news handed in. The body comes as `body` or as `body_html`, not as both."""

    title = serializers.CharField(max_length=255)
    lead = serializers.CharField(max_length=600, required=False, allow_blank=True)
    body = BlocksGiven(required=False)
    body_html = serializers.CharField(max_length=_LONGEST_HTML, required=False, allow_blank=True)
    topics = serializers.ListField(
        child=serializers.SlugField(), required=False, max_length=10, help_text="slugs"
    )
    author = serializers.SlugField(required=False, help_text="slug of a known author")
    people = serializers.ListField(
        child=serializers.UUIDField(), required=False, max_length=MOST_PEOPLE
    )
    cover_image = serializers.IntegerField(
        required=False, min_value=1, max_value=2**31 - 1, help_text="id of a picture"
    )
    cover_alt = serializers.CharField(max_length=250, required=False, allow_blank=True)

    def validate_body_html(self, html: str) -> list[dict[str, Any]]:
        """Return the HTML as blocks."""
        return blocks_of_html(html)

    def validate_topics(self, slugs: list[str]) -> list[Topic]:
        """Return the topics."""
        found = {topic.slug: topic for topic in Topic.objects.filter(slug__in=slugs)}
        missing = [slug for slug in slugs if slug not in found]
        if missing:
            raise serializers.ValidationError(
                _("không có chuyên mục %(names)s") % {"names": ", ".join(missing)}
            )
        return list(found.values())

    def validate_author(self, slug: str) -> Author:
        """Return the author."""
        author = Author.objects.filter(slug=slug).first()
        if author is None:
            raise serializers.ValidationError(_("không có tác giả này"))
        return author

    def validate_people(self, uuids: list[Any]) -> list[int]:
        """Return the keys of people the writer may know; hidden and unknown ones alike."""
        viewer = viewer_for(self.context["writer"])
        keys = {uuid: person_ids_of([uuid], viewer) for uuid in uuids}
        missing = [str(uuid) for uuid, found in keys.items() if not found]
        if missing:
            raise serializers.ValidationError(
                _("không tìm thấy người %(ids)s") % {"ids": ", ".join(missing)}
            )
        return list(dict.fromkeys(key for found in keys.values() for key in found))

    def validate_cover_image(self, key: int) -> ClanImage:
        """Return the picture."""
        image = image_chosen(key, owner=self.context["writer"])
        if image is None:
            raise serializers.ValidationError(_("không có ảnh này trong kho ảnh"))
        return image

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse fields nobody offered, and two bodies."""
        unknown = sorted(set(self.initial_data) - set(self.fields))
        if unknown:
            sentence = _("không có mục này; dùng được: %(known)s") % {
                "known": ", ".join(self.fields)
            }
            raise serializers.ValidationError({name: [sentence] for name in unknown})
        if "body" in attrs and "body_html" in attrs:
            raise serializers.ValidationError(
                {"body_html": [_("chỉ gửi một trong hai: body hoặc body_html")]}
            )
        return attrs


class NewsDraftMade(serializers.Serializer):
    """What became of the draft: where an editor finds it."""

    id = serializers.IntegerField(source="pk")
    title = serializers.CharField()
    slug = serializers.CharField()
    status = serializers.ChoiceField(choices=["draft"], source="draft_status")
    edit_url = AbsoluteURL()


class TakesDrafts:
    """Mixin of the endpoint of news: it also takes a new piece, as a draft."""

    write_scope = TokenScope.WRITE_NEWS.value

    @extend_schema(request=NewsDraft, responses={201: NewsDraftMade})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Store a draft in the name of the key's owner, or of the account signed in."""
        writer = writer_of(request)
        # Before the body is looked at: who may add nothing learns nothing of people and pictures.
        news_index_for(writer)
        given = NewsDraft(data=request.data, context={"writer": writer})
        given.is_valid(raise_exception=True)
        facts = dict(given.validated_data)
        body = facts.pop("body_html", None) or facts.pop("body", ())
        people = facts.pop("people", ())
        try:
            page = news_draft_create(by=writer, body=body, person_ids=people, **facts)
        except ModelError as error:
            raise ValidationError(
                error.message_dict if hasattr(error, "error_dict") else error.messages
            ) from error
        page.draft_status = "draft"
        page.edit_url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        return Response(NewsDraftMade(page, context={"request": request}).data, status=201)
