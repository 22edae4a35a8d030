from __future__ import annotations

from django.apps import AppConfig


class PlainNewsConfig(AppConfig):
    name = "tests.bench.plain_wagtail.news"
    label = "plain_news"
