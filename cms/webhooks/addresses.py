"""Where messages may be sent: never to this machine or its neighbours, whatever a name says.

An address is read once, its name is asked for once, and the connection goes to the very address
that was judged; a name that answers otherwise a moment later changes nothing.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

#: IPv6 that leads on to IPv4 of somebody's choosing, or is of no network of today.
_LEADING_ELSEWHERE = tuple(
    ipaddress.ip_network(text)
    for text in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96", "fec0::/10")
)
#: IPv4 the standard library calls global but nobody should be sent to: old 6to4 relays.
_RELAYS = ipaddress.ip_network("192.88.99.0/24")
_GLOBAL_SIX = ipaddress.ip_network("2000::/3")
#: The last label of a name is never all digits or hexadecimal: resolvers read such as numbers.
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?", re.IGNORECASE)
#: Seconds to wait for the answer of a name server.
_RESOLVE_SECONDS = 5


class AddressRefused(Exception):
    """Nothing may be sent there; the text says why, in Vietnamese."""


@dataclass(frozen=True)
class Address:
    """An address as it will be called.

    Args:
        is_secure: whether TLS is spoken.
        host: name or number, as it stands in the Host header and in the certificate.
        port: the port.
        target: path and query.
        is_own: a host of this very machine that the settings allow (development, tests).
    """

    is_secure: bool
    host: str
    port: int
    target: str
    is_own: bool = False

    @property
    def host_header(self) -> str:
        """Return the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = 443 if self.is_secure else 80
        return host if self.port == usual else f"{host}:{self.port}"


def address_read(url: str) -> Address:
    """Read an address and refuse what may not be called; asks no name server.

    Raises:
        AddressRefused: it is no plain https address of port 443.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise AddressRefused(_("Địa chỉ không đọc được.")) from error
    if any(ord(sign) <= 32 or ord(sign) == 127 for sign in url) or "\\" in url:
        raise AddressRefused(_("Địa chỉ có dấu cách hoặc dấu không được phép."))
    if parts.scheme not in {"https", "http"} or not host:
        raise AddressRefused(_("Địa chỉ phải bắt đầu bằng https:// và có tên máy."))
    if "@" in parts.netloc:
        raise AddressRefused(_("Địa chỉ không được kèm tên và mật khẩu."))
    is_secure = parts.scheme == "https"
    port = (443 if is_secure else 80) if port is None else port
    host = _plain_host(host)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not target.isascii():
        raise AddressRefused(_("Phần sau tên máy chỉ được có chữ không dấu."))
    is_own = f"{host}:{port}" in settings.WEBHOOK_LOOPBACK_HOSTS
    if not is_own:
        _refuse_port(port, is_secure=is_secure)
        number = _number_of(host)
        if number is not None:
            refuse_inside(number)
    return Address(is_secure, host, port, target, is_own)


def address_resolve(
    address: Address, *, ask: Callable[..., list[tuple]] | None = None
) -> list[tuple[int, str]]:
    """Give the numbers behind an address as (family, number), each judged; asks once.

    One number inside is enough to refuse: who mixes them means no good.

    Raises:
        AddressRefused: the name has a number inside our network, or none at all.
    """
    found = _ask_in_time(address, ask or socket.getaddrinfo)
    numbers: list[tuple[int, str]] = []
    for family, _kind, _protocol, _name, place in found:
        if family not in {socket.AF_INET, socket.AF_INET6}:
            continue
        number = ipaddress.ip_address(str(place[0]).partition("%")[0])
        if address.is_own:
            if not number.is_loopback:
                raise AddressRefused(_("Máy được phép riêng phải là chính máy này."))
        else:
            refuse_inside(number)
        numbers.append((family, str(number)))
    if not numbers:
        raise AddressRefused(_("Không tìm thấy máy này trên mạng."))
    return list(dict.fromkeys(numbers))


def refuse_inside(number: IPAddress) -> None:
    """Refuse a number of this machine, of a private network or of no single machine.

    Raises:
        AddressRefused: it is one.
    """
    if isinstance(number, ipaddress.IPv6Address) and number.ipv4_mapped is not None:
        number = number.ipv4_mapped
    is_open = number.is_global and not number.is_multicast and not number.is_reserved
    if isinstance(number, ipaddress.IPv6Address):
        is_open = is_open and number in _GLOBAL_SIX
        is_open = is_open and not any(number in network for network in _LEADING_ELSEWHERE)
    else:
        is_open = is_open and number not in _RELAYS
    if not is_open:
        raise AddressRefused(_("Địa chỉ nằm trong mạng nội bộ nên không được gửi đến."))


def _plain_host(host: str) -> str:
    """Give the name in ASCII, small letters, without the last dot."""
    if ":" in host:
        if "%" in host:
            raise AddressRefused(_("Địa chỉ không đọc được."))
        return host
    try:
        host = host.encode("idna").decode().lower().rstrip(".")
    except UnicodeError as error:
        raise AddressRefused(_("Tên máy không đọc được.")) from error
    if not _HOST.fullmatch(host) or ".." in host:
        raise AddressRefused(_("Tên máy không đọc được."))
    return host


def _number_of(host: str) -> IPAddress | None:
    """Give the number a host is written as, None for a name.

    Raises:
        AddressRefused: a number in one of the forms that only resolvers know (2130706433, 0x7f.1).
    """
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    if ":" in host or _NUMBER.fullmatch(host.rpartition(".")[2]):
        raise AddressRefused(_("Địa chỉ số viết không đúng cách."))
    return None


def _refuse_port(port: int, *, is_secure: bool) -> None:
    if is_secure and port == 443:
        return
    if not is_secure and port == 80 and settings.WEBHOOK_ALLOW_HTTP:
        return
    if not is_secure:
        raise AddressRefused(_("Địa chỉ phải bắt đầu bằng https://."))
    raise AddressRefused(_("Chỉ gửi đến cổng 443."))


def _ask_in_time(address: Address, ask: Callable[..., list[tuple]]) -> list[tuple]:
    """Ask the name server, and no longer than five seconds; the question itself has no limit."""
    answers: list[list[tuple]] = []

    def run() -> None:
        try:
            answers.append(ask(address.host, address.port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError):
            answers.append([])

    thread = threading.Thread(target=run, name="webhook-resolve", daemon=True)
    thread.start()
    thread.join(_RESOLVE_SECONDS)
    if not answers:
        raise AddressRefused(_("Máy chủ tên miền không trả lời."))
    return answers[0]
