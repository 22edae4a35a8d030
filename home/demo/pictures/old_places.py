"""Pictures of old places: graves, a house, a stone gate."""

from __future__ import annotations

import random

from home.demo.pictures.canvas import Canvas, bezier
from home.demo.pictures.motifs import (
    LACQUER_DEEP,
    areca,
    crown,
    mist,
    person,
    pine,
    ridge,
    roof,
    tiles,
)


def graves_under_pines(canvas: Canvas) -> None:
    """Draw old tombs on a hill under pines."""
    canvas.sky("#c9dcd4", "#f3efdc", until=700)
    canvas.disc(330, 230, 74, "#f7e4b4")
    ridge(canvas, [500, 440, 490, 420, 470, 430, 510], "#b7cbbb")
    ridge(canvas, [590, 560, 520, 560, 510, 540, 570], "#95b09a")
    mist(canvas, 520, 560, 720)
    mist(canvas, 1280, 590, 460)
    ridge(canvas, [720, 680, 660, 640, 650, 668, 700], "#7d9c72")
    ridge(canvas, [840, 790, 770, 760, 776, 800, 830], "#6b8a61")
    pine(canvas, 240, 820, 560, "#2f5546")
    pine(canvas, 1390, 830, 600, "#2f5546")
    pine(canvas, 1180, 770, 380, "#436b58")
    for x, size in ((470, 0.74), (1090, 0.74), (780, 1.2)):
        floor = 850 + 30 * size
        canvas.oval(x, floor + 6, 190 * size, 30 * size, "#00000022")
        canvas.polygon(
            [
                (x - 170 * size, floor),
                *bezier(
                    (x - 150 * size, floor - 60 * size),
                    (x - 100 * size, floor - 120 * size),
                    (x + 100 * size, floor - 120 * size),
                    (x + 150 * size, floor - 60 * size),
                ),
                (x + 170 * size, floor),
            ],
            "#cdbf9f",
        )
        canvas.rect(x - 176 * size, floor - 26 * size, 352 * size, 32 * size, "#a99b7e", corner=6)
        canvas.rect(x - 62 * size, floor - 196 * size, 124 * size, 176 * size, "#b9ab8c", corner=10)
        roof(
            canvas,
            x,
            floor - 236 * size,
            ridge_half=40 * size,
            eave_half=92 * size,
            height=38 * size,
            fill="#8f816a",
            lift=10 * size,
        )
        canvas.rect(x - 42 * size, floor - 176 * size, 84 * size, 126 * size, "#d9cdb2", corner=4)
        for k in range(4):
            canvas.rect(
                x - 8 * size,
                floor - (166 - k * 28) * size,
                16 * size,
                18 * size,
                "#7b5f45",
                corner=3,
            )
        canvas.oval(x, floor - 12 * size, 30 * size, 14 * size, "#7d4a2c")
        for dx in (-12, 0, 12):
            canvas.line(
                [(x + dx * size, floor - 22 * size), (x + dx * size, floor - 66 * size)],
                "#a2372a",
                3,
            )
    canvas.soft(
        [
            (780, 800),
            (800, 720),
            (770, 640),
            (800, 560),
            (822, 560),
            (796, 640),
            (820, 720),
            (800, 800),
        ],
        "#ffffff90",
        9,
    )
    chance = random.Random(3)  # noqa: S311 grass, nothing secret
    for _blade in range(240):
        left, low = chance.uniform(0, 1600), chance.uniform(900, 1010)
        canvas.line(
            [(left, low), (left + chance.uniform(-8, 8), low - chance.uniform(16, 34))],
            chance.choice(("#55774f", "#7c9c68", "#8fae78")),
            3,
        )
    for x, coat in ((620, "#39576b"), (1000, "#8e4a2e"), (1052, "#6f8f62")):
        person(canvas, x, 960, 150 if x != 1052 else 104, coat)


