"""Addresses of a front end that is not ours: what they may be, and how one is filled in."""

from __future__ import annotations

import re
import string
from urllib.parse import quote, urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

#: Where browsers let plain http be: nobody stands between.
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
#: Where a front end takes a token, after its address.
ROUTE = "/api/preview?token={token}&path={path}"
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|[0-9a-f:]+", re.IGNORECASE)
_PLACES = frozenset({"token", "path"})
_MOST_ORIGINS = 10


def origin_of(address: str) -> str:
    """Give scheme, host and port of an address, as browsers write an origin.

    >>> origin_of("https://Ho-Duong.example:443/mai/")
    'https://ho-duong.example'

    Raises:
        ValidationError: it is not https (http on a loopback host), or it carries a login.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise ValidationError(_("Địa chỉ này không đọc được.")) from error
    host = parts.hostname or ""
    if parts.username is not None or parts.password is not None or "@" in parts.netloc:
        raise ValidationError(_("Địa chỉ không được chứa tên đăng nhập hay mật khẩu."))
    if not host or not _HOST.fullmatch(host):
        raise ValidationError(_("Địa chỉ phải có tên máy, chữ không dấu, ví dụ https://ho.vn."))
    if parts.scheme != "https" and not (parts.scheme == "http" and host in LOOPBACK):
        raise ValidationError(
            _("Địa chỉ phải bắt đầu bằng https:// (http:// chỉ dùng được với 127.0.0.1).")
        )
    name = f"[{host}]" if ":" in host else host
    usual = port is None or port == {"https": 443, "http": 80}[parts.scheme]
    return f"{parts.scheme}://{name}" if usual else f"{parts.scheme}://{name}:{port}"


def address_clean(address: str) -> str:
    """Give the address of a front end in its one form, without a slash at its end.

    Raises:
        ValidationError: as `origin_of`; or it has a query, a fragment or signs no address has.
    """
    text = address.strip()
    origin = origin_of(text)
    parts = urlsplit(text)
    if parts.query or parts.fragment or re.search(r"[\s\\<>\"'{}]|/\.\.?(/|$)|//", parts.path):
        raise ValidationError(_("Địa chỉ chỉ gồm tên máy và, nếu cần, một thư mục."))
    return origin + quote(parts.path, safe="/%-._~").rstrip("/")


def route_check(route: str) -> None:
    """Refuse a route that could lead away from the front end or leaves the token out.

    Raises:
        ValidationError: it does not begin with one slash, or holds places other than `{token}`
            and `{path}`, or `{token}` not just once.
    """
    if not re.match(r"/(?![/\\])", route) or re.search(r"[\s\\<>\"'@#]", route):
        raise ValidationError(_("Đường dẫn phải bắt đầu bằng một dấu / và không có dấu cách."))
    try:
        pieces = list(string.Formatter().parse(route))
    except ValueError as error:
        raise ValidationError(_("Dấu ngoặc nhọn trong đường dẫn không thành cặp.")) from error
    names = [name for _text, name, _form, _turn in pieces if name is not None]
    plain = all(not form and not turn for _text, name, form, turn in pieces if name is not None)
    if names.count("token") != 1 or not set(names) <= _PLACES or not plain:
        raise ValidationError(
            _("Đường dẫn phải có {token} đúng một lần; ngoài ra chỉ dùng được {path}.")
        )


def origins_read(lines: str) -> list[str]:
    """Read origins, one a line, each once.

    Raises:
        ValidationError: one is no origin (a path, a star, a login ...), or there are too many.
    """
    found = dict.fromkeys(_origin(line.strip()) for line in lines.splitlines() if line.strip())
    if len(found) > _MOST_ORIGINS:
        raise ValidationError(_("Nhiều nhất %(count)s địa chỉ.") % {"count": _MOST_ORIGINS})
    return list(found)


def _origin(line: str) -> str:
    origin = origin_of(line)
    if urlsplit(line).path.strip("/") or "?" in line or "#" in line:
        raise ValidationError(
            _("“%(line)s”: chỉ ghi tới tên máy và cổng, không có đường dẫn.") % {"line": line}
        )
    return origin


def opened(address: str, route: str, *, token: str, path: str) -> str:
    """Give where the front end shows a draft.

    Args:
        address: of the front end, from `address_clean`.
        route: its route, from `route_check`.
        token: the secret of this preview.
        path: where the page will stand, beginning with a slash.

    Raises:
        ValidationError: the answer would lead to another host than `address`.
    """
    filled = route.format(token=quote(token, safe=""), path=quote(path, safe="/"))
    whole = f"{address}{filled}"
    if origin_of(whole) != origin_of(address):
        raise ValidationError(_("Đường dẫn xem trước dẫn sang máy khác."))
    return whole
