"""Pictures of things: the book, lotus, the tree of a family."""

from __future__ import annotations

import math
import random

from home.demo.pictures.canvas import Canvas, bezier, smooth
from home.demo.pictures.motifs import GILT, INK, LACQUER, LACQUER_DEEP, PAPER, crown, mist, ridge


def book_and_brush(canvas: Canvas) -> None:
    """Draw the clan's book open on a desk, with brush and ink stone."""
    canvas.sky("#e9d9b6", "#d9bf8e")
    canvas.rect(180, 90, 500, 470, "#f6ecd2")
    canvas.rect(204, 114, 452, 422, "#bcd4cb")
    canvas.disc(520, 230, 54, "#f7e3af")
    canvas.polygon(
        [
            (204, 536),
            *smooth([(204, 430), (330, 380), (450, 430), (560, 390), (656, 420)]),
            (656, 536),
        ],
        "#86a98a",
    )
    for x in (204, 318, 430, 544, 644):
        canvas.rect(x, 114, 12, 422, "#8a5a38")
    for y in (114, 318, 524):
        canvas.rect(204, y, 452, 12, "#8a5a38")
    for dx, low in ((1000, 520), (1180, 520), (1360, 520)):
        canvas.rect(dx, 110, 130, low - 110, LACQUER_DEEP, corner=8)
        canvas.rect(dx + 10, 120, 110, low - 130, LACQUER, corner=6)
        for k in range(4):
            canvas.rect(dx + 42, 160 + k * 84, 46, 54, GILT, corner=8)
    canvas.rect(0, 600, 1600, 400, "#7c4528")
    canvas.rect(0, 600, 1600, 20, "#94583a")
    for y in (690, 800, 905):
        canvas.line(smooth([(0, y), (500, y + 9), (1000, y - 8), (1600, y + 4)]), "#6b3a21", 3)
    canvas.oval(800, 900, 560, 42, "#00000033")
    for side in (-1, 1):
        edge = [
            (800, 660),
            *bezier(
                (800, 660),
                (800 + side * 120, 610),
                (800 + side * 340, 620),
                (800 + side * 470, 650),
            ),
        ]
        hem = bezier(
            (800 + side * 540, 890), (800 + side * 380, 860), (800 + side * 140, 850), (800, 900)
        )
        canvas.polygon([(x, y + 16) for x, y in (*edge, *hem)], "#c9b184")
        canvas.polygon([*edge, *hem], PAPER if side > 0 else "#f6ecd6")
        for column in range(7):
            part = 0.1 + column * 0.125
            x_top, x_low = 800 + side * 466 * part, 800 + side * 530 * part
            y_top, y_low = 654 - 24 * math.sin(part * 3), 886 - 24 * math.sin(part * 2.2)
            length = 1.0 if (column * 3) % 4 else 0.62
            canvas.line([(x_top, y_top), (x_low, y_low)], "#d8c8a4", 2)
            for k in range(int(9 * length)):
                t = 0.09 + k * 0.098
                cx = x_top + (x_low - x_top) * t + side * 22
                cy = y_top + (y_low - y_top) * t
                canvas.rect(cx - 10, cy - 8, 20, 15, "#3a2c24cc", corner=4)
    canvas.line([(800, 662), (800, 896)], "#b79d6f", 4)
    canvas.rect(1370, 770, 190, 110, "#2f2a2b", corner=18)
    canvas.oval(1440, 826, 48, 34, "#15110f")
    canvas.oval(1452, 820, 22, 12, "#4b4648")
    canvas.line([(1210, 940), (1530, 742)], "#8a5a38", 15)
    canvas.line([(1210, 940), (1180, 958)], GILT, 16)
    canvas.polygon(smooth([(1184, 946), (1110, 1000), (1150, 996), (1196, 968)], closed=True), INK)
    canvas.rect(86, 726, 150, 96, LACQUER, corner=14)
    canvas.oval(161, 728, 75, 20, "#a83a34")
    for x, lean, tone in ((126, -26, "#8a5a38"), (160, 4, "#6b4430"), (196, 30, "#a06f45")):
        canvas.line([(x, 728), (x + lean, 560)], tone, 10)
        canvas.polygon([(x + lean - 9, 566), (x + lean, 512), (x + lean + 9, 566)], INK)


