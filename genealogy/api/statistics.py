"""`statistics/` under a clan or a branch: the numbers, and their charts as pictures."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from cms.core.api.fields import AbsoluteURL
from genealogy.domain.viewer import Viewer
from genealogy.enums import Audience
from genealogy.models import Branch, Clan
from genealogy.selectors.statistic_charts import ChartKind, chart_of
from genealogy.selectors.statistics import branch_sizes
from genealogy.selectors.viewers import viewer_of
from genealogy.services.statistics import ShownStatistics, statistics_for

CHART_KIND = OpenApiParameter(
    "kind",
    str,
    enum=[kind.value for kind in ChartKind],
    description="which chart; generations when left out",
)


class GenerationNumbers(serializers.Serializer):
    """One generation (đời). Sons, daughters and unsexed are of the lineage (nội tộc)."""

    generation = serializers.IntegerField(
        allow_null=True, help_text="đời; null gathers those whose đời is unknown"
    )
    people = serializers.IntegerField()
    sons = serializers.IntegerField()
    daughters = serializers.IntegerField()
    unsexed = serializers.IntegerField(help_text="of the lineage, sex not written")
    wives = serializers.IntegerField(help_text="dâu")
    husbands = serializers.IntegerField(help_text="rể")
    others = serializers.IntegerField(help_text="cháu ngoại, and people joined to nobody")
    fathers = serializers.IntegerField(help_text="men of the lineage with children")
    children = serializers.IntegerField(help_text="children of these fathers")
    most_children = serializers.IntegerField(help_text="most children of one father")
    lines_ended = serializers.IntegerField(
        source="ended",
        allow_null=True,
        help_text="tuyệt tự: dead men of the lineage without a son; null for strangers",
    )


class NameCount(serializers.Serializer):
    """A name, exact with its diacritics, and how many bear it."""

    name = serializers.CharField()
    count = serializers.IntegerField(source="people")


class CommonNames(serializers.Serializer):
    """The names most used, at most twenty of each kind."""

    men = NameCount(many=True, source="names_of_men", help_text="tên, con trai")
    women = NameCount(many=True, source="names_of_women", help_text="tên, con gái")
    middle_names_of_men = NameCount(many=True, help_text="tên đệm")
    middle_names_of_women = NameCount(many=True, help_text="tên đệm")
    surnames_of_wives = NameCount(many=True, help_text="họ của dâu")


class LongevityNumbers(serializers.Serializer):
    """Ages at death, solar years (tuổi dương): year of death less year of birth."""

    century = serializers.IntegerField(
        help_text="century of death: 19 holds 1801 to 1900, -1 the first before our era"
    )
    sex = serializers.ChoiceField(choices=["m", "f", "u"])
    count = serializers.IntegerField(source="people")
    median = serializers.FloatField()
    lowest = serializers.IntegerField()
    highest = serializers.IntegerField()


class BirthNumbers(serializers.Serializer):
    """Births in 25 years, Gregorian."""

    since = serializers.IntegerField(help_text="first year")
    until = serializers.IntegerField(help_text="last year")
    births = serializers.IntegerField()
    total = serializers.IntegerField(help_text="all known births up to the last year")


class WivesNumbers(serializers.Serializer):
    """How many men of the lineage have so many wives in the book."""

    wives = serializers.IntegerField()
    men = serializers.IntegerField()


class BranchNumbers(serializers.Serializer):
    """A branch right below and how many people it and those within it hold."""

    id = serializers.UUIDField(source="uuid")
    title = serializers.CharField(source="label")
    url = AbsoluteURL(allow_null=True)
    people = serializers.IntegerField(source="count")


class MemorialNumbers(serializers.Serializer):
    """Giỗ of a lunar month."""

    month = serializers.IntegerField(min_value=1, max_value=12)
    count = serializers.IntegerField()


class KnownNumbers(serializers.Serializer):
    """How much is known."""

    births = serializers.IntegerField(source="with_birth", help_text="of all people")
    deaths = serializers.IntegerField(source="with_death", help_text="of `of_dead`")
    memorials = serializers.IntegerField(source="with_memorial", help_text="giỗ, of `of_dead`")
    of_dead = serializers.IntegerField(
        source="death_of", help_text="the dead; for strangers everybody counted"
    )


class StatisticsFacts(serializers.Serializer):
    """Numbers counted over what the caller's kind of reader may see, and nobody else.

    Strangers get numbers of the dead and of those marked public alone; `living` and `dead` are
    null for them.
    """

    audience = serializers.ChoiceField(choices=Audience.values)
    is_current = serializers.BooleanField(
        help_text="false while a worker counts a large clan anew after a change"
    )
    counted_at = serializers.DateTimeField(
        allow_null=True, help_text="when old numbers were counted; null for current ones"
    )
    people = serializers.IntegerField(source="statistics.people")
    living = serializers.IntegerField(source="statistics.living", allow_null=True)
    dead = serializers.IntegerField(source="statistics.dead", allow_null=True)
    generation_count = serializers.IntegerField(source="statistics.generation_count")
    sons = serializers.SerializerMethodField()
    daughters = serializers.SerializerMethodField()
    wives = serializers.SerializerMethodField(help_text="dâu")
    husbands = serializers.SerializerMethodField(help_text="rể")
    lines_ended = serializers.IntegerField(source="statistics.ended", allow_null=True)
    generations = GenerationNumbers(many=True, source="statistics.generations")
    names = CommonNames(source="statistics")
    longevity = LongevityNumbers(many=True, source="statistics.longevity")
    births = BirthNumbers(many=True, source="statistics.periods")
    wives_of_men = WivesNumbers(many=True, source="statistics.wives")
    branches = serializers.SerializerMethodField()
    memorials = serializers.SerializerMethodField()
    known = KnownNumbers(source="statistics")

    def get_sons(self, shown: ShownStatistics) -> int:
        """Return the sons of the lineage."""
        return shown.statistics.total("sons")

    def get_daughters(self, shown: ShownStatistics) -> int:
        """Return the daughters of the lineage."""
        return shown.statistics.total("daughters")

    def get_wives(self, shown: ShownStatistics) -> int:
        """Return the women married into the lineage."""
        return shown.statistics.total("wives")

    def get_husbands(self, shown: ShownStatistics) -> int:
        """Return the men married to daughters of the lineage."""
        return shown.statistics.total("husbands")

    @extend_schema_field(BranchNumbers(many=True))
    def get_branches(self, shown: ShownStatistics) -> Any:
        """Return the branches right below, the largest first."""
        return BranchNumbers(self.context["sizes"], many=True, context=self.context).data

    @extend_schema_field(MemorialNumbers(many=True))
    def get_memorials(self, shown: ShownStatistics) -> Any:
        """Return giỗ by lunar month."""
        months = enumerate(shown.statistics.memorials, 1)
        return [{"month": month, "count": count} for month, count in months]


class SvgRenderer(BaseRenderer):
    """Sends a picture drawn here; problems stay JSON."""

    media_type = "image/svg+xml"
    format = "svg"
    charset = "utf-8"

    def render(self, data: Any, media_type: Any = None, context: Any = None) -> bytes:
        """Return the picture as it is."""
        if isinstance(data, str):
            return data.encode()
        return JSONRenderer().render(data, media_type, context)


class StatisticsActions:
    """Mixin: `statistics/` and `statistics/chart.svg` under a clan or a branch."""

    statistics_actions = {
        "statistics": "statistics/",
        "statistics_chart": "statistics/chart.svg",
    }
    statistics_parameters = {"statistics_chart": frozenset({"kind"})}

    def counted(self, viewer: Viewer, **key: Any) -> tuple[Clan, Branch | None]:
        """Return what is asked about, or answer 404."""
        raise NotImplementedError

    @property
    def _is_chart(self) -> bool:
        return getattr(self, "action", "") == "statistics_chart"

    def get_renderers(self) -> list[BaseRenderer]:
        """Draw at the address of a picture."""
        if self._is_chart:
            return [SvgRenderer()]
        return super().get_renderers()  # type: ignore[misc] # a viewset stands behind

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        """Send a picture from its address whatever the caller says it takes, as files are sent."""
        return super().perform_content_negotiation(request, force or self._is_chart)  # type: ignore[misc] # a viewset stands behind

    @extend_schema(responses=StatisticsFacts)
    def statistics(self, request: Request, **key: Any) -> Response:
        """Answer the numbers for the caller's kind of reader."""
        viewer = viewer_of(request)
        clan, branch = self.counted(viewer, **key)
        shown = statistics_for(clan, branch, viewer)
        context = {
            **self.get_serializer_context(),  # type: ignore[attr-defined] # a viewset stands behind
            "sizes": branch_sizes(clan, shown.statistics),
        }
        return Response(StatisticsFacts(shown, context=context).data)

    @extend_schema(
        parameters=[CHART_KIND],
        responses={(200, "image/svg+xml"): OpenApiTypes.STR},
    )
    def statistics_chart(self, request: Request, **key: Any) -> Response:
        """Answer one chart as an SVG picture that other sites may show."""
        viewer = viewer_of(request)
        clan, branch = self.counted(viewer, **key)
        chart = chart_of(_chart_kind(request), statistics_for(clan, branch, viewer).statistics)
        title = clan.name if branch is None else f"{branch.title}, {clan.name}"
        picture = render_to_string(
            "components/charts/file.svg", {"chart": chart, "subject": title, "is_file": True}
        )
        # Opened by itself, the picture may load and run nothing.
        safe = {"Content-Security-Policy": "default-src 'none'; sandbox"}
        return Response(picture, headers=safe)


def _chart_kind(request: Request) -> ChartKind:
    text = request.query_params.get("kind", ChartKind.GENERATIONS.value)
    try:
        return ChartKind(text)
    except ValueError:
        known = ", ".join(kind.value for kind in ChartKind)
        sentence = _("không có biểu đồ này; dùng được: %(known)s") % {"known": known}
        raise ValidationError({"kind": [sentence]}) from None
