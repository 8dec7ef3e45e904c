"""Words in disguise: id1ot, sh1t, s.h.i.t, i-d-i-o-t. Modest on purpose: only a whole token is looked up."""

from __future__ import annotations

from re import compile as pattern

_LOOKALIKE = str.maketrans("01345@$!", "oieasasi")
_MIXED = pattern(r"(?<![a-z0-9@.])(?=[a-z@$]{0,8}[0-9@$!])[a-z@$0-9!]{3,12}(?![a-z0-9@$])")
_SPACED = pattern(r"(?<![a-z0-9])[a-zäö](?:([.\-_ *])[a-zäö])(?:\1[a-zäö]){2,9}(?![a-z0-9])")
_LETTERS = pattern(r"[a-z]")


def undisguised(folded: str) -> list[tuple[int, int, str]]:
    """Folded offsets of tokens that look disguised, each with the plain word it may stand for."""
    found = []
    for match in _MIXED.finditer(folded):
        token = match.group().rstrip("!")
        plain = token.translate(_LOOKALIKE)
        if plain != token and len(_LETTERS.findall(token)) >= 2:
            found.append((match.start(), match.start() + len(token), plain))
    for match in _SPACED.finditer(folded):
        found.append((match.start(), match.end(), match.group().replace(match.group(1), "")))
    return found
