"""What the media app tells Wagtail."""

from __future__ import annotations

from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry

from cms.media.page_links import ShelfPageLinks


@hooks.register("register_rich_text_features", order=100)
def read_link_targets_at_once(features: FeatureRegistry) -> None:
    """Let links of rich text find their pages among those already read; after Wagtail's own."""
    features.register_link_type(ShelfPageLinks)