def areca_lane(canvas: Canvas) -> None:
    """Draw an old house at the end of a lane of areca palms."""
    canvas.sky("#f5dcb7", "#fbf3df", until=700)
    canvas.disc(380, 210, 66, "#e9965a")
    ridge(canvas, [560, 520, 470, 530, 480, 540, 560], "#c9c39a")
    canvas.rect(0, 690, 1600, 310, "#a9b07a")
    for x, y, radius, tone in (
        (180, 640, 130, "#7c9a68"),
        (1440, 630, 150, "#7c9a68"),
        (1290, 662, 90, "#8fab76"),
        (330, 664, 90, "#8fab76"),
    ):
        crown(canvas, x, y, radius, tone, round(x))
    canvas.polygon(
        [
            *bezier((716, 720), (700, 800), (560, 900), (420, 1000)),
            *bezier((1180, 1000), (1040, 900), (900, 800), (884, 720)),
        ],
        "#d8b98a",
    )
    for row in range(8):
        y = 740 + row * row * 4 + row * 6
        half = 84 + row * row * 5.4 + row * 6
        canvas.line([(800 - half, y), (800 + half, y)], "#c0996a", 3)
    canvas.rect(520, 560, 560, 152, "#e9d9b4")
    for k in range(5):
        canvas.rect(546 + k * 106, 588, 82, 124, "#6b3a22")
        for leaf in range(3):
            canvas.line(
                [(560 + k * 106 + leaf * 26, 600), (560 + k * 106 + leaf * 26, 700)], "#8a5a38", 5
            )
    canvas.rect(500, 704, 600, 20, "#a3906c")
    roof(canvas, 800, 440, ridge_half=260, eave_half=350, height=118, fill="#93482c", lift=8)
    tiles(canvas, 800, 440, ridge_half=260, eave_half=350, height=118, fill="#00000022", count=25)
    canvas.rect(530, 430, 540, 18, "#6b3420", corner=8)
    for x, y, height in (
        (300, 960, 660),
        (1300, 960, 690),
        (430, 850, 470),
        (1170, 850, 480),
        (520, 770, 330),
        (1080, 770, 330),
    ):
        areca(canvas, x, y, height)
    canvas.rect(1190, 760, 74, 86, "#9a5a38", corner=16)
    canvas.oval(1227, 762, 37, 13, "#5d8f97")
    person(canvas, 760, 850, 150, "#6d4a7d", hair="#c9c2b8")
    person(canvas, 838, 862, 104, "#c0552f")


def stone_citadel(canvas: Canvas) -> None:
    """Draw an old stone gate of three arches in the plain (the western citadel of Thanh Hoá)."""
    canvas.sky("#a9c9cf", "#f4e6c4", until=720)
    canvas.disc(1260, 220, 74, "#f4b66a")
    ridge(canvas, [480, 400, 460, 380, 450, 400, 470], "#a9bfae")
    ridge(canvas, [590, 560, 520, 560, 530, 560, 580], "#8aa88c")
    mist(canvas, 360, 560, 520)
    mist(canvas, 1300, 572, 480)
    canvas.rect(0, 700, 1600, 300, "#b4ba7e")
    canvas.polygon([(130, 400), (1470, 400), (1540, 800), (60, 800)], "#9c9078")
    for row in range(9):
        y = 400 + row * 45
        half = 670 + row * 8
        canvas.line([(800 - half, y), (800 + half, y)], "#867a63", 4)
        for k in range(11):
            x = 800 - half + (k + (row % 2) * 0.5) * half / 5.4
            if x < 800 + half:
                canvas.line([(x, y), (x + 2, y + 45)], "#867a63", 4)
    canvas.rect(112, 372, 1376, 36, "#b0a389", corner=6)
    for x, half, top in ((800, 122, 520), (520, 96, 570), (1080, 96, 570)):
        ring = 30
        canvas.polygon(
            [
                (x - half - ring, 802),
                *bezier(
                    (x - half - ring, 640),
                    (x - half * 0.9, top - ring),
                    (x + half * 0.9, top - ring),
                    (x + half + ring, 640),
                ),
                (x + half + ring, 802),
            ],
            "#bdb197",
        )
        canvas.polygon(
            [
                (x - half, 802),
                *bezier(
                    (x - half, 640), (x - half * 0.8, top), (x + half * 0.8, top), (x + half, 640)
                ),
                (x + half, 802),
            ],
            "#7d9a86",
        )
        canvas.polygon(
            [(x - half, 802), (x - half, 752), (x + half, 752), (x + half, 802)], "#c8b98a"
        )
    for x, radius in ((250, 66), (330, 40), (1340, 70), (1420, 46)):
        crown(canvas, x, 360, radius, "#6f9a6d", x)
    roof(canvas, 800, 236, ridge_half=90, eave_half=190, height=70, fill="#8c3b22")
    tiles(canvas, 800, 236, ridge_half=90, eave_half=190, height=70, fill="#00000022", count=13)
    for x in (690, 760, 828, 896):
        canvas.rect(x, 306, 16, 68, LACQUER_DEEP)
    canvas.polygon(
        [
            *bezier((690, 800), (640, 860), (560, 920), (420, 1000)),
            *bezier((1180, 1000), (1040, 920), (960, 860), (910, 800)),
        ],
        "#d8c598",
    )
    chance = random.Random(8)  # noqa: S311 grass, nothing secret
    for _tuft in range(160):
        left, low = chance.uniform(0, 1600), chance.uniform(840, 1000)
        if not 420 < left < 1180:
            canvas.line(
                [(left, low), (left + chance.uniform(-8, 8), low - chance.uniform(12, 26))],
                chance.choice(("#8a9a58", "#9aa864")),
                3,
            )
    for x, coat, tall in ((720, "#39576b", 130), (790, "#a4502f", 122), (870, "#1f5c4d", 92)):
        person(canvas, x, 900, tall, coat)
