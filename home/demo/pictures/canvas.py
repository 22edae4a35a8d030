"""A drawing board for flat pictures: shapes with soft edges, from numbers alone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from copy import copy
from io import BytesIO

from PIL import Image, ImageDraw, ImageFilter

WIDTH = 1600
HEIGHT = 1000

Point = tuple[float, float]
#: "#rrggbb", or "#rrggbbaa" for a shape that lets through what is below.
Colour = str


class Canvas:
    """A board of `width` x `height` units; drawn `scale` times as big, then made smaller."""

    def __init__(self, width: int = WIDTH, height: int = HEIGHT, scale: float = 2) -> None:
        self.width = width
        self.height = height
        self.scale = scale
        self.image = Image.new("RGB", (round(width * scale), round(height * scale)))
        self._pen = ImageDraw.Draw(self.image, "RGBA")

    def copy(self) -> Canvas:
        """Return a board with the same picture, to draw on."""
        other = copy(self)
        other.image = self.image.copy()
        other._pen = ImageDraw.Draw(other.image, "RGBA")
        return other

    def _scaled(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self.scale, y * self.scale) for x, y in points]

    def sky(self, top: Colour, bottom: Colour, *, until: float | None = None) -> None:
        """Fill the board from top to `until` (all of it by default) with two melting colours."""
        height = round((until or self.height) * self.scale)
        ramp = Image.linear_gradient("L").resize((1, height)).resize((self.image.width, height))
        upper = Image.new("RGB", ramp.size, top)
        lower = Image.new("RGB", ramp.size, bottom)
        self.image.paste(Image.composite(lower, upper, ramp), (0, 0))

    def polygon(self, points: Sequence[Point], fill: Colour) -> None:
        """Fill the shape between the points."""
        self._pen.polygon(self._scaled(points), fill=fill)

    def rect(
        self, x: float, y: float, width: float, height: float, fill: Colour, *, corner: float = 0
    ) -> None:
        """Fill a rectangle given by its upper left corner; `corner` rounds its corners."""
        box = [*self._scaled([(x, y), (x + width, y + height)])]
        if corner:
            self._pen.rounded_rectangle(box, radius=corner * self.scale, fill=fill)
        else:
            self._pen.rectangle(box, fill=fill)

    def oval(self, x: float, y: float, across: float, down: float, fill: Colour) -> None:
        """Fill an ellipse around (x, y) with these half axes."""
        box = self._scaled([(x - across, y - down), (x + across, y + down)])
        self._pen.ellipse(box, fill=fill)

    def disc(self, x: float, y: float, radius: float, fill: Colour) -> None:
        """Fill a circle around (x, y)."""
        self.oval(x, y, radius, radius, fill)

    def line(self, points: Sequence[Point], fill: Colour, width: float) -> None:
        """Draw a line with round joints through the points."""
        scaled = self._scaled(points)
        thick = max(1, round(width * self.scale))
        self._pen.line(scaled, fill=fill, width=thick, joint="curve")
        if len(fill) == 7:
            for x, y in (scaled[0], scaled[-1]):
                self._pen.ellipse(
                    [x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2], fill=fill
                )

    def arc(
        self,
        x: float,
        y: float,
        radius: float,
        start: float,
        end: float,
        fill: Colour,
        width: float,
    ) -> None:
        """Draw a part of a circle; angles in degrees, 0 to the right, clockwise."""
        box = self._scaled([(x - radius, y - radius), (x + radius, y + radius)])
        self._pen.arc(box, start, end, fill=fill, width=round(width * self.scale))

    def glow(self, x: float, y: float, radius: float, fill: Colour, strength: int = 120) -> None:
        """Shine light around (x, y); `strength` is the opacity at the heart, 0 to 255."""
        size = round(radius * 2 * self.scale)
        # Drawn small and enlarged: a glow has no edge that could show it.
        small = Image.radial_gradient("L").resize((64, 64))
        light = small.point([max(0, 255 - round(value * 1.45)) for value in range(256)])
        mask = light.resize((size, size), Image.Resampling.BICUBIC)
        mask = mask.point([round(value * strength / 255) for value in range(256)])
        colour = Image.new("RGB", mask.size, fill)
        at = (round((x - radius) * self.scale), round((y - radius) * self.scale))
        self.image.paste(colour, at, mask)

    def soft(self, points: Sequence[Point], fill: Colour, blur: float) -> None:
        """Fill a shape with blurred edges, such as smoke; blur in units."""
        # Only the shape's surroundings, at an eighth of the size: a blur hides what that loses.
        factor = 8
        edge = blur * 3
        left = min(x for x, _y in points) - edge
        top = min(y for _x, y in points) - edge
        width = max(x for x, _y in points) + edge - left
        height = max(y for _x, y in points) + edge - top
        size = (round(width * self.scale), round(height * self.scale))
        mask = Image.new("L", (size[0] // factor + 1, size[1] // factor + 1))
        small = [
            ((x - left) * self.scale / factor, (y - top) * self.scale / factor) for x, y in points
        ]
        opacity = int(fill[7:9], 16) if len(fill) == 9 else 255
        ImageDraw.Draw(mask).polygon(small, fill=opacity)
        mask = mask.filter(ImageFilter.GaussianBlur(blur * self.scale / factor))
        mask = mask.resize(size, Image.Resampling.BICUBIC)
        at = (round(left * self.scale), round(top * self.scale))
        self.image.paste(Image.new("RGB", size, fill[:7]), at, mask)

    def finished(self) -> Image.Image:
        """Return the picture at its own size, of which the board is a whole multiple."""
        return self.image.reduce(round(self.scale))

    def jpeg(self) -> bytes:
        """Return the picture as JPEG."""
        out = BytesIO()
        self.finished().save(out, format="JPEG", quality=86, optimize=True)
        return out.getvalue()


def bezier(start: Point, first: Point, second: Point, end: Point, steps: int = 24) -> list[Point]:
    """Return points of the cubic curve from start to end."""
    points = []
    for step in range(steps + 1):
        t = step / steps
        u = 1 - t
        weights = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
        points.append(
            (
                sum(w * p[0] for w, p in zip(weights, (start, first, second, end), strict=True)),
                sum(w * p[1] for w, p in zip(weights, (start, first, second, end), strict=True)),
            )
        )
    return points


def smooth(points: Sequence[Point], steps: int = 12, *, closed: bool = False) -> list[Point]:
    """Return a soft line through all points (a Catmull-Rom spline)."""
    count = len(points)
    last = count if closed else count - 1
    result: list[Point] = []
    for index in range(last):
        if closed:
            before, start, end, after = (points[(index + k) % count] for k in (-1, 0, 1, 2))
        else:
            before = points[max(index - 1, 0)]
            start, end = points[index], points[index + 1]
            after = points[min(index + 2, count - 1)]
        first = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        second = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        result += bezier(start, first, second, end, steps)[: None if index == last - 1 else -1]
    return result


def around(x: float, y: float, radius: float, count: int, turn: float = 0) -> list[Point]:
    """Return `count` points evenly on a circle; `turn` in degrees."""
    return [
        (
            x + radius * math.cos(math.radians(turn + 360 * k / count)),
            y + radius * math.sin(math.radians(turn + 360 * k / count)),
        )
        for k in range(count)
    ]
