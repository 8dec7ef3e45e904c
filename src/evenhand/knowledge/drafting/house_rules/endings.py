"""Finnish words with their endings: the stems that a word in its basic form may show before an ending.

An ending may be up to nine letters (case, possessive, clitic), which the automaton lets follow a "~". What changes in
front of it is told here: the weak grade of the last consonants (takuu-kortti: kortin), and the stems of nouns in -nen,
-us, -is and -e. A stem that no word has does no harm: nobody writes it.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[a-zäöåéšž]{3,}(?![a-zäöåéšž~}|])")
_GRADES = (
    ("kk", "k"), ("pp", "p"), ("tt", "t"), ("nk", "ng"), ("nt", "nn"), ("mp", "mm"), ("lt", "ll"), ("rt", "rr"),
    ("t", "d"), ("p", "v"), ("k", ""),
)  # fmt: skip
_STEMS = (("nen", ("se", "s")), ("us", ("ukse", "uks", "ude", "ut")), ("ys", ("ykse", "yks", "yde", "yt")))
_MORE = (("os", ("okse", "oks")), ("ös", ("ökse", "öks")), ("is", ("ii", "iste")), ("as", ("aa",)), ("e", ("ee",)))
_WEAK = re.compile(r"^(.+?)(kk|pp|tt|nk|nt|mp|lt|rt|(?<![stkph])t|(?<![skp])p|(?<![sk])k)([aeiouyäö]{1,2})$")


def inflected(folded: str) -> str:
    """A folded phrase whose words may have endings; words with a "~" or in braces stay as they are."""
    return "".join(
        piece if piece.startswith("{") else _WORD.sub(lambda word: _choice(word[0]), piece)
        for piece in re.split(r"(\{[^{}]*\})", folded)
    )


def _choice(word: str) -> str:
    stems = sorted({word, *_stems(word)})
    return "{" + "|".join(f"{stem}~" for stem in stems) + "}"


def _stems(word: str) -> list[str]:
    found = [word[: -len(end)] + stem for end, stems in (*_STEMS, *_MORE) if word.endswith(end) for stem in stems]
    weak = _WEAK.match(word)
    if weak:
        grade = dict(_GRADES)[weak[2]]
        found.append(weak[1] + grade + weak[3])
    if word.endswith("i"):
        found += [each[:-1] + "e" for each in (word, *found) if each.endswith("i")]
    return [stem for stem in found if len(stem) > 2]
