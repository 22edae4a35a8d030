"""Bodies of articles written by programs, made into our own blocks: cleaned, or refused.

A program sends the blocks the API gives (`paragraph`, `heading`, `quote`, `callout`, `video`,
`image`) or one piece of HTML. Nothing passes but words, lists, links and the blocks named here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import nh3
from bs4 import BeautifulSoup, Tag
from django.core.exceptions import ValidationError
from django.utils.html import escape
from django.utils.translation import gettext as _
from wagtail.permissions import policy_registry

from cms.media.models import ClanImage

if TYPE_CHECKING:
    from cms.accounts.models import User

MOST_BLOCKS = 300
LONGEST_TEXT = 20_000
_LINE_TAGS = {"a", "b", "strong", "i", "em", "br"}
_PARAGRAPH_TAGS = _LINE_TAGS | {"p", "ul", "ol", "li", "sup"}
_HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
_ARTICLE_TAGS = _PARAGRAPH_TAGS | {"blockquote", *_HEADINGS}
_SCHEMES = {"http", "https", "mailto", "tel"}
#: Texts a block takes besides its own parts, and how long each may be.
_TEXTS: Mapping[str, Mapping[str, int]] = {
    "heading": {"text": 200, "level": 2},
    "quote": {"text": LONGEST_TEXT, "source": 200},
    "callout": {"title": 120, "text": LONGEST_TEXT},
    "video": {"title": 200, "url": 1000},
    "image": {"alt": 250, "caption": 300, "credit": 200},
}


def html_cleaned(html: str, tags: set[str]) -> str:
    """Return HTML with nothing but these tags and plain links; scripts and styles are gone."""
    return nh3.clean(
        html, tags=tags, attributes={"a": {"href"}}, url_schemes=_SCHEMES, link_rel=None
    ).strip()


def blocks_of_html(html: str) -> list[dict[str, Any]]:
    """Return a piece of HTML as blocks: headings and quotes of their own, the rest paragraphs."""
    soup = BeautifulSoup(html_cleaned(html, _ARTICLE_TAGS), "html.parser")
    blocks: list[dict[str, Any]] = []
    running = ""
    for node in [*soup.children, None]:
        name = node.name if isinstance(node, Tag) else ""
        if node is not None and name not in _HEADINGS and name != "blockquote":
            running += node.decode() if isinstance(node, Tag) else escape(str(node))
            continue
        # What a heading may hold inside a paragraph tag is cut once more, to what one may hold.
        if text := html_cleaned(running, _PARAGRAPH_TAGS):
            blocks.append({"type": "paragraph", "value": text})
        running = ""
        words = " ".join(node.get_text(" ").split()) if isinstance(node, Tag) else ""
        if words and name == "blockquote":
            blocks.append({"type": "quote", "value": {"text": words, "source": ""}})
        elif words:
            value = {"text": words[:200], "level": _HEADINGS[name]}
            blocks.append({"type": "heading", "value": value})
    return blocks


def blocks_checked(
    given: Any, *, owner: User, kept: Mapping[str, dict[str, Any]] | None = None
) -> list[dict[str, Any]]:
    """Return blocks as the API gives them, cleaned.

    Args:
        given: a list of objects with `type` and `value`; of a new block an `id` is ignored.
        owner: who answers for the article; a picture must be one he may choose.
        kept: raw blocks the article has, by id: those of kinds a program cannot write (galleries,
            tables) stay as they are where they are named by id, whatever value comes with it.

    Raises:
        ValidationError: a block is unknown or does not fit; the sentence says which one.
    """
    if not isinstance(given, list) or len(given) > MOST_BLOCKS:
        raise ValidationError(_("phải là danh sách, nhiều nhất %(most)s khối") % _most())
    return [
        _kept_block(block, kept or {}) or _block(place, block, owner)
        for place, block in enumerate(given, start=1)
    ]


def _kept_block(block: Any, kept: Mapping[str, dict[str, Any]]) -> dict[str, Any] | None:
    if not isinstance(block, dict) or not isinstance(block.get("id"), str):
        return None
    raw = kept.get(block["id"])
    if raw is None or raw["type"] != block.get("type") or raw["type"] in {"paragraph", *_TEXTS}:
        return None
    return raw


def _most() -> dict[str, int]:
    return {"most": MOST_BLOCKS}


def _refusal(place: int, sentence: str) -> ValidationError:
    return ValidationError(
        _("khối %(place)s: %(sentence)s") % {"place": place, "sentence": sentence}
    )


def _block(place: int, block: Any, owner: User) -> dict[str, Any]:
    if not isinstance(block, dict) or set(block) - {"type", "value", "id"}:
        raise _refusal(place, _("cần đúng hai mục type và value"))
    kind, value = block.get("type"), block.get("value")
    if kind == "paragraph":
        if not isinstance(value, str) or len(value) > LONGEST_TEXT:
            raise _refusal(place, _("value phải là HTML, nhiều nhất 20.000 chữ"))
        return {"type": kind, "value": html_cleaned(value, _PARAGRAPH_TAGS)}
    if not isinstance(kind, str) or kind not in _TEXTS:
        known = ", ".join(["paragraph", *_TEXTS])
        raise _refusal(place, _("chọn một trong: %(known)s") % {"known": known})
    if not isinstance(value, dict):
        raise _refusal(place, _("value phải là một đối tượng"))
    texts = _texts(place, kind, value)
    finish: Callable[[int, dict[str, Any], dict[str, str], User], dict[str, Any]] = _FINISH[kind]
    return {"type": kind, "value": finish(place, value, texts, owner)}


def _texts(place: int, kind: str, value: dict[str, Any]) -> dict[str, str]:
    allowed = _TEXTS[kind]
    extra = {"image"} if kind == "image" else set()
    unknown = sorted(set(value) - set(allowed) - extra)
    if unknown:
        raise _refusal(place, _("không có mục %(names)s") % {"names": ", ".join(unknown)})
    texts = {}
    for name, longest in allowed.items():
        text = value.get(name) or ""
        if not isinstance(text, str) or len(text) > longest:
            raise _refusal(
                place,
                _("%(name)s phải là chữ, nhiều nhất %(longest)s")
                % {"name": name, "longest": longest},
            )
        texts[name] = text.replace("\0", "").strip()
    return texts


def _heading(place: int, value: Any, texts: dict[str, str], owner: User) -> dict[str, Any]:
    return {"text": texts["text"], "level": texts["level"] or "h2"}


def _plain(place: int, value: Any, texts: dict[str, str], owner: User) -> dict[str, Any]:
    return dict(texts)


def _callout(place: int, value: Any, texts: dict[str, str], owner: User) -> dict[str, Any]:
    return {"title": texts["title"], "text": html_cleaned(texts["text"], _LINE_TAGS)}


def _video(place: int, value: Any, texts: dict[str, str], owner: User) -> dict[str, Any]:
    return {**texts, "media": None, "poster": None}


def _image(place: int, value: Any, texts: dict[str, str], owner: User) -> dict[str, Any]:
    image = image_chosen(value.get("image"), owner=owner)
    if image is None:
        raise _refusal(place, _("không có ảnh này trong kho ảnh"))
    return {**texts, "image": image.pk}


_FINISH: Mapping[str, Callable[[int, dict[str, Any], dict[str, str], User], dict[str, Any]]]
_FINISH = {
    "heading": _heading,
    "quote": _plain,
    "callout": _callout,
    "video": _video,
    "image": _image,
}


def image_chosen(key: Any, *, owner: User) -> ClanImage | None:
    """Return the picture of this id that the account may choose; absent and closed ones alike.

    The API's own image object may stand for the id.
    """
    if isinstance(key, dict):
        key = key.get("id")
    if not isinstance(key, int) or isinstance(key, bool) or not 0 < key < 2**31:
        return None
    image = ClanImage.objects.filter(pk=key).first()
    policy = policy_registry.get_by_type(ClanImage)
    if image is None or not policy.user_has_permission_for_instance(owner, "choose", image):
        return None
    return image
