"""Pictures of work: mending the roof, planting trees, reading the old book."""

from __future__ import annotations

from home.demo.pictures.canvas import Canvas, bezier, smooth
from home.demo.pictures.motifs import (
    GILT,
    GOLD,
    LACQUER_DEEP,
    areca,
    crown,
    hall,
    mist,
    person,
    ridge,
)


def _scaffolding(canvas: Canvas) -> None:
    """Draw two scaffolds of bamboo with their boards."""
    for x in (330, 520, 1080, 1270):
        canvas.line([(x, 900), (x, 350)], "#b8893c", 13)
        for y in range(380, 900, 58):
            canvas.line([(x - 7, y), (x + 7, y)], "#8f6625", 3)
    for left, right in ((310, 540), (1060, 1290)):
        for y in (470, 620, 770):
            canvas.line([(left, y), (right, y)], "#c79a4b", 12)
        canvas.rect(left - 6, 612, right - left + 12, 14, "#8a5a38")
        canvas.rect(left - 6, 462, right - left + 12, 14, "#8a5a38")
        canvas.line([(left + 20, 900), (right - 20, 620)], "#b8893c", 9)


def _materials(canvas: Canvas) -> None:
    """Draw tiles, timber and a ladder waiting in the court."""
    for row in range(5):
        for k in range(9 - row):
            canvas.rect(600 + k * 46 + row * 23, 930 - row * 20, 42, 16, "#a24b2c", corner=4)
    for k in range(6):
        canvas.polygon(
            [
                (1330 + k * 10, 930 - k * 18),
                (1560 + k * 4, 930 - k * 18),
                (1560 + k * 4, 944 - k * 18),
                (1330 + k * 10, 944 - k * 18),
            ],
            "#b98a5a" if k % 2 else "#a97a4a",
        )
    canvas.line([(110, 940), (230, 560)], "#a97a3c", 10)
    canvas.line([(170, 950), (290, 570)], "#a97a3c", 10)
    for k in range(8):
        canvas.line([(124 + k * 14, 900 - k * 44), (184 + k * 14, 910 - k * 44)], "#a97a3c", 7)


def _clouds(canvas: Canvas) -> None:
    """Draw two white clouds."""
    for x, y, size in ((520, 170, 1.0), (1240, 130, 1.2)):
        for dx, dy, r in ((-60, 10, 34), (0, -8, 50), (60, 8, 38), (108, 18, 24)):
            canvas.disc(x + dx * size, y + dy * size, r * size, "#fffaf0")
        canvas.rect(x - 94 * size, y + 8 * size, 226 * size, 38 * size, "#fffaf0", corner=19 * size)


def roof_repair(canvas: Canvas) -> None:
    """Draw the hall behind bamboo scaffolding, tiles going up hand to hand."""
    canvas.sky("#b9d8e0", "#f3ead0", until=780)
    canvas.disc(240, 190, 70, "#f6dfa2")
    _clouds(canvas)
    ridge(canvas, [640, 590, 620, 570, 610, 590, 630], "#a9c3a0")
    ridge(canvas, [740, 720, 730, 710, 726, 716, 736], "#86a878")
    canvas.rect(0, 800, 1600, 200, "#cdbb8d")
    hall(canvas, 800, 840, 1.1)
    canvas.polygon([(880, 405), (1010, 405), (1100, 470), (980, 486)], "#e0c48c")
    for k in range(5):
        canvas.line([(890 + k * 30, 408), (990 + k * 26, 482)], "#a9824d", 5)
    _scaffolding(canvas)
    for x, floor, coat in (
        (390, 462, "#2f5f73"),
        (476, 612, "#a4502f"),
        (1130, 462, "#1f5c4d"),
        (1220, 612, "#6b4a86"),
        (430, 902, "#b07d2a"),
        (1180, 902, "#39576b"),
    ):
        person(canvas, x, floor, 128, coat)
        canvas.polygon([(x - 42, floor - 116), (x, floor - 146), (x + 42, floor - 116)], "#e3c98e")
        for k in range(3):
            canvas.rect(x - 26, floor - 92 + k * 9, 52, 7, "#93482c", corner=3)
    _materials(canvas)


