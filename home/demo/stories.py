"""News, series, episodes, events and plain pages of the demo, from the texts under `data/`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from cms.council.models import EventIndexPage, EventPage
from cms.media.models import ClanImage, ClanMedia
from cms.news.models import Author, NewsIndexPage, NewsPage, Topic
from cms.programmes.models import EpisodePage, ProgrammeIndexPage, ProgrammePage
from genealogy.domain.lunar import LunarDate, to_solar
from home.demo.articles import Text, blocks, dated, read_text, rich_text, texts
from home.demo.books import TABLES, clan_of
from home.models import HomePage, StandardPage

TOPICS = {
    "xay-dung-dong-toc": ("Xây dựng dòng tộc", "Kết nối, tu sửa nhà thờ và mộ phần, việc chung."),
    "khuyen-hoc": ("Khuyến học", "Học bổng, tủ sách và gương học tập của con cháu."),
    "hoi-dong-ho": ("Hội đồng họ", "Họp bàn, quyết định và sổ sách của Hội đồng họ."),
    "gia-pha": ("Gia phả", "Sưu tầm, chép, dịch và cách ghi sách họ."),
    "gio-to": ("Giỗ tổ", "Giỗ chạp, dâng hương và lệ nhà."),
    "thong-tin": ("Thông tin", "Tin ngắn, mừng thọ và chuyện của trang."),
}
AUTHORS = {
    "ban-thong-tin-truyen-thong": (
        "Ban Thông tin truyền thông",
        "Ban của Hội đồng họ (minh hoạ)",
        "Những người tình nguyện viết tin, chụp ảnh và dựng chương trình cho trang. Tên ban và bài"
        " viết là dữ liệu minh hoạ.",
    ),
    "ban-khuyen-hoc": (
        "Ban Khuyến học",
        "Ban của Hội đồng họ (minh hoạ)",
        "Lo học bổng, tủ sách và lớp hè cho con cháu. Tên ban và bài viết là dữ liệu minh hoạ.",
    ),
    "to-bien-soan-gia-pha": (
        "Tổ biên soạn gia phả",
        "Mỗi chi hai người (minh hoạ)",
        "Sưu tầm giấy tờ cũ, chép, dịch và nhập sách họ. Tên tổ và bài viết là dữ liệu minh hoạ.",
    ),
}


@dataclass(frozen=True)
class Shelf:
    """What the texts may name: pictures, films, and the day the demo is made."""

    pictures: Mapping[str, ClanImage]
    films: Mapping[str, ClanMedia]
    today: date

    @cached_property
    def people(self) -> dict[str, int]:
        """Primary keys of people by "table/key"."""
        return self._keys("people", "source_xref")

    @cached_property
    def branches(self) -> dict[str, int]:
        """Primary keys of branches by "table/slug"."""
        return self._keys("branches", "slug")

    def _keys(self, relation: str, field: str) -> dict[str, int]:
        clans = {table: clan_of(table) for table in TABLES}
        return {
            f"{table}/{name}": pk
            for table, clan in clans.items()
            if clan is not None
            for name, pk in getattr(clan, relation).values_list(field, "pk")
        }


def topics_ensure() -> None:
    """Make the topics and authors that are missing."""
    for slug, (name, description) in TOPICS.items():
        Topic.objects.get_or_create(slug=slug, defaults={"name": name, "description": description})
    for slug, (name, role, bio) in AUTHORS.items():
        Author.objects.get_or_create(slug=slug, defaults={"name": name, "role": role, "bio": bio})


def news_ensure(shelf: Shelf, note: Callable[[str], None]) -> None:
    """Write the news that is missing."""
    index = NewsIndexPage.objects.live().first()
    for text in _missing(index, texts("news")):
        day = shelf.today - timedelta(days=int(text.head["days_ago"]))
        page = NewsPage(
            **_common(text, day, shelf),
            display_date=_moment(day, text.head["time"]),
            author=Author.objects.get(slug=text.head["author"]),
            cover_credit="",
        )
        _publish(index, page, text, shelf)
        note(page.title)


def programmes_ensure(shelf: Shelf, note: Callable[[str], None]) -> None:
    """Make the series and episodes that are missing."""
    index = ProgrammeIndexPage.objects.live().first()
    for text in _missing(index, texts("programmes")):
        cover = shelf.pictures[text.head["cover"]]
        page = ProgrammePage(
            title=text.head["title"],
            slug=text.head["slug"],
            intro=text.body,
            cover_image=cover,
            cover_alt=cover.description,
        )
        _publish(index, page, text, shelf)
    if index is None:
        return
    series = {page.slug: page for page in ProgrammePage.objects.child_of(index)}
    for slug, parent in series.items():
        mine = [text for text in texts("episodes") if text.head["series"] == slug]
        for text in _missing(parent, mine):
            _publish(parent, _episode(text, shelf), text, shelf)
            note(text.head["title"])


def _episode(text: Text, shelf: Shelf) -> EpisodePage:
    day = shelf.today - timedelta(days=int(text.head["days_ago"]))
    poster = shelf.pictures[text.head["poster"]]
    return EpisodePage(
        title=text.head["title"],
        slug=text.head["slug"],
        lead=text.head["lead"],
        display_date=_moment(day, text.head["time"]),
        video_file=shelf.films[text.head["clip"]],
        poster=poster,
        poster_alt=poster.description,
        transcript=rich_text(dated(text.body, day)),
    )


def events_ensure(shelf: Shelf, note: Callable[[str], None]) -> None:
    """Make the events that are missing."""
    index = EventIndexPage.objects.live().first()
    for text in _missing(index, texts("events")):
        day = event_day(text, shelf.today)
        start, _dash, end = text.head["hours"].partition("-")
        page = EventPage(
            **_common(text, day, shelf),
            starts_at=_moment(day, start),
            ends_at=_moment(day, end),
            place=text.head["place"],
            branch_id=shelf.branches.get(text.head.get("branch", "")),
        )
        _publish(index, page, text, shelf)
        note(page.title)


def event_day(text: Text, today: date) -> date:
    """Return the day of an event: so many days from today, or the next lunar day and month."""
    if "days" in text.head:
        return today + timedelta(days=int(text.head["days"]))
    day, month = (int(part) for part in text.head["lunar"].split("/"))
    days = (
        to_solar(LunarDate(year, month, day, False))
        for year in range(today.year - 1, today.year + 2)
    )
    return next(solar for solar in days if solar > today)


def pages_ensure(shelf: Shelf, home: HomePage) -> None:
    """Fill the page about us where it is empty, and add the clan's rules (tộc ước)."""
    about = read_text("pages", "gioi-thieu")
    page = StandardPage.objects.child_of(home).filter(slug=about.head["slug"]).first()
    if page is not None and not page.body and not page.lead:
        page.lead = about.head["lead"]
        page.body = json.dumps(blocks(about.body, shelf.pictures))
        page.save_revision().publish()
    for text in _missing(home, [about, read_text("pages", "toc-uoc")]):
        page = StandardPage(
            title=text.head["title"],
            slug=text.head["slug"],
            lead=text.head["lead"],
            body=json.dumps(blocks(text.body, shelf.pictures)),
        )
        _publish(home, page, text, shelf)


