"""Pictures of people together: procession, school, meeting, festival."""

from __future__ import annotations

import random

from home.demo.pictures.canvas import Canvas, around, bezier, smooth
from home.demo.pictures.motifs import (
    GILT,
    JADE,
    LACQUER,
    LACQUER_DEEP,
    PAPER,
    hall,
    lantern,
    person,
    pine,
    ridge,
)

_COATS = ("#2f5f73", "#8e1b1b", "#6b4a86", "#b07d2a", "#1f5c4d", "#a4502f", "#39576b")


def lantern_procession(canvas: Canvas) -> None:
    """Draw a procession with lanterns going up to the hall at night."""
    canvas.sky("#1a2234", "#5b3a42", until=800)
    chance = random.Random(5)  # noqa: S311 stars, nothing secret
    for _star in range(90):
        canvas.disc(
            chance.uniform(0, 1600), chance.uniform(0, 420), chance.uniform(0.8, 2.4), "#f8eecf99"
        )
    canvas.glow(300, 190, 240, "#f8e9b8", 110)
    canvas.disc(300, 190, 62, "#f6e6b8")
    canvas.disc(324, 176, 56, "#252940")
    ridge(canvas, [620, 540, 590, 520, 580, 540, 600], "#2b2c40")
    canvas.glow(1130, 560, 470, "#ffb35a", 120)
    hall(canvas, 1130, 720, 0.86, light="#f6d9a0", doors="#c8702f", tile="#5b2a22")
    ridge(canvas, [800, 770, 744, 724, 716, 716, 730], "#2a2a2c")
    canvas.polygon(
        [
            *bezier((930, 724), (840, 790), (420, 820), (100, 1000)),
            *bezier((760, 1000), (800, 880), (1080, 800), (1240, 724)),
        ],
        "#8a6f52",
    )
    pine(canvas, 90, 860, 470, "#1f2f30")
    line = bezier((250, 980), (470, 870), (760, 850), (1010, 756), 9)
    for index, (x, y) in enumerate(reversed(line)):
        near = (y - 740) / 240
        tall = 76 + near * 140
        person(
            canvas,
            x,
            y,
            tall,
            _COATS[index % len(_COATS)],
            skin="#c98f63",
            turban=GILT if index % 3 == 0 else None,
        )
        top = y - tall * 1.16
        canvas.line([(x + tall * 0.16, y - tall * 0.5), (x + tall * 0.22, top)], "#3a2a22", 4)
        lantern(canvas, x + tall * 0.22, top + tall * 0.05, tall * 0.15)
    for x, y, size in (
        (700, 96, 34),
        (900, 150, 26),
        (1440, 110, 34),
        (1290, 64, 24),
        (540, 190, 22),
    ):
        canvas.line([(x, 0), (x, y - size)], "#00000055", 2)
        lantern(canvas, x, y, size, "#d4622f")


def _curtain(canvas: Canvas) -> None:
    """Draw the red curtain with its gilt hem."""
    for k in range(17):
        x = k * 100
        canvas.polygon([(x, 0), (x + 34, 0), (x + 24, 720), (x - 8, 720)], "#7a1414")
    canvas.rect(0, 0, 1600, 96, "#6e1212")
    for k in range(10):
        x = k * 178 - 90
        canvas.polygon(
            [
                (x, 90),
                *smooth([(x, 90), (x + 44, 158), (x + 89, 176), (x + 134, 158), (x + 178, 90)]),
            ],
            "#6e1212",
        )
        canvas.line(
            smooth([(x, 92), (x + 44, 160), (x + 89, 178), (x + 134, 160), (x + 178, 92)]), GILT, 5
        )


def _pots(canvas: Canvas) -> None:
    """Draw a pot of flowers at each side."""
    for x in (64, 1536):
        canvas.rect(x - 44, 830, 88, 110, "#2f5f73", corner=16)
        for dx, dy in ((-30, -40), (26, -50), (0, -90), (-46, -86), (46, -96)):
            canvas.line([(x, 840), (x + dx, 830 + dy)], JADE, 6)
            for px, py in around(x + dx, 830 + dy, 15, 6):
                canvas.disc(px, py, 11, "#f0c65a")
            canvas.disc(x + dx, 830 + dy, 10, "#c98a2c")


