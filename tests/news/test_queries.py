"""A list of news costs the same whatever its size."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.media.image_object import image_object
from cms.media.services import image_create
from cms.news.selectors import published_news
from tests.media.pictures import picture, upload
from tests.news.factories import add_author, add_news, add_topic

pytestmark = pytest.mark.django_db


def read_all(count: int, request) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        rows = list(published_news()[:count])
        assert len(rows) == count
        for page in rows:
            image_object(page.cover_image, request=request, alt=page.cover_alt)
            _all = [topic.get_absolute_url() for topic in page.topics.all()]
            _byline = (page.author.name, page.author.get_absolute_url(), page.get_url(request))
    return len(queries)


def test_a_card_list_costs_at_most_eight_queries_at_any_size(settings, tmp_path, rf):
    settings.MEDIA_ROOT = tmp_path
    author, topics = add_author(), [add_topic("Thời sự"), add_topic("Khuyến học")]
    request = rf.get("/")
    for number in range(12):
        image = image_create(title="A", file=upload(picture()), name=f"{number}.jpg")
        image_object(image, request=request)
        add_news(f"Tin {number}", author=author, topics=topics, cover_image=image)
    read_all(1, request)
    costs = {count: read_all(count, request) for count in (3, 6, 12)}
    assert len(set(costs.values())) == 1, costs
    assert max(costs.values()) <= 8
