from __future__ import annotations

import re

import pytest

from home.design_tokens import PAIRS, SCHEMES, STYLES, colours, declarations, pair_contrast
from home.style_guide import icon_names

SHEETS = sorted(path.name for path in STYLES.glob("*.css"))


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme[0])
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.front}-on-{pair.ground}")
def test_letters_and_edges_stand_out(pair, scheme):
    _name, high, dark = scheme
    least = pair.least_high if high else pair.least
    assert pair_contrast(pair, high=high, dark=dark) >= least


def test_high_contrast_asks_seven_of_every_pair_of_letters():
    assert all(pair.least_high >= 7 for pair in PAIRS if pair.front != "line-strong")


def test_every_letter_colour_of_the_house_is_measured():
    grounds = {"paper", "surface", "sand", "band", "shade", "line", "band-line", "band-sand"}
    measured = {pair.front for pair in PAIRS} | {pair.ground for pair in PAIRS}
    assert set(colours()) - grounds - measured == set()


def test_high_contrast_names_only_known_tokens():
    assert set(declarations("contrast.css")) - set(declarations("tokens.css")) <= {"underline"}


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_uses_only_tokens_that_exist(name):
    text = (STYLES / name).read_text(encoding="utf-8")
    own = set(re.findall(r"--([a-z0-9-]+)\s*:", text))
    known = set(declarations("tokens.css")) | set(declarations("contrast.css")) | own
    # A value behind a comma stands in where nothing set the token.
    used = set(re.findall(r"var\(--([a-z0-9-]+)\)", text))
    assert used <= known


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_of_a_part_names_no_colour_for_ink_or_paper(name):
    """A fixed ink or paper would stay as it is by night and in high contrast."""
    if name in {"tokens.css", "contrast.css", "print.css", "wall.css"}:
        pytest.skip("where colours are named, or a sheet of paper for the wall")
    text = re.sub(r"/\*.*?\*/", "", (STYLES / name).read_text(encoding="utf-8"), flags=re.DOTALL)
    text = re.sub(r"@media print \{.*", "", text, flags=re.DOTALL)
    fixed = re.findall(r"(?<![-a-z])color:\s*#[0-9a-f]{3,6}", text)
    assert fixed == []


@pytest.mark.django_db
def test_the_style_guide_stands_on_an_empty_site_and_robots_stay_away(client):
    response = client.get("/kieu-dang/")

    body = response.content.decode()
    assert response.status_code == 200
    assert all(f"icons.svg#{name}" in body for name in icon_names())
    assert response["X-Robots-Tag"] == "noindex"
    assert "chưa đủ" not in body
    assert 'name="robots" content="noindex"' in body
