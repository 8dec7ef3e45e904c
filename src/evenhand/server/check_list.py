"""What `evenhand doctor` looks for: each check by its id, what it means, what to do. The reference is made of it."""

from __future__ import annotations

from dataclasses import dataclass

PAGE = "docs/reference/checks.md"


@dataclass(frozen=True, slots=True)
class Known:
    """A thing that can be wrong. `meaning` and `remedy` are whole sentences."""

    title: str
    meaning: str
    remedy: str


CHECKS = {
    "E001": Known(
        "The workspace cannot be used",
        "The folder is missing, cannot be written, is full, or was made by a newer version.",
        "Do what the sentence says; --data names another folder.",
    ),
    "W002": Known(
        "Little disk space is left",
        "Less than 1 GB is free where the workspace lies. A full disk stops the desk; nothing that was saved is lost.",
        "Free some space, or move the workspace to a larger disk while the desk is stopped.",
    ),
    "E003": Known(
        "The database cannot be used",
        "It cannot be reached, is damaged, or belongs to a newer version; or a variable has a value it cannot have.",
        "Do what the sentence says.",
    ),
    "W004": Known(
        "The database waits for an update",
        "This version of Evenhand brings changes that the database does not have yet.",
        "Make a backup, then start the desk: it applies them.",
    ),
    "E005": Known(
        "SQLite may lose what was saved when the power fails",
        "The database must run with journal_mode WAL and synchronous FULL.",
        "Use a local disk (WAL needs one; network drives do not do) and do not change these settings.",
    ),
    "E006": Known(
        "The database file is damaged",
        "SQLite's own check found pages that contradict each other.",
        "Stop the desk, keep a copy of the folder, and restore the last backup (docs/how-to/backup.md).",
    ),
    "W007": Known(
        "Translations are not compiled",
        "Pages appear in English where a compiled catalogue is missing or older than its source.",
        "Install Evenhand from its package, or run `make messages` in a checkout.",
    ),
    "E008": Known(
        "Others can read the secret key",
        "Whoever reads secret.key can sign in as anybody.",
        "Run `chmod 600 secret.key` in the workspace, delete the file if somebody may have read it (a new one is made "
        "and everybody signs in again).",
    ),
    "W009": Known(
        "The secret key is short",
        "EVENHAND_SECRET_KEY has fewer than 32 characters; sessions could be forged by guessing it.",
        'Make a longer one, for example with `python3 -c "import secrets; print(secrets.token_urlsafe(48))"`, '
        "or unset it and let the workspace keep its own.",
    ),
    "W010": Known(
        "Others on this machine can read the workspace",
        "The folder holds customers' mail; its permissions let other users in.",
        "Run `chmod 700` on the folder.",
    ),
    "W011": Known(
        "The desk is reached without HTTPS",
        "EVENHAND_HOSTS names more than this machine while EVENHAND_HTTPS is not yes: passwords travel in the clear.",
        "Put a reverse proxy with HTTPS in front and set EVENHAND_HTTPS=yes and EVENHAND_PROXY=yes "
        "(docs/how-to/operate.md).",
    ),
    "W012": Known(
        "The desk answers to any name",
        "EVENHAND_HOSTS holds *, so a forged Host header can end up in links.",
        "Name the hosts under which the desk is reached.",
    ),
    "W013": Known(
        "Tracebacks are shown in the browser",
        "EVENHAND_DEBUG is yes: an error shows parts of the record to whoever caused it.",
        "Unset it on a desk with real mail.",
    ),
    "W014": Known(
        "Jobs wait and no worker runs",
        "Work has been due for more than five minutes and no worker was heard for a minute.",
        "Start one: `evenhand worker`, or `evenhand up`, which keeps one running.",
    ),
    "I015": Known(
        "No worker runs",
        "No worker was heard for a minute; nothing is overdue yet.",
        "While the desk is in use, keep one running: `evenhand up`.",
    ),
    "W016": Known(
        "Jobs gave up",
        "Jobs failed as often as they may and wait for a person.",
        "Look at them under Settings, Jobs: the error stands beside each; try again or drop it.",
    ),
    "W017": Known(
        "Stored mail has not been read yet",
        "Bytes came in more than an hour ago and were not filed as messages.",
        "Keep a worker running, or run the import again: it completes.",
    ),
    "I018": Known(
        "The desk's clock is set",
        "This is a demo: the desk lives on a date of its own.",
        "Nothing; a desk for real mail is made with `evenhand up` in another folder.",
    ),
    "I019": Known(
        "Nobody can sign in yet",
        "The desk has no members.",
        "Start it with `evenhand up`: it prints a link for the first administrator.",
    ),
    "W020": Known(
        "There is no administrator",
        "Members are here, but none can invite others or change roles.",
        "Restore a backup from before the last administrator left.",
    ),
    "I021": Known(
        "Messages were read by an earlier version of the reader",
        "The reader that runs now has not read them yet; the pages show what the earlier one found.",
        "Keep a worker running: it reads them again by itself, behind all other work. Settings, Readings shows how far "
        "it is.",
    ),
    "E022": Known(
        "The ledger does not hold",
        "The last check found an entry, or the head, that is not as it was written: somebody changed the database by "
        "hand, or a disk failed.",
        "Keep a copy of the workspace as it is, run `evenhand ledger verify`, and compare with a backup "
        "(docs/how-to/ledger.md).",
    ),
    "E023": Known(
        "The ledger's triggers are missing",
        "The database no longer refuses to change or delete entries; somebody dropped what refuses.",
        "Run `evenhand ledger verify`. A backup restored into a new folder has the triggers again.",
    ),
    "E024": Known(
        "Others can read the ledger's key",
        "Whoever reads ledger.key can sign checkpoints and packs in this desk's name.",
        "Run `chmod 600 ledger.key` in the workspace; if somebody may have read it, keep the old checkpoints, delete "
        "the file (a new key is made), and give the new public key to whoever verifies.",
    ),
    "W025": Known(
        "No checkpoint leaves this desk",
        "Whoever holds this machine and the key could write another history, and nobody could show it.",
        "Name EVENHAND_CHECKPOINT_MAILBOX or EVENHAND_CHECKPOINT_FOLDER, best with somebody else "
        "(docs/how-to/ledger.md).",
    ),
    "W026": Known(
        "Second looks are wanted and cannot be taken",
        "EVENHAND_SECOND_LOOK is yes, but the encoder is not installed or this processor cannot run it. Messages in "
        "doubt keep their first reading.",
        'Install it with `pip install "evenhand[encoder]"` and start the desk again, or unset EVENHAND_SECOND_LOOK.',
    ),
    "W027": Known(
        "The ledger was not verified lately",
        "Entries older than two days have not been verified. The worker does so once a day.",
        "Keep a worker running, and look under Settings, Jobs for ledger-verify; `evenhand ledger verify` does it by "
        "hand, without keeping what it found.",
    ),
    "W028": Known(
        "No checkpoint has left this desk lately",
        "A mailbox or a folder is named for checkpoints, but entries older than two days stand in none that got there.",
        "Keep a worker running, and look under Settings, Jobs for ledger-checkpoint and send-letter: the error stands "
        "beside what failed.",
    ),
    "W029": Known(
        "A file of house rules has errors",
        "The rules named are left out of the draft check; the others, and the catalogue, are heard as before.",
        "Mend the lines named; the desk reads a file again as soon as it is changed. docs/how-to/house-rules.md says "
        "what each error means.",
    ),
}


def link(number: str) -> str:
    """Where the check is explained."""
    return f"{PAGE}#evenhand-{number.lower()}"
