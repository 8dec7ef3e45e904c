"""What a check of the ledger found, as sentences; for the page, the command line and the letter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

BREAKS: dict[str, str | Promise] = {
    "gap": _("Entry %(number)s is missing."),
    "duplicate": _("Entry %(number)s is there twice."),
    "order": _("Entry %(number)s stands in the wrong place."),
    "meta-altered": _("Entry %(number)s was changed: its kind, member, time or subject is not what was recorded."),
    "body-altered": _("The content of entry %(number)s was changed, or its salt."),
    "hash-altered": _("A stored hash of entry %(number)s was changed; what the entry says is as it was recorded."),
    "half-erased": _("Of entry %(number)s either the content or its salt is gone, and the other is still there."),
    "erased-without-entry": _("The content of entry %(number)s is gone, and no approved erasure names it."),
    "head-mismatch": _("All entries fit together, but the head of the ledger says something else than they do."),
    "truncated": _("Entry %(number)s and all after it are missing: the ledger had %(size)s entries."),
    "rolled-back": _("The ledger was set back: the checkpoint counts %(size)s entries, and there are fewer now."),
    "not-a-prefix": _("This is another history than the one that the checkpoint signed at %(size)s entries."),
}
_BAD_SIGNATURE: dict[str, str | Promise] = {
    "unknown-key": _("The checkpoint was not signed by this desk's key."),
    "bad-signature": _("The signature of the checkpoint is false: it was changed, or never signed by this desk."),
    "": _("The checkpoint cannot be read; it must be the file as the desk wrote it."),
}


def break_in_words(kind: str, number: int | None, parameters: Mapping[str, Any]) -> str:
    """One sentence for the first break that a check found; numbers of entries begin at 0."""
    if kind == "bad-signature":
        return str(_BAD_SIGNATURE.get(str(parameters.get("code")), _BAD_SIGNATURE[""]))
    sentence = BREAKS.get(kind)
    if sentence is None:
        return gettext("The ledger does not hold (%(kind)s).") % {"kind": kind}
    return str(sentence) % {"number": number, "size": parameters.get("size", "")}
