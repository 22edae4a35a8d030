"""Addresses at which a program writes pages: `POST` a new one, `PATCH` one, read its version."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as ModelError
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.models import Page

from cms.core.api.fields import AbsoluteURL
from cms.core.api.page_drafts import STATES, draft_hand_on, page_to_read, state_of
from cms.core.api.strict_fields import Text, YesOrNo
from cms.core.api.writing import (
    desk,
    history_add,
    key_may,
    unknown_fields,
    version_given,
    writer_of,
)

MOST_LINKS = 50


class DraftFields(serializers.Serializer):
    """What may be written of any page; an endpoint adds its own fields."""

    version = Text(
        required=False, max_length=20, help_text="the version that is overwritten, with PATCH"
    )
    submit = YesOrNo(required=False, help_text="hand the draft in for moderation")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse fields nobody offered."""
        unknown = unknown_fields(self.initial_data, self.fields)
        if unknown:
            raise serializers.ValidationError(unknown)
        return attrs


class LinkedDraftFields(DraftFields):
    """What news and episodes have in common.

    The context knows the `writer`, the `topics` (a queryset), and gives the primary keys of people
    and branches the writer may know, by their public ids: `person_keys`, `branch_keys`.
    """

    title = Text(max_length=255)
    lead = Text(max_length=600, required=False, allow_blank=True)
    display_date = serializers.DateTimeField(required=False, help_text="the day readers see")
    topics = serializers.ListField(
        child=serializers.SlugField(), required=False, max_length=10, help_text="slugs"
    )
    people = serializers.ListField(
        child=serializers.UUIDField(), required=False, max_length=MOST_LINKS, help_text="ids"
    )
    branches = serializers.ListField(
        child=serializers.UUIDField(), required=False, max_length=MOST_LINKS, help_text="ids"
    )

    def validate_topics(self, slugs: list[str]) -> list[Any]:
        """Return the topics."""
        found = {topic.slug: topic for topic in self.context["topics"].filter(slug__in=slugs)}
        missing = [slug for slug in slugs if slug not in found]
        if missing:
            raise serializers.ValidationError(
                _("không có chuyên mục %(names)s") % {"names": ", ".join(missing)}
            )
        return list(found.values())

    def validate_people(self, uuids: list[Any]) -> list[int]:
        """Return the keys of people the writer may know; hidden and unknown ones alike."""
        return _keys(uuids, self.context["person_keys"], _("không tìm thấy người %(ids)s"))

    def validate_branches(self, uuids: list[Any]) -> list[int]:
        """Return the keys of branches the writer may know."""
        return _keys(uuids, self.context["branch_keys"], _("không tìm thấy chi phái %(ids)s"))


def _keys(uuids: list[Any], look_up: Callable[[Any], Any], sentence: str) -> list[int]:
    keys = {uuid: look_up(uuid) for uuid in uuids}
    missing = [str(uuid) for uuid, found in keys.items() if not found]
    if missing:
        raise serializers.ValidationError(sentence % {"ids": ", ".join(missing)})
    return list(dict.fromkeys(key for found in keys.values() for key in found))


class DraftMade(serializers.Serializer):
    """What became of it: where an editor finds it, and its version for the next write."""

    id = serializers.IntegerField(source="pk")
    title = serializers.CharField(source="draft_title")
    slug = serializers.CharField()
    status = serializers.ChoiceField(choices=STATES, source="draft_status")
    version = serializers.CharField(source="latest_revision_id")
    edit_url = AbsoluteURL()


