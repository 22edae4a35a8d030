"""`POST /episodes/` and `PATCH /episodes/{id}/`: a program writes drafts of episodes."""

from __future__ import annotations

from typing import Any

import nh3
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.permissions import policy_registry

from cms.accounts.models.tokens import TokenScope
from cms.core.api.draft_views import DraftMade, LinkedDraftFields, WritesPages
from cms.core.api.strict_fields import Text
from cms.core.api.writing import REPEAT_PARAMETER, VERSION_PARAMETER, refusals
from cms.media.models import ClanImage, ClanMedia
from cms.programmes.api import EpisodeViewSet
from cms.programmes.drafts import episode_draft_create, episode_draft_update, programme_for
from cms.programmes.models import EpisodePage
from genealogy.public import branch_ids_of, person_ids_of, viewer_for

_NUMBER: dict[str, Any] = {
    "min_value": 1,
    "max_value": 2**31 - 1,
    "required": False,
    "allow_null": True,
}
_TRANSCRIPT_TAGS = {"p", "h3", "h4", "b", "strong", "i", "em", "a", "br", "ul", "ol", "li"}
_SCHEMES = {"http", "https", "mailto", "tel"}


class EpisodeDraft(LinkedDraftFields):
    """An episode; a draft may wait for its video."""

    programme = serializers.IntegerField(
        min_value=1, max_value=2**31 - 1, help_text="id of the series; not with PATCH"
    )
    video_url = serializers.URLField(
        max_length=500, required=False, allow_blank=True, help_text="YouTube, Facebook, Vimeo, …"
    )
    video_file = serializers.IntegerField(help_text="id of an uploaded video", **_NUMBER)
    poster = serializers.IntegerField(help_text="id of a picture", **_NUMBER)
    poster_alt = Text(max_length=250, required=False, allow_blank=True)
    duration_seconds = serializers.IntegerField(
        min_value=0, max_value=1_000_000, required=False, allow_null=True
    )
    transcript = Text(
        max_length=200_000, required=False, allow_blank=True, help_text="HTML; it is cleaned"
    )

    def validate_transcript(self, html: str) -> str:
        """Return the HTML without what a transcript does not hold."""
        return nh3.clean(
            html,
            tags=_TRANSCRIPT_TAGS,
            attributes={"a": {"href"}},
            url_schemes=_SCHEMES,
            link_rel=None,
        ).strip()

    def validate_video_file(self, key: int | None) -> ClanMedia | None:
        """Return the recording."""
        return self._chosen(ClanMedia, key, _("không có video này trong kho"), type="video")

    def validate_poster(self, key: int | None) -> ClanImage | None:
        """Return the picture."""
        return self._chosen(ClanImage, key, _("không có ảnh này trong kho ảnh"))

    def _chosen(self, model: Any, key: int | None, sentence: str, **more: Any) -> Any:
        if key is None:
            return None
        row = model.objects.filter(pk=key, **more).first()
        policy = policy_registry.get_by_type(model)
        # wagtailmedia knows no right to choose: who may add or change files there may use them.
        actions = ["choose"] if model is ClanImage else ["add", "change"]
        writer = self.context["writer"]
        if row is None or not policy.user_has_any_permission_for_instance(writer, actions, row):
            raise serializers.ValidationError(sentence)
        return row

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse to move an episode to another series."""
        attrs = super().validate(attrs)
        if self.partial and "programme" in attrs:
            raise serializers.ValidationError(
                {"programme": [_("không chuyển tập sang chương trình khác qua API được")]}
            )
        return attrs


_EXAMPLE = OpenApiExample(
    "An episode on YouTube",
    request_only=True,
    value={
        "title": "Tập 12: Lễ giỗ tổ",
        "programme": 31,
        "video_url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "duration_seconds": 1085,
        "lead": "Toàn cảnh lễ giỗ tổ mùng mười.",
    },
)
_CHANGE = OpenApiExample(
    "A transcript", request_only=True, value={"version": "123", "transcript": "<p>Kính thưa…</p>"}
)


def _facts(given: dict[str, Any]) -> dict[str, Any]:
    facts = dict(given)
    for public, name in (("people", "person_ids"), ("branches", "branch_ids")):
        if public in facts:
            facts[name] = facts.pop(public)
    return facts


class EpisodeDoor(WritesPages, EpisodeViewSet):
    """Published episodes, newest first; a program may hand in drafts."""

    page_model = EpisodePage
    draft_shape = EpisodeDraft
    write_scope = TokenScope.WRITE_EPISODES.value

    def before_writing(self, writer: Any) -> None:
        """Refuse who may add nothing: he learns nothing of people and pictures."""
        programme_for(writer)

    def draft_context(self, writer: Any, old: EpisodePage | None) -> dict[str, Any]:
        """Return the topics, and whom and which branches the writer may know."""
        viewer = viewer_for(writer)
        topics = EpisodePage._meta.get_field("topics").remote_field.model
        return {
            "topics": topics._default_manager.all(),
            "person_keys": lambda uuid: person_ids_of([uuid], viewer),
            "branch_keys": lambda uuid: branch_ids_of([uuid], viewer),
        }

    def page_make(self, writer: Any, facts: dict[str, Any]) -> EpisodePage:
        """Store a draft."""
        return episode_draft_create(by=writer, **_facts(facts))

    def page_change(
        self, writer: Any, key: int, version: int | None, facts: dict[str, Any]
    ) -> EpisodePage:
        """Store a new version as a draft."""
        return episode_draft_update(key=key, by=writer, version=version, **_facts(facts))

    @extend_schema(
        request=EpisodeDraft,
        responses={201: DraftMade, **refusals(409, 413, 415, 422)},
        parameters=[REPEAT_PARAMETER],
        examples=[_EXAMPLE],
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Store a draft in the name of the key's owner, or of the account signed in."""
        return super().create(request)

    @extend_schema(
        request=EpisodeDraft,
        responses={200: DraftMade, **refusals(409, 412, 413, 415, 422, 428)},
        parameters=[REPEAT_PARAMETER, VERSION_PARAMETER],
        examples=[_CHANGE],
    )
    def partial_update(self, request: Request, pk: int) -> Response:
        """Store a new version as a draft; what viewers see stays until it is published."""
        return super().partial_update(request, pk)

    @extend_schema(responses=DraftMade)
    def draft(self, request: Request, pk: int) -> Response:
        """Answer which version is the newest, for a key with the scope write:episodes."""
        return super().draft(request, pk)
