"""Files that not everybody may have, as other parts of the site say.

The genealogy hides pictures and documents of people the reader may not know. A provider gives the
keys of the files hidden from a request; files, lists, choosers and the editors' library ask it.
A second kind of provider says how long an answer may rest in a cache: what is open today may be
closed tomorrow by a mark.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Exists, Model, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.http import HttpRequest

from cms.media.models import ClanDocument, ClanImage

HiddenFiles = Callable[[HttpRequest], list[QuerySet]]
#: Takes the key of a file; gives seconds it may rest in caches, None for no opinion, 0 for never.
ShelfLife = Callable[[int], int | None]
_providers: list[HiddenFiles] = []
_document_providers: list[HiddenFiles] = []
_shelf_lives: dict[type[Model], list[ShelfLife]] = {ClanImage: [], ClanDocument: []}


def register_hidden_images(provider: HiddenFiles) -> None:
    """Add a provider; call it from `AppConfig.ready`. Registering twice adds it once."""
    if provider not in _providers:
        _providers.append(provider)


def register_hidden_documents(provider: HiddenFiles) -> None:
    """Add a provider for documents, in the same way."""
    if provider not in _document_providers:
        _document_providers.append(provider)


def register_shelf_life(model: type[Model], provider: ShelfLife) -> None:
    """Add what says how long a file of `ClanImage` or `ClanDocument` may rest in caches."""
    if provider not in _shelf_lives[model]:
        _shelf_lives[model].append(provider)


def _without_hidden(
    files: QuerySet[Any],
    providers: list[HiddenFiles],
    request: HttpRequest,
    among: Collection[int] | None,
) -> QuerySet[Any]:
    is_hidden = Q()
    for provider in providers:
        for keys in provider(request):
            # One look into an index for each file, however many people there are.
            is_hidden |= Q(Exists(keys.filter(**{_column(keys): OuterRef("pk")})))
    if not is_hidden:
        return files
    hidden = files.model._default_manager.filter(is_hidden)
    if among is not None:
        hidden = hidden.filter(pk__in=among)
    # Wagtail's search understands a list of keys, and no condition of another kind.
    return files.exclude(pk__in=hidden.values("pk"))


def _column(keys: QuerySet) -> str:
    """Give the name of the one column a provider selects."""
    return keys.query.values_select[0]


#: Which of many pictures somebody of the gia phả may be seen in; see `register_tied_images`.
_tied: list[Callable[[str], str]] = []


def register_tied_images(condition: Callable[[str], str]) -> None:
    """Say which pictures the rule of hidden files can touch at all, as a condition in SQL.

    The rule itself is long, and most pictures show nobody of the book: a list of articles asks it
    only about those the condition names. It gets the quoted column of the picture's key.
    """
    if condition not in _tied:
        _tied.append(condition)


def tied_to_people(column: str) -> RawSQL:
    """Give an expression that is true for pictures which may be hidden from somebody."""
    quoted = ".".join(connection.ops.quote_name(part) for part in column.split("."))
    # Without anybody who says otherwise each of them may be.
    written = " OR ".join(condition(quoted) for condition in _tied) or "1=1"
    return RawSQL(f"({written})", (), output_field=BooleanField())  # noqa: S611 made of names of tables


def visible_images(
    images: QuerySet[ClanImage], request: HttpRequest, *, among: Collection[int] | None = None
) -> QuerySet[ClanImage]:
    """Leave out the pictures hidden from this request.

    Args:
        images: the pictures.
        request: who asks.
        among: the keys that can be among them, when they are few and known.
    """
    return _without_hidden(images, _providers, request, among)


def visible_documents(
    documents: QuerySet[ClanDocument], request: HttpRequest
) -> QuerySet[ClanDocument]:
    """Leave out the documents hidden from this request."""
    return _without_hidden(documents, _document_providers, request, None)


def visible_files(files: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    """Leave out what is hidden from this request among pictures or documents."""
    if issubclass(files.model, ClanImage):
        return visible_images(files, request)
    return visible_documents(files, request)


def is_visible(file: ClanImage | ClanDocument, request: HttpRequest) -> bool:
    """Say whether this request may have the picture or document."""
    providers = _providers if isinstance(file, ClanImage) else _document_providers
    return not any(_holds(keys, file.pk) for provider in providers for keys in provider(request))


def _holds(keys: QuerySet, key: int) -> bool:
    """Say whether the one column of `keys` holds this key, without reading all of them."""
    return keys.filter(**{_column(keys): key}).exists()


def shelf_life(file: ClanImage | ClanDocument, default: int) -> int:
    """Give how long the file may rest in shared caches, in seconds; the shortest opinion counts."""
    opinions = [ask(file.pk) for ask in _shelf_lives[type(file)]]
    return min([default, *(seconds for seconds in opinions if seconds is not None)])


def asked_by(user: Any) -> HttpRequest:
    """Give a request that stands for this account alone, where Wagtail hands on no request.

    Kept on the account's row, so that what is found out about the reader is found out once.
    """
    known = getattr(user, "_file_request", None)
    if known is None:
        known = HttpRequest()
        known.user = user
        user._file_request = known
    return known