def school_awards(canvas: Canvas) -> None:
    """Draw pupils with their award papers before a red curtain."""
    canvas.sky("#8e1b1b", "#a42a22")
    _curtain(canvas)
    canvas.glow(800, 380, 420, "#f0a24a", 110)
    canvas.disc(800, 350, 134, GILT)
    canvas.disc(800, 350, 118, "#7a1414")
    canvas.polygon(
        [
            (744, 404),
            *bezier((744, 330), (770, 318), (790, 318), (800, 332)),
            *bezier((800, 332), (810, 318), (830, 318), (856, 330)),
            (856, 404),
            *bezier((856, 404), (830, 392), (810, 392), (800, 404)),
            *bezier((800, 404), (790, 392), (770, 392), (744, 404)),
        ],
        PAPER,
    )
    canvas.line([(800, 334), (800, 402)], "#c9b184", 4)
    canvas.polygon(
        [
            (800, 240),
            (812, 278),
            (852, 278),
            (820, 300),
            (832, 338),
            (800, 314),
            (768, 338),
            (780, 300),
            (748, 278),
            (788, 278),
        ],
        GILT,
    )
    for side in (-1, 1):
        for k in range(8):
            y = 464 - k * 32
            x = 800 + side * (104 + 60 * (1 - abs(k - 3.6) / 5))
            canvas.oval(x + side * 12, y, 10, 19, "#d9b65a")
            canvas.oval(x - side * 6, y + 10, 9, 17, "#c79a45")
    canvas.rect(0, 720, 1600, 280, "#8a5232")
    canvas.rect(0, 720, 1600, 22, "#a86a42")
    for y in (800, 890):
        canvas.line([(0, y), (1600, y)], "#774427", 4)
    heights = (300, 340, 290, 370, 320, 280, 330)
    for k, height in enumerate(heights):
        x = 230 + k * 190
        coat = PAPER if k % 2 == 0 else "#cfe0ea"
        canvas.oval(x, 936, 70, 14, "#00000033")
        person(canvas, x, 936, height, coat, hair="#231a16" if k != 3 else "#2f2420")
        neck = 936 - height + height * 0.18
        canvas.polygon(
            [(x - height * 0.06, neck), (x + height * 0.06, neck), (x, neck + height * 0.13)],
            "#c8311f",
        )
        top = neck + height * 0.17
        canvas.rect(x - 62, top, 124, 84, GILT, corner=6)
        canvas.rect(x - 54, top + 8, 108, 68, PAPER, corner=4)
        canvas.rect(x - 34, top + 20, 68, 8, LACQUER, corner=4)
        for row in (38, 52):
            canvas.rect(x - 40, top + row, 80, 5, "#c9b99a", corner=2)
    _pots(canvas)


