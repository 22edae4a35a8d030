"""HTML that leaves this site names the site in every address."""

from __future__ import annotations

import pytest
from django.test import override_settings

from cms.core.addresses import absolute_html

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('<a href="/tin-tuc/">', '<a href="https://ho.example/tin-tuc/">'),
        ('<a href="//khac.example/">', '<a href="//khac.example/">'),
        ('<img src="/media/a.webp">', '<img src="https://ho.example/media/a.webp">'),
        (
            '<source type="image/webp" srcset="/media/a.webp 400w, /media/b.webp 800w">',
            '<source type="image/webp" srcset="https://ho.example/media/a.webp 400w, '
            'https://ho.example/media/b.webp 800w">',
        ),
        (
            '<img srcset="//khac.example/a.webp 400w, https://khac.example/b.webp 2x">',
            '<img srcset="//khac.example/a.webp 400w, https://khac.example/b.webp 2x">',
        ),
        ("<p>href=/a srcset=/b</p>", "<p>href=/a srcset=/b</p>"),
    ],
)
@override_settings(WAGTAILADMIN_BASE_URL="https://ho.example")
def test_addresses_of_this_site_become_whole(written, told):
    assert absolute_html(written) == told
