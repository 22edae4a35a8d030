"""What a stranger may read now, thing by thing, as short digests; trees stand in `trees`.

Nothing here looks at what strangers may not see: a draft, a private page, a picture of somebody
hidden gives no state at all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import resolve, reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import CollectionViewRestriction, Page, Site

from cms.core.api.records import record_kind
from cms.core.restrictions import is_restricted
from cms.media.guards import visible_images
from cms.media.models import ClanImage
from cms.news.selectors import authors_in_use, topics_in_use

#: Keys asked for in one statement.
_AT_ONCE = 800


@dataclass(frozen=True)
class State:
    """One thing as a stranger may read it now.

    Args:
        key: primary key, as text.
        type: model, `news.NewsPage`.
        endpoint: endpoint of the API, `news`.
        public_id: its id there.
        path: the page's address from the root of the site; empty without a page.
        digest: 32 hexadecimal digits; another one when it reads otherwise.
    """

    key: str
    type: str
    endpoint: str
    public_id: str
    path: str
    digest: str


States = dict[str, State]


def page_states(keys: Collection[int] | None = None) -> States:
    """Give live pages under no restriction that stand in a site, all or those of these keys."""
    pages = Page.objects.live().exclude(is_restricted())
    columns = ("pk", "content_type_id", "url_path", "title", "last_published_at")
    roots = sorted(
        ((root.root_path, root.site_id) for root in Site.get_site_root_paths()),
        key=lambda root: -len(root[0]),
    )
    found: States = {}
    for part in _parts(keys):
        rows = pages if part is None else pages.filter(pk__in=part)
        for pk, type_id, url_path, title, published in rows.order_by("path").values_list(*columns):
            root = next((path for path, _site in roots if url_path.startswith(path)), None)
            if root is None:
                continue
            path = "/" + url_path[len(root) :]
            label, endpoint = _page_type(type_id)
            facts = (label, path, title, published)
            found[str(pk)] = State(str(pk), label, endpoint, str(pk), path, digest(facts))
    return found


def subtree_keys(keys: Iterable[int]) -> set[int]:
    """Give these pages and all below them."""
    paths = list(Page.objects.filter(pk__in=list(keys)).values_list("path", flat=True))
    found: set[int] = set()
    for path in paths:
        below = Page.objects.filter(path__startswith=path)
        found.update(below.values_list("pk", flat=True))
    return found


def pages_there(keys: Collection[int]) -> set[int]:
    """Give those of these pages that still are in the tree, drafts too."""
    found: set[int] = set()
    for part in _parts(keys):
        found.update(Page.objects.filter(pk__in=part or ()).values_list("pk", flat=True))
    return found


def image_states(keys: Collection[int] | None = None) -> States:
    """Give the pictures strangers may see."""
    images: QuerySet[Any] = ClanImage.objects.exclude(_in_private_collection())
    columns = ("pk", "title", "file_hash", "file", "width", "height", "description", "credit",
               "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height",
               "collection_id")  # fmt: skip
    found: States = {}
    for part in _parts(keys):
        rows = images if part is None else images.filter(pk__in=part)
        rows = visible_images(rows, stranger(), among=part)
        for pk, *facts in rows.order_by("pk").values_list(*columns):
            key = str(pk)
            found[key] = State(key, "media.ClanImage", "images", key, "", digest(facts))
    return found


def redirect_states(keys: Collection[int] | None = None) -> States:
    """Give the redirects, but those to pages strangers may not read."""
    rows = Redirect.objects.order_by("pk").values_list(
        "pk", "old_path", "site_id", "is_permanent", "redirect_page_id", "redirect_link",
        "redirect_page_route_path",
    )  # fmt: skip
    listed = [
        row for part in _parts(keys) for row in (rows if part is None else rows.filter(pk__in=part))
    ]
    pages = page_states({row[4] for row in listed if row[4] is not None})
    found: States = {}
    for pk, old_path, *facts in listed:
        page = facts[2]
        if page is not None and str(page) not in pages:
            continue
        target = pages[str(page)].path if page is not None else facts[3]
        key = str(pk)
        found[key] = State(
            key, "redirects.Redirect", "redirects", key, old_path, digest((old_path, facts, target))
        )
    return found


def topic_states(keys: Collection[int] | None = None) -> States:
    """Give the topics that have public news; `keys` are not looked at, there are few."""
    return {
        str(one.pk): State(
            str(one.pk), "news.Topic", "topics", one.slug, one.get_absolute_url(),
            digest((one.name, one.slug, one.description)),
        )
        for one in topics_in_use()
    }  # fmt: skip


def author_states(keys: Collection[int] | None = None) -> States:
    """Give the authors who have public news; `keys` are not looked at, there are few."""
    return {
        str(one.pk): State(
            str(one.pk), "news.Author", "authors", one.slug, one.get_absolute_url(),
            digest((one.name, one.slug, one.role, one.bio, one.portrait_id)),
        )
        for one in authors_in_use()
    }  # fmt: skip


def site_states(keys: Collection[int] | None = None) -> States:
    """Give the name, addresses and menu of the site, by the very answer strangers get."""
    request = stranger()
    request.path = request.path_info = f"{api_root()}site/"
    view = resolve(request.path)
    answer = view.func(request, *view.args, **view.kwargs)
    if answer.status_code != 200:
        return {}
    body = answer.render().content if hasattr(answer, "render") else answer.content
    return {"1": State("1", "home.SiteSettings", "site", "", "/", digest(body))}


#: How each kind but trees is read.
READERS: dict[str, Callable[[Collection[int] | None], States]] = {
    "page": page_states,
    "image": image_states,
    "redirect": redirect_states,
    "topic": topic_states,
    "author": author_states,
    "site": site_states,
}


def stranger() -> HttpRequest:
    """Give the request of a stranger who comes to the site's own address."""
    request = HttpRequest()
    base = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    port = base.port or (443 if base.scheme == "https" else 80)
    request.method = "GET"
    request.META = {
        "SERVER_NAME": base.hostname or "localhost",
        "SERVER_PORT": str(port),
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": base.scheme or "http",
    }
    request.user = AnonymousUser()
    return request


def api_root() -> str:
    """Give where the API begins; reading the URL conf lets every endpoint name its pages."""
    return reverse("api_root")


def digest(facts: Any) -> str:
    """Give 32 hexadecimal digits that stand for some facts."""
    return blake2b(repr(facts).encode(), digest_size=16).hexdigest()


def _page_type(type_id: int) -> tuple[str, str]:
    """Give the label and endpoint of a page type."""
    api_root()
    model = ContentType.objects.get_for_id(type_id).model_class() or Page
    kind = record_kind(model)
    return model._meta.label, kind.endpoint if kind is not None else "pages"


def _in_private_collection() -> Q:
    private = Q(pk__in=[])
    for path in CollectionViewRestriction.objects.values_list("collection__path", flat=True):
        private |= Q(collection__path__startswith=path)
    return private


def _parts(keys: Collection[int] | None) -> list[list[int] | None]:
    """Cut keys into pieces a database takes; one None for everything."""
    if keys is None:
        return [None]
    wanted = sorted(keys)
    return [wanted[start : start + _AT_ONCE] for start in range(0, len(wanted), _AT_ONCE)]


def page_type_choices() -> list[tuple[str, str]]:
    """Give the page types that stand under a site, by label, with their names."""
    models = [
        model
        for model in apps.get_models()
        if issubclass(model, Page) and model is not Page and not model._meta.abstract
    ]
    return sorted((model._meta.label, str(model._meta.verbose_name)) for model in models)
