"""A real piece of news, entered as an editor would, is found wherever readers look for it.

The text stays outside the project: it names people of public life.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from xml.etree import ElementTree

import pytest

from tests.paths import SHARED_DATA

SOURCE = SHARED_DATA / "news_article_vi.txt"
AUTHOR = "Ban Thông tin truyền thông"
WORDPRESS_FOOTER = "About "
DESK = {"width": 1366, "height": 900}

pytestmark = pytest.mark.skipif(
    not SOURCE.is_file(), reason="the article is not beside this checkout"
)


@dataclass
class Article:
    title: str
    lead: str
    paragraphs: list[str]

    @property
    def words(self) -> str:
        """Words of the last paragraph: had a paste been cut short, they would be missing."""
        return self.paragraphs[-1][:60]


@pytest.fixture(scope="module")
def article() -> Article:
    text = unicodedata.normalize("NFC", SOURCE.read_text(encoding="utf-8"))
    lines = [line.strip(" \t\u00a0\ufeff") for line in text.splitlines()]
    lines = [line for line in lines if line]
    footer = next(i for i, line in enumerate(lines) if line.startswith(WORDPRESS_FOOTER))
    title, lead, *paragraphs = lines[:footer]
    return Article(title, lead, paragraphs)


def _paste(page, text: str) -> None:
    """Put text where the cursor is, as an editor does who has written it elsewhere."""
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.keyboard.press("Control+V")


def _enter(page, article: Article) -> None:
    """Fill in the form of a new piece of news, from the front of the admin."""
    page.goto("/admin/")
    page.get_by_role("button", name="Trang", exact=True).click()
    page.get_by_role("link", name="Tin tức", exact=True).click()
    page.get_by_role("link", name="Thêm trang con").first.click()
    page.fill("#id_title", article.title)
    page.fill("#id_lead", article.lead)
    page.get_by_title("Chèn khối").first.click()
    page.get_by_role("option", name="Đoạn văn").click()
    page.locator(".public-DraftEditor-content").first.click()
    _paste(page, "\n".join(article.paragraphs))
    page.get_by_role("button", name="Chọn tác giả").click()
    page.get_by_role("dialog").get_by_role("link", name=AUTHOR).click()
    page.get_by_role("dialog").wait_for(state="hidden")


def _publish(page) -> None:
    page.get_by_role("button", name="Việc khác").click()
    page.get_by_role("button", name="Xuất bản", exact=True).click()
    page.wait_for_url(re.compile(r"/admin/pages/\d+/$"))


@pytest.fixture(scope="module")
def published(open_page_of_module, signed_in, article, demo, take_away):
    """Publish the article once; give its path; take it away at the end."""
    page = open_page_of_module(
        viewport=DESK,
        storage_state=signed_in("editor"),
        permissions=["clipboard-read", "clipboard-write"],
    )
    _enter(page, article)
    _publish(page)
    message = page.locator(".messages").inner_text()
    assert article.title in message
    assert page.watch.complaints == []
    item = _news(demo, article)
    yield demo.path(item["url"])
    take_away(article.title)


def _news(demo, article: Article) -> dict:
    items = demo.api("news/?limit=1")["items"]
    assert items[0]["title"] == article.title
    return items[0]


def test_article_shows_every_paragraph_to_its_readers(published, article, open_page):
    page = open_page()
    page.goto(published)
    assert page.locator("h1").inner_text() == article.title
    text = page.locator("article").inner_text()
    assert [words for words in article.paragraphs if words not in text] == []
    assert page.watch.complaints == []


def test_article_stands_on_the_home_page(published, article, open_page):
    page = open_page()
    page.goto("/")
    page.locator("main").get_by_role("link", name=article.title).first.click()
    page.wait_for_url(f"**{published}")


def test_article_stands_in_the_archive_of_its_author(published, article, open_page):
    page = open_page()
    page.goto(published)
    page.locator("main").get_by_role("link", name=AUTHOR).first.click()
    page.wait_for_url("**/tac-gia/**")
    assert page.locator("main").get_by_role("link", name=article.title).is_visible()


def test_api_gives_the_article_with_its_body_as_html(published, article, demo):
    item = _news(demo, article)
    assert demo.path(item["url"]) == published
    assert item["author"]["name"] == AUTHOR
    detail = demo.api(f"news/{item['id']}/")
    assert detail["body_html"].count("<p") >= len(article.paragraphs)
    assert article.words in detail["body_html"]


@pytest.mark.parametrize("query", ["hoi nghi truc tuyen", "Hội nghị"])
def test_search_finds_the_article_with_and_without_marks(published, article, open_page, query):
    page = open_page()
    page.goto("/tim-kiem/")
    page.locator("main input[name=q]").fill(query)
    page.locator("main").get_by_role("button", name="Tìm").click()
    page.wait_for_url("**/tim-kiem/?q=*")
    found = page.locator("main").get_by_role("link", name=article.title)
    assert found.first.is_visible()


@pytest.mark.parametrize("query", ["hoi%20nghi%20truc%20tuyen", "H%E1%BB%99i%20ngh%E1%BB%8B"])
def test_api_search_finds_the_article_with_and_without_marks(published, article, demo, query):
    items = demo.api(f"search/?q={query}")["items"]
    assert article.title in [item["title"] for item in items]


def test_feed_carries_the_article(published, article, demo):
    status, body = demo.get("/tin-tuc/rss/")
    assert status == 200
    newest = ElementTree.fromstring(body).find("channel/item")
    assert newest.findtext("title") == article.title
    assert demo.path(newest.findtext("link")) == published
    content = newest.findtext("{http://purl.org/rss/1.0/modules/content/}encoded")
    assert article.words in content
