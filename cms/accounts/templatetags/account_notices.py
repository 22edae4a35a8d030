from __future__ import annotations

from typing import Any

from django import template
from django.db import DatabaseError

from cms.accounts.notices import unread_count

register = template.Library()


@register.simple_tag
def unread_notices(user: Any) -> int:
    """Give how many notices of the account are unread; 0 for strangers.

    An error page must stand even when the database does not.
    """
    try:
        return unread_count(user) if user and user.is_authenticated else 0
    except DatabaseError:
        return 0
