"""Things that come back in many pictures: hills, halls, trees, people."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from home.demo.pictures.canvas import Canvas, Colour, Point, around, bezier, smooth

LACQUER = "#8e1b1b"
LACQUER_DEEP = "#6e1212"
GILT = "#e9c873"
GOLD = "#8a6a1f"
JADE = "#1f5c4d"
PAPER = "#fbf7ef"
IVORY = "#f6ead0"
SAND = "#e4d3ad"
INK = "#231a16"
WOOD = "#5a2b1a"
STONE = "#a79a86"
LEAF = "#5f8f6b"


def ridge(canvas: Canvas, heights: Sequence[float], fill: Colour, *, floor: float = 1000) -> None:
    """Draw a range of hills whose line passes the heights, evenly spaced from left to right."""
    step = canvas.width / (len(heights) - 1)
    line = smooth([(index * step, height) for index, height in enumerate(heights)])
    canvas.polygon([(0, floor), *line, (canvas.width, floor)], fill)


def mist(canvas: Canvas, x: float, y: float, length: float, fill: Colour = "#ffffff55") -> None:
    """Draw a long flat bank of mist around (x, y)."""
    for dx, dy, part in ((0, 0, 1.0), (length * 0.16, -13, 0.55), (-length * 0.2, 12, 0.6)):
        half = length * part / 2
        canvas.rect(x + dx - half, y + dy - 7, half * 2, 14, fill, corner=7)


def roof(
    canvas: Canvas,
    x: float,
    y: float,
    *,
    ridge_half: float,
    eave_half: float,
    height: float,
    fill: Colour,
    lift: float = 26,
) -> None:
    """Draw a roof with its ridge at height y: hollow slopes, eaves that turn up at the corners."""
    low = y + height
    right = bezier(
        (x + ridge_half, y),
        (x + ridge_half + (eave_half - ridge_half) * 0.25, y + height * 0.62),
        (x + eave_half * 0.82, low - 4),
        (x + eave_half, low - lift),
    )
    under = bezier(
        (x + eave_half, low - lift),
        (x + eave_half * 0.84, low + 12),
        (x + eave_half * 0.5, low + 12),
        (x, low + 12),
    )
    half = [*right, *under]
    mirrored = [(2 * x - px, py) for px, py in reversed(half)]
    canvas.polygon([*half, *mirrored], fill)


def tiles(
    canvas: Canvas,
    x: float,
    y: float,
    *,
    ridge_half: float,
    eave_half: float,
    height: float,
    fill: Colour,
    count: int = 17,
) -> None:
    """Draw the rows of tiles running down a roof of the same measures."""
    for index in range(1, count):
        part = index / count * 2 - 1
        top = (x + ridge_half * part, y + 4)
        low = (x + eave_half * 0.88 * part, y + height + 6)
        bend = (top[0] + (low[0] - top[0]) * 0.3, y + height * 0.62)
        canvas.line(bezier(top, bend, bend, low, 8), fill, 2)


def hall(
    canvas: Canvas,
    x: float,
    floor: float,
    size: float = 1.0,
    *,
    light: Colour = IVORY,
    doors: Colour = "#7a2418",
    tile: Colour = "#8c3b22",
) -> None:
    """Draw the clan's hall (từ đường): two roofs, five bays, a stone terrace on `floor`."""

    def s(value: float) -> float:
        return value * size

    wall_top = floor - s(262)
    canvas.rect(x - s(430), floor - s(30), s(860), s(30), "#8f836f")
    canvas.rect(x - s(395), floor - s(58), s(790), s(28), "#a99c85")
    canvas.rect(x - s(330), wall_top, s(660), s(206), light)
    for k in range(5):
        left = x - s(318) + k * s(130)
        canvas.rect(left + s(10), wall_top + s(40), s(96), s(164), doors)
        for leaf in range(3):
            canvas.rect(
                left + s(15) + leaf * s(31),
                wall_top + s(52),
                s(24),
                s(84),
                GILT + "55",
                corner=s(3),
            )
    for k in range(6):
        left = x - s(330) + k * s(130)
        canvas.rect(left - s(1), wall_top + s(16), s(20), s(192), LACQUER_DEEP)
        canvas.rect(left - s(6), floor - s(66), s(30), s(12), "#7d725f")
    canvas.rect(x - s(345), wall_top + s(6), s(690), s(24), LACQUER_DEEP)
    canvas.rect(x - s(92), wall_top + s(12), s(184), s(48), LACQUER, corner=s(4))
    canvas.rect(x - s(84), wall_top + s(19), s(168), s(34), GILT, corner=s(3))
    for k in range(4):
        canvas.rect(x - s(64) + k * s(36), wall_top + s(26), s(20), s(20), LACQUER, corner=s(4))
    low_roof = {"ridge_half": s(330), "eave_half": s(480), "height": s(92)}
    high_roof = {"ridge_half": s(200), "eave_half": s(338), "height": s(112)}
    roof(canvas, x, wall_top - s(82), fill=tile, lift=s(30), **low_roof)
    tiles(canvas, x, wall_top - s(82), fill="#00000022", count=29, **low_roof)
    canvas.rect(x - s(256), wall_top - s(112), s(512), s(36), "#5c2415")
    roof(canvas, x, wall_top - s(216), fill=_lighter(tile), lift=s(30), **high_roof)
    tiles(canvas, x, wall_top - s(216), fill="#00000022", count=21, **high_roof)
    canvas.rect(x - s(214), wall_top - s(228), s(428), s(18), "#5c2415", corner=s(8))
    canvas.disc(x, wall_top - s(246), s(24), GILT)
    canvas.disc(x, wall_top - s(246), s(13), "#d1913c")
    for side in (-1, 1):
        tip = x + side * s(214)
        canvas.polygon(
            smooth(
                [
                    (tip - side * s(40), wall_top - s(226)),
                    (tip, wall_top - s(236)),
                    (tip + side * s(26), wall_top - s(268)),
                    (tip + side * s(20), wall_top - s(228)),
                    (tip - side * s(10), wall_top - s(210)),
                ],
                8,
                closed=True,
            ),
            "#5c2415",
        )


