"""Addresses in letters that no request asks for: the desk's own name, as the operator set it."""

from __future__ import annotations

from django.conf import settings

_HERE = ("localhost", "127.", "[::1]", "0.0.0.0")  # noqa: S104


def address_of(path: str) -> str:
    """The whole address of a page: under the first name of EVENHAND_HOSTS that others can reach, else this machine."""
    named = [host.lstrip(".") for host in settings.ALLOWED_HOSTS if host.strip("*.") and not host.startswith(_HERE)]
    if named:
        return f"{'https' if settings.SESSION_COOKIE_SECURE else 'http'}://{named[0]}{path}"
    return f"http://localhost:8080{path}"
