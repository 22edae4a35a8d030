"""Pictures under a roof: the altar, a tea table."""

from __future__ import annotations

import random

from home.demo.pictures.canvas import Canvas, around, bezier, smooth
from home.demo.pictures.motifs import GILT, GOLD, IVORY, JADE, LACQUER_DEEP, PAPER, WOOD


def _scrolls_and_cloth(canvas: Canvas) -> None:
    """Draw the scrolls, the board and the altar cloth."""
    for x in (60, 1350):
        canvas.rect(x, 60, 190, 640, LACQUER_DEEP, corner=10)
        canvas.rect(x + 16, 78, 158, 604, "#8e1b1b", corner=8)
        for k in range(5):
            canvas.rect(x + 58, 122 + k * 112, 74, 74, GILT, corner=12)
            canvas.rect(x + 72, 136 + k * 112, 46, 46, "#8e1b1b", corner=10)
    canvas.rect(470, 60, 660, 120, GOLD, corner=12)
    canvas.rect(486, 76, 628, 88, LACQUER_DEEP, corner=8)
    for k in range(4):
        canvas.rect(546 + k * 140, 92, 88, 56, GILT, corner=10)
    canvas.rect(0, 760, 1600, 240, "#4d1010")
    canvas.rect(0, 742, 1600, 26, GILT)
    for k in range(9):
        x = k * 200 - 20
        canvas.polygon(
            smooth([(x, 778), (x + 50, 860), (x + 100, 900), (x + 150, 860), (x + 200, 778)]),
            "#7c1a17",
        )
        canvas.disc(x + 100, 836, 20, "#b58632")


def _flowers(canvas: Canvas) -> None:
    """Draw two vases with yellow chrysanthemums."""
    for x, tone in ((250, "#dfe8e0"), (1350, "#dfe8e0")):
        canvas.polygon(
            smooth(
                [
                    (x - 30, 742),
                    (x - 56, 690),
                    (x - 24, 620),
                    (x + 24, 620),
                    (x + 56, 690),
                    (x + 30, 742),
                ]
            ),
            tone,
        )
        canvas.line(smooth([(x - 40, 690), (x, 672), (x + 40, 690)]), "#3f6f8f", 6)
        for dx, dy, r in (
            (-60, -110, 34),
            (0, -160, 40),
            (60, -110, 34),
            (-28, -70, 28),
            (34, -64, 28),
        ):
            canvas.line([(x, 620), (x + dx * 0.8, 620 + dy * 0.8)], JADE, 6)
            for px, py in around(x + dx, 620 + dy, r * 0.62, 8):
                canvas.disc(px, py, r * 0.4, "#efc65a")
            canvas.disc(x + dx, 620 + dy, r * 0.42, "#c98a2c")


def _candles(canvas: Canvas) -> None:
    """Draw two lit candles."""
    for x in (460, 1140):
        canvas.rect(x - 46, 742, 92, 18, GOLD, corner=6)
        canvas.rect(x - 12, 640, 24, 110, "#c79a45")
        canvas.oval(x, 640, 46, 14, "#d9ae58")
        canvas.rect(x - 17, 486, 34, 152, "#c8402f", corner=6)
        canvas.glow(x, 446, 150, "#ffcf7a", 210)
        canvas.polygon(
            smooth([(x, 404), (x + 15, 450), (x, 484), (x - 15, 450)], closed=True), "#ffd98a"
        )
        canvas.polygon(
            smooth([(x, 436), (x + 7, 460), (x, 480), (x - 7, 460)], closed=True), "#fff6df"
        )


def incense_urn(canvas: Canvas) -> None:
    """Draw the altar: urn with incense, candles, fruit and flowers."""
    canvas.sky("#571010", "#7c2019")
    canvas.glow(800, 420, 640, "#d9893f", 120)
    _scrolls_and_cloth(canvas)
    for points, tone in (
        (
            [
                (790, 470),
                (740, 380),
                (830, 290),
                (760, 190),
                (800, 100),
                (824, 190),
                (770, 290),
                (868, 390),
                (812, 470),
            ],
            "#f6e7cd66",
        ),
        (
            [
                (806, 470),
                (850, 400),
                (800, 330),
                (860, 250),
                (838, 170),
                (880, 250),
                (830, 330),
                (880, 400),
                (826, 470),
            ],
            "#f6e7cd44",
        ),
    ):
        canvas.soft(smooth(points, closed=True), tone, 12)
    for dx in (-34, 0, 34):
        canvas.line([(800 + dx * 0.5, 640), (800 + dx, 470)], "#c98f4a", 6)
        canvas.glow(800 + dx, 468, 26, "#ffb35a", 230)
        canvas.disc(800 + dx, 468, 6, "#ffd89a")
    canvas.polygon(
        [(620, 640), *bezier((610, 760), (690, 790), (910, 790), (990, 760)), (980, 640)], "#b98a3a"
    )
    canvas.oval(800, 640, 190, 34, "#d9ae58")
    canvas.oval(800, 644, 150, 20, "#6b4a2a")
    canvas.polygon([(640, 690), *bezier((650, 760), (720, 772), (880, 772), (960, 690))], "#a3752c")
    for side in (-1, 1):
        canvas.arc(
            800 + side * 196,
            660,
            40,
            90 if side > 0 else -90 + 0,
            270 + 180 * (side > 0),
            "#d9ae58",
            16,
        )
    for x in (700, 900):
        canvas.rect(x - 22, 770, 44, 30, "#a3752c", corner=8)
    _candles(canvas)
    _flowers(canvas)


