"""Nothing is sent to this machine or its neighbours, in whatever form the address is written."""

from __future__ import annotations

import ipaddress
import socket
import threading

import pytest

from cms.webhooks import addresses
from cms.webhooks.addresses import (
    Address,
    AddressRefused,
    address_read,
    address_resolve,
    refuse_inside,
)

INSIDE = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "127.0.0.1", "127.1.2.3",
    "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1",
    "192.168.0.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255",
    "240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::",
    "2002:a00:1::", "2001::1", "2001:db8::1", "fe80::1", "fec0::1", "fc00::1", "fd12::1",
    "ff02::1", "100::1", "4000::1",
]  # fmt: skip


@pytest.mark.parametrize("number", INSIDE)
def test_a_number_inside_is_refused_wherever_it_stands(number):
    with pytest.raises(AddressRefused):
        refuse_inside(ipaddress.ip_address(number))
    host = f"[{number}]" if ":" in number else number
    with pytest.raises(AddressRefused):
        address_read(f"https://{host}/x")
    family = socket.AF_INET6 if ":" in number else socket.AF_INET
    with pytest.raises(AddressRefused):
        address_resolve(named(), ask=answers((family, number)))


@pytest.mark.parametrize("number", ["8.8.8.8", "2606:4700::1111", "1.1.1.1", "::ffff:8.8.8.8"])
def test_a_number_of_the_open_net_is_taken(number):
    refuse_inside(ipaddress.ip_address(number))


@pytest.mark.parametrize(
    "url",
    [
        "https://2130706433/", "https://0x7f000001/", "https://0x7f.1/", "https://127.1/",
        "https://0177.0.0.1/", "https://10.1/", "https://017700000001/", "https://1.2.3.4.5/",
        "https://example.org.0x7f/", "https://[::ffff:127.0.0.1]/", "https://[fe80::1%25eth0]/",
        "https://①②⑦.0.0.1/", "https://127。0。0。1/", "http://example.org/", "ftp://example.org/",
        "https://example.org:8443/", "https://example.org:80/", "https://user@example.org/",
        "https://user:pass@example.org/", "https://example.org\\@127.0.0.1/", "https:///x", "//x",
        "https://exa mple.org/", "https://example.org/\r\nX: y", "https://example.org:99999/",
        "https://.example.org/", "https://exa..mple.org/", "javascript:alert(1)", "",
        "https://localhost:8000/", "http://localhost/", "http://127.0.0.1:80/", "https://x/đ",
    ],
)  # fmt: skip
def test_an_address_of_another_form_is_refused(url):
    with pytest.raises(AddressRefused):
        address_read(url)


def test_a_plain_address_is_taken():
    assert address_read("https://hooks.example.org/in?x=1") == Address(
        True, "hooks.example.org", 443, "/in?x=1"
    )
    assert address_read("https://Trần.example.org/").host.startswith("xn--")
    assert address_read("https://example.org.:443/").host == "example.org"


def test_port_80_needs_leave(settings):
    settings.WEBHOOK_ALLOW_HTTP = True
    assert address_read("http://example.org/").port == 80
    with pytest.raises(AddressRefused):
        address_read("http://example.org:8080/")
    with pytest.raises(AddressRefused):
        address_read("http://127.0.0.1/")


def test_own_hosts_are_for_loopback_alone(settings):
    settings.WEBHOOK_LOOPBACK_HOSTS = ["localhost:8400", "intern.example.org:8400"]
    assert address_read("http://localhost:8400/x").is_own
    with pytest.raises(AddressRefused):
        address_read("http://localhost:8401/x")
    own = address_read("http://intern.example.org:8400/")
    with pytest.raises(AddressRefused):
        address_resolve(own, ask=answers((socket.AF_INET, "10.0.0.1")))
    assert address_resolve(own, ask=answers((socket.AF_INET, "127.0.0.1")))


def named() -> Address:
    return Address(True, "hooks.example.org", 443, "/")


def answers(*found):
    def ask(host, port, type):
        return [(family, type, 6, "", (number, port)) for family, number in found]

    return ask


def test_one_number_inside_among_good_ones_is_enough_to_refuse():
    mixed = answers((socket.AF_INET, "8.8.8.8"), (socket.AF_INET, "127.0.0.1"))
    with pytest.raises(AddressRefused):
        address_resolve(named(), ask=mixed)


def test_the_name_is_asked_once_and_the_number_that_was_judged_is_called(settings, monkeypatch):
    # A name that answers otherwise a moment later: good for the check, loopback afterwards.
    from cms.webhooks import posting

    asked, called = [], []

    def rebinding(host, port, type):
        asked.append(host)
        number = "203.0.114.7" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, type, 6, "", (number, port))]

    class Dead:
        def __init__(self, *_args):
            pass

        def settimeout(self, _seconds):
            pass

        def connect(self, place):
            called.append(place)
            raise ConnectionRefusedError

        def close(self):
            pass

    monkeypatch.setattr(addresses.socket, "getaddrinfo", rebinding)
    monkeypatch.setattr(posting.socket, "socket", Dead)
    answer = posting.post("https://hooks.example.org/", b"{}", {})
    assert not answer.is_received
    assert asked == ["hooks.example.org"]
    assert called == [("203.0.114.7", 443)]


def test_a_name_server_that_says_nothing_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(addresses, "_RESOLVE_SECONDS", 0.05)
    over, answered = threading.Event(), threading.Event()

    def silent(host, port, type):
        over.wait(5)
        answered.set()
        return []

    with pytest.raises(AddressRefused):
        address_resolve(named(), ask=silent)
    assert not answered.is_set()
    over.set()


def test_a_name_nobody_has_is_refused():
    def unknown(host, port, type):
        raise socket.gaierror

    with pytest.raises(AddressRefused):
        address_resolve(named(), ask=unknown)
