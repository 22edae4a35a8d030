"""The family chart in rows (phả đồ dọc): generations in columns, one person a row, page by page.

Lengths are millimetres. A name begins in the column of its đời and runs to the right, where its row
is empty. Lines that go on to the next page are drawn through; every page begins with the ancestors
its first person hangs on, in grey.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from genealogy.domain.charts.paper import Sheet
from genealogy.domain.charts.poster_frame import seal_shapes, triangle
from genealogy.domain.charts.poster_model import Figure, Heading, children_of, rows_of
from genealogy.domain.charts.svg import (
    BRANCH_LINE,
    GOLD,
    INK,
    LACQUER,
    LACQUER_DEEP,
    MUTED,
    PAPER,
    SURFACE,
    Layer,
    Pen,
    Picture,
    Rect,
    Shape,
    Words,
    polyline,
)
from genealogy.domain.charts.typeset import Face, shortened, text_width, tidy_text

_MARGIN, _GLUE = 12.0, 18.0
_HEAD, _FIRST_HEAD, _FOOT, _COLUMNS = 11.0, 27.0, 9.0, 6.0
_ROW, _NAME, _SMALL = 4.3, 2.75, 2.05
_NARROWEST, _WIDEST = 6.0, 34.0
#: Room that a name in the last column has at least.
_LAST = 62.0


@dataclass(frozen=True)
class RowPage:
    """The rows of one page: `chain` are the ancestors of its first person, told in grey."""

    chain: Sequence[int]
    rows: Sequence[int]


@dataclass(frozen=True)
class Rows:
    """A chart in rows, laid out: the order of all people and the pages they stand on."""

    sheet: Sheet
    width: float
    height: float
    scale: float
    step: float
    figures: Sequence[Figure]
    depths: Sequence[int]
    pages: Sequence[RowPage]

    @property
    def letters(self) -> float:
        """Return the size of the smallest letters."""
        return _SMALL * self.scale


def lay_out_rows(figures: Sequence[Figure], sheet: Sheet, *, scale: float = 1.0) -> Rows:
    """Put people into rows and rows onto lying sheets.

    Args:
        figures: parents before children.
        sheet: A4 or A3; others are possible.
        scale: of rows and letters.
    """
    height, width = sheet.size
    depths = rows_of(figures)
    columns = max(depths) + 1
    inner = width - _MARGIN - _GLUE
    step = (inner - _LAST * scale) / max(1, columns - 1)
    step = max(_NARROWEST, min(_WIDEST * scale, step))
    order = _book_order(figures)
    row = _ROW * scale
    room = height - 2 * _MARGIN - _FOOT - _COLUMNS
    pages: list[RowPage] = []
    place = 0
    while place < len(order):
        head = _HEAD if pages else _FIRST_HEAD
        lines = int((room - head) / row)
        chain = _chain(figures, order[place]) if pages else []
        # A line of ancestors must leave room for people.
        chain = chain[-max(0, lines - 4) :]
        taken = lines - len(chain)
        pages.append(RowPage(chain, order[place : place + taken]))
        place += taken
    return Rows(sheet, width, height, scale, step, figures, depths, pages)


def _book_order(figures: Sequence[Figure]) -> list[int]:
    below = children_of(figures)
    order: list[int] = []
    stack = [0]
    while stack:
        place = stack.pop()
        order.append(place)
        stack.extend(reversed(below[place]))
    return order


def _chain(figures: Sequence[Figure], place: int) -> list[int]:
    found: list[int] = []
    parent = figures[place].parent
    while parent is not None:
        found.append(parent)
        parent = figures[parent].parent
    return found[::-1]


def draw_rows(rows: Rows, heading: Heading) -> list[Picture]:
    """Draw all pages."""
    last_child = _last_children(rows)
    return [_page(rows, heading, number, last_child) for number in range(len(rows.pages))]


def _last_children(rows: Rows) -> dict[int, int]:
    """Give for each parent the place of the last child, in the order of the rows."""
    last: dict[int, int] = {}
    for page in rows.pages:
        for place in page.rows:
            parent = rows.figures[place].parent
            if parent is not None:
                last[parent] = place
    return last


def _page(rows: Rows, heading: Heading, number: int, last_child: dict[int, int]) -> Picture:
    picture = Picture(rows.width, rows.height, heading.title, heading.subtitle)
    picture.add(Layer.GROUND, Rect(0, 0, rows.width, rows.height, Pen(SURFACE)))
    top = _MARGIN + (_HEAD if number else _FIRST_HEAD)
    picture.add(Layer.WORDS, *(_first_head(rows, heading) if number == 0 else _head(rows, heading)))
    page = rows.pages[number]
    row = rows.scale * _ROW
    listed = [*page.chain, *page.rows]
    bottom = top + _COLUMNS + len(listed) * row
    _columns(picture, rows, heading, top, bottom)
    top += _COLUMNS
    at = {place: top + (line + 0.5) * row for line, place in enumerate(listed)}
    for line, place in enumerate(listed):
        is_grey = line < len(page.chain)
        _row(picture, rows, heading, place, at[place], is_grey=is_grey)
    _draw_lines(picture, rows, number, at, last_child, top, bottom)
    base = rows.height - _MARGIN
    words = heading.page_words % {"page": number + 1, "pages": len(rows.pages)}
    right = rows.width - _MARGIN
    picture.add(
        Layer.WORDS,
        Words(_GLUE, base, (heading.count,), Face.PLAIN, 2.4, MUTED, "start"),
        Words(rows.width / 2, base, (words,), Face.PLAIN, 2.4, INK),
        Words(right, base, (heading.printed,), Face.PLAIN, 2.4, MUTED, "end"),
    )
    return picture


def _first_head(rows: Rows, heading: Heading) -> list[Shape]:
    size = 8.0
    seal = 13.0 if heading.seal else 0.0
    left = _GLUE
    shapes = seal_shapes(left, _MARGIN, seal, heading.seal) if heading.seal else []
    x = left + seal + (4 if seal else 0)
    shapes.append(
        Words(x, _MARGIN + 7.2, (heading.title,), Face.TITLE, size, LACQUER_DEEP, "start")
    )
    room = rows.width - x - _MARGIN
    subtitle = shortened(heading.subtitle, Face.SLANTED, 3.6, room)
    shapes.append(Words(x, _MARGIN + 13, (subtitle,), Face.SLANTED, 3.6, MUTED, "start"))
    y = _MARGIN + 18.5
    shapes.append(polyline([(left, y), (rows.width - _MARGIN, y)], Pen(stroke=GOLD, width=0.3)))
    return [*shapes, *_mark(rows, heading)]


def _head(rows: Rows, heading: Heading) -> list[Shape]:
    base = _MARGIN + 3.2
    rule = [(_GLUE, base + 2.4), (rows.width - _MARGIN, base + 2.4)]
    return [
        Words(_GLUE, base, (heading.title,), Face.TITLE, 3.4, LACQUER_DEEP, "start"),
        polyline(rule, Pen(stroke=GOLD, width=0.2)),
        *_mark(rows, heading),
    ]


def _mark(rows: Rows, heading: Heading) -> list[Shape]:
    if not heading.mark:
        return []
    right = rows.width - _MARGIN
    return [Words(right, _MARGIN + 3.2, (heading.mark,), Face.BOLD, 2.6, LACQUER, "end")]


def _columns(picture: Picture, rows: Rows, heading: Heading, top: float, bottom: float) -> None:
    """Draw the heads of the columns and a quiet ground behind every second one."""
    columns = max(rows.depths) + 1
    narrow = rows.step < text_width(f"{heading.generation_word} 88", Face.TITLE, 2.8) + 1.5
    for column in range(columns):
        x = _GLUE + column * rows.step
        width = rows.step if column + 1 < columns else rows.width - _MARGIN - x
        if column % 2 == 0:
            picture.add(Layer.GROUND, Rect(x - 1, top, width, bottom - top + 1, Pen(PAPER)))
        if heading.generation is None:
            continue
        value = heading.generation + column
        label = str(value) if narrow and column else f"{heading.generation_word} {value}"
        if narrow and column == 1 and rows.step < 12:
            # The word of the first column reaches into the second.
            label = str(value)
        place = Words(x, top + 4, (label,), Face.TITLE, 2.8, LACQUER, "start")
        picture.add(Layer.WORDS, place)


def _row(
    picture: Picture, rows: Rows, heading: Heading, place: int, y: float, *, is_grey: bool
) -> None:
    """Write one person: name, years, partners, where the line goes on."""
    figure = rows.figures[place]
    scale = rows.scale
    size, small = _NAME * scale, _SMALL * scale
    x = _GLUE + rows.depths[place] * rows.step
    base = y + 0.35 * size
    colour = MUTED if is_grey or figure.is_opaque else INK
    name = "…" if figure.is_opaque else tidy_text(figure.name)
    if is_grey:
        name = f"{name} ({heading.continued})"
    face = Face.SLANTED if is_grey else Face.TITLE
    right = rows.width - _MARGIN
    name = shortened(name, face, size, right - x)
    picture.add(Layer.WORDS, Words(x, base, (name,), face, size, colour, "start"))
    x += text_width(name, face, size) + 1.4
    if is_grey:
        return
    for text, font, paint in _details(figure):
        words = shortened(text, font, small, right - x)
        if not words:
            break
        picture.add(Layer.WORDS, Words(x, base, (words,), font, small, paint, "start"))
        x += text_width(words, font, small) + 1.6
    if figure.continues and x + 2 < right:
        picture.add(Layer.BOXES, triangle(x + 0.6, y - 0.5 * small, 1.3 * scale))


def _details(figure: Figure) -> Iterator[tuple[str, Face, str]]:
    if figure.is_adopted and figure.note:
        yield figure.note, Face.PLAIN, GOLD
    if figure.years:
        yield figure.years, Face.PLAIN, MUTED
    for partner in figure.partners:
        label = f"{partner.label}: " if partner.label else ""
        yield f"{label}{partner.name}", Face.SERIF, MUTED
    if figure.continues:
        yield figure.continues, Face.SLANTED, LACQUER


def _draw_lines(
    picture: Picture,
    rows: Rows,
    number: int,
    at: dict[int, float],
    last_child: dict[int, int],
    top: float,
    bottom: float,
) -> None:
    """Draw the lines from parents down to children; open ends go on at the edge of the page."""
    pen = Pen(stroke=BRANCH_LINE, width=0.18)
    dashed = pen._replace(dash="0.9 0.7")
    reach: dict[int, tuple[float, float]] = {}
    for place, y in at.items():
        parent = rows.figures[place].parent
        if parent is None:
            continue
        x = _GLUE + rows.depths[parent] * rows.step + 1.2
        end = _GLUE + rows.depths[place] * rows.step - 0.8
        is_dashed = rows.figures[place].is_adopted
        picture.add(Layer.LINES, polyline([(x, y), (end, y)], dashed if is_dashed else pen))
        start = at[parent] + 1.6 * rows.scale if parent in at else top
        low, high = reach.get(parent, (start, y))
        reach[parent] = (low, max(high, y))
    later = {place for page in rows.pages[number + 1 :] for place in page.rows[:1]}
    open_parents = set()
    for place in later:
        open_parents.update(_chain(rows.figures, place))
        break
    for parent in open_parents & at.keys():
        low = reach.get(parent, (at[parent] + 1.6 * rows.scale, 0.0))[0]
        if last_child.get(parent) not in at:
            reach[parent] = (low, bottom + 1)
    for parent, (low, high) in reach.items():
        x = _GLUE + rows.depths[parent] * rows.step + 1.2
        picture.add(Layer.LINES, polyline([(x, low), (x, high)], pen))
