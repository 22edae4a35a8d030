"""The sketch of graves."""

from __future__ import annotations

import itertools
import math

from hypothesis import given
from hypothesis import strategies as st

from genealogy.domain.charts.grave_plot import HEIGHT, WIDTH, plot_graves

POINTS = st.lists(st.tuples(st.floats(8.0, 23.5), st.floats(102.0, 109.5)), min_size=1, max_size=30)
NEAR = st.lists(
    st.tuples(st.floats(19.8, 19.81), st.floats(105.7, 105.71)), min_size=2, max_size=30
)


def test_nothing_is_drawn_without_graves():
    assert plot_graves([]) is None


@given(POINTS)
def test_every_grave_stands_on_the_sketch_once(points):
    plot = plot_graves(points)
    numbers = [number for mark in plot.marks for number in mark.numbers]
    assert sorted(numbers) == list(range(1, len(points) + 1))
    assert all(0 < mark.x < WIDTH and 0 < mark.y < HEIGHT for mark in plot.marks)
    assert 0 < plot.bar_width <= WIDTH / 4 + 0.1


@given(NEAR)
def test_north_is_up_and_east_is_right(points):
    plot = plot_graves(points)
    for one, other in itertools.combinations(plot.marks, 2):
        first, second = points[one.numbers[0] - 1], points[other.numbers[0] - 1]
        if first[0] - second[0] > 1e-5:
            assert one.y <= other.y
        if first[1] - second[1] > 1e-5:
            assert one.x >= other.x


@given(NEAR)
def test_the_bar_measures_the_ground(points):
    """The oracle is the great circle between two graves, by the haversine formula."""
    plot = plot_graves(points)
    for one, other in itertools.combinations(plot.marks, 2):
        ground = haversine(points[one.numbers[0] - 1], points[other.numbers[0] - 1])
        drawn = math.dist((one.x, one.y), (other.x, other.y)) / plot.bar_width * plot.bar_metres
        assert math.isclose(ground, drawn, rel_tol=0.02, abs_tol=1.0)


def haversine(one, other):
    (lat1, lon1), (lat2, lon2) = ((math.radians(a), math.radians(b)) for a, b in (one, other))
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6_371_008.8 * math.asin(math.sqrt(half))


def test_two_graves_side_by_side_are_one_mark_only_when_they_touch():
    plot = plot_graves([(19.8, 105.7), (19.8, 105.7), (19.8001, 105.7)])
    assert [mark.label for mark in plot.marks] == ["1, 2", "3"]
