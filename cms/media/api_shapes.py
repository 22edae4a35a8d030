"""Shapes of the OpenAPI description that are no serializers: pictures, videos, bodies."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

_URL: Schema = {"type": "string", "format": "uri"}
_URL_OR_NONE: Schema = {"type": ["string", "null"], "format": "uri"}
_NUMBER_OR_NONE: Schema = {"type": ["integer", "null"]}


def reference(name: str) -> Schema:
    """Return a pointer to a named shape."""
    return {"$ref": f"#/components/schemas/{name}"}


def or_none(schema: Schema) -> Schema:
    """Return the shape, or null."""
    return {"oneOf": [schema, {"type": "null"}]}


def whole_object(properties: dict[str, Schema], description: str = "") -> Schema:
    """Return an object that has each of these properties."""
    shape: Schema = {"type": "object", "required": list(properties), "properties": properties}
    return {**shape, "description": description} if description else shape


_SIZES: Schema = {
    "type": "array",
    "items": whole_object({"url": _URL, "width": {"type": "integer", "description": "pixels"}}),
}
IMAGE = whole_object(
    {
        "id": {"type": "integer"},
        "title": {"type": "string"},
        "alt": {"type": "string", "description": "For those who cannot see it."},
        "credit": {"type": "string"},
        "width": {"type": "integer", "description": "pixels of the original"},
        "height": {"type": "integer", "description": "pixels of the original"},
        "focal_point": or_none(
            whole_object(
                {"x": {"type": "number"}, "y": {"type": "number"}},
                "Parts of width and height, 0 to 1.",
            )
        ),
        "src": {**_URL_OR_NONE, "description": "JPEG, 800 wide; null when the file is lost"},
        "srcset": whole_object(
            {"avif": _SIZES, "webp": _SIZES, "jpeg": _SIZES}, "Narrow first; a list may be empty."
        ),
    },
    "A picture in several sizes and formats.",
)
_VIDEO: dict[str, Schema] = {
    "kind": {"type": "string", "enum": ["youtube", "facebook", "vimeo", "tiktok", "file"]},
    "provider": {"type": "string", "description": "Name to show; empty for a file."},
    "embed_url": {**_URL_OR_NONE, "description": "For an iframe; null for a file."},
    "watch_url": {**_URL_OR_NONE, "description": "Where it is watched; null for a file."},
    "src": {**_URL_OR_NONE, "description": "The file; null for a video of another site."},
    "mime": {"type": ["string", "null"]},
    "width": {**_NUMBER_OR_NONE, "description": "pixels"},
    "height": {**_NUMBER_OR_NONE, "description": "pixels"},
}
VIDEO = whole_object(_VIDEO, "Where a video plays.")
BLOCK_VIDEO = whole_object(
    {
        **_VIDEO,
        "duration": {"type": ["number", "null"], "description": "seconds"},
        "poster": or_none(reference("Image")),
    },
    "Where a video plays, with its length and poster.",
)

IMAGE_SCHEMA = or_none(reference("Image"))
VIDEO_SCHEMA = reference("Video")
#: A body as the API gives it.
BODY_SCHEMA: Schema = {
    "type": "array",
    "description": "The blocks in order; rich text inside is HTML with absolute addresses.",
    "items": reference("Block"),
}
#: A body as a program hands it in: pictures and recordings by their ids.
DRAFT_BODY_SCHEMA: Schema = {
    "type": "array",
    "description": "Blocks as docs/api.md lists them; each `value` as the editor's form has it.",
    "items": {
        "type": "object",
        "required": ["type", "value"],
        "properties": {
            "type": {"type": "string"},
            "value": {},
            "id": {
                "type": ["string", "null"],
                "description": "of a block that stays as it is; ignored for a new one",
            },
        },
        "additionalProperties": False,
    },
}
