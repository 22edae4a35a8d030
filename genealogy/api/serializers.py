"""The shapes of the gia phả in the public API. Everything here is already cut to the viewer."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cms.core.addresses import absolute_html, absolute_url
from cms.core.api.fields import AbsoluteURL, RichTextHTML
from cms.core.api.related import RelatedField
from cms.core.api.selection import Selectable
from genealogy.domain.dates import PartialDate
from genealogy.domain.dates_model import Qualifier
from genealogy.domain.dates_points import Calendar

_POINT = {
    "type": "object",
    "required": ["calendar"],
    "properties": {
        "calendar": {"type": "string", "enum": [calendar.value for calendar in Calendar]},
        "year": {"type": "integer"},
        "month": {"type": "integer"},
        "day": {"type": "integer"},
        "leap_month": {"type": "boolean", "description": "A leap month of the lunar calendar."},
    },
}


@extend_schema_field(
    {
        "type": "object",
        "description": "A date of which parts may be unknown, in any calendar.",
        "required": ["text", "qualifier"],
        "properties": {
            "text": {"type": "string", "description": "As the book writes it."},
            "qualifier": {"type": "string", "enum": [one.value for one in Qualifier]},
            "first": _POINT,
            "second": _POINT,
            "phrase": {"type": "string"},
        },
    }
)
class PartialDateField(serializers.Field):
    """A partial date as its parts; null when the book gives none."""

    def to_representation(self, value: PartialDate) -> dict[str, Any]:
        """Return the stored parts."""
        return value.to_json()


class PersonRef(serializers.Serializer):
    """A person in a few words, as part of another answer.

    An opaque person has `is_opaque` true and nothing else: it only joins two others.
    """

    id = serializers.UUIDField(source="uuid", allow_null=True)
    name = serializers.CharField()
    url = AbsoluteURL(allow_null=True)
    generation = serializers.IntegerField(
        allow_null=True, help_text="đời; the founder has 1, those above less"
    )
    branch = serializers.CharField(source="branch_title", help_text="chi, phái; may be empty")
    years = serializers.CharField(help_text="Gregorian, for reading: 1762–1820")
    sex = serializers.ChoiceField(choices=["m", "f", "u"])
    father = serializers.CharField(source="father_name")
    note = serializers.CharField()
    is_opaque = serializers.BooleanField()


class PersonItem(Selectable, PersonRef):
    """A person in a list."""

    detail_url = serializers.SerializerMethodField(help_text="address of the record in this API")

    def get_detail_url(self, card: Any) -> str | None:
        """Return the address of the record."""
        if card.uuid is None:
            return None
        return absolute_url(f"/api/v2/people/{card.uuid}/", self.context.get("request"))


class BranchRef(serializers.Serializer):
    """A branch in a few words."""

    id = serializers.UUIDField(source="uuid")
    title = serializers.CharField()
    url = AbsoluteURL(allow_null=True)


class OtherName(serializers.Serializer):
    """One more name: húy, tự, hiệu, thụy ..."""

    kind = serializers.SerializerMethodField()
    value = serializers.SerializerMethodField()

    def get_kind(self, pair: tuple[str, str]) -> str:
        """Return the kind in words."""
        return str(pair[0])

    def get_value(self, pair: tuple[str, str]) -> str:
        """Return the name."""
        return pair[1]


class MemorialFacts(serializers.Serializer):
    """Giỗ: the lunar day each year and when it falls next."""

    lunar_day = serializers.IntegerField(min_value=1, max_value=30)
    lunar_month = serializers.IntegerField(min_value=1, max_value=12)
    next_date = serializers.DateField(
        source="solar_date", allow_null=True, help_text="Gregorian, Vietnam time"
    )
    days_left = serializers.IntegerField(allow_null=True)


class LineageStep(serializers.Serializer):
    """One step from the founder down to the person."""

    name = serializers.CharField()
    url = AbsoluteURL(allow_null=True)
    generation = serializers.IntegerField(allow_null=True)
    is_opaque = serializers.BooleanField()


class SpouseFacts(serializers.Serializer):
    """A wife or husband with the children of the couple, in rank order."""

    person = PersonRef(source="card")
    order_label = serializers.CharField()
    place = serializers.CharField()
    children = PersonRef(many=True)


class EventFacts(serializers.Serializer):
    """Something that happened."""

    type = serializers.CharField()
    label = serializers.CharField()
    date = PartialDateField(allow_null=True)
    date_text = serializers.CharField()
    place = serializers.CharField()
    description = serializers.CharField()


class TimelineItem(EventFacts):
    """One event of a life with its Gregorian day, where it is known to the day."""

    solar_date = serializers.DateField(allow_null=True, help_text="Gregorian")


class GraveFacts(serializers.Serializer):
    """Where the person rests; a grave that was moved gives more than one."""

    label = serializers.CharField()
    date_text = serializers.CharField()
    place = serializers.CharField()
    direction = serializers.CharField()
    description = serializers.CharField()
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)


class SourceFacts(serializers.Serializer):
    """Where a fact comes from."""

    title = serializers.CharField()
    detail = serializers.CharField()
    url = serializers.CharField()
    quote = serializers.CharField()


class MentionFacts(serializers.Serializer):
    """News, a programme or an event that speaks of the person or branch."""

    kind = serializers.CharField()
    title = serializers.CharField()
    url = AbsoluteURL(allow_null=True)
    date = serializers.DateTimeField()
    page_id = serializers.IntegerField()


class ClanRef(serializers.Serializer):
    """A clan in a few words."""

    name = serializers.CharField(source="clan_name")
    slug = serializers.CharField(source="clan_slug")
    url = AbsoluteURL(source="clan_url", allow_null=True)


class BranchGenerationFacts(serializers.Serializer):
    """đời counted within one branch, whose founder has 1."""

    branch = BranchRef()
    generation = serializers.IntegerField()


class PersonDetail(Selectable):
    """Everything the viewer may know of one person; `news` with `include=news`."""

    optional_fields = frozenset({"news"})

    id = serializers.UUIDField(source="uuid")
    name = serializers.CharField()
    url = AbsoluteURL()
    clan = ClanRef(source="*")
    surname = serializers.CharField(help_text="họ")
    middle_name = serializers.CharField(help_text="đệm")
    given_name = serializers.CharField(help_text="tên")
    other_names = OtherName(many=True)
    sex = serializers.ChoiceField(choices=["m", "f", "u"])
    is_living = serializers.BooleanField(
        allow_null=True, help_text="presumed by published ages; null when not told"
    )
    generation = serializers.IntegerField(allow_null=True)
    branch = BranchRef(allow_null=True)
    branch_generations = BranchGenerationFacts(
        many=True, help_text="đời in the branch and in each above it, the innermost first"
    )
    code = serializers.CharField(
        help_text="order from the founder, 1.3.2; a daughter is g1. Changes with the tree: no key"
    )
    position = serializers.CharField(source="position_label")
    years = serializers.CharField()
    birth_year = serializers.IntegerField(allow_null=True)
    death_year = serializers.IntegerField(allow_null=True)
    birth_text = serializers.CharField()
    death_text = serializers.CharField()
    memorial = MemorialFacts(allow_null=True)
    lineage = LineageStep(many=True)
    parents = PersonRef(many=True)
    siblings = PersonRef(many=True)
    spouses = SpouseFacts(many=True)
    children_without_mother = PersonRef(many=True)
    events = EventFacts(many=True)
    graves = GraveFacts(many=True)
    biography = serializers.SerializerMethodField(help_text="HTML with absolute addresses")
    sources = SourceFacts(many=True)
    mentions = MentionFacts(source="news", many=True)
    news = RelatedField(
        "people",
        "news",
        help_text="the newest news of the person; `/news/?person=` has all",
    )

    def get_biography(self, view: Any) -> str:
        """Return the biography with absolute addresses."""
        return absolute_html(str(view.biography), self.context.get("request"))


class AncestorItem(serializers.Serializer):
    """An ancestor; `child` is the place in this list of whom it is a parent, null for the root."""

    person = PersonRef(source="card")
    depth = serializers.IntegerField(help_text="generations above the person asked for")
    child = serializers.IntegerField(allow_null=True)
    label = serializers.CharField()
    is_lineage = serializers.BooleanField()


class SpouseRef(serializers.Serializer):
    """A wife or husband beside a descendant."""

    person = PersonRef(source="card")
    order_label = serializers.CharField()


class DescendantItem(serializers.Serializer):
    """A descendant; `parent` is a place in this list, null for the person asked for."""

    person = serializers.SerializerMethodField()
    depth = serializers.SerializerMethodField(help_text="generations below the person asked for")
    parent = serializers.SerializerMethodField()
    spouses = serializers.SerializerMethodField()
    has_more = serializers.SerializerMethodField(help_text="the line goes on below")

    @extend_schema_field(PersonRef)
    def get_person(self, row: Any) -> Any:
        """Return the card."""
        return PersonRef(row[0].card, context=self.context).data

    def get_depth(self, row: Any) -> int:
        """Return generations below."""
        return row[0].depth

    def get_parent(self, row: Any) -> int | None:
        """Return the place of the parent."""
        return row[1]

    @extend_schema_field(SpouseRef(many=True))
    def get_spouses(self, row: Any) -> Any:
        """Return wives or husbands in order."""
        return SpouseRef(row[0].spouses, many=True, context=self.context).data

    def get_has_more(self, row: Any) -> bool:
        """Return whether the line was cut here."""
        return bool(row[0].more_url)


class ClanItem(Selectable):
    """A clan in a list; the numbers count visible people only."""

    slug = serializers.CharField()
    name = serializers.CharField()
    url = AbsoluteURL()
    motto = serializers.CharField()
    origin = serializers.CharField(source="seat")
    person_count = serializers.IntegerField()
    generation_count = serializers.IntegerField()


class GenerationFacts(serializers.Serializer):
    """How many visible people a generation has."""

    generation = serializers.IntegerField()
    label = serializers.CharField()
    count = serializers.IntegerField()


class ClanDetail(Selectable):
    """A clan with its founder, branches and generations."""

    slug = serializers.CharField(source="clan.slug")
    name = serializers.CharField(source="clan.name")
    url = AbsoluteURL(source="clan.get_absolute_url")
    motto = serializers.CharField(source="clan.motto")
    origin = serializers.CharField(source="clan.origin")
    introduction = RichTextHTML(source="clan.introduction", help_text="phả ký")
    founder = PersonRef(allow_null=True)
    head = PersonRef(allow_null=True)
    person_count = serializers.IntegerField()
    generations = GenerationFacts(many=True)


class BranchItem(Selectable):
    """A branch in a list."""

    id = serializers.UUIDField(source="uuid")
    title = serializers.CharField()
    slug = serializers.CharField()
    url = AbsoluteURL(source="get_absolute_url")
    clan = serializers.CharField(source="clan.slug")
    parent = serializers.UUIDField(source="parent.uuid", allow_null=True, default=None)
    label = serializers.CharField(help_text="the clan's own word for the level: chi, phái ...")
    ordinal = serializers.IntegerField(allow_null=True)
    since_generation = serializers.IntegerField(allow_null=True)


class BranchDetail(BranchItem):
    """A branch with founder, head and generations; `news` with `include=news`."""

    optional_fields = frozenset({"news"})

    introduction = RichTextHTML()
    hall = serializers.CharField(source="hall.text", default="", help_text="nhà thờ")
    founder = serializers.SerializerMethodField()
    head = serializers.SerializerMethodField()
    generations = serializers.SerializerMethodField()
    mentions = serializers.SerializerMethodField()
    news = RelatedField("branches", "news", help_text="the newest news of the branch")

    def _view(self) -> Any:
        return self.context["branch_view"]

    @extend_schema_field(PersonRef(allow_null=True))
    def get_founder(self, branch: Any) -> Any:
        """Return the founder (tổ chi), when visible."""
        founder = self._view().founder
        return PersonRef(founder, context=self.context).data if founder else None

    @extend_schema_field(PersonRef(allow_null=True))
    def get_head(self, branch: Any) -> Any:
        """Return the head (trưởng chi), when visible."""
        head = self._view().head
        return PersonRef(head, context=self.context).data if head else None

    @extend_schema_field(GenerationFacts(many=True))
    def get_generations(self, branch: Any) -> Any:
        """Return the numbers by generation."""
        return GenerationFacts(self._view().generations, many=True).data

    @extend_schema_field(MentionFacts(many=True))
    def get_mentions(self, branch: Any) -> Any:
        """Return what news speaks of the branch."""
        return MentionFacts(self._view().news, many=True, context=self.context).data
