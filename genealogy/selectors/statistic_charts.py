"""Charts of the numbers of a clan, with their words, and the same numbers as rows of a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _

from genealogy.domain.charts.bars import (
    PAINT,
    BarRow,
    Column,
    Drawing,
    Part,
    SpanRow,
    dotted,
    draw_bars,
    draw_columns,
    draw_spans,
    labelled_every,
)
from genealogy.domain.statistics import (
    PERIOD_YEARS,
    GenerationRow,
    LongevityRow,
    NameRow,
    PeriodRow,
    Statistics,
)
from genealogy.selectors.labels import generation_label, year_label

#: Names drawn; the table below has all that are kept.
_NAMES_DRAWN = 10
#: A name borne once is no common name.
_LEAST_BEARERS = 2
_MOST_COLUMNS = 40
#: Of the width, for names such as Nguyễn Hữu; per cent.
_NAME_SHARE = 30.0


class ChartKind(StrEnum):
    """The charts there are; the values stand in addresses."""

    GENERATIONS = "generations"
    BIRTHS = "births"
    LONGEVITY = "longevity"
    NAMES_OF_MEN = "names-of-men"
    NAMES_OF_WOMEN = "names-of-women"
    MIDDLE_NAMES = "middle-names"
    SURNAMES_OF_WIVES = "surnames-of-wives"
    MEMORIALS = "memorials"


@dataclass(frozen=True)
class LegendEntry:
    """What a colour and shape stands for; `place` counts from nought."""

    role: str
    text: str
    place: int = 0

    @property
    def corner(self) -> int:
        """Return the rounding of the key, pixels: women round, men square."""
        return 6 if self.role == "women" else 1

    @property
    def left(self) -> int:
        """Return where the key stands in a file, pixels."""
        return 24 + 120 * self.place

    @property
    def paint(self) -> str:
        """Return the colour for a file."""
        return PAINT[self.role]


@dataclass(frozen=True)
class Chart:
    """One chart, ready to print. `summary` says in a sentence what the picture shows.

    `head` and `rows` hold the same numbers as text; the first cell of a row is its heading.
    """

    kind: str
    title: str
    summary: str
    drawing: Drawing
    legend: list[LegendEntry] = field(default_factory=list)
    head: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)

    @property
    def file_top(self) -> int:
        """Return where the drawing begins in a file, below title and legend, pixels."""
        return 104 if self.legend else 84

    @property
    def file_height(self) -> int:
        """Return the height of a file, pixels."""
        return self.file_top + self.drawing.height + 24


def chart_of(kind: ChartKind, statistics: Statistics) -> Chart | None:
    """Draw one chart; None when there is nothing to draw."""
    return _CHARTS[kind](statistics)


def decimal_label(value: float) -> str:
    """Write a number with one decimal as Vietnamese do, without it when it is whole.

    >>> decimal_label(66.5), decimal_label(70.0)
    ('66,5', '70')
    """
    return f"{value:.1f}".replace(".", ",").removesuffix(",0")


def century_label(century: int) -> str:
    """Name a century, Gregorian: "Thế kỷ 19"."""
    if century < 0:
        return _("Thế kỷ %(number)s TCN") % {"number": -century}
    return _("Thế kỷ %(number)s") % {"number": century}


def _men_and_women() -> list[LegendEntry]:
    return [LegendEntry("men", _("Con trai")), LegendEntry("women", _("Con gái"), 1)]


def _generations(statistics: Statistics) -> Chart | None:
    rows = [row for row in statistics.generations if row.generation is not None and row.lineage]
    if not rows:
        return None
    bars = [
        BarRow(
            _short_generation(row.generation),
            [
                Part(row.sons, "men"),
                Part(row.daughters, "women"),
                Part(row.unsexed, "unknown"),
            ],
            dotted(row.lineage),
        )
        for row in rows
    ]
    most = max(rows, key=lambda row: row.lineage)
    legend = _men_and_women()
    if any(row.unsexed for row in rows):
        legend.append(LegendEntry("unknown", _("Không rõ"), 2))
    return Chart(
        kind=ChartKind.GENERATIONS,
        title=_("Con cháu nội tộc theo đời"),
        summary=_("Có %(count)s đời; đông nhất là đời %(number)s với %(people)s người.")
        % {
            "count": len(rows),
            "number": most.generation,
            "people": dotted(most.lineage),
        },
        drawing=draw_bars(bars),
        legend=legend,
        head=[
            _("Đời"),
            _("Con trai"),
            _("Con gái"),
            _("Dâu"),
            _("Rể"),
            _("Khác"),
            _("Tất cả"),
        ],
        rows=[_generation_cells(row) for row in statistics.generations],
    )


def _short_generation(generation: int | None) -> str:
    return generation_label(generation) if (generation or 0) > 0 else str(generation)


def _generation_cells(row: GenerationRow) -> list[str]:
    numbers = (
        row.sons,
        row.daughters,
        row.wives,
        row.husbands,
        row.others + row.unsexed,
        row.people,
    )
    return [generation_label(row.generation) or _("Chưa rõ"), *map(dotted, numbers)]


def _births(statistics: Statistics) -> Chart | None:
    if not statistics.periods:
        return None
    spans = _even_periods(statistics.periods)
    every = labelled_every(len(spans))
    years = spans[1][0] - spans[0][0] if len(spans) > 1 else PERIOD_YEARS
    columns = [
        Column(year_label(since) if since // years % every == 0 else "", births)
        for since, births in spans
    ]
    most = max(statistics.periods, key=lambda row: row.births)
    return Chart(
        kind=ChartKind.BIRTHS,
        title=_("Người sinh ra trong mỗi %(years)s năm") % {"years": years},
        summary=_(
            "Biết năm sinh của %(known)s trên %(people)s người; nhiều nhất là các năm"
            " %(since)s–%(until)s với %(births)s người."
        )
        % {
            "known": dotted(statistics.with_birth),
            "people": dotted(statistics.people),
            "since": year_label(most.since),
            "until": year_label(most.until),
            "births": dotted(most.births),
        },
        drawing=draw_columns(columns),
        head=[_("Các năm"), _("Sinh ra"), _("Cộng dồn")],
        rows=[
            [
                f"{year_label(row.since)}–{year_label(row.until)}",
                dotted(row.births),
                dotted(row.total),
            ]
            for row in statistics.periods
        ],
    )


def _even_periods(periods: Sequence[PeriodRow]) -> list[tuple[int, int]]:
    """Give all periods from the first to the last, empty ones too, wider ones if there are many."""
    years = PERIOD_YEARS
    first, last = periods[0].since, periods[-1].since
    while (last - first) // years >= _MOST_COLUMNS:
        years *= 2
    births: dict[int, int] = {}
    for row in periods:
        since = row.since // years * years
        births[since] = births.get(since, 0) + row.births
    return [(since, births.get(since, 0)) for since in range(min(births), last + 1, years)]


def _longevity(statistics: Statistics) -> Chart | None:
    rows = [row for row in statistics.longevity if row.sex in _ROLE_OF_SEX]
    if not rows:
        return None
    until = max(100, -(-max(row.highest for row in rows) // 20) * 20)
    oldest = max(rows, key=lambda row: row.highest)
    return Chart(
        kind=ChartKind.LONGEVITY,
        title=_("Tuổi lúc mất"),
        summary=_(
            "Tuổi dương, lấy năm mất trừ năm sinh, xếp theo thế kỷ mất. Thọ nhất là %(age)s tuổi,"
            " mất vào %(century)s."
        )
        % {"age": oldest.highest, "century": century_label(oldest.century).lower()},
        drawing=draw_spans([_span(row) for row in rows], until=until),
        legend=[LegendEntry("men", _("Nam")), LegendEntry("women", _("Nữ"), 1)],
        head=[
            _("Thế kỷ mất"),
            _("Giới"),
            _("Số người"),
            _("Trung vị"),
            _("Ít nhất"),
            _("Thọ nhất"),
        ],
        rows=[
            [
                century_label(row.century),
                _("nam") if row.sex == "m" else _("nữ"),
                dotted(row.people),
                "–" if row.is_few else decimal_label(row.median),
                str(row.lowest),
                str(row.highest),
            ]
            for row in rows
        ],
    )


_ROLE_OF_SEX = {"m": "men", "f": "women"}


def _span(row: LongevityRow) -> SpanRow:
    text = decimal_label(row.median)
    if row.is_few:
        text = str(row.lowest) if row.lowest == row.highest else f"{row.lowest}–{row.highest}"
    return SpanRow(
        group=century_label(row.century),
        role=_ROLE_OF_SEX[row.sex],
        lowest=row.lowest,
        highest=row.highest,
        middle=None if row.is_few else row.median,
        text=text,
    )


def _names(
    kind: ChartKind, title: str, names: Sequence[NameRow], role: str, head: str
) -> Chart | None:
    shown = [row for row in names if row.people >= _LEAST_BEARERS]
    if not shown:
        return None
    return Chart(
        kind=kind,
        title=title,
        summary=_("Nhiều nhất là %(name)s: %(count)s người.")
        % {"name": shown[0].name, "count": dotted(shown[0].people)},
        drawing=draw_bars(
            [
                BarRow(row.name, [Part(row.people, role)], dotted(row.people))
                for row in shown[:_NAMES_DRAWN]
            ],
            label_share=_NAME_SHARE,
        ),
        head=[head, _("Số người")],
        rows=[[row.name, dotted(row.people)] for row in shown],
    )


def _names_of_men(statistics: Statistics) -> Chart | None:
    title = _("Tên con trai hay đặt")
    return _names(ChartKind.NAMES_OF_MEN, title, statistics.names_of_men, "men", _("Tên"))


def _names_of_women(statistics: Statistics) -> Chart | None:
    title = _("Tên con gái hay đặt")
    names = statistics.names_of_women
    return _names(ChartKind.NAMES_OF_WOMEN, title, names, "women", _("Tên"))


def _middle_names(statistics: Statistics) -> Chart | None:
    title = _("Tên đệm của con trai")
    names = statistics.middle_names_of_men
    return _names(ChartKind.MIDDLE_NAMES, title, names, "men", _("Tên đệm"))


def _surnames_of_wives(statistics: Statistics) -> Chart | None:
    title = _("Họ của các bà dâu")
    names = statistics.surnames_of_wives
    return _names(ChartKind.SURNAMES_OF_WIVES, title, names, "women", _("Họ"))


def _memorials(statistics: Statistics) -> Chart | None:
    if not any(statistics.memorials):
        return None
    months = list(enumerate(statistics.memorials, 1))
    most = max(months, key=lambda month: month[1])
    return Chart(
        kind=ChartKind.MEMORIALS,
        title=_("Ngày giỗ theo tháng âm lịch"),
        summary=_("Nhiều nhất là tháng %(month)s âm lịch với %(count)s ngày giỗ.")
        % {"month": most[0], "count": dotted(most[1])},
        drawing=draw_columns([Column(str(month), count) for month, count in months]),
        head=[_("Tháng âm lịch"), _("Ngày giỗ")],
        rows=[[_("Tháng %(month)s") % {"month": month}, dotted(count)] for month, count in months],
    )


_CHARTS: dict[ChartKind, Callable[[Statistics], Chart | None]] = {
    ChartKind.GENERATIONS: _generations,
    ChartKind.BIRTHS: _births,
    ChartKind.LONGEVITY: _longevity,
    ChartKind.NAMES_OF_MEN: _names_of_men,
    ChartKind.NAMES_OF_WOMEN: _names_of_women,
    ChartKind.MIDDLE_NAMES: _middle_names,
    ChartKind.SURNAMES_OF_WIVES: _surnames_of_wives,
    ChartKind.MEMORIALS: _memorials,
}
