"""After the restore of an older backup: what was erased since it was made is erased once more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from evenhand.record.erasing.extent import Extent
from evenhand.record.erasing.wiping import wipe
from evenhand.record.ledger import erasing
from evenhand.record.ledger.models import Erasure


@transaction.atomic
def erase_again(lines: Sequence[Mapping[str, Any]], *, at: datetime) -> int:
    """Erase what the list of erasures (ledger.erasing.erasure_list) says, if it is here again; how many erasures.

    The files of the database need no cleaning afterwards: a restored one was written just now.
    """
    found = erasing.erase_again(lines, at=at)
    for line in found:
        wipe(Extent.from_rows(line["rows"]), _erasure_of(line, at), at=at)
    return len(found)


def _erasure_of(line: Mapping[str, Any], at: datetime) -> Erasure | None:
    """The row that the ledger has just made for this line."""
    return Erasure.objects.filter(rows=line["rows"], done_at=at).order_by("-pk").first()
