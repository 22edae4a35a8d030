"""Typed reading of environment variables; the only module besides settings that touches them."""

from __future__ import annotations

import os

from django.core.exceptions import ImproperlyConfigured

TRUE_WORDS = {"1", "true", "yes", "on"}
FALSE_WORDS = {"0", "false", "no", "off", ""}


def text(name: str, default: str = "") -> str:
    """Return the variable's text, or the default when it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def required(name: str, why: str) -> str:
    """Return the variable's text.

    Raises:
        ImproperlyConfigured: the variable is unset or empty; the message names it and says why.
    """
    value = text(name)
    if not value:
        raise ImproperlyConfigured(f"Set the environment variable {name}: {why}")
    return value


def flag(name: str, *, default: bool = False) -> bool:
    """Return the variable as yes or no.

    Raises:
        ImproperlyConfigured: the text is neither a yes nor a no word.
    """
    value = text(name, "1" if default else "0").lower()
    if value in TRUE_WORDS:
        return True
    if value in FALSE_WORDS:
        return False
    raise ImproperlyConfigured(f"{name}={value!r} is neither yes (1) nor no (0)")


def items(name: str, default: str = "") -> list[str]:
    """Return the comma-separated parts of the variable, blanks dropped."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]
