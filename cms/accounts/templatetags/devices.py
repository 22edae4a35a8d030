from __future__ import annotations

from typing import Any

from django import template

from cms.accounts.devices import device_words

register = template.Library()


@register.filter
def device_name(user_agent: Any) -> str:
    """Give a User-Agent header in words."""
    return device_words(str(user_agent or ""))
