"""The band that tells an administrator as whom the page is shown."""

from __future__ import annotations

from typing import Any

from django import template

from genealogy.selectors.viewing_as import Mask, mask_of

register = template.Library()


@register.simple_tag(takes_context=True)
def viewing_as(context: dict[str, Any]) -> Mask | None:
    """Give as whom the page is shown, None when as oneself; no query for readers."""
    request = context.get("request")
    return mask_of(request) if request is not None else None
