"""Which tables hold what readers see, and by which tags their changes are told apart.

Page types, pictures and rows that belong to a page are found by their classes; the rest is named
here. A table that stands nowhere is not watched: an answer that read it is never kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from django.apps import apps
from django.db.models import ForeignKey, Model

PAGES = "pages"
#: Bumped when pages changed and nobody can say which: a move, a new address of a section.
ANY_PAGE = "page:*"
PAGE_TABLE = "wagtailcore_page"
#: In every answer's tags: bumped when nothing kept may be trusted, as after a restore.
EVERYTHING = "everything"

#: Lists of pages by type; others are `pages`.
_PAGE_GROUPS = {
    "news.newspage": "news",
    "news.newsindexpage": "news-index",
    "programmes.programmepage": "programmes",
    "programmes.episodepage": "episodes",
    "council.eventpage": "events",
}
_GROUPS = {
    "news.topic": "topics",
    "news.author": "authors",
    "home.sitesettings": "site",
    "home.navigationsettings": "site",
    "home.navigationitem": "site",
    "wagtailcore.site": "site",
    "wagtailcore.locale": "site",
    "wagtailcore.pageviewrestriction": "restrictions",
    "wagtailcore.pageviewrestriction_groups": "restrictions",
    "wagtailcore.collection": "collections",
    "wagtailcore.collectionviewrestriction": "collections",
    "wagtailcore.collectionviewrestriction_groups": "collections",
    "wagtailredirects.redirect": "redirects",
    "wagtailembeds.embed": "embeds",
    "wagtailsearch.indexentry": "index",
    "wagtailsearch.sqliteftsindexentry": "index",
    "taggit.tag": "tags",
    "taggit.taggeditem": "tags",
    "home.publicaddress": "addresses",
    "home.publicsequence": "addresses",
    "genealogy.treestatistics": "statistics",
    # A picture handed in with a proposal is hidden until somebody takes it up.
    "genealogy.proposal": "proposals",
    "genealogy.proposalitem": "proposals",
}
#: Of the genealogy, what no stranger's answer is made of; all its other tables are the tree.
_BEHIND_THE_TREE = frozenset(
    f"genealogy.{name}"
    for name in (
        "importrun", "importrow", "importissue", "changeset", "change", "changesubject",
        "calendarlink", "memorialreminder", "clanmember", "branchoffice", "personaccount",
        "invitation", "printorder", "proposalcomment",
        "checkfinding", "checkdismissal", "duplicatepair", "duplicatedismissal", "personcontact",
    )
)  # fmt: skip
#: Read on the way to an answer, and without bearing on it: names of models, never changed rows.
HARMLESS = frozenset({"django_content_type", "core_contentversion", "sqlite_master"})
#: Columns of a page that say something of its drafts, of who works on it or of its children.
_UNSEEN = frozenset(
    {
        "numchild",
        "draft_title",
        "has_unpublished_changes",
        "latest_revision_id",
        "latest_revision_created_at",
        "locked",
        "locked_at",
        "locked_by_id",
    }
)


@dataclass(frozen=True)
class Rule:
    """How changes of one table are told.

    Every change bumps `group`. Where the value of a column in `rows` is known, a reader of those
    rows alone needs only `<prefix>:<value>`; a change of unknown rows bumps `<group>:*` as well.
    """

    group: str
    rows: Mapping[str, str] = field(default_factory=dict)
    unseen: frozenset[str] = frozenset()
    #: One of the tables that together hold a page.
    is_page: bool = False

    @property
    def any_row(self) -> str:
        """Give the tag for changes of rows nobody could name."""
        return ANY_PAGE if self.is_page else f"{self.group}:*"


@cache
def rules() -> dict[str, Rule]:
    """Give the rule of every watched table, by the name of the table."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        rule = _rule_of(model)
        if rule is not None:
            found[model._meta.db_table] = rule
    return found


def page_group(app_label: str, model_name: str) -> str:
    """Give the tag of the list that a page of this type stands in."""
    return _PAGE_GROUPS.get(f"{app_label}.{model_name}", PAGES)


def _rule_of(model: type[Model]) -> Rule | None:
    # Wagtail's models are loaded after this floor's.
    from wagtail.documents.models import AbstractDocument
    from wagtail.images.models import AbstractImage, AbstractRendition
    from wagtail.models import Page
    from wagtailmedia.models import AbstractMedia

    label = model._meta.label_lower
    if issubclass(model, Page):
        key = model._meta.pk.column or "id"
        unseen = _UNSEEN if model is Page else frozenset()
        group = _PAGE_GROUPS.get(label, PAGES)
        return Rule(group, {key: "page"}, unseen, is_page=True)
    kinds = {
        AbstractImage: Rule("media", {"id": "media"}),
        AbstractRendition: Rule("media", {"image_id": "media"}),
        AbstractDocument: Rule("documents", {"id": "document"}),
        AbstractMedia: Rule("recordings", {"id": "recording"}),
    }
    for kind, rule in kinds.items():
        if issubclass(model, kind):
            return rule
    if label in _GROUPS:
        return Rule(_GROUPS[label])
    if label == "genealogy.treeversion":
        # Its own tag beside the tree's, for who asks for one clan.
        return Rule("tree", {"clan_id": "tree"})
    if model._meta.app_label == "genealogy":
        return None if label in _BEHIND_THE_TREE else Rule("tree")
    return _rule_of_page_part(model)


#: Apps whose tables belong to pages or to nobody's answers.
_PAGE_APPS = frozenset({"home", "news", "programmes", "council", "clanwork"})


def _rule_of_page_part(model: type[Model]) -> Rule | None:
    """Give the rule of rows that belong to a page: its links, slots and topics."""
    from wagtail.models import Page

    if model._meta.app_label not in _PAGE_APPS:
        return None
    rows = {}
    for column in model._meta.concrete_fields:
        if not isinstance(column, ForeignKey):
            continue
        related = column.related_model
        if isinstance(related, type) and issubclass(related, Page):
            rows[column.column] = "page"
        elif related._meta.app_label == "genealogy":
            rows[column.column] = f"mention-{related._meta.model_name}"
    is_part = "page" in rows.values()
    return Rule(model._meta.db_table, rows) if is_part else None
