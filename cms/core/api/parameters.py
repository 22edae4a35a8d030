"""Reading the query of a request: which parameters there are, and single ones that are no filters.

One rule for all of them: a parameter nobody knows, one written twice and one left empty are each an
error that names it. A filter that is misspelt or empty would else answer with everything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from difflib import get_close_matches

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

#: Names in one comma-separated parameter.
MOST_NAMES = 50


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name most like this one; empty when none is near.

    >>> nearest("topics", ["author", "topic"])
    'topic'
    >>> nearest("xyz", ["author", "topic"])
    ''
    """
    found = get_close_matches(name[:60].lower(), list(known), n=1, cutoff=0.6)
    return found[0] if found else ""


def refusal(name: str, known: Collection[str], *, what: str) -> str:
    """Say that `name` is none of the known names, which is the nearest, and list them.

    Args:
        name: what was asked for.
        known: what there is.
        what: the sentence that says what is wrong, without a full stop.
    """
    words = ", ".join(sorted(known))
    if not words:
        return _("%(what)s; địa chỉ này không dùng tham số nào") % {"what": what}
    guess = nearest(name, known)
    if guess:
        facts = {"what": what, "guess": guess, "known": words}
        return _("%(what)s; có phải “%(guess)s”? Dùng được: %(known)s") % facts
    return _("%(what)s; dùng được: %(known)s") % {"what": what, "known": words}


def parameters_check(
    request: Request, known: Collection[str], *, silent: Collection[str] = ()
) -> None:
    """Refuse parameters the endpoint does not know, those written twice, and those left empty.

    Args:
        request: the call.
        known: the parameters there are.
        silent: names that are taken as well, and recommended to nobody.

    Raises:
        ValidationError: naming each of them.
    """
    errors: dict[str, list[str]] = {}
    for name in sorted(request.query_params):
        values = request.query_params.getlist(name)
        if name not in known and name not in silent:
            errors[name] = [refusal(name, known, what=_("không có tham số này"))]
        elif len(values) > 1:
            errors[name] = [
                _("viết hai lần; chỉ viết một lần, nhiều giá trị thì cách nhau bằng dấu phẩy")
            ]
        elif not values[0].strip():
            errors[name] = [_("để trống; bỏ hẳn tham số này hoặc cho nó một giá trị")]
    if errors:
        raise ValidationError(errors)


def chosen_names(request: Request, name: str, known: Collection[str]) -> list[str]:
    """Read a comma-separated parameter of known names, each once; [] when it is not given.

    Raises:
        ValidationError: a name is unknown; the message names what there is.
    """
    text = request.query_params.get(name)
    if text is None:
        return []
    names = list(dict.fromkeys(part.strip() for part in text.split(",")))[: MOST_NAMES + 1]
    wrong = [one for one in names if one not in known]
    if wrong or len(names) > MOST_NAMES:
        sentence = _("không có “%(name)s”") % {"name": wrong[0][:60] if wrong else "…"}
        raise ValidationError({name: [refusal(wrong[0] if wrong else "", known, what=sentence)]})
    return names


def whole_number(
    request: Request, name: str, default: int, *, lowest: int = 0, highest: int | None = None
) -> int:
    """Read a whole number from the query.

    Raises:
        ValidationError: the text is no such number or lies outside lowest..highest.
    """
    text = request.query_params.get(name)
    if text is None:
        return default
    is_number = text.isascii() and text.isdigit() and len(text) <= 9
    if is_number and lowest <= int(text) and (highest is None or int(text) <= highest):
        return int(text)
    facts = {"lowest": lowest, "highest": highest}
    if highest is None:
        raise ValidationError({name: [_("phải là số nguyên từ %(lowest)s trở lên") % facts]})
    raise ValidationError({name: [_("phải là số nguyên từ %(lowest)s đến %(highest)s") % facts]})


def yes_or_no(request: Request, name: str, *, default: bool) -> bool:
    """Read `1`, `true`, `0` or `false`.

    Raises:
        ValidationError: it is none of them.
    """
    text = request.query_params.get(name)
    if text is None:
        return default
    if text not in {"0", "1", "true", "false"}:
        raise ValidationError({name: [_("chỉ nhận: true, false, 1, 0")]})
    return text in {"1", "true"}