def _missing(parent: Page | None, found: Iterable[Text]) -> list[Text]:
    """Return the texts that are no page under this parent yet; without a parent none is wanted."""
    if parent is None:
        return []
    there = set(parent.get_children().values_list("slug", flat=True))
    return [text for text in found if text.head["slug"] not in there]


def _common(text: Text, day: date, shelf: Shelf) -> dict[str, Any]:
    cover = shelf.pictures[text.head["cover"]]
    return {
        "title": text.head["title"],
        "slug": text.head["slug"],
        "lead": dated(text.head["lead"], day),
        "body": json.dumps(blocks(dated(text.body, day), shelf.pictures)),
        "cover_image": cover,
        "cover_alt": cover.description,
    }


@transaction.atomic
def _publish(parent: Page, page: Page, text: Text, shelf: Shelf) -> None:
    """Put the page under its parent with topics and links to the gia phả, and publish it."""
    parent.add_child(instance=page)
    if hasattr(page, "topics"):
        page.topics.set(Topic.objects.filter(slug__in=text.listed("topics")))
    for relation, field, keys in (
        ("person_links", "person_id", shelf.people),
        ("branch_links", "branch_id", shelf.branches),
    ):
        names = [name for name in text.listed(_HEADS[relation]) if name in keys]
        for order, name in enumerate(names):
            links = getattr(page, relation)
            links.add(links.model(sort_order=order, **{field: keys[name]}))
    page.save_revision().publish()


_HEADS = {"person_links": "people", "branch_links": "branches"}


def _moment(day: date, clock: str) -> datetime:
    hour, minute = clock.split(":")
    return timezone.make_aware(datetime.combine(day, time(int(hour), int(minute))))
