"""`/news/`, `/topics/` and `/authors/`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import ExtractYear
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from cms.core.api.asked_filters import AskedFilterSet
from cms.core.api.facets import Facet
from cms.core.api.fields import AbsoluteURL, BranchLink, PageItem, PersonLink
from cms.core.api.filters import (
    DayFilter,
    IdFilter,
    LocaleFilter,
    NumbersFilter,
    OrderFilter,
    SlugsFilter,
    WordsFilter,
)
from cms.core.api.records import RecordKind, register_record
from cms.core.api.related import Related, register_related
from cms.core.api.selection import Selectable, selection_of, usual_names
from cms.core.api.views import PublicViewSet
from cms.core.search import pages_with_words
from cms.media.api import BodyBlocks, BodyHTML, CoverField
from cms.media.at_hand import bodies_at_hand
from cms.news.api_write import TakesDrafts
from cms.news.models import Author, NewsBranch, NewsPage, NewsPerson, Topic
from cms.news.records import ArticleWriter
from cms.news.selectors import (
    authors_in_use,
    news_with_names,
    one_public_news,
    topics_in_use,
    topics_of_news,
)
from genealogy.public import (
    branch_ids_of,
    cards_of_branch_links,
    cards_of_person_links,
    person_ids_of,
    viewer_of,
)

NEWS_ORDERS = {
    "display_date": ["display_date", "pk"],
    "title": ["title", "pk"],
    "last_published_at": ["last_published_at", "pk"],
}

#: News told beside a person or a branch; `/news/?person=` has the rest.
MOST_OF_ONE = 20


class TopicItem(Selectable, serializers.ModelSerializer):
    """A topic (chuyên mục)."""

    url = AbsoluteURL(source="get_absolute_url")
    news_count = serializers.IntegerField(help_text="published news of the topic")

    class Meta:
        model = Topic
        fields = ["slug", "name", "description", "url", "news_count"]


class TopicRef(serializers.ModelSerializer):
    """A topic in a few words."""

    url = AbsoluteURL(source="get_absolute_url")

    class Meta:
        model = Topic
        fields = ["slug", "name", "url"]


class AuthorRef(serializers.ModelSerializer):
    """An author in a few words."""

    url = AbsoluteURL(source="get_absolute_url", help_text="all news of the author")

    class Meta:
        model = Author
        fields = ["slug", "name", "role", "url"]


class AuthorItem(Selectable, AuthorRef):
    """An author (tác giả) with portrait."""

    portrait = CoverField(image="portrait")
    news_count = serializers.IntegerField(help_text="published news of the author")

    class Meta(AuthorRef.Meta):
        fields = [*AuthorRef.Meta.fields, "bio", "portrait", "news_count"]


class NewsItem(PageItem):
    """A piece of news; `body` and `body_html` come with `include=body` in lists."""

    endpoint = "news"
    optional_fields = PageItem.optional_fields | {"body", "body_html"}

    lead = serializers.CharField()
    display_date = serializers.DateTimeField(help_text="the day readers see")
    updated_note = serializers.CharField()
    author = AuthorRef(allow_null=True)
    topics = TopicRef(many=True)
    cover = CoverField(image="cover_image", alt="cover_alt", credit="image_credit")
    people = serializers.SerializerMethodField()
    branches = serializers.SerializerMethodField()
    body = BodyBlocks(required=False)
    body_html = BodyHTML(source="body", required=False)

    @extend_schema_field(PersonLink(many=True))
    def get_people(self, page: NewsPage) -> Any:
        """Return the people the news speaks of whom the caller may know."""
        cards = self.context["people"].get(page.pk, [])
        return PersonLink(cards, many=True, context=self.context).data

    @extend_schema_field(BranchLink(many=True))
    def get_branches(self, page: NewsPage) -> Any:
        """Return the branches the news speaks of."""
        cards = self.context["branches"].get(page.pk, [])
        return BranchLink(cards, many=True, context=self.context).data


class NewsDetail(NewsItem):
    """A piece of news with its body as typed blocks and as HTML."""

    optional_fields = frozenset()

    body = BodyBlocks()
    body_html = BodyHTML(source="body")


def _written(rows: Sequence[NewsPage], request: Request, shape: type[NewsItem]) -> list[Any]:
    """Write articles; what their wanted fields do not show is not read."""
    viewer = viewer_of(request)
    chosen = selection_of(request)
    names = chosen.names if chosen and chosen.shape is shape else usual_names(shape)
    people: dict[int, Any] = {}
    branches: dict[int, Any] = {}
    if "people" in names:
        people = cards_of_person_links(NewsPerson.objects.filter(page__in=rows), viewer)
    if "branches" in names:
        branches = cards_of_branch_links(NewsBranch.objects.filter(page__in=rows), viewer)
    bodies = [page.body for page in rows] if names & {"body", "body_html"} else []
    covers = {page.cover_image_id for page in rows} - {None} if "cover" in names else set()
    topics = topics_of_news(rows) if "topics" in names else {}
    writer = ArticleWriter(
        shape, request, names=names, people=people, branches=branches, topics=topics
    )
    with bodies_at_hand(bodies, covers, request) as images:
        for page in rows:
            if "cover" in names:
                page.cover_image = images.get(page.cover_image_id)
        return writer.write(rows)


def news_records(rows: Sequence[NewsPage], request: Request) -> list[Any]:
    """Write the whole records of articles, with a fixed number of queries."""
    return _written(rows, request, NewsDetail)


class NewsFilterSet(AskedFilterSet):
    """Filters of `/news/`."""

    topic = SlugsFilter(
        method="of_topics", help_text=_("slug của chuyên mục; nhiều thì cách nhau bằng dấu phẩy")
    )
    author = SlugsFilter(
        field_name="author__slug",
        help_text=_("slug của tác giả; nhiều thì cách nhau bằng dấu phẩy"),
    )
    date_from = DayFilter(
        field_name="display_date", lookup_expr="date__gte", help_text=_("từ ngày, 2026-01-31")
    )
    date_to = DayFilter(
        field_name="display_date", lookup_expr="date__lte", help_text=_("đến hết ngày")
    )
    year = NumbersFilter(
        field_name="display_date",
        lookup_expr="year__in",
        help_text=_("năm đăng; nhiều thì cách nhau bằng dấu phẩy"),
    )
    person = IdFilter(method="of_person", help_text=_("id của người"))
    branch = IdFilter(method="of_branch", help_text=_("id của chi phái"))
    locale = LocaleFilter()
    search = WordsFilter(method="by_words", help_text=_("các chữ có trong bài, có dấu hay không"))
    order = OrderFilter(NEWS_ORDERS)

    class Meta:
        model = NewsPage
        fields: list[str] = []

    def of_topics(self, news: QuerySet, name: str, value: list[str]) -> QuerySet:
        """Keep news of any of the topics."""
        return news.filter(pk__in=NewsPage.objects.filter(topics__slug__in=value).values("pk"))

    def of_person(self, news: QuerySet, name: str, value: Any) -> QuerySet:
        """Keep news of a person; a hidden one gives nothing, just as an unknown one."""
        keys = person_ids_of([value], viewer_of(self.request))
        return news.filter(Q(person_links__person__in=keys)).distinct()

    def of_branch(self, news: QuerySet, name: str, value: Any) -> QuerySet:
        """Keep news of a branch."""
        keys = branch_ids_of([value], viewer_of(self.request))
        return news.filter(Q(branch_links__branch__in=keys)).distinct()

    def by_words(self, news: QuerySet, name: str, value: str) -> QuerySet:
        """Keep news that holds every word."""
        return pages_with_words(value, news)


class NewsViewSet(TakesDrafts, PublicViewSet):
    """Published news, newest first; a program may hand in a draft."""

    serializer_class = NewsItem
    http_method_names = ["get", "head", "options", "post"]
    filterset_class = NewsFilterSet
    shapes = {"list": NewsItem, "retrieve": NewsDetail}
    facets = {
        "topic": Facet("topics__slug", "topics__name"),
        "author": Facet("author__slug", "author__name"),
        "year": Facet(ExtractYear("display_date")),
    }

    def get_queryset(self) -> QuerySet[NewsPage]:
        """Return public news; what a record needs besides is read for the whole page at once."""
        news = news_with_names()
        return news if self.wants("body", "body_html") else news.defer("body")

    def serialized(self, rows: Sequence[Any]) -> Any:
        """Turn pages into items."""
        return _written(rows, self.request, NewsItem)

    @extend_schema(responses=NewsDetail)
    def retrieve(self, request: Request, pk: int) -> Response:
        """Answer one piece of news."""
        page = one_public_news(pk)
        if page is None:
            raise Http404
        return Response(news_records([page], request)[0])


class TopicViewSet(PublicViewSet):
    """Topics that have published news."""

    serializer_class = TopicItem
    shapes = {"list": TopicItem, "retrieve": TopicItem}
    detail_route = "slug:slug"

    def get_queryset(self) -> QuerySet[Topic]:
        """Return topics by name."""
        return topics_in_use()

    def retrieve(self, request: Request, slug: str) -> Response:
        """Answer one topic."""
        return Response(self.get_serializer(get_object_or_404(self.get_queryset(), slug=slug)).data)


class AuthorViewSet(PublicViewSet):
    """Authors who have published news."""

    serializer_class = AuthorItem
    shapes = {"list": AuthorItem, "retrieve": AuthorItem}
    detail_route = "slug:slug"

    def get_queryset(self) -> QuerySet[Author]:
        """Return authors by name."""
        authors = authors_in_use()
        if not self.wants("portrait"):
            return authors.select_related(None)
        return authors.prefetch_related("portrait__renditions")

    def retrieve(self, request: Request, slug: str) -> Response:
        """Answer one author."""
        return Response(self.get_serializer(get_object_or_404(self.get_queryset(), slug=slug)).data)


def _of_person(key: int, request: Request) -> list[Any]:
    rows = news_with_names().filter(person_links__person=key).distinct().defer("body")
    return _written(list(rows[:MOST_OF_ONE]), request, NewsItem)


def _of_branch(key: int, request: Request) -> list[Any]:
    rows = news_with_names().filter(branch_links__branch=key).distinct().defer("body")
    return _written(list(rows[:MOST_OF_ONE]), request, NewsItem)


register_related("people", "news", Related(NewsItem, _of_person))
register_related("branches", "news", Related(NewsItem, _of_branch))
register_record(
    NewsPage, RecordKind("news", NewsDetail, news_with_names, news_records, one_public_news)
)
