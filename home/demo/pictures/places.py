"""Pictures of the village: hall, gate, river, fields."""

from __future__ import annotations

import random

from home.demo.pictures.canvas import Canvas, bezier, smooth
from home.demo.pictures.motifs import (
    GILT,
    IVORY,
    LACQUER_DEEP,
    areca,
    banyan,
    crown,
    hall,
    mist,
    person,
    pine,
    ridge,
    roof,
    tiles,
)


def hall_at_dawn(canvas: Canvas) -> None:
    """Draw the clan's hall in morning light, between two pines."""
    canvas.sky("#f3d9a8", "#fbeed2", until=760)
    canvas.glow(1150, 250, 420, "#fff3cf", 170)
    canvas.disc(1150, 250, 82, "#e3874a")
    ridge(canvas, [560, 500, 540, 470, 520, 480, 560], "#d9c793")
    ridge(canvas, [660, 610, 560, 610, 590, 540, 610], "#a9b184")
    mist(canvas, 330, 610, 460)
    mist(canvas, 1260, 600, 420)
    ridge(canvas, [740, 716, 700, 706, 698, 712, 736], "#7f9a6d")
    canvas.rect(0, 800, 1600, 200, "#d8c9a2")
    canvas.polygon([(520, 1000), (640, 826), (960, 826), (1080, 1000)], "#c8b78d")
    for row in range(4):
        y = 846 + row * row * 9 + row * 20
        canvas.line([(630 - row * 36, y), (970 + row * 36, y)], "#b8a67c", 3)
    pine(canvas, 196, 836, 500)
    pine(canvas, 1430, 850, 560)
    hall(canvas, 800, 830, 1.12)
    for x in (360, 1240):
        canvas.rect(x - 26, 812, 52, 40, "#8f836f", corner=6)
        canvas.disc(x, 796, 34, "#5f8f6b")
        canvas.disc(x + 16, 782, 20, "#7aa67b")
    for x, coat in ((716, "#2e5f73"), (770, "#8e1b1b"), (834, "#6b4a86"), (884, "#b8862b")):
        person(canvas, x, 920, 98, coat, turban=GILT if coat == "#8e1b1b" else None)


def village_gate(canvas: Canvas) -> None:
    """Draw the village gate under the banyan, with the well before it."""
    canvas.sky("#bcd9d3", "#eef1dc", until=800)
    canvas.disc(1220, 190, 70, "#fbf3d6")
    ridge(canvas, [580, 520, 560, 500, 540, 600], "#a8c3ae")
    ridge(canvas, [660, 640, 600, 630, 610, 650], "#86a98a")
    mist(canvas, 1180, 596, 560)
    canvas.rect(0, 770, 1600, 230, "#c9b98b")
    canvas.polygon(
        [
            *bezier((880, 770), (860, 840), (760, 900), (560, 1000)),
            *bezier((1120, 1000), (1090, 900), (1080, 840), (1080, 770)),
        ],
        "#dccfa6",
    )
    canvas.rect(660, 640, 640, 140, "#b39a74")
    canvas.rect(660, 628, 640, 20, "#8c3b22", corner=6)
    canvas.rect(800, 440, 360, 340, "#d9c49a")
    canvas.rect(800, 440, 36, 340, "#b99f74")
    canvas.rect(1124, 440, 36, 340, "#b99f74")
    arch = [(900, 780), *bezier((900, 620), (900, 500), (1060, 500), (1060, 620)), (1060, 780)]
    canvas.polygon(arch, "#8fae93")
    canvas.polygon([(900, 780), (900, 742), (1060, 742), (1060, 780)], "#dccfa6")
    ridge_x = 980
    crown(canvas, 1016, 690, 46, "#5f8f6b", 4)
    canvas.rect(880, 470, 200, 44, LACQUER_DEEP, corner=6)
    for k in range(3):
        canvas.rect(908 + k * 54, 480, 36, 24, GILT, corner=5)
    roof(canvas, ridge_x, 376, ridge_half=150, eave_half=260, height=64, fill="#8c3b22")
    tiles(canvas, ridge_x, 376, ridge_half=150, eave_half=260, height=64, fill="#00000022")
    canvas.rect(ridge_x - 96, 322, 192, 60, "#d9c49a")
    roof(canvas, ridge_x, 258, ridge_half=70, eave_half=166, height=62, fill="#a24b2c")
    tiles(canvas, ridge_x, 258, ridge_half=70, eave_half=166, height=62, fill="#00000022", count=11)
    banyan(canvas, 380, 830, 1.18)
    canvas.oval(660, 908, 122, 34, "#8f8371")
    canvas.rect(538, 868, 244, 42, "#a5977f")
    canvas.oval(660, 868, 122, 32, "#b9ac94")
    canvas.oval(660, 870, 94, 22, "#3d6a68")
    canvas.oval(640, 866, 40, 8, "#6e9a94")
    person(canvas, 880, 922, 128, "#8a4b2f")
    person(canvas, 950, 934, 92, "#3d7a68")
    areca(canvas, 1420, 830, 470)
    areca(canvas, 1500, 850, 400)


