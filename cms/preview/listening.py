"""What previews hear of."""

from __future__ import annotations

from typing import Any

from cms.preview.services import tokens_of_published


def published(sender: Any, instance: Any, **kwargs: Any) -> None:
    """End the previews of a page that is public now."""
    tokens_of_published(instance)
