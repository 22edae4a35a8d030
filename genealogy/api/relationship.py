"""The shape of "how are they related" in the public API; all of it is already cut to the caller."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from genealogy.api.serializers import PersonRef
from genealogy.enums import KinshipRegion
from genealogy.selectors.kin_answers import RelationKind


class KinOptionFacts(serializers.Serializer):
    """One pair of words, when it is not told who is the elder."""

    term = serializers.CharField()
    reciprocal = serializers.CharField()


class PathPersonFacts(serializers.Serializer):
    """Somebody on the line; an opaque person only joins two others."""

    person = PersonRef(source="card")
    step = serializers.ChoiceField(
        choices=["", "parent", "child", "spouse"],
        help_text="what this person is to the one before; empty for the first",
    )
    label = serializers.CharField(help_text="the step in words: cha, con trai, vợ")
    is_adoption = serializers.BooleanField()
    is_common_ancestor = serializers.BooleanField()


class KinLineFacts(serializers.Serializer):
    """One line between two people, with its words."""

    term = serializers.CharField(help_text="what `from` calls `to`, as told to others: chú họ")
    address = serializers.CharField(help_text="what `from` says to `to`: chú")
    reciprocal = serializers.CharField(help_text="what `to` calls `from`")
    reciprocal_address = serializers.CharField()
    options = KinOptionFacts(many=True)
    is_uncertain = serializers.BooleanField(help_text="nobody wrote who is the elder (chưa rõ)")
    note = serializers.CharField()
    in_words = serializers.CharField(help_text="`to` step by step: con trai của chú")
    code = serializers.CharField(help_text="the line as tokens: F.eB.S")
    kind = serializers.ChoiceField(choices=[kind.value for kind in RelationKind])
    generation_difference = serializers.IntegerField(
        help_text="generations (đời) that `to` stands above `from` on this line"
    )
    common_ancestors = PersonRef(many=True)
    path = PathPersonFacts(many=True)


class RelationshipFacts(serializers.Serializer):
    """How two people are related.

    `kind` is "self" for one person, "none" when no line may be told; then the words are empty and
    `path` has nobody.
    """

    kind = serializers.ChoiceField(choices=[kind.value for kind in RelationKind])
    region = serializers.ChoiceField(choices=KinshipRegion.values)
    term = serializers.SerializerMethodField(
        help_text="what `from` calls `to`, as told to others: chú họ"
    )
    address = serializers.SerializerMethodField(help_text="what `from` says to `to`: chú")
    reciprocal = serializers.SerializerMethodField(help_text="what `to` calls `from`")
    reciprocal_address = serializers.SerializerMethodField()
    main = KinLineFacts(allow_null=True)
    path = PathPersonFacts(many=True, source="main_path")
    others = KinLineFacts(many=True, help_text="further lines, the best first")
    capped = serializers.BooleanField(help_text="there may be more lines than were looked for")

    def get_fields(self) -> dict[str, Any]:
        """Add the two people; one of the names is no name Python allows."""
        people = {"from": PersonRef(source="person_a"), "to": PersonRef(source="person_b")}
        return {**people, **super().get_fields()}

    def get_term(self, answer: Any) -> str:
        """Return the word of reference."""
        return answer.main.term if answer.main else ""

    def get_address(self, answer: Any) -> str:
        """Return the word said."""
        return answer.main.address if answer.main else ""

    def get_reciprocal(self, answer: Any) -> str:
        """Return the other's word of reference."""
        return answer.main.reciprocal if answer.main else ""

    def get_reciprocal_address(self, answer: Any) -> str:
        """Return the word the other says."""
        return answer.main.reciprocal_address if answer.main else ""


def read_person_id(request: Request, name: str) -> UUID:
    """Read a person's id from the query.

    Raises:
        ValidationError: it is missing or no uuid.
    """
    text = request.query_params.get(name, "").strip()
    try:
        return UUID(text)
    except ValueError:
        raise ValidationError({name: [_("phải là id (uuid) của một người")]}) from None


def read_region(request: Request) -> KinshipRegion | None:
    """Read the region whose words are asked for; None: the clan's own.

    Raises:
        ValidationError: there is no such region.
    """
    text = request.query_params.get("region", "").strip()
    if not text:
        return None
    if text not in KinshipRegion.values:
        known = ", ".join(KinshipRegion.values)
        raise ValidationError({"region": [_("chỉ nhận: %(known)s") % {"known": known}]})
    return KinshipRegion(text)