def _lighter(colour: Colour, amount: int = 16) -> Colour:
    parts = (min(255, int(colour[k : k + 2], 16) + amount) for k in (1, 3, 5))
    return "#" + "".join(f"{part:02x}" for part in parts)


def crown(canvas: Canvas, x: float, y: float, size: float, fill: Colour, seed: int) -> None:
    """Draw the round crown of a leaf tree."""
    chance = random.Random(seed)  # noqa: S311 shapes of leaves, nothing secret
    rim = [
        (px + chance.uniform(-0.1, 0.1) * size, y + (py - y) * 0.74)
        for px, py in around(x, y, size, 13, chance.uniform(0, 30))
    ]
    canvas.polygon(smooth(rim, closed=True), fill)
    for px, py in rim:
        canvas.disc(px * 0.86 + x * 0.14, py * 0.86 + y * 0.14, size * 0.24, fill)


def banyan(canvas: Canvas, x: float, floor: float, size: float = 1.0) -> None:
    """Draw an old banyan (cây đa) with aerial roots."""

    def at(dx: float, dy: float) -> Point:
        return (x + dx * size, floor + dy * size)

    for dx, dy, radius in ((-150, -420, 150), (150, -430, 160), (0, -520, 170)):
        crown(canvas, *at(dx, dy), radius * size, "#3f6b4f", seed=round(dx))
    trunk = smooth(
        [
            at(-92, 6),
            at(-54, -60),
            at(-44, -190),
            at(-120, -330),
            at(-84, -350),
            at(-10, -250),
            at(10, -390),
            at(48, -390),
            at(44, -240),
            at(120, -340),
            at(150, -320),
            at(64, -180),
            at(66, -60),
            at(110, 6),
        ],
        8,
    )
    canvas.polygon(trunk, "#5b4332")
    for dx in (-28, 2, 30):
        canvas.line([at(dx, -180), at(dx * 1.5, 0)], "#4a3527", 6 * size)
    for dx, top, low in (
        (-170, -330, -70),
        (-140, -320, -150),
        (150, -330, -110),
        (186, -340, -40),
    ):
        canvas.line([at(dx, top), at(dx + 4, low)], "#6b5140", 4 * size)
    for dx, dy, radius in ((-210, -380, 105), (-70, -470, 120), (80, -470, 115), (220, -390, 110)):
        crown(canvas, *at(dx, dy), radius * size, "#527f5c", seed=round(dx * 7))
    for dx, dy, radius in ((-130, -520, 76), (20, -560, 82), (150, -510, 72)):
        crown(canvas, *at(dx, dy), radius * size, "#6d9a6b", seed=round(dx * 3))


