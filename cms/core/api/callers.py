"""Who counts as one caller: an IPv4 address, or an IPv6 network of 64 bits.

`X-Forwarded-For` is believed as far as the doors of sign-in believe it
(`ALLAUTH_TRUSTED_PROXY_COUNT`), so one setting says for the whole site which proxies are ours.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network

from allauth.core.internal.httpkit import get_client_ip
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest

logger = logging.getLogger(__name__)

#: Whoever cannot be told from others counts as one caller.
UNKNOWN = "unknown"
_told: set[str] = set()


def caller_of(request: HttpRequest) -> str:
    """Give the caller of a request as one text.

    A request that came round the proxies is counted by the address it came from; so is one behind
    a proxy nobody declared, and the log says so once.
    """
    address = request.META.get("REMOTE_ADDR")
    if "HTTP_X_FORWARDED_FOR" not in request.META:
        return network_of(address or "")
    with suppress(ImproperlyConfigured):
        address = get_client_ip(request)
    caller = network_of(address or "")
    if caller.startswith("127.") or caller == "::/64":
        _warn_of_proxy()
    return caller


@lru_cache(maxsize=4096)
def network_of(address: str) -> str:
    """Give what stands for an address when callers are counted.

    >>> network_of("203.0.113.9"), network_of("2001:db8:1:2:aaaa::1")
    ('203.0.113.9', '2001:db8:1:2::/64')
    >>> network_of("::ffff:203.0.113.9"), network_of("khong")
    ('203.0.113.9', 'unknown')
    """
    try:
        found = ip_address(address)
    except ValueError:
        return UNKNOWN
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ip_network((int(found), 64), strict=False))


def _warn_of_proxy() -> None:
    if "proxy" not in _told:
        _told.add("proxy")
        logger.warning(
            "Calls arrive through a proxy on this machine that BEHIND_PROXY does not declare: "
            "all readers share one limit."
        )
