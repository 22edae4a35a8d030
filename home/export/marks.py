"""Marks: hashes of what a file of the export is made from, told apart by names.

A file remembers the names of all it was made from and one hash over their marks. When that hash is
the same at the next export, the file stands and nothing is asked of the site. The names:

    code, site, day, labels      release, menu and settings, the day in Vietnam, topics
    page:<pk>, name:<pk>         a page with its body; what a link to it shows
    news:<whose>:<size>:<n>      one page of a list of news; top:<topic> what stands at its head
    pages, feed, redirects       all pages that are no news; the newest with bodies; old addresses
    keys                         which pages there are, without what they say
    person:<uuid>, tree, shelf   one person with the nearest kin; the whole tree; clans and branches
    said:<uuid>, said            what pages say of a person, of anybody
    words                        all the search finds
    image:<pk>, document:<pk>, media:<pk>   a file of the library and who may have it

They are private: hidden rows are in them. They stay in the list of `home.export.ledger`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from modelcluster.fields import ParentalKey
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Page,
    PageViewRestriction,
    ReferenceIndex,
    Site,
    get_page_models,
)

from cms.media.models import ClanDocument, ClanImage, ClanMedia, ClanRendition
from cms.news.models import Author, NewsIndexPage, NewsPage, Topic
from cms.news.selectors import public_news
from cms.programmes.models import EpisodePerson
from genealogy.public_export import TreeMarks, row_mark, stranger, table_marks, tree_marks
from home.export.release import release_mark
from home.models import NavigationItem, NavigationSettings, SiteSettings

NEWS_HEAD = 6
FEED_ITEMS = 30
#: Columns of a page that change while a draft is written, and tell readers nothing.
_OF_DRAFTS = frozenset(
    {
        "latest_revision_id", "live_revision_id", "draft_title", "has_unpublished_changes",
        "latest_revision_created_at", "locked", "locked_at", "locked_by_id", "owner_id",
        "go_live_at", "expire_at", "numchild",
    }
)  # fmt: skip
_NONE: frozenset[str] = frozenset()
#: Marks that ask the database themselves.
_READ_AT_ONCE = (
    "code", "site", "labels", "pages", "keys", "feed", "redirects", "tree", "said"
)  # fmt: skip


@dataclass(frozen=True)
class NewsRow:
    """One piece of public news in the order of lists."""

    pk: int
    card: str
    topics: tuple[str, ...]
    author: str


@dataclass
class Marks:
    """The marks of one moment; read before the first page is asked for, so none is too new.

    Args:
        today: the day in Vietnam.
        setup: what the export was told (address, living site), so that another address makes all
            files anew.
    """

    today: date
    setup: str
    _kept: dict[str, str] = field(default_factory=dict)

    def over(self, names: Iterable[str]) -> str:
        """Hash the marks of many names."""
        return row_mark([(name, self.of(name)) for name in sorted(set(names))])

    def of(self, name: str) -> str:
        """Give the mark of a name; empty for what is not there."""
        if name not in self._kept:
            kind, _colon, rest = name.partition(":")
            self._kept[name] = _MARKERS[kind](self, rest)
        return self._kept[name]

    def read(self) -> None:
        """Read all tables at once, within the moment the caller holds."""
        for name in _READ_AT_ONCE:
            self.of(name)
        _ = self.files, self.renditions, self.paths

    # Rows -----------------------------------------------------------------------------------

    @cached_property
    def people(self) -> TreeMarks:
        """Return the marks of the tree."""
        return tree_marks(stranger(self.today))

    @cached_property
    def files(self) -> dict[tuple[type[Model], int], str]:
        """Return the mark of each file of the library, with who may have it."""
        collections = {row.pk: row.path for row in Collection.objects.only("path")}
        closed = row_mark(*_rows(CollectionViewRestriction))
        people = self._people_of_files()
        found: dict[tuple[type[Model], int], str] = {}
        for model in (ClanImage, ClanDocument, ClanMedia):
            shelves = dict(model.objects.values_list("pk", "collection_id"))
            for key, marks in table_marks(model, "id", _NONE).items():
                shelf = collections.get(shelves.get(key, 0), "")
                found[model, key] = row_mark(marks, shelf, closed, people[model, key])
        return found

    def _people_of_files(self) -> dict[tuple[type[Model], int], list[str]]:
        """Gather the marks of people whose pictures and documents the files are."""
        from django.apps import apps  # the genealogy's tables, known here by name alone

        found: dict[tuple[type[Model], int], list[str]] = defaultdict(list)
        links = apps.get_model("genealogy", "MediaLink").objects
        rows = links.order_by("pk").values_list("image_id", "document_id", "person_id", "pk")
        for image, document, person, key in rows:
            mark = row_mark(key, self.people.by_key.get(person or 0, ""), self.people.whole)
            found[ClanImage, image or 0].append(mark)
            found[ClanDocument, document or 0].append(mark)
        portraits = apps.get_model("genealogy", "Person").objects.filter(portrait__isnull=False)
        for image, person in portraits.order_by("pk").values_list("portrait_id", "pk"):
            found[ClanImage, image].append(self.people.by_key.get(person, ""))
        return found

    @cached_property
    def news_by_key(self) -> dict[int, NewsRow]:
        """Return the public news by key."""
        return {row.pk: row for row in self.news}

    @cached_property
    def news_indexes(self) -> frozenset[int]:
        """Return the keys of the fronts of the newsroom."""
        return frozenset(NewsIndexPage.objects.values_list("pk", flat=True))

    @cached_property
    def library(self) -> dict[str, str]:
        """Return the name of the mark of each file of the library, by the name of the file."""
        kinds = (("image", ClanImage), ("media", ClanMedia))
        found = {}
        for kind, model in kinds:
            for key, file in model.objects.values_list("pk", "file"):
                found[file] = f"{kind}:{key}"
        for key, file in ClanMedia.objects.values_list("pk", "thumbnail"):
            found[file] = f"media:{key}"
        return found

    @cached_property
    def renditions(self) -> dict[str, int]:
        """Return the picture each drawn file belongs to, by the name of the file."""
        return dict(ClanRendition.objects.values_list("file", "image_id"))

    @cached_property
    def paths(self) -> dict[str, int]:
        """Return the key of every page by its address, published or not."""
        roots = {site.root_page.url_path for site in Site.objects.select_related("root_page")}
        found = {}
        for key, path in Page.objects.values_list("pk", "url_path"):
            for root in roots:
                if path.startswith(root):
                    found[f"/{path[len(root) :]}"] = key
        return found

    @cached_property
    def page_rows(self) -> dict[int, str]:
        """Return the mark of each page with all that hangs on it."""
        found: dict[int, list[str]] = defaultdict(list)
        for key, marks in table_marks(Page, "id", _OF_DRAFTS).items():
            found[key] += marks
        for model in get_page_models():
            if model is not Page:
                for key, marks in table_marks(model, "page_ptr_id", _NONE).items():
                    found[key] += marks
                self._children(model, found)
        self._references(found)
        return {key: row_mark(marks) for key, marks in found.items()}

    def _children(self, model: type[Page], found: dict[int, list[str]]) -> None:
        """Add what belongs to the pages of a type: links to people, topics, slots."""
        rows: list[tuple[type[Model], str]] = [
            (many.remote_field.through, many.m2m_column_name()) for many in model._meta.many_to_many
        ]
        rows += [
            (relation.related_model, relation.field.column)
            for relation in model._meta.related_objects
            if isinstance(relation.field, ParentalKey)
        ]
        for child, column in rows:
            for key, marks in table_marks(child, column, _NONE).items():
                found[key] += marks

    def _references(self, found: dict[int, list[str]]) -> None:
        """Add the marks of whatever bodies and fields point at."""
        types = {
            ContentType.objects.get_for_model(model, for_concrete_model=True).pk: model
            for model in (ClanImage, ClanDocument, ClanMedia, Author, Topic)
        }
        labels = {
            (model, key): "".join(marks)
            for model in (Author, Topic)
            for key, marks in table_marks(model, "id", _NONE).items()
        }
        base = ContentType.objects.get_for_model(Page).pk
        rows = ReferenceIndex.objects.filter(base_content_type_id=base).order_by("pk")
        columns = ("object_id", "to_content_type_id", "to_object_id")
        for page, kind, target in rows.values_list(*columns).iterator(chunk_size=5000):
            model = types.get(kind)
            if model is not None and target.isdecimal():
                key = (model, int(target))
                found[int(page)].append(self.files.get(key) or labels.get(key, ""))
        for page, people in self._people_of_pages().items():
            found[page] += people

    def _people_of_pages(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        for link in (NewsPage.person_links.rel.related_model, EpisodePerson):
            rows = link.objects.order_by("pk").values_list("page_id", "person_id")
            for page, person in rows:
                found[page].append(self.people.by_key.get(person, ""))
        return found

    @cached_property
    def names(self) -> dict[int, str]:
        """Return what a link to a page shows, hashed."""
        rows = Page.objects.order_by("pk").values_list("pk", "title", "url_path", "live")
        return {row[0]: row_mark(*row) for row in rows.iterator(chunk_size=5000)}

    @cached_property
    def news(self) -> list[NewsRow]:
        """Return the public news in the order of its lists."""
        topics: dict[int, list[str]] = defaultdict(list)
        through = NewsPage.topics.through.objects.order_by("topic__name")
        for page, slug in through.values_list("newspage_id", "topic__slug"):
            topics[page].append(slug)
        columns = [
            name.attname
            for name in NewsPage._meta.concrete_fields
            if name.attname != "body" and name.column not in _OF_DRAFTS
        ]
        rows = public_news().values("author__slug", *columns)
        return [
            NewsRow(
                row["id"],
                row_mark(sorted(row.items()), topics[row["id"]], self._cover(row)),
                tuple(topics[row["id"]]),
                row["author__slug"] or "",
            )
            for row in rows.iterator(chunk_size=2000)
        ]

    def _cover(self, row: dict[str, Any]) -> str:
        return self.files.get((ClanImage, row["cover_image_id"] or 0), "")

    @cached_property
    def said(self) -> dict[int, list[str]]:
        """Return what pages say of people, by the key of the person."""
        found: dict[int, list[str]] = defaultdict(list)
        rows = [
            row
            for link in (NewsPage.person_links.rel.related_model, EpisodePerson)
            for row in link.objects.values_list("person_id", "page_id").order_by("pk")
        ]
        dates = dict(NewsPage.objects.values_list("pk", "display_date"))
        for person, page in rows:
            found[person].append(row_mark(self.names.get(page), dates.get(page)))
        return found


def _rows(model: type[Model]) -> list[list[str]]:
    key = str(model._meta.pk.column)
    return list(table_marks(model, key, _NONE).values())


def _site(marks: Marks, _rest: str) -> str:
    sections = Page.objects.filter(depth__lte=3).order_by("path")
    shown = sections.values_list("pk", "title", "url_path", "live", "show_in_menus")
    settings = [_rows(model) for model in (Site, SiteSettings, NavigationSettings, NavigationItem)]
    linked = NavigationItem.objects.filter(page__isnull=False).values_list("page_id", flat=True)
    titles = [marks.names.get(key) for key in linked.order_by("pk")]
    closed = _rows(PageViewRestriction)
    return row_mark(list(shown), settings, titles, closed, _rows_of_clans(marks))


def _rows_of_clans(marks: Marks) -> str:
    """Mark the clans: the menu leads to the giỗ of one of them."""
    return marks.people.shelf


def _pages(marks: Marks, _rest: str) -> str:
    news = {row.pk for row in marks.news}
    unseen = set(NewsPage.objects.values_list("pk", flat=True))
    others = sorted(set(marks.page_rows) - news - unseen)
    return row_mark([(key, marks.page_rows[key]) for key in others])


def _keys(_marks: Marks, _rest: str) -> str:
    live = Page.objects.order_by("pk").values_list("pk", "live")
    return row_mark(list(live), _rows(PageViewRestriction))


def _news(marks: Marks, rest: str) -> str:
    whose, size, number = rest.split(":")
    rows = [row for row in marks.news if whose in ("", *row.topics, f"@{row.author}")]
    first = (int(number) - 1) * int(size)
    labels = marks.of("labels")
    return row_mark([row.card for row in rows[first : first + int(size)]], len(rows), labels)


def _top(marks: Marks, topic: str) -> str:
    rows = [row.pk for row in marks.news if not topic or topic in row.topics][:NEWS_HEAD]
    dates = dict(NewsPage.objects.filter(pk__in=rows).values_list("pk", "display_date"))
    return row_mark([(marks.names.get(key), dates.get(key)) for key in rows])


def _labels(marks: Marks, _rest: str) -> str:
    used: dict[str, int] = defaultdict(int)
    for row in marks.news:
        for name in (*row.topics, f"@{row.author}"):
            used[name] += 1
    return row_mark(_rows(Topic), _rows(Author), sorted(used.items()))


def _said(marks: Marks, uuid: str) -> str:
    if not uuid:
        return row_mark(sorted(marks.said.items()))
    return row_mark(marks.said.get(marks.people.keys.get(uuid, 0), []))


def _words(marks: Marks, _rest: str) -> str:
    names = ("code", "site", "labels", "tree")
    return row_mark([marks.of(name) for name in names], sorted(marks.page_rows.items()))


def _file(model: type[Model]) -> Callable[[Marks, str], str]:
    return lambda marks, rest: marks.files.get((model, int(rest)), "")


_MARKERS: dict[str, Callable[[Marks, str], str]] = {
    "code": lambda marks, _rest: row_mark(release_mark(), marks.setup),
    "site": _site,
    "day": lambda marks, _rest: marks.today.isoformat(),
    "labels": _labels,
    "page": lambda marks, rest: marks.page_rows.get(int(rest), ""),
    "name": lambda marks, rest: marks.names.get(int(rest), ""),
    "news": _news,
    "top": _top,
    "pages": _pages,
    "keys": _keys,
    "feed": lambda marks, _rest: row_mark(
        [marks.page_rows.get(row.pk) for row in marks.news[:FEED_ITEMS]]
    ),
    "redirects": lambda _marks, _rest: row_mark(_rows(Redirect)),
    "person": lambda marks, rest: marks.people.people.get(rest, ""),
    "branch": lambda marks, rest: marks.people.branches.get(tuple(rest.split("/")), ""),  # type: ignore[call-overload, arg-type] # two slugs
    "shelf": lambda marks, _rest: marks.people.shelf,
    "tree": lambda marks, _rest: marks.people.whole,
    "said": _said,
    "words": _words,
    "image": _file(ClanImage),
    "document": _file(ClanDocument),
    "media": _file(ClanMedia),
}
