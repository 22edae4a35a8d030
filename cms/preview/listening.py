"""What previews hear of."""

from __future__ import annotations

from typing import Any

from cms.preview.services import tokens_of_erased, tokens_of_published
from genealogy.public import PersonErased


def published(sender: Any, instance: Any, **kwargs: Any) -> None:
    """End the previews of a page that is public now."""
    tokens_of_published(instance)


def person_erased(event: PersonErased) -> None:
    """Forget what was typed of somebody who is erased; subscribed inside the transaction."""
    tokens_of_erased(event.uuids)
