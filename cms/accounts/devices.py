"""What a browser says of itself, in words its owner recognises."""

from __future__ import annotations

from django.utils.translation import gettext as _

# The first sign that is found counts: Edge and Opera also call themselves Chrome, and everybody
# Safari; phones name the system of computers too.
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)
_BROWSERS = (
    ("Zalo", "Zalo"),
    ("FBAN", "Facebook"),
    ("FBAV", "Facebook"),
    ("coc_coc", "Cốc Cốc"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)


def device_words(user_agent: str) -> str:
    """Give machine and browser of a User-Agent header: "Chrome trên Android".

    >>> device_words("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537 Chrome/129.0 Safari/537")
    'Chrome trên Android'
    """
    system = next((name for sign, name in _SYSTEMS if sign in user_agent), "")
    browser = next((name for sign, name in _BROWSERS if sign in user_agent), "")
    if system and browser:
        return _("%(browser)s trên %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("máy không rõ loại")
