"""The words of the admin: complete files, and no placeholder lost on the way."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import translation

from scripts.compile_messages import LOCALE, compiled, read_entries

CATALOGUES = sorted(LOCALE.rglob("*.po"))
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")
TAG = re.compile(r"</?[a-z]+")


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_the_compiled_catalogue_is_that_of_its_source(path: Path):
    entries = read_entries(path.read_text(encoding="utf-8"))
    assert path.with_suffix(".mo").read_bytes() == compiled(entries)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_translations_keep_placeholders_and_tags(path: Path):
    entries = read_entries(path.read_text(encoding="utf-8"))
    for message, words in entries.items():
        if not message:
            continue
        form = message.split("\x04")[-1].split("\0")[-1]
        assert set(PLACEHOLDER.findall(form)) == set(PLACEHOLDER.findall(words)), message
        assert sorted(TAG.findall(form)) == sorted(TAG.findall(words)), message


def test_the_editor_reads_vietnamese():
    with translation.override("vi"):
        assert translation.gettext("Save draft") == "Lưu nháp"
        assert translation.ngettext("%(count)s image", "%(count)s images", 5) == "%(count)s ảnh"
