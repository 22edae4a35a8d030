"""The named shapes of media and blocks, as the API's description lists them.

The union of blocks is made from the one block library: each block says the shape of its own value
(`api_schema`), and one that says none stops the description, which a test asks for.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ImproperlyConfigured

from cms.media.api_shapes import BLOCK_VIDEO, IMAGE, VIDEO, Schema, reference, whole_object


def block_shapes(library: Any = None) -> dict[str, Schema]:
    """Return the union `Block` and one shape for each block of the library.

    Raises:
        ImproperlyConfigured: a block does not say the shape of its value.
    """
    if library is None:
        # The library stands on the models, which are not ready when settings name this module.
        from cms.media.blocks import ArticleBlocks

        library = ArticleBlocks()
    shapes: dict[str, Schema] = {}
    mapping: dict[str, str] = {}
    for name, block in library.child_blocks.items():
        say = getattr(block, "api_schema", None)
        if say is None:
            raise ImproperlyConfigured(f"Block “{name}” has no api_schema: see cms.core.blocks")
        component = f"Block{name.title().replace('_', '')}"
        shapes[component] = {
            **whole_object(
                {
                    "type": {"type": "string", "const": name},
                    "value": say(),
                    "id": {"type": ["string", "null"], "format": "uuid"},
                }
            ),
            "description": (type(block).__doc__ or name).strip().splitlines()[0],
        }
        mapping[name] = reference(component)["$ref"]
    shapes["Block"] = {
        "description": "One block of a body; `type` says which.",
        "oneOf": [{"$ref": target} for target in mapping.values()],
        "discriminator": {"propertyName": "type", "mapping": mapping},
    }
    return shapes


def with_media_shapes(
    result: dict[str, Any], generator: Any, request: Any, public: bool
) -> dict[str, Any]:
    """Add the named shapes; a hook of drf-spectacular."""
    shapes = {"Image": IMAGE, "Video": VIDEO, "BlockVideoFacts": BLOCK_VIDEO, **block_shapes()}
    result.setdefault("components", {}).setdefault("schemas", {}).update(shapes)
    return result