def lotus_pond(canvas: Canvas) -> None:
    """Draw lotus flowers before the pond's pavilion."""
    canvas.sky("#d8e6dc", "#f6ecd8", until=520)
    canvas.disc(1230, 190, 72, "#f3c583")
    ridge(canvas, [400, 360, 390, 330, 380, 350, 400], "#b8cdb8", floor=520)
    mist(canvas, 600, 396, 700)
    canvas.rect(0, 470, 1600, 530, "#7fb0a4")
    canvas.soft([(1130, 470), (1330, 470), (1430, 1000), (1030, 1000)], "#f6dfa955", 30)
    chance = random.Random(21)  # noqa: S311 leaves on water, nothing secret
    for _wave in range(60):
        canvas.rect(
            chance.uniform(0, 1600),
            chance.uniform(490, 980),
            chance.uniform(30, 120),
            3,
            "#a9cfc2aa",
            corner=2,
        )
    rows = ((530, 46.0, 13), (620, 70.0, 10), (740, 104.0, 8), (900, 150.0, 6))
    for y, size, count in rows:
        for k in range(count):
            x = 1600 / count * (k + 0.5) + chance.uniform(-40, 40)
            tone = chance.choice(("#3f7a5c", "#4d8a66", "#5d9a70"))
            canvas.oval(x + 6, y + size * 0.14, size, size * 0.36, "#3b6b5f66")
            canvas.oval(x, y, size, size * 0.36, tone)
            canvas.oval(x - size * 0.2, y - size * 0.07, size * 0.5, size * 0.14, "#7db383aa")
            canvas.polygon(
                [(x, y), (x + size * 0.3, y + size * 0.4), (x + size * 0.06, y + size * 0.4)],
                "#7fb0a4",
            )
    for x, y, size in (
        (330.0, 560, 0.55),
        (1010.0, 540, 0.5),
        (1330, 640, 0.72),
        (560, 700, 0.95),
        (1060, 800, 1.35),
        (220, 860, 1.1),
    ):
        canvas.line(
            bezier(
                (x + 14 * size, y + 190 * size),
                (x + 18 * size, y + 120 * size),
                (x - 6 * size, y + 60 * size),
                (x, y),
            ),
            "#4d7a55",
            8 * size,
        )
        for turn, length, tone in (
            (-66, 120, "#d4758b"),
            (66, 120, "#d4758b"),
            (-40, 136, "#e294a4"),
            (40, 136, "#e294a4"),
            (-18, 144, "#eeb4bd"),
            (18, 144, "#eeb4bd"),
            (0, 128, "#f7d3d4"),
        ):
            angle = math.radians(turn)
            tip = (x + math.sin(angle) * length * size, y - math.cos(angle) * length * size)
            wide = 34 * size
            middle = ((x + tip[0]) / 2, (y + tip[1]) / 2)
            out = (math.cos(angle) * wide, math.sin(angle) * wide)
            canvas.polygon(
                smooth(
                    [
                        (x, y),
                        (middle[0] - out[0], middle[1] - out[1]),
                        tip,
                        (middle[0] + out[0], middle[1] + out[1]),
                    ],
                    closed=True,
                ),
                tone,
            )
        canvas.oval(x, y - 20 * size, 26 * size, 16 * size, "#e8c25a")
    for x, y, size in ((760.0, 560, 0.5), (420.0, 830, 1.0), (1440.0, 860, 1.1)):
        canvas.line([(x, y), (x + 10, y + 160 * size)], "#4d7a55", 7 * size)
        canvas.polygon(
            smooth(
                [
                    (x, y - 96 * size),
                    (x + 34 * size, y - 30 * size),
                    (x, y + 6 * size),
                    (x - 34 * size, y - 30 * size),
                ],
                closed=True,
            ),
            "#e08a9c",
        )
        canvas.polygon(
            smooth([(x + 4, y - 90 * size), (x + 20 * size, y - 30 * size), (x, y)], closed=True),
            "#f0b7bf",
        )


