"""Link tokens: 256 random bits, of which only the SHA-256 is kept."""

from __future__ import annotations

import hashlib
import secrets


def new_token() -> str:
    """A fresh token of 43 URL-safe characters."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What the record keeps of a token or recovery code: 64 hexadecimal characters."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