def planting_trees(canvas: Canvas) -> None:
    """Draw young people planting trees by the river dyke."""
    canvas.sky("#cfe6e3", "#f6f0d8", until=620)
    canvas.disc(1180, 170, 66, "#f6d98f")
    ridge(canvas, [470, 430, 460, 400, 450, 420, 470], "#b3ccb9", floor=640)
    mist(canvas, 420, 470, 620)
    canvas.rect(0, 540, 1600, 190, "#8fb9c0")
    for y, x in ((566, 200), (590, 700), (576, 1150), (620, 430), (632, 980), (610, 1400)):
        canvas.rect(x, y, 150, 4, "#c3dde0", corner=2)
    ridge(canvas, [700, 660, 640, 650, 640, 660, 690], "#8fae78")
    ridge(canvas, [820, 780, 770, 780, 764, 780, 810], "#7a9c68")
    for x in (120, 330, 1290, 1490):
        canvas.line([(x, 760), (x, 640)], "#6b5140", 14)
        crown(canvas, x, 580, 88, "#5f8f6b", x)
        crown(canvas, x + 24, 556, 52, "#7aa67b", x + 1)
    for x, floor, coat, tall in (
        (520, 900, "#2f5f73", 220),
        (690, 930, "#c8552f", 200),
        (940, 912, "#1f5c4d", 224),
        (1110, 936, "#8e1b1b", 206),
    ):
        canvas.oval(x, floor, 62, 12, "#00000022")
        person(canvas, x, floor, tall, coat)
        canvas.polygon(
            [(x - 50, floor - tall * 0.88), (x, floor - tall * 1.1), (x + 50, floor - tall * 0.88)],
            "#e3c98e",
        )
    for x, floor in ((605, 920), (820, 900), (1025, 930), (1240, 900), (400, 900)):
        canvas.oval(x, floor, 56, 16, "#6b4a2f")
        canvas.line([(x, floor), (x + 4, floor - 110)], "#6b5140", 8)
        for dx, dy in ((-26, -96), (26, -106), (-18, -130), (22, -140), (2, -164)):
            canvas.line([(x + 3, floor + dy + 30), (x + dx, floor + dy)], "#6b5140", 4)
            canvas.oval(x + dx, floor + dy, 25, 16, "#6fae6a")
    canvas.line([(760, 936), (800, 740)], "#8a5a38", 10)
    canvas.polygon([(742, 932), (778, 940), (766, 984), (744, 976)], "#8f9aa0")
    canvas.rect(190, 850, 96, 90, "#3f7f93", corner=10)
    canvas.arc(238, 850, 46, 180, 360, "#3f7f93", 7)
    areca(canvas, 1550, 800, 420)


def old_ink(canvas: Canvas) -> None:
    """Draw an old handwritten book under a reading glass, with spectacles beside it."""
    canvas.sky("#6b3a21", "#54290f")
    for y in (140, 330, 560, 800):
        canvas.line(smooth([(0, y), (500, y + 16), (1100, y - 12), (1600, y + 8)]), "#5f3119", 5)
    canvas.glow(820, 430, 760, "#f0b566", 130)
    canvas.polygon([(300, 210), (1330, 170), (1390, 830), (250, 860)], "#00000044")
    canvas.polygon([(290, 190), (1320, 150), (1375, 800), (245, 838)], "#c9a86c")
    canvas.polygon([(300, 186), (806, 170), (812, 806), (256, 822)], "#f3e4c0")
    canvas.polygon([(806, 170), (1312, 150), (1366, 790), (812, 806)], "#f8ecd0")
    canvas.line([(806, 172), (812, 806)], "#b0905a", 6)
    for column in range(8):
        for half, left in ((0, 350), (1, 850)):
            x = left + column * 56
            length = (9, 12, 7, 12, 11, 5, 12, 10)[(column + half * 3) % 8]
            canvas.line([(x + 28, 216), (x + 30 + half * 6, 776)], "#d8c193", 2)
            for k in range(length):
                canvas.rect(x - 2 + half * k * 0.5, 226 + k * 45, 26, 30, "#3a2c24cc", corner=7)
    canvas.rect(1180, 640, 92, 92, "#b8352a", corner=10)
    canvas.rect(1194, 654, 64, 64, "#f8ecd0", corner=6)
    canvas.rect(1206, 666, 40, 40, "#b8352a", corner=6)
    canvas.line([(1130, 560), (1400, 860)], "#00000044", 40)
    canvas.line([(1120, 540), (1390, 840)], "#5a2b1a", 34)
    canvas.line([(1120, 540), (1180, 606)], GILT, 36)
    canvas.disc(1010, 420, 176, "#00000033")
    canvas.disc(1000, 410, 172, GOLD)
    canvas.disc(1000, 410, 158, GILT)
    canvas.disc(1000, 410, 146, "#fdf6e2")
    for column in range(3):
        for k in range(3):
            x, y = 908 + column * 76, 312 + k * 78
            canvas.rect(x, y, 38, 44, "#3a2c24", corner=10)
    canvas.arc(1000, 410, 122, 200, 250, "#ffffff", 12)
    for x in (370, 560):
        canvas.arc(x + 6, 716, 84, 0, 360, "#00000033", 12)
        canvas.disc(x, 706, 80, "#ffffff38")
        canvas.arc(x, 706, 84, 0, 360, "#2b211d", 12)
    canvas.arc(465, 700, 26, 190, 350, "#2b211d", 10)
    canvas.line(bezier((290, 690), (220, 640), (190, 560), (150, 540)), "#2b211d", 10)
    canvas.line(bezier((640, 690), (690, 620), (700, 540), (730, 520)), "#2b211d", 10)
    canvas.rect(560, 60, 320, 70, GOLD, corner=10)
    canvas.rect(572, 70, 296, 50, LACQUER_DEEP, corner=8)
