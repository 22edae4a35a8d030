"""What pages show beside their own fields, told by the floor above their models.

A selector reads models, so a model must not import it. Instead the selector says for which page
type it speaks, and `BasePage.get_context` asks here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest
from wagtail.models import Page

Maker = Callable[..., dict[str, Any]]
MakerType = TypeVar("MakerType", bound=Maker)
_makers: dict[type[Page], Maker] = {}


def page_context(page_class: type[Page]) -> Callable[[MakerType], MakerType]:
    """Let a function `(page, request, **kwargs) -> dict` speak for a page type.

    Its module must be imported when the app is ready.
    """

    def _register(maker: MakerType) -> MakerType:
        _makers[page_class] = maker
        return maker

    return _register


def context_of(page: Page, request: HttpRequest, **kwargs: Any) -> dict[str, Any]:
    """Return what the page's type shows beside its fields; nothing when nobody speaks for it."""
    maker = _makers.get(type(page))
    return maker(page, request, **kwargs) if maker else {}
