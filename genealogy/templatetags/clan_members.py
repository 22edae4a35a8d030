"""What templates of other floors show of membership: they include a part and pass nothing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import template
from django.template.context import Context

from genealogy.selectors import my_place as own
from genealogy.selectors.clans import branch_by_slug
from genealogy.selectors.offices import may_decide
from genealogy.selectors.viewers import viewer_of

register = template.Library()


@register.simple_tag(takes_context=True)
def my_place(context: Context) -> own.MyPlace | None:
    """Give where the reader's account belongs; None for a stranger."""
    request = context.get("request")
    if request is None or not request.user.is_authenticated:
        return None
    return own.my_place(request.user, viewer_of(request))


@register.simple_tag(takes_context=True)
def this_is_me(context: Context, uuid: UUID) -> own.ThisIsMe | None:
    """Give what the page of a person offers the reader; None where that is nothing."""
    request = context.get("request")
    if request is None:
        return None
    return own.this_is_me(request.user, viewer_of(request), uuid)


@register.simple_tag(takes_context=True)
def may_invite_to(context: Context, clan_slug: str, branch_slug: str) -> bool:
    """Say whether the reader may invite into a branch; no query for strangers."""
    request = context.get("request")
    user: Any = getattr(request, "user", None)
    if request is None or user is None or not user.is_authenticated:
        return False
    branch = branch_by_slug(clan_slug, branch_slug, viewer_of(request))
    return branch is not None and may_decide(user, clan_id=branch.clan_id, branch_id=branch.pk)
