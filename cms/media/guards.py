"""Pictures that not everybody may have, as other parts of the site say.

The genealogy hides portraits of people the reader may not know. A provider gives the keys of the
pictures hidden from a request; files and lists of pictures both ask it.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import QuerySet
from django.http import HttpRequest

from cms.media.models import ClanImage

HiddenImages = Callable[[HttpRequest], list[QuerySet]]
_providers: list[HiddenImages] = []


def register_hidden_images(provider: HiddenImages) -> None:
    """Add a provider; call it from `AppConfig.ready`. Registering twice adds it once."""
    if provider not in _providers:
        _providers.append(provider)


def visible_images(images: QuerySet[ClanImage], request: HttpRequest) -> QuerySet[ClanImage]:
    """Leave out the pictures hidden from this request."""
    for provider in _providers:
        for keys in provider(request):
            images = images.exclude(pk__in=keys)
    return images


def is_visible(image: ClanImage, request: HttpRequest) -> bool:
    """Say whether this request may have the picture."""
    if not _providers:
        return True
    return visible_images(ClanImage.objects.filter(pk=image.pk), request).exists()