def river_moon(canvas: Canvas) -> None:
    """Draw a boat on the river under the moon, with lime hills."""
    canvas.sky("#1d3b4a", "#6f8f92", until=640)
    chance = random.Random(9)  # noqa: S311 stars, nothing secret
    for _star in range(70):
        canvas.disc(
            chance.uniform(0, 1600), chance.uniform(0, 380), chance.uniform(0.8, 2.2), "#f8eecfaa"
        )
    canvas.glow(1080, 220, 330, "#f8e9b8", 130)
    canvas.disc(1080, 220, 86, "#f8e7b4")
    for left, width, top, tone in (
        (-60, 420, 300, "#426773"),
        (250, 330, 380, "#4c727b"),
        (1240, 420, 330, "#426773"),
        (980, 300, 430, "#527a81"),
        (620, 330, 470, "#5a8287"),
    ):
        peak = smooth(
            [
                (left, 640),
                (left + width * 0.14, top + 120),
                (left + width * 0.36, top),
                (left + width * 0.6, top + 50),
                (left + width * 0.85, top + 170),
                (left + width, 640),
            ]
        )
        canvas.polygon([*peak, (left, 640)], tone)
    mist(canvas, 420, 600, 620, "#dfe8dc44")
    mist(canvas, 1150, 612, 700, "#dfe8dc44")
    canvas.rect(0, 630, 1600, 370, "#2c5360")
    canvas.soft([(1010, 630), (1150, 630), (1240, 1000), (920, 1000)], "#f2dfa366", 26)
    for _wave in range(90):
        y = chance.uniform(650, 985)
        x = chance.uniform(0, 1600)
        near = (y - 630) / 370
        tone = "#f7e6b7" if abs(x - 1080) < 60 + near * 130 else "#7fa3a6"
        length = (20 + 90 * near) * chance.uniform(0.5, 1)
        canvas.rect(x, y, length, 2 + 3 * near, tone + "88", corner=2)
    hull = [
        *bezier((420, 752), (520, 838), (880, 838), (1010, 738)),
        *bezier((990, 800), (880, 872), (540, 872), (460, 812)),
    ]
    canvas.oval(720, 862, 300, 16, "#16323c99")
    canvas.polygon(hull, "#2b1a14")
    canvas.polygon(
        [(560, 806), *bezier((560, 700), (620, 676), (790, 676), (840, 806), 18)], "#5d4028"
    )
    for k in range(6):
        x = 590 + k * 42
        canvas.line([(x, 806), (x + 6, 700 - abs(k - 2.5) * -4)], "#47301e", 4)
    canvas.glow(872, 762, 110, "#ffcf7a", 190)
    canvas.disc(872, 762, 15, "#ffe1a1")
    person(canvas, 930, 806, 160, "#203038", skin="#b9835a")
    canvas.polygon([(884, 662), (930, 630), (976, 662)], "#c9a96a")
    canvas.line([(968, 716), (1120, 908)], "#2b1a14", 8)


def rice_fields(canvas: Canvas) -> None:
    """Draw ripe rice before the hills, egrets above."""
    canvas.sky("#f0c98d", "#fbeccb", until=620)
    canvas.glow(420, 330, 430, "#fff2c6", 180)
    canvas.disc(420, 330, 92, "#e0793d")
    ridge(canvas, [470, 420, 330, 430, 360, 300, 400, 460], "#cdb98b", floor=700)
    ridge(canvas, [560, 540, 460, 520, 470, 520, 440, 540], "#9fa877", floor=700)
    mist(canvas, 900, 560, 800, "#fff6df66")
    ridge(canvas, [600, 590, 598, 584, 596, 588, 600], "#6f8f62", floor=720)
    roof(canvas, 1160, 528, ridge_half=44, eave_half=92, height=34, fill="#8c3b22", lift=12)
    canvas.rect(1090, 566, 140, 30, IVORY)
    areca(canvas, 1270, 604, 170)
    areca(canvas, 1306, 606, 140)
    bands = ("#d9b24a", "#e3c063", "#cfa53d", "#dcb552", "#c6992f", "#d2a83f")
    top = 612.0
    for index, tone in enumerate(bands):
        deep = 36 + index * 17
        line = smooth(
            [(0, top + 10), (400, top - 6), (820, top + 9), (1240, top - 8), (1600, top + 6)]
        )
        canvas.polygon([*line, (1600, 1000), (0, 1000)], tone)
        canvas.line(line, "#8b7a34", 3 + index)
        top += deep
    canvas.polygon(
        [
            *bezier((860, 612), (830, 720), (980, 820), (1010, 1000)),
            *bezier((1180, 1000), (1090, 820), (890, 720), (884, 612)),
        ],
        "#e8d5a2",
    )
    chance = random.Random(4)  # noqa: S311 ears of rice, nothing secret
    for _ear in range(420):
        x = chance.choice((chance.uniform(-20, 900), chance.uniform(1130, 1620)))
        y = chance.uniform(800, 1010)
        tall = 46 + (y - 800) * 0.36
        lean = chance.uniform(10, 34)
        canvas.line(
            bezier(
                (x, y),
                (x + 2, y - tall * 0.6),
                (x + lean * 0.4, y - tall),
                (x + lean, y - tall * 0.92),
                6,
            ),
            chance.choice(("#9a8a36", "#b3982f", "#8c7f31")),
            3,
        )
        canvas.oval(x + lean, y - tall * 0.86, 4, 11, chance.choice(("#f0cf6e", "#e6bd4e")))
    for x, y, size in ((820, 250, 1.0), (930, 200, 0.8), (1010, 270, 0.7), (1110, 220, 0.6)):
        wing = [
            (x - 60 * size, y - 18 * size),
            (x - 20 * size, y - 26 * size),
            (x, y),
            (x + 24 * size, y - 30 * size),
            (x + 64 * size, y - 20 * size),
        ]
        canvas.line(smooth(wing, 8), "#fffaf0", 7 * size)
    person(canvas, 960, 850, 150, "#7a3b2a")
    canvas.polygon([(908, 716), (960, 680), (1012, 716)], "#e3c98e")
