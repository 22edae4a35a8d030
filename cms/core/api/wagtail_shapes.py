"""What Wagtail's own endpoints take and give, for OpenAPI.

Wagtail builds its serializers anew for each request (`fields=` may nest), so no serializer can be
read for a description: the shapes stand here, and a test holds them against real answers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema

from cms.core.api.filters import LANGUAGE, WORDS
from cms.core.api.pagination import EnvelopePagination

Schema = dict[str, Any]

#: The last part of the address of a page.
SLUG = "^[-a-zA-Z0-9_]{1,255}$"
_TEXT = {"type": "string"}
_ADDRESS = {"type": "string", "format": "uri-reference"}
_ADDRESS_OR_NONE = {"type": ["string", "null"], "format": "uri-reference"}
_TAGS = {"type": "array", "items": _TEXT}
_MOMENT_OR_NONE = {"type": ["string", "null"], "format": "date-time"}


def _object(properties: dict[str, Schema], *, required: list[str] | None = None) -> Schema:
    names = list(properties) if required is None else required
    return {"type": "object", "required": names, "properties": properties}


_FILE_META = {"type": _TEXT, "detail_url": _ADDRESS, "tags": _TAGS, "download_url": _ADDRESS}
_PAGE_META = {
    "type": _TEXT,
    "detail_url": _ADDRESS,
    "html_url": _ADDRESS_OR_NONE,
    "slug": _TEXT,
    "first_published_at": _MOMENT_OR_NONE,
}
_NEIGHBOUR = _object(
    {
        "id": {"type": "integer"},
        "meta": _object({"type": _TEXT, "detail_url": _ADDRESS, "html_url": _ADDRESS_OR_NONE}),
        "title": _TEXT,
    }
)
_NEIGHBOUR_OR_NONE = {"oneOf": [_NEIGHBOUR, {"type": "null"}]}
_MORE_OF_PAGE_META = {
    "show_in_menus": {"type": "boolean"},
    "seo_title": _TEXT,
    "search_description": _TEXT,
    "alias_of": _NEIGHBOUR_OR_NONE,
    "parent": _NEIGHBOUR_OR_NONE,
    "locale": _TEXT,
}
_ID_AND_TITLE = {"id": {"type": "integer"}, "title": _TEXT}
_REDIRECT = {
    "id": {"type": "integer"},
    "meta": _object({"type": _TEXT, "detail_url": _ADDRESS}),
    "old_path": _TEXT,
    "location": {**_ADDRESS_OR_NONE, "description": "Where it leads; null for nowhere."},
}


def _item(
    properties: Mapping[str, Any], meta: Mapping[str, Any], more: Mapping[str, Any]
) -> Schema:
    """Return the shape of a record; `fields` may leave anything out or add what `more` has."""
    required = ["id", "meta", *(name for name in properties if name != "id")]
    whole = {**meta, **more.get("meta", {})}
    others = {name: schema for name, schema in more.items() if name != "meta"}
    return _object(
        {**properties, "meta": _object(whole, required=list(meta)), **others}, required=required
    )


#: Component -> shape, for `cms.core.api.schema`.
SHAPES: dict[str, Schema] = {
    "WagtailPage": _item(_ID_AND_TITLE, _PAGE_META, {"meta": _MORE_OF_PAGE_META}),
    "WagtailPageDetail": _item(
        _ID_AND_TITLE,
        _PAGE_META,
        {
            "meta": _MORE_OF_PAGE_META,
            "record": {
                "description": "The whole record of the page, as the endpoint of its type has it.",
                "oneOf": [{"$ref": "#/components/schemas/PageRecord"}, {"type": "null"}],
            },
        },
    ),
    "WagtailImage": _item(
        _ID_AND_TITLE,
        _FILE_META,
        {
            "width": {"type": "integer"},
            "height": {"type": "integer"},
            "description": _TEXT,
            "credit": _TEXT,
            "image": {
                "description": "The picture in its sizes; in the record only.",
                "oneOf": [{"$ref": "#/components/schemas/Image"}, {"type": "null"}],
            },
        },
    ),
    "WagtailDocument": _item(_ID_AND_TITLE, _FILE_META, {}),
    "WagtailRedirect": _object(_REDIRECT),
}


def _query(name: str, kind: Any, description: str, **more: Any) -> OpenApiParameter:
    return OpenApiParameter(name, kind, "query", description=description, **more)


_FIELDS = _query(
    "fields",
    {"type": "string", "pattern": r"^[a-zA-Z0-9_*,()-]{1,400}$"},
    "Wagtail's own grammar: `*` all, `_` none, `-title` without, `parent(title)` nested.",
)
_RICH_TEXT = _query(
    "rich_text_format",
    {"type": "string", "enum": ["html", "db_html"]},
    "How rich text is given; html by default.",
)
_ID = OpenApiParameter("id", {"type": "integer", "minimum": 1}, "path")
_KEY: Schema = {"type": "integer", "minimum": 0, "maximum": 999_999_999}
_PLACE: Schema = {"oneOf": [_KEY, {"type": "string", "const": "root"}]}
_SEARCH = _query(
    "search",
    WORDS,
    "Words. Not together with every `order`: only id and title are indexed.",
)
_OPERATOR = _query(
    "search_operator", {"type": "string", "enum": ["and", "or"]}, "All words, or any of them."
)


def _order(*names: str) -> OpenApiParameter:
    both = [f"{sign}{name}" for name in names for sign in ("", "-")]
    return _query("order", {"type": "string", "enum": both}, "Order of the items.")


_OF_LISTS = {
    "pages": [
        _query("type", {"type": "string", "minLength": 1}, "Page types: `news.NewsPage,…`."),
        _query("child_of", _PLACE, "id of the page right above, or `root`."),
        _query("descendant_of", _PLACE, "id of a page above, or `root`."),
        _query("ancestor_of", _KEY, "id of a page below."),
        _query("translation_of", _PLACE, "id of a page in another language, or `root`."),
        _query("locale", {"type": "string", "pattern": LANGUAGE}, "Language: vi."),
        _query("slug", {"type": "string", "pattern": SLUG}, "Exact slug."),
        _query("show_in_menus", {"type": "boolean"}, "Pages of the menu."),
        _order("id", "title", "slug", "first_published_at"),
        _SEARCH,
        _OPERATOR,
        _RICH_TEXT,
    ],
    "images": [_order("id", "title", "width", "height"), _SEARCH, _OPERATOR],
    "documents": [_order("id", "title"), _SEARCH, _OPERATOR],
    "redirects": [_order("id", "old_path")],
}
_HTML_PATH = _query(
    "html_path", {"type": "string", "minLength": 1, "maxLength": 2000}, "/tin-tuc/abc/"
)


def described(name: str, item: str, detail: str = "") -> Callable[[Any], Any]:
    """Describe the three addresses of one of Wagtail's endpoints; a class decorator.

    Args:
        name: the endpoint.
        item: component of one item of the list.
        detail: component of the record, where it has more.
    """
    record = {"$ref": f"#/components/schemas/{detail or item}"}
    listing = EnvelopePagination().get_paginated_response_schema(
        {"type": "array", "items": {"$ref": f"#/components/schemas/{item}"}}
    )
    paging = [
        OpenApiParameter(one["name"], one["schema"], "query", description=one["description"])
        for one in EnvelopePagination().get_schema_operation_parameters(None)  # type: ignore[arg-type] # no facets
    ]
    found = [_query("id", _KEY, "id of the record.")]
    if name in {"pages", "redirects"}:
        found.append(_HTML_PATH)
    views = {
        "listing_view": extend_schema(
            parameters=[*paging, *_OF_LISTS[name], _FIELDS], filters=False, responses={200: listing}
        ),
        "detail_view": extend_schema(
            parameters=[_ID, _FIELDS, _RICH_TEXT], filters=False, responses={200: record}
        ),
        "find_view": extend_schema(
            parameters=[*found, _FIELDS],
            filters=False,
            description="Lead on to the record that has this id or stands at this address.",
            responses={302: OpenApiResponse(None, "`Location` is the address of the record.")},
        ),
    }

    def decorate(endpoint: Any) -> Any:
        for view_name, describe in views.items():
            setattr(endpoint, view_name, describe(_inherited(endpoint, view_name)))
        return endpoint

    return decorate


def _inherited(endpoint: Any, name: str) -> Callable[..., Any]:
    """Return a view of the class's own that does what the inherited one does."""

    def view(self: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        return getattr(super(endpoint, self), name)(request, *args, **kwargs)

    view.__name__ = name
    view.__doc__ = (endpoint.__doc__ or "").strip()
    return view