def tea_for_elders(canvas: Canvas) -> None:
    """Draw a tea table before a window with a peach branch, for the honouring of elders."""
    canvas.sky("#f0dfc2", "#e3c79c")
    canvas.disc(800, 390, 330, "#fbf3df")
    canvas.arc(800, 390, 338, 0, 360, "#8a5a38", 20)
    canvas.polygon(
        [
            *smooth([(490, 500), (620, 440), (760, 500), (900, 430), (1110, 500)]),
            (1080, 560),
            (980, 660),
            (800, 716),
            (620, 660),
            (520, 560),
        ],
        "#b8cdb8",
    )
    canvas.disc(930, 260, 50, "#e9a065")
    branch = bezier((1600, 60), (1350, 160), (1150, 120), (900, 330))
    canvas.line(branch, WOOD, 16)
    canvas.line(bezier((1290, 150), (1220, 260), (1150, 290), (1060, 400)), WOOD, 10)
    canvas.line(bezier((1400, 110), (1330, 60), (1280, 50), (1180, 20)), WOOD, 9)
    chance = random.Random(12)  # noqa: S311 blossoms, nothing secret
    blossoms = [branch[k] for k in range(6, 25, 2)]
    blossoms += [
        (1220, 245),
        (1150, 300),
        (1100, 350),
        (1060, 400),
        (1250, 44),
        (1180, 22),
        (1330, 70),
    ]
    for x, y in blossoms:
        bx, by = x + chance.uniform(-22, 22), y + chance.uniform(-22, 22)
        size = chance.uniform(16, 28)
        for px, py in around(bx, by, size * 0.62, 5, chance.uniform(0, 72)):
            canvas.disc(px, py, size * 0.56, chance.choice(("#e58a97", "#efa9b0", "#d96f82")))
        canvas.disc(bx, by, size * 0.26, "#f6dc8f")
    canvas.rect(0, 760, 1600, 240, "#7c4528")
    canvas.rect(0, 760, 1600, 24, "#9a5d3c")
    canvas.oval(800, 880, 470, 64, "#5f3019")
    canvas.oval(800, 866, 470, 62, "#a8683f")
    canvas.oval(800, 862, 430, 52, "#8e5431")
    canvas.oval(760, 846, 190, 24, "#00000033")
    canvas.arc(930, 716, 82, -92, 92, "#2f5f73", 22)
    canvas.polygon(
        [
            *bezier((600, 700), (540, 690), (520, 640), (476, 622)),
            *bezier((470, 650), (500, 700), (530, 770), (620, 780)),
        ],
        "#2f5f73",
    )
    canvas.oval(760, 726, 184, 122, "#3a7088")
    canvas.oval(720, 690, 90, 50, "#5b8fa3")
    canvas.oval(760, 610, 84, 22, "#2f5f73")
    canvas.oval(760, 600, 70, 24, "#4a8098")
    canvas.disc(760, 574, 16, GILT)
    canvas.line(smooth([(650, 760), (760, 790), (880, 760)]), "#e9dfc6", 6)
    canvas.line(smooth([(620, 722), (700, 742), (760, 716), (830, 744), (905, 720)]), "#e9dfc6", 5)
    for x, y in ((420, 830), (1080, 846), (1210, 812)):
        canvas.oval(x, y + 30, 74, 14, "#00000033")
        canvas.polygon(
            [
                (x - 56, y - 38),
                *bezier((x - 50, y + 30), (x - 20, y + 36), (x + 20, y + 36), (x + 50, y + 30)),
                (x + 56, y - 38),
            ],
            PAPER,
        )
        canvas.oval(x, y - 38, 56, 15, "#efe4c8")
        canvas.oval(x, y - 36, 46, 10, "#b98a3a")
        canvas.line(smooth([(x - 46, y - 4), (x, y + 8), (x + 46, y - 4)]), "#3a7088", 4)
        canvas.soft(
            smooth(
                [
                    (x - 8, y - 46),
                    (x - 26, y - 90),
                    (x + 6, y - 130),
                    (x - 8, y - 176),
                    (x + 12, y - 132),
                    (x - 2, y - 90),
                    (x + 12, y - 46),
                ],
                closed=True,
            ),
            "#ffffffaa",
            8,
        )
    canvas.oval(1440, 846, 120, 24, "#00000033")
    canvas.oval(1440, 836, 124, 28, IVORY)
    for x, y in ((1390, 812), (1440, 804), (1490, 814), (1414, 780), (1464, 778)):
        canvas.disc(x, y, 30, "#e08b3a")
        canvas.disc(x - 8, y - 8, 12, "#f0ad63")
        canvas.oval(x + 6, y - 30, 12, 6, JADE)
