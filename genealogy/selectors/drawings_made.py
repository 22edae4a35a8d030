"""Drawings put together: people read for the viewer, laid out, framed, with their words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from genealogy.domain.charts.fan import Ancestor, draw_fan, fan_size
from genealogy.domain.charts.hourglass import draw_hourglass, lay_out_hourglass
from genealogy.domain.charts.paper import Sheet
from genealogy.domain.charts.poster import lay_out
from genealogy.domain.charts.poster_draw import draw_poster, poster_frame
from genealogy.domain.charts.poster_frame import Frame, draw_frame, framed
from genealogy.domain.charts.poster_model import (
    Figure,
    Form,
    Heading,
    Letters,
    Limits,
    limited,
    people_in,
)
from genealogy.domain.charts.poster_path import draw_kin_path, path_size
from genealogy.domain.charts.poster_rows import draw_rows, lay_out_rows
from genealogy.domain.charts.svg import Bounds, Picture
from genealogy.domain.charts.timeline import draw_timeline, timeline_size
from genealogy.domain.viewer import Detail, Role, Viewer
from genealogy.models import Person
from genealogy.selectors.cards import person_detail
from genealogy.selectors.drawings import (
    MOST_PEOPLE,
    DrawnTree,
    drawn_descendants,
    fitting_generations,
    generation_sizes,
)
from genealogy.selectors.drawings_options import (
    FAN_LEAST,
    FAN_MOST,
    DrawingKind,
    DrawingOptions,
)
from genealogy.selectors.drawings_others import ancestor_slots, lanes_of, path_of
from genealogy.selectors.drawings_words import (
    dotted,
    legend_of,
    poster_heading,
    printed_on,
    seal_letter,
)
from genealogy.selectors.labels import generation_label

#: A drawing of so many people is given at once; more is a print in the background.
AT_ONCE = 300


_USUAL_FAN, _USUAL_HOURGLASS, _DEEPEST_HOURGLASS = 5, 3, 6


class NothingToDraw(Exception):
    """There is no such line, or none that may be told."""


@dataclass(frozen=True)
class Drawing:
    """A drawing: one picture, or the pages of a book-like one.

    `letters` is the size of the smallest letters in millimetres; `generations` how many were
    drawn; `width` and `height` are the exact size of the sheet (or of all pages' sheets).
    """

    options: DrawingOptions
    heading: Heading
    people: int
    generations: int
    width: float
    height: float
    letters: float
    pictures: list[Picture] = field(default_factory=list)
    is_book: bool = False
    page_count: int = 1


def drawing_of(
    person: Person,
    viewer: Viewer,
    options: DrawingOptions,
    *,
    most: int = MOST_PEOPLE,
    draw_most: int | None = None,
    with_links: bool = False,
) -> Drawing:
    """Make a drawing that starts from a visible person.

    Args:
        person: with clan and branch loaded.
        viewer: who looks.
        options: what was chosen.
        most: people, wives not counted.
        draw_most: larger drawings are only measured: the same size, no picture. None draws all.
        with_links: every box leads to the page of its person.

    Raises:
        TooManyPeople: see `drawn_descendants`.
        NothingToDraw: no line leads to the other person.
    """
    maker = _Maker(person, viewer, options, most=most, draw_most=draw_most, with_links=with_links)
    return maker.make()


def chosen_generations(person: Person, viewer: Viewer, options: DrawingOptions) -> int:
    """Give how many generations to draw: those chosen, else as many as suit the kind."""
    if options.kind is DrawingKind.FAN:
        return min(max(options.generations or _USUAL_FAN, FAN_LEAST), FAN_MOST)
    if options.generations:
        return options.generations
    if options.kind is DrawingKind.HOURGLASS:
        return _USUAL_HOURGLASS
    sizes = generation_sizes(person, viewer, most=4 * AT_ONCE)
    return max(2, fitting_generations(sizes, AT_ONCE // 2))


class _Maker:
    """Makes or measures one drawing."""

    def __init__(
        self,
        person: Person,
        viewer: Viewer,
        options: DrawingOptions,
        *,
        most: int,
        draw_most: int | None,
        with_links: bool,
    ) -> None:
        self.person = person
        self.viewer = viewer
        self.options = options
        self.most = most
        self.draw_most = draw_most
        self.with_links = with_links
        self.generations = chosen_generations(person, viewer, options)

    def make(self) -> Drawing:
        makers = {
            DrawingKind.POSTER: self._poster,
            DrawingKind.FAN: self._fan,
            DrawingKind.HOURGLASS: self._hourglass,
            DrawingKind.TIMELINE: self._timeline,
            DrawingKind.PATH: self._path,
        }
        return makers[self.options.kind]()

    def _draws(self, people: int) -> bool:
        return self.draw_most is None or people <= self.draw_most

    def _tree(self, generations: int) -> tuple[DrawnTree, list[Figure]]:
        tree = drawn_descendants(
            self.person,
            self.viewer,
            generations=generations,
            split_branches=self.options.split_branches,
            with_links=self.with_links,
            most=self.most,
        )
        options = self.options
        limits = Limits(generations, options.sons_only, options.drop_childless)
        return tree, limited(tree.figures, limits, continued=_("còn tiếp"))

    def _poster(self) -> Drawing:
        tree, figures = self._tree(self.generations)
        heading = poster_heading(self.person, self.viewer, tree, figures)
        if self.options.form is Form.ROWS:
            return self._rows(figures, heading)
        scale = self.options.letters.scale
        layout = lay_out(figures, self.options.form, scale=scale, stacking=self.options.stacking)
        frame = poster_frame(layout, heading)
        pictures = []
        if self._draws(people_in(figures)):
            pictures.append(draw_poster(layout, heading, with_links=self.with_links))
        return Drawing(
            self.options,
            heading,
            people=people_in(figures),
            generations=len(layout.rows),
            width=frame.width,
            height=frame.height,
            letters=layout.letters,
            pictures=pictures,
        )

    def _rows(self, figures: list[Figure], heading: Heading) -> Drawing:
        sheet = self.options.paper.sheet or Sheet.A4
        scale = {Letters.SMALL: 0.85, Letters.MIDDLE: 1.0, Letters.LARGE: 1.3}
        rows = lay_out_rows(figures, sheet, scale=scale[self.options.letters])
        return Drawing(
            self.options,
            heading,
            people=people_in(figures),
            generations=max(rows.depths) + 1,
            width=rows.width,
            height=rows.height,
            letters=rows.letters,
            pictures=draw_rows(rows, heading) if self._draws(people_in(figures)) else [],
            is_book=True,
            page_count=len(rows.pages),
        )

    def _ancestors(self, depth: int) -> dict[str, Ancestor]:
        return ancestor_slots(self.person, self.viewer, depth=depth, with_links=self.with_links)

    def _fan(self) -> Drawing:
        slots = self._ancestors(self.generations)
        tree, figures = self._tree(1)
        rings = min(self.generations, max([FAN_LEAST, *(len(way) for way in slots)]))
        size = fan_size(rings)
        people = 1 + sum(not one.is_opaque for one in slots.values())
        heading = self._heading(
            _("Quạt tổ tiên"), people, legend=[], is_internal=self._is_internal(tree, slots)
        )
        frame = framed(size.width, size.height, heading)

        def draw(picture: Picture) -> None:
            at = Bounds(frame.left, frame.top, frame.left + size.width, frame.top + size.height)
            first = figures[0]
            middle = Ancestor(first.name, years=first.years, sex=first.sex)
            draw_fan(picture, middle, slots, rings, at)

        return self._framed(frame, heading, draw, people, rings + 1, 1.6)

    def _hourglass(self) -> Drawing:
        tree, figures = self._tree(min(self.generations, _DEEPEST_HOURGLASS))
        slots = self._ancestors(min(self.generations, _DEEPEST_HOURGLASS) - 1)
        drawn = lay_out_hourglass(figures, slots, scale=self.options.letters.scale)
        people = people_in(figures) + sum(not one.is_opaque for one in slots.values())
        heading = self._heading(
            _("Tổ tiên và con cháu"),
            people,
            legend=legend_of(figures),
            is_internal=self._is_internal(tree, slots),
        )
        frame = framed(drawn.width, drawn.height, heading, scale=self.options.letters.scale)

        def draw(picture: Picture) -> None:
            draw_hourglass(picture, drawn, frame.left, frame.top, with_links=self.with_links)

        return self._framed(frame, heading, draw, people, self.generations, drawn.letters)

    def _timeline(self) -> Drawing:
        tree, figures = self._tree(self.generations)
        lanes = lanes_of(figures)
        people = sum(len(lane.lives) for lane in lanes)
        today = self.viewer.today.year
        size = timeline_size(lanes, today)
        legend = [
            ("man", _("nam")),
            ("woman", _("nữ")),
            ("fade", _("mờ dần: chưa rõ năm sinh hoặc năm mất")),
        ]
        heading = self._heading(
            _("Những cuộc đời"), people, legend=legend, is_internal=tree.is_internal
        )
        frame = framed(size.width, size.height, heading)

        def draw(picture: Picture) -> None:
            draw_timeline(picture, lanes, size, today, frame.left, frame.top)

        return self._framed(frame, heading, draw, people, self.generations, 1.8)

    def _path(self) -> Drawing:
        found = path_of(self.person, self.options.other, self.viewer)
        if found is None:
            raise NothingToDraw
        people = sum(not box.is_opaque for box in found.boxes)
        stranger = Viewer(Role.ANONYMOUS, self.viewer.today)
        is_internal = path_of(self.person, self.options.other, stranger) != found
        heading = self._heading(_("Đường nối"), people, legend=[], is_internal=is_internal)
        width, height = path_size(found)
        frame = framed(width, height, heading)

        def draw(picture: Picture) -> None:
            draw_kin_path(picture, found, frame.left, frame.top)

        return self._framed(frame, heading, draw, people, 0, 2.8)

    def _is_internal(self, tree: DrawnTree, slots: Mapping[str, Ancestor]) -> bool:
        """Say whether strangers would see less, asked as a stranger would ask."""
        if tree.is_internal or self.viewer.is_anonymous:
            return tree.is_internal
        stranger = Viewer(Role.ANONYMOUS, self.viewer.today)
        if person_detail(self.person, stranger) < Detail.KIN:
            return True
        known = ancestor_slots(self.person, stranger, depth=self.generations)
        return {way: one._replace(url="") for way, one in slots.items()} != {
            way: one for way, one in known.items() if way in slots
        }

    def _heading(
        self, title: str, people: int, *, legend: list[tuple[str, str]], is_internal: bool
    ) -> Heading:
        person = self.person
        words = [person.clan.name, str(person), generation_label(person.generation).lower()]
        return Heading(
            title=title,
            subtitle=" · ".join(word for word in words if word),
            seal=seal_letter(person.clan.name),
            mark=_("NỘI BỘ") if is_internal else "",
            printed=printed_on(self.viewer),
            count=_("%(count)s người") % {"count": dotted(people)},
            legend=legend,
        )

    def _framed(
        self,
        frame: Frame,
        heading: Heading,
        draw: Callable[[Picture], None],
        people: int,
        generations: int,
        letters: float,
    ) -> Drawing:
        pictures = []
        if self._draws(people):
            picture = Picture(frame.width, frame.height, heading.title, heading.subtitle)
            draw_frame(picture, frame, heading)
            draw(picture)
            pictures.append(picture)
        return Drawing(
            self.options,
            heading,
            people=people,
            generations=generations,
            width=frame.width,
            height=frame.height,
            letters=letters,
            pictures=pictures,
        )