def online_meeting(canvas: Canvas) -> None:
    """Draw a laptop on a desk, nine people meeting on its screen."""
    canvas.sky("#dfe6dc", "#efe3c8")
    canvas.rect(1170, 90, 330, 420, "#f7f1e0")
    canvas.rect(1190, 110, 290, 380, "#8fb6bd")
    canvas.disc(1390, 190, 40, "#f7e3af")
    canvas.polygon(
        [(1190, 490), *smooth([(1190, 400), (1290, 350), (1380, 410), (1480, 370)]), (1480, 490)],
        "#6f9a7c",
    )
    canvas.rect(1328, 110, 14, 380, "#f7f1e0")
    canvas.rect(1190, 290, 290, 14, "#f7f1e0")
    canvas.rect(90, 110, 250, 330, LACQUER_DEEP, corner=8)
    canvas.rect(106, 126, 218, 298, "#f3e4c0", corner=4)
    for k in range(4):
        canvas.rect(186, 152 + k * 64, 58, 46, LACQUER, corner=10)
    canvas.rect(0, 700, 1600, 300, "#9a6a45")
    canvas.rect(0, 700, 1600, 20, "#b98458")
    canvas.oval(760, 892, 600, 40, "#00000033")
    canvas.rect(360, 180, 800, 560, "#2b2422", corner=26)
    canvas.rect(384, 204, 752, 512, "#1f3a40", corner=8)
    chance = random.Random(2)  # noqa: S311 faces on a screen, nothing secret
    grounds = (
        "#cfe0d3",
        "#f0dcb3",
        "#dcd3e6",
        "#c9dfe6",
        "#f0cfc0",
        "#e6e0c3",
        "#d3e6df",
        "#eed9c9",
        "#d9e0ee",
    )
    for k in range(9):
        left, top = 398 + (k % 3) * 246, 216 + (k // 3) * 165
        canvas.rect(left, top, 232, 152, grounds[k], corner=10)
        x, y = left + 116, top + 152
        canvas.polygon(
            bezier((x - 74, y), (x - 66, y - 72), (x + 66, y - 72), (x + 74, y)),
            _COATS[k % len(_COATS)],
        )
        canvas.rect(x - 11, y - 74, 22, 26, "#d9a679")
        canvas.disc(x, y - 90, 32, "#d9a679")
        tone = ("#2b211d", "#cfc8bd", "#2b211d", "#6b5a4c")[chance.randrange(4)]
        rim = [
            (x + dx, y - 90 + dy)
            for dx, dy in (
                (-34, 0),
                (-30, -22),
                (-14, -35),
                (8, -36),
                (28, -24),
                (34, 2),
                (20, -12),
                (-8, -16),
            )
        ]
        canvas.polygon(smooth(rim, 6, closed=True), tone)
    canvas.rect(398 + 246 - 5, 216 + 165 - 5, 242, 6, GILT)
    canvas.rect(398 + 246 - 5, 216 + 165 + 151, 242, 6, GILT)
    canvas.rect(398 + 246 - 5, 216 + 165 - 5, 6, 162, GILT)
    canvas.rect(398 + 246 + 231, 216 + 165 - 5, 6, 162, GILT)
    canvas.polygon([(330, 740), (1190, 740), (1290, 872), (230, 872)], "#3a3230")
    canvas.rect(230, 866, 1060, 22, "#231d1b", corner=10)
    for row in range(4):
        half = 360 + row * 24
        for k in range(13):
            key = 760 - half + k * (half * 2 / 13)
            canvas.rect(key + 5, 754 + row * 21, half * 2 / 13 - 10, 14, "#5b504c", corner=3)
    canvas.rect(640, 840, 240, 24, "#4a413e", corner=6)
    canvas.oval(1430, 900, 84, 16, "#00000033")
    canvas.polygon(
        [(1370, 800), *bezier((1374, 880), (1400, 900), (1460, 900), (1486, 880)), (1490, 800)],
        PAPER,
    )
    canvas.oval(1430, 800, 60, 16, "#efe4c8")
    canvas.oval(1430, 802, 48, 11, "#8a5a2c")
    canvas.arc(1496, 836, 28, -90, 90, PAPER, 11)
    canvas.polygon([(40, 820), (200, 790), (232, 930), (70, 966)], PAPER)
    for k in range(5):
        canvas.line([(70 + k * 6, 842 + k * 24), (196 + k * 6, 818 + k * 24)], "#b9ab8c", 4)
    canvas.line([(90, 960), (216, 860)], LACQUER, 10)


def festival_drum(canvas: Canvas) -> None:
    """Draw the great drum and festival flags in the court on giỗ tổ day."""
    canvas.sky("#f6dba6", "#fbf0d4", until=760)
    canvas.glow(800, 240, 460, "#fff4cf", 150)
    ridge(canvas, [560, 520, 550, 500, 540, 520, 560], "#d6c793")
    ridge(canvas, [660, 640, 620, 640, 616, 640, 656], "#9fb07d")
    hall(canvas, 800, 716, 0.62)
    canvas.rect(0, 720, 1600, 280, "#d3c29a")
    for y in (770, 840, 930):
        canvas.line([(0, y), (1600, y)], "#c2b087", 4)
    for x, height, lean in ((120, 640, 1), (330, 560, 1), (1270, 560, -1), (1480, 640, -1)):
        canvas.line([(x, 940), (x, 940 - height)], "#8a5a38", 10)
        left, top, size = x, 940 - height + 10, 190
        for inset, tone in (
            (0, "#8e1b1b"),
            (24, "#e9c873"),
            (48, "#1f5c4d"),
            (70, "#f3f0e6"),
            (86, "#2f5f73"),
        ):
            a, b = inset, size - inset
            ax = (left + lean * a, left + lean * b)
            wave, dip = 16 * lean * (b - a) / size, 20 * (b - a) / size
            canvas.polygon(
                [
                    *bezier(
                        (ax[0], top + a),
                        (ax[0] + wave, top + a + dip),
                        (ax[1] - wave, top + a - dip),
                        (ax[1], top + a),
                        10,
                    ),
                    *bezier(
                        (ax[1], top + b),
                        (ax[1] - wave, top + b - dip),
                        (ax[0] + wave, top + b + dip),
                        (ax[0], top + b),
                        10,
                    ),
                ],
                tone,
            )
        for k in range(8):
            y = top + k * 24
            canvas.polygon(
                [
                    (left + lean * size, y),
                    (left + lean * (size + 26), y + 8),
                    (left + lean * size, y + 22),
                ],
                "#8e1b1b",
            )
        canvas.disc(x, 940 - height, 13, GILT)
    canvas.oval(800, 950, 260, 26, "#00000033")
    canvas.line([(640, 950), (740, 620)], LACQUER_DEEP, 26)
    canvas.line([(960, 950), (860, 620)], LACQUER_DEEP, 26)
    canvas.line([(668, 860), (932, 860)], LACQUER_DEEP, 20)
    canvas.rect(576, 560, 448, 30, LACQUER_DEEP, corner=14)
    canvas.disc(576, 575, 22, GILT)
    canvas.disc(1024, 575, 22, GILT)
    canvas.disc(800, 730, 168, "#6e1212")
    canvas.disc(800, 730, 154, "#a42a22")
    canvas.disc(800, 730, 134, "#efd9ab")
    canvas.disc(800, 730, 98, "#e6c98d")
    for px, py in around(800, 730, 144, 28):
        canvas.disc(px, py, 6, GILT)
    star = [
        point
        for pair in zip(around(800, 730, 92, 10), around(800, 730, 40, 10, 18), strict=True)
        for point in pair
    ]
    canvas.polygon(star, "#c98a4a")
    canvas.disc(800, 730, 22, "#8e1b1b")
    person(canvas, 1090, 946, 300, LACQUER, turban=GILT)
    canvas.line([(1066, 760), (930, 690)], "#8a5a38", 12)
    canvas.disc(926, 688, 18, "#c8452c")
    for x, coat, tall in (
        (470, "#2f5f73", 250),
        (388, "#6b4a86", 232),
        (1236, "#1f5c4d", 244),
        (1330, "#b07d2a", 226),
        (280, "#a4502f", 150),
        (556, "#39576b", 160),
    ):
        person(canvas, x, 940, tall, coat, turban="#2b2320" if tall > 240 else None)
