"""Trees and families for the tests of layouts, made by hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from genealogy.domain.charts.poster_model import Figure, Partner
from genealogy.domain.charts.tidy import Node

NAMES = [
    "Dương Công Tín", "Nguyễn Phúc Miên Tông", "Lê Thị Nghiêng", "Đỗ Ẩn", "Trương Quỳnh Ngưỡng",
    "Vũ", "Hoàng Thị Tuyết Như Ngọc Mai Phương Thảo", "Ông tổ đời thứ nhất không rõ tên",
]  # fmt: skip


@st.composite
def nodes(draw, most=40):
    """A tree of boxes of different widths."""
    count = draw(st.integers(1, most))
    children = [[] for _ in range(count)]
    for key in range(1, count):
        children[draw(st.integers(max(0, key - 9), key - 1))].append(key)
    widths = st.sampled_from([0.5, 1.0, 3.25, 8.0, 21.0])
    return [Node(key, draw(widths), children[key]) for key in range(count)]


@st.composite
def families(draw, most=30):
    """People of a drawing: wives, children of each, adopted and opaque ones."""
    count = draw(st.integers(1, most))
    figures = []
    for key in range(count):
        parent = None if key == 0 else draw(st.integers(max(0, key - 7), key - 1))
        wives = draw(st.integers(0, 4)) if draw(st.booleans()) else 0
        is_opaque = key > 0 and draw(st.integers(0, 9)) == 0
        mothers = len(figures[parent].partners) if parent is not None else 0
        figures.append(
            Figure(
                draw(st.sampled_from(NAMES)),
                parent=parent,
                mother=draw(st.sampled_from([None, *range(mothers)])),
                sex=draw(st.sampled_from("mfu")),
                years=draw(st.sampled_from(["", "1762–1820", "sinh 1990"])),
                partners=() if is_opaque else tuple(
                    Partner(draw(st.sampled_from(NAMES)), f"Vợ {wife}") for wife in range(wives)
                ),
                is_adopted=draw(st.integers(0, 5)) == 0,
                note="con nuôi",
                is_opaque=is_opaque,
            )
        )  # fmt: skip
    return figures
