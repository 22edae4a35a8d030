"""Addresses inside what the static copy gives to programs and readers of feeds."""

from __future__ import annotations

import pytest

from home.export.addresses import Address, Sitemap
from home.export.rewriting import Found, Places, Rewriter

PLACES = Places("https://x.example/ho", "/ho", "", ("https://song.example",))
NOBODY: frozenset = frozenset()


@pytest.fixture
def rewriter():
    sitemap = Sitemap(NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, NOBODY)
    return Rewriter(PLACES, sitemap, lambda path: path.startswith("/media/images/"))


def test_every_size_of_a_picture_in_a_feed_is_a_whole_address(rewriter):
    found = Found()
    told = (
        '<img src="https://song.example/media/images/a.jpg" '
        'srcset="/media/images/a.480.webp 480w, /media/images/a.960.webp 960w">'
    )
    assert rewriter.data(told, Address("/tin-tuc/rss/"), found) == (
        '<img src="https://x.example/ho/media/images/a.jpg" '
        'srcset="https://x.example/ho/media/images/a.480.webp 480w, '
        'https://x.example/ho/media/images/a.960.webp 960w">'
    )
    assert found.assets == {
        "/media/images/a.jpg", "/media/images/a.480.webp", "/media/images/a.960.webp"
    }  # fmt: skip
