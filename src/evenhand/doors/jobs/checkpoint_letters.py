"""The mail that carries a checkpoint out of the desk: what it is, why to keep it, and the note as it was signed."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext, ngettext

from evenhand.record.ledger.models import Checkpoint
from evenhand.record.outbox import letters
from evenhand.record.outbox.models import Letter
from evenhand.record.people.queries import workspace


@transaction.atomic
def post(checkpoint: Checkpoint, *, at: datetime) -> Letter:
    """Write the letter, once for each checkpoint, in the workspace's language. Raises BadAddress."""
    firm = workspace()
    with translation.override(firm.language):
        named = {"firm": firm.name, "size": checkpoint.size}
        subject = gettext("%(firm)s: checkpoint of the record, %(size)s entries. Please keep this mail.") % named
        text = "\n\n".join([*_paragraphs(named), checkpoint.note])
    return letters.post(settings.CHECKPOINT_MAILBOX, subject, text, at, key=f"checkpoint:{checkpoint.pk}")


def _paragraphs(named: dict[str, object]) -> list[str]:
    return [
        ngettext(
            "This mail carries a checkpoint of the record of %(firm)s: a signed fingerprint of its first entry. It "
            "holds no names and nothing of what was written.",
            "This mail carries a checkpoint of the record of %(firm)s: a signed fingerprint of its first %(size)s "
            "entries. It holds no names and nothing of what was written.",
            int(str(named["size"])),
        )
        % named,
        gettext(
            "Please keep it where nobody who runs that server can change or delete it. If the record is ever doubted, "
            "this mail shows whether everything up to then still stands as it did."
        ),
        gettext(
            "To compare, save this mail as a file and run this on the server: evenhand ledger verify --checkpoint FILE"
        ),
    ]
