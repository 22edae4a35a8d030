"""Pages and settings of the site as a whole, in order of dependence."""

from __future__ import annotations

from home.models.addresses import PublicAddress, PublicSequence
from home.models.pages import HomePage, HomeSlot, StandardPage
from home.models.settings import NavigationItem, NavigationSettings, SiteSettings

__all__ = [
    "HomePage",
    "HomeSlot",
    "NavigationItem",
    "NavigationSettings",
    "PublicAddress",
    "PublicSequence",
    "SiteSettings",
    "StandardPage",
]