class WritesPages:
    """Mixin of an endpoint of pages that programs may write; goes before `PublicViewSet`."""

    page_model: type[Page]
    #: What is given; a subclass of `DraftFields`.
    draft_shape: type[DraftFields]
    write_scope = ""
    #: What a key needs to publish; empty where none may.
    publish_scope = ""
    #: Actions that read what only writers may know.
    writer_actions = frozenset({"draft"})
    _methods = ["get", "head", "options", "post", "patch"]

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        """Return the addresses of the endpoint with those for writers."""
        patterns = super().get_urlpatterns()  # type: ignore[misc] # a viewset stands behind
        route = f"<{cls.detail_route}>/"  # type: ignore[attr-defined] # of the viewset
        mine = [
            ("", {"get": "list", "post": "create"}, "listing", False),
            (route, {"get": "retrieve", "patch": "partial_update"}, "detail", True),
            (f"{route}draft/", {"get": "draft"}, "draft", True),
        ]
        names = {name for *_rest, name, _detail in mine}
        made = [
            path(
                address,
                cls.as_view(actions, detail=detail, http_method_names=cls._methods),  # type: ignore[attr-defined] # of the viewset
                name=name,
            )
            for address, actions, name, detail in mine
        ]
        return [*made, *(one for one in patterns if one.name not in names)]

    def before_writing(self, writer: Any) -> None:
        """Refuse who may write nothing, before the body is looked at."""

    def page_make(self, writer: Any, facts: dict[str, Any]) -> Page:
        """Store a new page and return it."""
        raise NotImplementedError

    def page_change(self, writer: Any, key: int, version: int | None, facts: dict[str, Any]) -> Any:
        """Store a new version of a page and return it."""
        raise NotImplementedError

    def _write(
        self, request: Request, write: Callable[[Any, dict], Any], key: int | None = None
    ) -> Response:
        writer = writer_of(request)
        if key is None:
            self.before_writing(writer)
        # Who may not write this page learns nothing of the people and pictures he names.
        old = page_to_read(self.page_model, key, by=writer) if key is not None else None
        if not isinstance(request.data, dict):
            raise ParseError(_("Nội dung gửi lên phải là một đối tượng JSON."))
        status = 201 if key is None else 200

        def work() -> Response:
            shape = self.draft_shape(
                data=request.data,
                context={"writer": writer, **self.draft_context(writer, old)},
                partial=key is not None,
            )
            shape.is_valid(raise_exception=True)
            facts = dict(shape.validated_data)
            hand_on = {name: bool(facts.pop(name, False)) for name in ("submit", "publish")}
            facts.pop("version", None)
            if hand_on["publish"] and not key_may(request, self.publish_scope):
                raise PermissionDenied
            try:
                page = write(writer, facts)
                history_add(page, request)
                draft_hand_on(page, by=writer, **hand_on)
            except ModelError as error:
                raise ValidationError(_details(error)) from error
            return self._told(page.pk, request, status)

        return desk().once(request, work)

    def draft_context(self, writer: Any, old: Any) -> dict[str, Any]:
        """Return what the fields need to know besides the writer; `old` is the newest draft."""
        return {}

    def _told(self, key: int, request: Request, status: int) -> Response:
        row = self.page_model.objects.get(pk=key)
        row.draft_status = state_of(row)  # type: ignore[attr-defined] # for the serializer only
        row.edit_url = reverse("wagtailadmin_pages:edit", args=[row.pk])  # type: ignore[attr-defined] # the same
        told = DraftMade(row, context={"request": request}).data
        return Response(told, status=status, headers={"ETag": f'"{row.latest_revision_id}"'})

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Store a draft in the name of the key's owner, or of the account signed in."""
        return self._write(request, self.page_make)

    def partial_update(self, request: Request, pk: int) -> Response:
        """Store a new version of a page as a draft; fields left out stay as they are."""
        version = version_given(request, request.data)

        def change(writer: Any, facts: dict[str, Any]) -> Any:
            return self.page_change(writer, pk, version, facts)

        return self._write(request, change, key=pk)

    def draft(self, request: Request, pk: int) -> Response:
        """Answer which version is the newest, for a key that may write."""
        page_to_read(self.page_model, pk, by=writer_of(request))
        return self._told(pk, request, 200)


def _details(error: ModelError) -> Any:
    return error.message_dict if hasattr(error, "error_dict") else error.messages
