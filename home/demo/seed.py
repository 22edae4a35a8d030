"""Filling a new site with the demo, step by step; what is there already stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.utils import timezone
from wagtail.models import Site

from cms.media.image_object import QUICK_FORMATS, renditions_prepare
from home.demo.books import TABLES, book_write, clan_of
from home.demo.front import front_page_ensure, menu_ensure, site_ensure
from home.demo.library import films_ensure, pictures_ensure
from home.demo.logins import accounts_ensure, logins_write
from home.demo.members import demo_members
from home.demo.stories import (
    Shelf,
    events_ensure,
    news_ensure,
    pages_ensure,
    programmes_ensure,
    topics_ensure,
)
from home.demo.tables import clan_facts
from home.models import HomePage

Say = Callable[[str], None]


class NoFrontPage(Exception):
    """The default site does not lead to a front page, so the demo has no place to stand."""


def demo_seed(*, say: Say, logins: Path | None = None) -> None:
    """Fill in the demo.

    Args:
        say: takes one line of progress, in Vietnamese.
        logins: file that gets the logins of accounts made now; None for no file.

    Raises:
        NoFrontPage: the default site has no home page.
    """

    def note(words: str) -> None:
        say(f"    {words}")

    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    home = site.root_page.specific if site else None
    if site is None or not isinstance(home, HomePage):
        raise NoFrontPage
    say("1/6 Tài khoản")
    _seed_accounts(say, logins)
    say("2/6 Gia phả")
    for table in TABLES:
        if clan_of(table) is None:
            note(clan_facts(table)["name"])
            book_write(table)
    demo_members()
    say("3/6 Hình vẽ và phim ngắn")
    shelf = Shelf(
        pictures=pictures_ensure(note), films=films_ensure(note), today=timezone.localdate()
    )
    say("4/6 Tin bài")
    topics_ensure()
    news_ensure(shelf, note)
    say("5/6 Chương trình truyền hình và sự kiện")
    programmes_ensure(shelf, note)
    events_ensure(shelf, note)
    say("6/6 Trang chủ, thanh mục, thông tin chung")
    pages_ensure(shelf, home)
    site_ensure(site)
    menu_ensure(site)
    front_page_ensure(home)
    _prepare_pictures(shelf, home)


def _prepare_pictures(shelf: Shelf, home: HomePage) -> None:
    """Make the sizes the first readers will ask for, so that nobody waits for them."""
    for image in shelf.pictures.values():
        renditions_prepare(image, QUICK_FORMATS)
    for page in (home, *home.get_children().live().specific()):
        page.make_preview_request()


def _seed_accounts(say: Say, logins: Path | None) -> None:
    lines = accounts_ensure()
    if not lines:
        say("    Đã có đủ tài khoản, mật khẩu giữ nguyên.")
        return
    if logins is not None:
        logins_write(logins, lines)
    for line in lines:
        say(line)
