"""The tokens of the design as its own style sheets tell them, with the contrast of what meets.

Read from tokens.css and contrast.css, so that the style guide and the tests cannot disagree with
what readers see.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

STYLES = Path(__file__).parent / "static" / "home" / "css"

#: The four ways a page may be coloured: (name, high contrast, dark).
SCHEMES: tuple[tuple[str, bool, bool], ...] = (
    ("light", False, False),
    ("dark", False, True),
    ("light-high", True, False),
    ("dark-high", True, True),
)

_DECLARATION = re.compile(r"--([a-z0-9-]+):\s*([^;]+);")
_TWO = re.compile(r"light-dark\(\s*(#[0-9a-f]{3,6}),\s*(#[0-9a-f]{3,6})\s*\)")
_COLOUR = re.compile(r"#[0-9a-f]{6}|#[0-9a-f]{3}")


@dataclass(frozen=True)
class Pair:
    """Letters or a mark on a ground, both names of tokens.

    Args:
        least: contrast asked for in the usual scheme; 7 for running text, 4.5 for letters, 3 for
            edges of controls and large letters.
        least_high: contrast asked for in high contrast.
    """

    front: str
    ground: str
    least: float
    least_high: float = 7.0


#: Everything that meets in the templates.
PAIRS: tuple[Pair, ...] = (
    *(Pair("ink", ground, 7.0) for ground in ("paper", "surface", "sand")),
    *(Pair("ink", f"{kind}-ground", 7.0) for kind in ("good", "warn", "bad")),
    *(Pair("muted", ground, 4.5) for ground in ("paper", "surface", "sand")),
    *(Pair("lacquer", ground, 4.5) for ground in ("paper", "surface", "sand")),
    *(Pair("gold", ground, 4.5) for ground in ("paper", "surface")),
    *(Pair("jade", ground, 4.5) for ground in ("paper", "surface")),
    *(Pair("rose", ground, 4.5) for ground in ("paper", "surface")),
    *(Pair("line-strong", ground, 3.0, 4.5) for ground in ("paper", "surface")),
    *(Pair("ivory", ground, 7.0) for ground in ("lacquer-deep", "lacquer-bright", "lacquer-shade")),
    *(Pair("gilt", ground, 7.0) for ground in ("lacquer-deep", "lacquer-shade", "band", "shade")),
    *(Pair("ivory-muted", ground, 4.5) for ground in ("lacquer-deep",)),
    Pair("gilt-ink", "gilt", 7.0),
    *(Pair("band-ink", ground, 7.0) for ground in ("band", "band-sand", "shade")),
    Pair("band-muted", "band", 4.5),
)


@dataclass(frozen=True)
class Colour:
    """A token that is a colour, as hex for letters of light and of dark."""

    name: str
    light: str
    dark: str


@cache
def declarations(sheet: str) -> dict[str, str]:
    """Give the last value each name has in a style sheet, comments left out."""
    text = re.sub(r"/\*.*?\*/", "", (STYLES / sheet).read_text(encoding="utf-8"), flags=re.DOTALL)
    return {name: " ".join(value.split()) for name, value in _DECLARATION.findall(text)}


def first_declarations(sheet: str) -> dict[str, str]:
    """Give the first value each name has: what browsers without `light-dark()` are told."""
    text = re.sub(r"/\*.*?\*/", "", (STYLES / sheet).read_text(encoding="utf-8"), flags=re.DOTALL)
    found: dict[str, str] = {}
    for name, value in _DECLARATION.findall(text):
        found.setdefault(name, " ".join(value.split()))
    return found


def colours(*, high: bool = False) -> dict[str, Colour]:
    """Give every token that is a colour, in the order of tokens.css."""
    values = declarations("tokens.css") | (declarations("contrast.css") if high else {})
    found = {}
    for name, value in values.items():
        if two := _TWO.fullmatch(value):
            found[name] = Colour(name, *two.groups())
        elif _COLOUR.fullmatch(value):
            found[name] = Colour(name, value, value)
    return found


def contrast(one: str, other: str) -> float:
    """Give the contrast of two hex colours by WCAG 2.2, 1 to 21.

    >>> contrast("#000000", "#ffffff"), round(contrast("#8e1b1b", "#fbf7ef"), 1)
    (21.0, 8.5)
    """
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def pair_contrast(pair: Pair, *, high: bool, dark: bool) -> float:
    """Give the contrast of a pair in one scheme."""
    known = colours(high=high)
    side = "dark" if dark else "light"
    return contrast(getattr(known[pair.front], side), getattr(known[pair.ground], side))


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(sign * 2 for sign in digits)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