def pine(canvas: Canvas, x: float, floor: float, height: float, fill: Colour = "#33584a") -> None:
    """Draw an old pine with flat clouds of needles."""
    lean = height * 0.06
    canvas.polygon(
        smooth(
            [
                (x - height * 0.035, floor),
                (x - height * 0.02 + lean, floor - height * 0.5),
                (x - lean * 0.4, floor - height * 0.94),
                (x + height * 0.012, floor - height * 0.94),
                (x + height * 0.028 + lean, floor - height * 0.5),
                (x + height * 0.04, floor),
            ],
            8,
        ),
        "#5a3d2b",
    )
    tiers = (
        (-0.16, 0.50, 0.17),
        (0.17, 0.58, 0.19),
        (-0.12, 0.70, 0.2),
        (0.11, 0.80, 0.17),
        (0.0, 0.93, 0.16),
    )
    for dx, up, half in tiers:
        cx, cy = x + dx * height, floor - up * height
        canvas.line([(x + lean * 0.5, cy + height * 0.05), (cx, cy)], "#5a3d2b", height * 0.014)
        canvas.oval(cx, cy, half * height, height * 0.05, fill)
        canvas.oval(
            cx - half * height * 0.3,
            cy - height * 0.028,
            half * height * 0.55,
            height * 0.045,
            fill,
        )
        canvas.oval(
            cx + half * height * 0.2,
            cy - height * 0.034,
            half * height * 0.5,
            height * 0.03,
            _lighter(fill, 18),
        )


def areca(canvas: Canvas, x: float, floor: float, height: float, fill: Colour = "#3f7152") -> None:
    """Draw an areca palm (cây cau)."""
    top = floor - height
    bend = height * 0.03
    canvas.line(
        bezier((x, floor), (x + bend, floor - height * 0.4), (x + bend, top + 60), (x, top), 14),
        "#8b7b62",
        max(6.0, height * 0.018),
    )
    for ring in range(1, int(height // 46)):
        y = floor - ring * 46
        canvas.line([(x - 3, y), (x + 9, y)], "#74664f", 2)
    spread = height * 0.26
    for degrees in (-168, -140, -112, -90, -68, -40, -12):
        angle = math.radians(degrees)
        tip = (x + math.cos(angle) * spread, top + math.sin(angle) * spread * 0.62 + spread * 0.24)
        middle = (x + math.cos(angle) * spread * 0.6, top + math.sin(angle) * spread * 0.9)
        frond = bezier((x, top), middle, middle, tip, 10)
        back = bezier(
            tip,
            (middle[0], middle[1] + spread * 0.22),
            (middle[0], middle[1] + spread * 0.22),
            (x, top + 8),
            10,
        )
        canvas.polygon([*frond, *back], fill)
    canvas.oval(x + 2, top + spread * 0.2, spread * 0.1, spread * 0.13, "#b98a3a")


def person(
    canvas: Canvas,
    x: float,
    floor: float,
    height: float,
    coat: Colour,
    *,
    skin: Colour = "#d9a679",
    hair: Colour = "#2b211d",
    turban: Colour | None = None,
) -> None:
    """Draw somebody in a long tunic (áo dài), standing with hands folded; no face."""
    head = height * 0.085
    neck = floor - height + head * 2.1
    canvas.polygon(
        smooth(
            [
                (x - height * 0.1, neck + height * 0.08),
                (x - height * 0.05, neck + head * 0.2),
                (x + height * 0.05, neck + head * 0.2),
                (x + height * 0.1, neck + height * 0.08),
                (x + height * 0.125, neck + height * 0.36),
                (x + height * 0.15, floor - 4),
                (x - height * 0.15, floor - 4),
                (x - height * 0.125, neck + height * 0.36),
            ],
            6,
            closed=True,
        ),
        coat,
    )
    canvas.rect(x - head * 0.34, neck - head * 0.5, head * 0.68, head, skin)
    canvas.disc(x, neck - head, head, skin)
    canvas.polygon(
        [
            (x + head * math.cos(a) * 1.05, neck - head + head * math.sin(a) * 1.05)
            for a in (math.radians(d) for d in range(185, 356, 10))
        ],
        hair,
    )
    if turban:
        canvas.rect(
            x - head * 1.12,
            neck - head * 1.62,
            head * 2.24,
            head * 0.52,
            turban,
            corner=head * 0.24,
        )
    canvas.oval(x, neck + height * 0.27, height * 0.058, height * 0.024, skin)


def lantern(canvas: Canvas, x: float, y: float, size: float, fill: Colour = "#c8452c") -> None:
    """Draw a round paper lantern with its tassel, the heart at (x, y)."""
    canvas.glow(x, y, size * 3.1, "#ffcf7a", 115)
    canvas.rect(x - size * 0.34, y - size * 1.06, size * 0.68, size * 0.22, GILT, corner=3)
    canvas.rect(x - size * 0.34, y + size * 0.84, size * 0.68, size * 0.22, GILT, corner=3)
    canvas.oval(x, y, size, size * 0.88, fill)
    canvas.oval(x, y, size * 0.62, size * 0.87, _lighter(fill, 30))
    canvas.oval(x, y, size * 0.24, size * 0.86, "#ffd98a")
    for dx in (-0.14, 0, 0.14):
        canvas.line(
            [(x + dx * size, y + size * 1.04), (x + dx * size * 1.4, y + size * 1.62)], "#b8391f", 3
        )
