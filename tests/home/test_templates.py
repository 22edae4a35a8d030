from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import get_template

from scripts import vendor_assets

ROOT = Path(settings.BASE_DIR) / "templates"
TEMPLATES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.html"))


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_compiles_and_names_only_what_exists(name: str) -> None:
    get_template(name)
    source = (ROOT / name).read_text()
    for part in re.findall(r'{% (?:include|extends) "([^"]+)"', source):
        get_template(part)
    for address in re.findall(r"{% static '([^']+)'", source):
        assert finders.find(address), address


@pytest.mark.parametrize("name", [name for name in TEMPLATES if name.startswith("components/")])
def test_every_part_begins_with_the_names_it_takes(name: str) -> None:
    assert (ROOT / name).read_text().startswith("{% comment %}")


def test_the_sprite_holds_every_icon_that_templates_ask_for() -> None:
    sprite = Path(finders.find("home/icons.svg")).read_text()
    known = set(re.findall(r'<symbol id="([a-z]+)"', sprite))
    asked = set()
    for name in TEMPLATES:
        asked |= set(re.findall(r'{% icon "([a-z]+)"', (ROOT / name).read_text()))
    assert asked <= known


def test_vendored_files_are_as_they_were_copied() -> None:
    assert vendor_assets.problems() == []
