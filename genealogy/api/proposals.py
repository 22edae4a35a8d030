"""`POST /proposals/`: a program hands in a proposal (đề nghị) in the name of its owner.

The book does not change: those who answer for the branch decide, as with a member's own form.
"""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as RuleError
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from cms.accounts.models.tokens import TokenScope
from cms.core.api.fields import AbsoluteURL
from cms.core.api.strict_fields import Text
from cms.core.api.views import PublicViewSet
from cms.core.api.writing import REPEAT_PARAMETER, desk, refusals, writer_of
from genealogy.domain.proposals import MOST_ITEMS, Action
from genealogy.enums import ProposalKind
from genealogy.models import Proposal
from genealogy.selectors.people import person_by_uuid
from genealogy.selectors.viewers import viewer_for
from genealogy.services.proposals import ItemsRefused, proposal_submit

#: Pictures go through the site's own form, where they are looked at before they are kept.
ACTIONS = [action.value for action in Action if action is not Action.ADD_PICTURE]
#: Signs of one item's data, as JSON.
_LONGEST_DATA = 8000


class ProposalItemGiven(serializers.Serializer):
    """One thing asked for; `data` holds what the action needs."""

    action = serializers.ChoiceField(choices=ACTIONS)
    target = Text(
        required=False,
        max_length=40,
        help_text="id of a person, or ref of an earlier item; the subject when left out",
    )
    ref = Text(required=False, max_length=20)
    base_version = serializers.IntegerField(required=False, min_value=1, max_value=2**31 - 1)
    data = serializers.DictField()  # type: ignore[assignment] # DRF's own `data` is of the whole

    def validate_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Return the data; what it may hold is judged by the rules of proposals."""
        text = json.dumps(data)
        if len(text) > _LONGEST_DATA or "\\u0000" in text:
            raise serializers.ValidationError(_("quá dài, hoặc có ký tự không nhận được"))
        return data


class ProposalGiven(serializers.Serializer):
    """A proposal handed in."""

    subject = serializers.UUIDField(help_text="id of the person it is about")
    kind = serializers.ChoiceField(choices=ProposalKind.choices)
    note = Text(required=False, allow_blank=True, max_length=2000)
    items = ProposalItemGiven(many=True, required=False)

    def validate_items(self, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Refuse more things than one proposal may hold."""
        if len(items) > MOST_ITEMS:
            raise serializers.ValidationError(
                _("nhiều nhất %(most)s điều trong một đề nghị") % {"most": MOST_ITEMS}
            )
        return items


class ProposalMade(serializers.Serializer):
    """What became of it."""

    id = serializers.UUIDField(source="uuid")
    kind = serializers.CharField()
    state = serializers.CharField()
    url = AbsoluteURL(help_text="page of the proposal, for its author and those who decide")


class ProposalViewSet(PublicViewSet):
    """Proposals handed in by programs; nothing can be read here."""

    serializer_class = ProposalGiven
    write_scope = TokenScope.WRITE_PROPOSALS.value
    http_method_names = ["post", "options"]

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        """Return the one address."""
        return [path("", cls.as_view({"post": "create"}, detail=False), name="listing")]

    @extend_schema(
        request=ProposalGiven,
        responses={201: ProposalMade, **refusals(409, 413, 415, 422)},
        parameters=[REPEAT_PARAMETER],
    )
    def create(self, request: Request) -> Response:
        """Keep a proposal and tell those who decide."""
        writer = writer_of(request)
        viewer = viewer_for(writer)
        if viewer.is_anonymous:
            raise PermissionDenied
        return desk().once(request, lambda: self._submit(request, writer, viewer))

    def _submit(self, request: Request, writer: Any, viewer: Any) -> Response:
        given = ProposalGiven(data=request.data)
        given.is_valid(raise_exception=True)
        facts = given.validated_data
        subject = person_by_uuid(facts["subject"], viewer)
        if subject is None:
            raise ValidationError({"subject": [_("không tìm thấy người này")]})
        try:
            proposal = proposal_submit(
                author=writer,
                viewer=viewer,
                subject=subject,
                kind=facts["kind"],
                items=facts.get("items", ()),
                note=facts.get("note", ""),
            )
        except ItemsRefused as error:
            sentences = [f"{one.position + 1}.{one.field}: {one.text}" for one in error.items]
            raise ValidationError({"items": sentences}) from error
        except RuleError as error:
            raise ValidationError({error.code or "items": error.messages}) from error
        return Response(self._made(proposal), status=201)

    def _made(self, proposal: Proposal) -> Any:
        proposal.url = f"/gia-pha/de-nghi/{proposal.uuid}/"  # type: ignore[attr-defined] # for the serializer only
        return ProposalMade(proposal, context=self.get_serializer_context()).data
