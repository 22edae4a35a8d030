"""Keeping the memory of public addresses (`PublicAddress`) true, in the transaction of each change.

What is compared is what strangers see: a change they cannot see writes nothing, so the order of
the rows tells of nothing hidden.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from cms.core.api.page_answers import page_type
from cms.core.restrictions import is_restricted
from home.models import PublicAddress, PublicSequence

State = PublicAddress.State
#: Rows compared at once.
_CHUNK = 500
_LONGEST = 1000


@dataclass(frozen=True)
class Standing:
    """Something strangers can open; `digest` differs whenever what they see there does."""

    site: int
    path: str
    kind: str
    type: str
    key: str
    digest: str


def sequence_next() -> int:
    """Give the next number; holds the counter until the transaction ends."""
    PublicSequence.objects.get_or_create(pk=1)
    row = PublicSequence.objects.filter(pk=1)
    row.update(number=F("number") + 1)
    return row.values_list("number", flat=True).get()


@transaction.atomic
def addresses_write(
    standing: Collection[Standing],
    before: QuerySet[PublicAddress],
    *,
    closed: Collection[str] = (),
    renew: bool = False,
) -> int:
    """Compare what stands with the rows there are, and write the differences under one number.

    Args:
        standing: what strangers can open now, of the things compared.
        before: the rows of the same things.
        closed: keys of those that are closed to strangers but not taken away.
        renew: count everything that stands as changed.

    Returns:
        How many addresses changed.
    """
    wanted = {(one.site, one.path): one for one in standing if len(one.path) <= _LONGEST}
    known = {(row.site, row.path): row for row in before}
    taken = PublicAddress.objects.filter(path__in=[path for _site, path in wanted])
    known |= {(row.site, row.path): row for row in taken}
    left = [row for place, row in known.items() if place not in wanted and row.state == State.OPEN]
    changed = [one for place, one in wanted.items() if renew or _differs(one, known.get(place))]
    if not left and not changed:
        return 0
    number, now = sequence_next(), timezone.now()
    for state in (State.CLOSED, State.GONE):
        keys = [row.pk for row in left if (row.key in closed) == (state == State.CLOSED)]
        rows = PublicAddress.objects.filter(pk__in=keys)
        rows.update(state=state, sequence=number, changed_at=now, digest="")
    PublicAddress.objects.bulk_create(
        [
            PublicAddress(
                site=one.site,
                path=one.path,
                kind=one.kind,
                type=one.type,
                key=one.key,
                digest=one.digest,
                state=State.OPEN,
                sequence=number,
                changed_at=now,
            )
            for one in sorted(changed, key=lambda one: (one.site, one.path))
        ],
        update_conflicts=True,
        unique_fields=["site", "path"],
        update_fields=["kind", "type", "key", "digest", "state", "sequence", "changed_at"],
    )
    return len(left) + len(changed)


def _differs(one: Standing, row: PublicAddress | None) -> bool:
    if row is None or row.state != State.OPEN:
        return True
    return (row.kind, row.key, row.digest) != (one.kind, one.key, one.digest)


# Pages --------------------------------------------------------------------------------------


def pages_sync(ids: Iterable[int], *, renew: bool = False) -> int:
    """Compare these pages with what is remembered of them; give how many addresses changed."""
    return sum(
        addresses_write(
            list(_standing_pages(chunk)),
            PublicAddress.objects.filter(kind="page", key__in=[str(pk) for pk in chunk]),
            closed=_closed_pages(chunk),
            renew=renew,
        )
        for chunk in _chunks(sorted(set(ids)))
    )


def pages_sync_below(page: Page, *, renew: bool = False) -> int:
    """Compare a page and all below it."""
    below = Page.objects.filter(path__startswith=page.path)
    return pages_sync(below.values_list("pk", flat=True), renew=renew)


def _chunks(ids: list[int]) -> Iterator[list[int]]:
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))


def _standing_pages(ids: Collection[int]) -> Iterator[Standing]:
    pages = Page.objects.live().exclude(is_restricted()).filter(pk__in=ids)
    columns = ("pk", "url_path", "content_type_id", "last_published_at")
    for pk, url_path, content_type_id, published in pages.values_list(*columns):
        model = ContentType.objects.get_for_id(content_type_id).model_class() or Page
        digest = published.isoformat() if published else ""
        for site, path in _addresses(url_path):
            yield Standing(site, path, "page", page_type(model), str(pk), digest)


def _addresses(url_path: str) -> Iterator[tuple[int, str]]:
    for entry in Site.get_site_root_paths():
        if url_path.startswith(entry.root_path):
            yield entry.site_id, "/" + url_path[len(entry.root_path) :]


def _closed_pages(ids: Collection[int]) -> set[str]:
    live = Page.objects.live().filter(is_restricted(), pk__in=ids)
    return {str(pk) for pk in live.values_list("pk", flat=True)}


# Redirects ----------------------------------------------------------------------------------


def redirects_sync(ids: Collection[int]) -> int:
    """Compare these redirects with what is remembered of them."""
    rows = Redirect.objects.filter(pk__in=ids)
    standing = [
        Standing(
            row.site_id or 0,
            row.old_path,
            "redirect",
            "redirects.Redirect",
            str(row.pk),
            f"{row.redirect_page_id or row.redirect_link} {row.is_permanent}"[:64],
        )
        for row in rows
    ]
    keys = [str(pk) for pk in ids]
    return addresses_write(standing, PublicAddress.objects.filter(kind="redirect", key__in=keys))
