"""Three short silent films, drawn frame by frame."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

from home.demo.pictures.canvas import Canvas, bezier, smooth
from home.demo.pictures.motifs import GILT, hall, lantern, mist, person, pine, ridge
from home.demo.webm import vp8_frame, webm_film

WIDTH = 640
HEIGHT = 360
RATE = 12
SECONDS = 6
FRAMES = RATE * SECONDS

#: Draws what moves; the part of the film that has passed runs from 0 to 1 and starts over.
Motion = Callable[[Canvas, float], None]


def film(name: str) -> bytes:
    """Return one of the films ("moon", "incense", "river") as WebM, six seconds without sound."""
    ground, motion = _FILMS[name]
    # Units of 1600 x 900, drawn at twice the film's size and then made smaller.
    still = Canvas(1600, 900, scale=WIDTH * 2 / 1600)
    ground(still)
    frames = []
    for index in range(FRAMES):
        canvas = still.copy()
        motion(canvas, index / FRAMES)
        frames.append(vp8_frame(canvas.image.reduce(2)))
    return webm_film(frames, width=WIDTH, height=HEIGHT, rate=RATE)


def film_ground(canvas: Canvas, name: str) -> None:
    """Draw one picture of a film on a board of any shape, as its poster."""
    ground, motion = _FILMS[name]
    still = Canvas(1600, 900, scale=canvas.scale * canvas.height / 900)
    ground(still)
    motion(still, 0.3)
    left = (still.image.width - canvas.image.width) // 2
    canvas.image.paste(still.image, (-left, 0))


def _wave(part: float, times: int = 1, shift: float = 0.0) -> float:
    """Return a swing between -1 and 1 that closes with the film."""
    return math.sin(2 * math.pi * (part * times + shift))


def _moon_ground(canvas: Canvas) -> None:
    canvas.sky("#16233a", "#5a4a55", until=760)
    ridge(canvas, [640, 560, 610, 540, 600, 570, 630], "#2b3447", floor=900)
    canvas.rect(0, 760, 1600, 140, "#23242c")
    canvas.glow(800, 640, 520, "#ffb35a", 80)
    hall(canvas, 800, 820, 0.8, light="#f2cf92", doors="#b9642c", tile="#4c2620")
    pine(canvas, 110, 830, 520, "#1d3131")
    pine(canvas, 1500, 840, 560, "#1d3131")


def _moon_motion(canvas: Canvas, part: float) -> None:
    chance = random.Random(7)  # noqa: S311 stars, nothing secret
    for star in range(70):
        x, y = chance.uniform(0, 1600), chance.uniform(0, 270)
        shine = 0.55 + 0.45 * _wave(part, 1 + star % 3, star / 9)
        canvas.disc(x, y, 1.2 + 1.8 * shine, f"#f8eecf{round(90 + 150 * shine):02x}")
    x, y = 560 + 480 * part, 196 - 60 * math.sin(math.pi * part)
    canvas.glow(x, y, 210, "#f8e9b8", 120)
    canvas.disc(x, y, 60, "#f8e7b4")
    mist(canvas, 240 + 360 * part, 420, 520, "#c9d3dd30")
    mist(canvas, 1420 - 400 * part, 480, 460, "#c9d3dd2a")
    for index, hang in enumerate((446, 1154)):
        swing = 12 * _wave(part, 2, index / 4)
        canvas.line([(hang, 596), (hang + swing, 652)], "#1a1512", 3)
        lantern(canvas, hang + swing, 678, 26)


def _incense_ground(canvas: Canvas) -> None:
    canvas.sky("#3c0b0b", "#741d17")
    for x in (90, 1330):
        canvas.rect(x, 70, 180, 590, "#5a0f0f", corner=10)
        for k in range(4):
            canvas.rect(x + 52, 120 + k * 132, 76, 84, GILT, corner=14)
    canvas.rect(0, 720, 1600, 180, "#3d0c0c")
    canvas.rect(0, 700, 1600, 24, GILT)
    canvas.polygon(
        [(600, 600), *bezier((590, 712), (680, 740), (920, 740), (1010, 712)), (1000, 600)],
        "#b98a3a",
    )
    canvas.oval(800, 600, 204, 36, "#d9ae58")
    canvas.oval(800, 604, 160, 21, "#5c3f24")
    for x in (470, 1130):
        canvas.rect(x - 44, 690, 88, 16, "#8a6a1f", corner=6)
        canvas.rect(x - 11, 600, 22, 96, "#c79a45")
        canvas.rect(x - 17, 440, 34, 160, "#c8402f", corner=6)


def _incense_motion(canvas: Canvas, part: float) -> None:
    for x, shift in ((470, 0.0), (1130, 0.37)):
        flicker = 1 + 0.1 * _wave(part, 7, shift) + 0.06 * _wave(part, 11, shift)
        canvas.glow(x, 396, 190 * flicker, "#ffcf7a", 190)
        lean = 4 * _wave(part, 5, shift)
        canvas.polygon(
            smooth(
                [(x + lean, 396 - 44 * flicker), (x + 15, 408), (x, 438), (x - 15, 408)],
                closed=True,
            ),
            "#ffd98a",
        )
        canvas.polygon(
            smooth([(x + lean / 2, 402), (x + 7, 416), (x, 434), (x - 7, 416)], closed=True),
            "#fff6df",
        )
    for index, dx in enumerate((-40, 0, 40)):
        tip = (800 + dx, 420)
        canvas.line([(800 + dx * 0.5, 600), tip], "#c98f4a", 7)
        canvas.glow(*tip, 30, "#ffb35a", 200 + round(50 * _wave(part, 6, index / 3)))
        trail = []
        for step in range(15):
            up = step / 14
            sway = (14 + 84 * up) * _wave(part - up * 0.9 + index * 0.23, 1) * up
            trail.append((tip[0] + sway + dx * up, tip[1] - 400 * up))
        wide = [4 + 30 * step / 14 for step in range(15)]
        left = [(x - w, y) for (x, y), w in zip(trail, wide, strict=True)]
        right = [(x + w, y) for (x, y), w in zip(trail, wide, strict=True)]
        canvas.soft([*smooth(left, 4), *reversed(smooth(right, 4))], "#f6e7cd48", 12)


def _river_ground(canvas: Canvas) -> None:
    canvas.sky("#f0b98a", "#fbe6c2", until=560)
    canvas.glow(1060, 330, 330, "#fff2c6", 190)
    canvas.disc(1060, 330, 84, "#e2743c")
    ridge(canvas, [470, 360, 430, 330, 450, 380, 460], "#b58f86", floor=600)
    ridge(canvas, [540, 500, 450, 520, 470, 500, 530], "#8c7a80", floor=600)
    canvas.rect(0, 560, 1600, 340, "#c98d74")
    canvas.soft([(1000, 560), (1120, 560), (1240, 900), (880, 900)], "#ffe9b888", 24)


def _river_motion(canvas: Canvas, part: float) -> None:
    chance = random.Random(11)  # noqa: S311 ripples, nothing secret
    for index in range(80):
        y = chance.uniform(575, 890)
        near = (y - 560) / 340
        x = (chance.uniform(0, 1700) + 1700 * part * (1 + index % 2)) % 1700 - 100
        tone = "#ffeec4" if abs(x - 1060) < 70 + near * 120 else "#e3ac8d"
        canvas.rect(x, y, 24 + 90 * near, 2 + 4 * near, tone + "aa", corner=2)
    for index, (x, y) in enumerate(((300, 170), (390, 140), (470, 184), (560, 150))):
        beat = 16 * _wave(part, 6, index / 4)
        x += 300 * part
        canvas.line(
            smooth(
                [
                    (x - 34, y - beat),
                    (x - 12, y - beat * 0.4 - 5),
                    (x, y),
                    (x + 12, y - beat * 0.4 - 5),
                    (x + 34, y - beat),
                ],
                6,
            ),
            "#5b4348",
            5,
        )
    x, bob = 340 + 460 * part, 7 * _wave(part, 3)
    y = 700 + bob
    canvas.oval(x, y + 66, 250, 12, "#6b3f3a88")
    canvas.polygon(
        [
            *bezier((x - 250, y - 30), (x - 170, y + 50), (x + 130, y + 50), (x + 250, y - 44)),
            *bezier((x + 230, y + 12), (x + 140, y + 80), (x - 150, y + 80), (x - 210, y + 24)),
        ],
        "#3a211b",
    )
    canvas.polygon(
        [
            (x - 130, y + 22),
            *bezier((x - 130, y - 70), (x - 80, y - 92), (x + 60, y - 92), (x + 100, y + 22), 14),
        ],
        "#6a4327",
    )
    person(canvas, x + 180, y + 20, 150, "#2f3d46", skin="#b9835a")
    canvas.polygon([(x + 136, y - 114), (x + 180, y - 146), (x + 224, y - 114)], "#e0c48c")
    stroke = 26 * _wave(part, 4)
    canvas.line([(x + 214, y - 56), (x + 300 + stroke, y + 120)], "#3a211b", 8)


_FILMS: dict[str, tuple[Callable[[Canvas], None], Motion]] = {
    "moon": (_moon_ground, _moon_motion),
    "incense": (_incense_ground, _incense_motion),
    "river": (_river_ground, _river_motion),
}
