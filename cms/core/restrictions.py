"""Which pages are for everybody, asked inside the query that reads them."""

from __future__ import annotations

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import PageViewRestriction


def is_restricted() -> Exists:
    """Match pages that stand under a view restriction (password, log-in or group).

    Wagtail's `public()` first reads all restrictions in a query of its own and writes one condition
    for each; this is one condition whatever their number: `pages.exclude(is_restricted())`.
    """
    below = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    above = PageViewRestriction.objects.annotate(page_below=below)
    return Exists(above.filter(page_below__startswith=F("page__path")))