def family_tree(canvas: Canvas) -> None:
    """Draw a tree whose fruits are people, its roots deep in the soil."""
    canvas.sky("#eef0de", "#dfe7d2", until=780)
    canvas.disc(800, 420, 372, "#f7edcf")
    ridge(canvas, [700, 650, 690, 640, 700, 660, 700], "#c3d2b4", floor=860)
    canvas.rect(0, 780, 1600, 220, "#8a6a48")
    canvas.polygon(
        [
            (0, 800),
            *smooth([(0, 770), (400, 782), (800, 752), (1200, 782), (1600, 768)]),
            (1600, 800),
        ],
        "#7f9a6d",
    )
    canvas.rect(0, 790, 1600, 12, "#6c8a5d")
    for end, bend in (
        ((420, 960), (700, 880)),
        ((600, 990), (740, 900)),
        ((800, 1000), (806, 900)),
        ((1000, 990), (860, 900)),
        ((1190, 955), (900, 880)),
    ):
        canvas.line(bezier((800, 780), bend, bend, end), "#5b4332", 16)
        canvas.line(bezier((800, 780), bend, bend, end), "#6b5140", 6)
    for dx, dy, radius, tone in (
        (-330, -40, 150, "#6d9a6b"),
        (330, -50, 150, "#6d9a6b"),
        (-190, -160, 170, "#5f8f6b"),
        (190, -170, 170, "#5f8f6b"),
        (0, -250, 180, "#527f5c"),
        (-90, -40, 150, "#7aa67b"),
        (110, -40, 150, "#7aa67b"),
        (-420, 60, 100, "#7aa67b"),
        (420, 50, 100, "#7aa67b"),
    ):
        crown(canvas, 800 + dx, 430 + dy, radius, tone, dx + dy)
    trunk = smooth(
        [(700, 790), (754, 700), (760, 560), (800, 460), (842, 560), (848, 700), (900, 790)], 8
    )
    canvas.polygon(trunk, "#5b4332")
    nodes = {
        "root": (800, 470),
        "a": (560, 400),
        "b": (800, 300),
        "c": (1040, 400),
        "a1": (420, 480),
        "a2": (470, 300),
        "b1": (690, 210),
        "b2": (910, 210),
        "c1": (1130, 300),
        "c2": (1180, 480),
    }
    for upper, lower in (
        ("root", "a"),
        ("root", "b"),
        ("root", "c"),
        ("a", "a1"),
        ("a", "a2"),
        ("b", "b1"),
        ("b", "b2"),
        ("c", "c1"),
        ("c", "c2"),
    ):
        (x1, y1), (x2, y2) = nodes[upper], nodes[lower]
        canvas.line(
            bezier((x1, y1), (x1, y2 + 50), (x2, y1 - 20), (x2, y2)),
            "#5b4332",
            22 if upper == "root" else 13,
        )
    coats = ("#8e1b1b", "#2f5f73", "#b07d2a", "#1f5c4d", "#6b4a86")
    sizes = {"root": 66, "a": 54, "b": 54, "c": 54}
    for index, (name, (x, y)) in enumerate(nodes.items()):
        size = sizes.get(name, 44)
        canvas.disc(x, y, size, GILT)
        canvas.disc(x, y, size - 6, PAPER)
        canvas.polygon(
            bezier(
                (x - size * 0.62, y + size * 0.62),
                (x - size * 0.5, y),
                (x + size * 0.5, y),
                (x + size * 0.62, y + size * 0.62),
            ),
            coats[index % 5],
        )
        canvas.disc(x, y - size * 0.2, size * 0.3, "#d9a679")
        canvas.polygon(
            [
                (
                    x + size * 0.32 * math.cos(math.radians(d)),
                    y - size * 0.2 + size * 0.32 * math.sin(math.radians(d)),
                )
                for d in range(185, 356, 10)
            ],
            INK,
        )
