"""The 5,000 articles both sides of `test_headless.py` hold: the same words, pictures and names."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

from PIL import Image

COUNT = 5_000
TOPICS = ("Giỗ tổ", "Khuyến học", "Xây dựng nhà thờ", "Tìm họ", "Hội nghị")
AUTHORS = ("Ban Thông tin", "Ban Khuyến học", "Cộng tác viên miền Trung")
PICTURES = 10
#: Stands in every article, so that a search for it is the worst there is.
WORD = "dòng"
#: Stands in one article of a hundred.
RARE = "hiếm"
_SPOKEN = (
    "dòng họ làng đình giỗ tổ tiên con cháu ông bà nhà thờ khuyến học lễ hội xuân thu quê hương"
    " nghĩa tình truyền thống đời chi phái mộ bia sắc phong hội đồng họp bàn quyết góp công đức"
)
_WORDS = tuple(_SPOKEN.split(" "))


@dataclass(frozen=True)
class Article:
    """One article; `topics`, `author` and `picture` count from 0."""

    title: str
    slug: str
    lead: str
    date: datetime
    author: int
    topics: tuple[int, ...]
    picture: int
    body: list[dict[str, Any]]


def articles(count: int = COUNT) -> Iterator[Article]:
    """Give the articles, oldest first; the same ones in every process."""
    chance = random.Random(8)
    start = datetime(2010, 1, 1, 2, tzinfo=UTC)

    def words(number: int) -> str:
        return " ".join(chance.choice(_WORDS) for _ in range(number))

    for number in range(count):
        rare = f" {RARE}" if number % 100 == 0 else ""
        paragraphs = [
            {"type": "paragraph", "value": f"<p>{WORD} {words(60)}{rare} <b>{words(3)}</b>.</p>"}
            for _ in range(3)
        ]
        body = [
            paragraphs[0],
            {"type": "heading", "value": words(5)},
            paragraphs[1],
            {"type": "picture", "value": chance.randrange(PICTURES)},
            {"type": "quote", "value": words(12)},
            paragraphs[2],
        ]
        yield Article(
            title=f"{words(7)} {number}",
            slug=f"bai-{number}",
            lead=words(25),
            date=start + timedelta(hours=number),
            author=number % len(AUTHORS),
            topics=tuple(sorted({number % len(TOPICS), (number // 7) % len(TOPICS)})),
            picture=number % PICTURES,
            body=body,
        )


def picture_file(number: int) -> bytes:
    """Give a JPEG wide enough for every size the site makes."""
    picture = Image.new("RGB", (1300, 867), (40 * number % 256, 90, 160))
    written = BytesIO()
    picture.save(written, "JPEG", quality=60)
    return written.getvalue()
