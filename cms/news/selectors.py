"""Reading the newsroom: public news only, few queries whatever the size of a list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest

from cms.core.page_contexts import page_context
from cms.core.prepared import LARGEST_KEY, Prepared
from cms.core.restrictions import is_restricted
from cms.news.models import Author, NewsBranch, NewsIndexPage, NewsPage, NewsPerson, Topic
from genealogy.public import Mention, branch_cards, person_cards, viewer_of

if TYPE_CHECKING:
    from genealogy.domain.viewer import Viewer

PER_PAGE = 12
RELATED_COUNT = 4
MENTIONS_LIMIT = 50


def public_news() -> QuerySet[NewsPage]:
    """Return live news that stands under no view restriction, newest first, bare."""
    return NewsPage.objects.live().exclude(is_restricted()).order_by("-display_date", "-pk")


def news_with_names() -> QuerySet[NewsPage]:
    """Return public news, newest first, with author and language."""
    return public_news().select_related("author", "locale")


_ONE = Prepared(lambda key: news_with_names().filter(pk=key).order_by())
# In the words of a prefetch, whose order it keeps; one page's topics have none of their own.
_TOPICS = Prepared(lambda keys: Topic.objects.filter(news__in=keys).annotate(of_page=F("news__pk")))


def one_public_news(key: int) -> NewsPage | None:
    """Return one public piece of news with author and language; None for any other."""
    rows = _ONE.rows(key) if key <= LARGEST_KEY else []
    return rows[0] if rows else None


def topics_of_news(pages: Iterable[NewsPage]) -> dict[int, list[Topic]]:
    """Return the topics of articles by the article's key, in one query.

    Articles that carry topics already, as drafts do, are absent.
    """
    found: dict[int, list[Topic]] = {page.pk: [] for page in pages if not _has_topics(page)}
    for topic in _TOPICS.rows([*found]) if found else ():
        found[topic.of_page].append(topic)
    return found


def _has_topics(page: NewsPage) -> bool:
    held = (getattr(page, name, {}) for name in _HELD)
    return page.pk is None or any("topics" in names for names in held)


#: Where modelcluster keeps what a draft holds, and Django what was prefetched.
_HELD = ("_cluster_related_objects", "_prefetched_objects_cache")


def published_news(
    *, topic: Topic | None = None, author: Author | None = None, with_body: bool = False
) -> QuerySet[NewsPage]:
    """Return public news, newest first, with author, topics and pictures for cards.

    Four queries whatever the size of the list. The body is left out unless asked for: a card does
    not need it, and it is by far the largest column.
    """
    news = public_news().select_related("author", "author__portrait", "cover_image")
    news = news.prefetch_related("topics", "cover_image__renditions")
    if topic is not None:
        news = news.filter(topics=topic)
    if author is not None:
        news = news.filter(author=author)
    return news if with_body else news.defer("body")


def topics_in_use() -> QuerySet[Topic]:
    """Return the topics that have public news, each with their number as `news_count`."""
    public = Q(news__in=public_news().order_by())
    topics = Topic.objects.annotate(news_count=Count("news", filter=public, distinct=True))
    return topics.filter(news_count__gt=0).order_by("name")


def authors_in_use() -> QuerySet[Author]:
    """Return the authors who have public news, each with their number as `news_count`."""
    public = Q(news__in=public_news().order_by())
    authors = Author.objects.annotate(news_count=Count("news", filter=public, distinct=True))
    return authors.filter(news_count__gt=0).select_related("portrait").order_by("name")


@page_context(NewsIndexPage)
def index_context(
    page: NewsIndexPage,
    request: HttpRequest,
    *,
    topic: Topic | None = None,
    author: Author | None = None,
    **_others: Any,
) -> dict[str, Any]:
    """Return what the index and the archives show; a page number that is none gives page 1.

    Keys: `news` (one page of it), `topics`, the `current_topic` or `author` chosen, `feed_url`.
    """
    news = published_news(topic=topic, author=author)
    return {
        "news": Paginator(news, PER_PAGE).get_page(request.GET.get("page")),
        "topics": topics_in_use(),
        "current_topic": topic,
        "author": author,
        "feed_url": f"{page.get_url(request) or ''}rss/",
    }


@page_context(NewsPage)
def article_context(page: NewsPage, request: HttpRequest, **_others: Any) -> dict[str, Any]:
    """Return what stands beside an article: people and branches this reader may know, news."""
    viewer = viewer_of(request)
    # Nobody is shown twice. A rule in the database could not see to it: rows are saved one by one,
    # so an editor who swaps two people would break it half way.
    people = list(dict.fromkeys(link.person_id for link in page.person_links.all()))
    branches = list(dict.fromkeys(link.branch_id for link in page.branch_links.all()))
    return {
        "people_cards": person_cards(people, viewer) if people else [],
        "branch_cards": branch_cards(branches, viewer) if branches else [],
        "related": related_news(page),
    }


def related_news(page: NewsPage, *, limit: int = RELATED_COUNT) -> list[NewsPage]:
    """Return news of the same topics, newest first, filled up with the latest of any topic."""
    topic_ids = [topic.pk for topic in page.topics.all()]
    others = public_news().exclude(pk=page.pk).defer("body")
    found = list(others.filter(topics__in=topic_ids).distinct()[:limit]) if topic_ids else []
    if len(found) < limit:
        known = [news.pk for news in found]
        found += others.exclude(pk__in=known)[: limit - len(found)]
    return found


def news_mentions(
    *, person_ids: Iterable[int] = (), branch_ids: Iterable[int] = (), viewer: Viewer
) -> list[Mention]:
    """Return public news that speaks of any of these people or branches, newest first."""
    people, branches = list(person_ids), list(branch_ids)
    pages: set[int] = set()
    # Asked first, and by key: kept answers then hang on these articles and not on all news.
    if people:
        pages.update(NewsPerson.objects.filter(person__in=people).values_list("page", flat=True))
    if branches:
        pages.update(NewsBranch.objects.filter(branch__in=branches).values_list("page", flat=True))
    if not pages:
        return []
    news = public_news().filter(pk__in=pages).defer("body")
    return [
        Mention(
            kind="news",
            title=item.title,
            url=item.get_url() or "",
            date=item.display_date,
            page_id=item.pk,
        )
        for item in news[:MENTIONS_LIMIT]
    ]
