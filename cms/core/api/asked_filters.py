"""A set of filters of which only those in the address are made ready.

django-filter copies every filter and writes a form field for each, on every call; most calls of a
list name none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import django_filters


class AskedFilterSet(django_filters.FilterSet):
    """For filters that leave the rows alone when nothing is asked, and whose names are those sent.

    `base_filters` of the class still has them all.
    """

    def __init__(self, data: Mapping[str, Any] | None = None, *args: Any, **kwargs: Any) -> None:
        asked = data or {}
        known: dict[str, Any] = vars(type(self))["base_filters"]
        self.base_filters = {name: one for name, one in known.items() if name in asked}
        super().__init__(data, *args, **kwargs)
