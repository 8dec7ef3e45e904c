"""What the desk signs with: the key of the ledger, and the name under which it signs."""

from __future__ import annotations

import re

from django.conf import settings

from evenhand.knowledge.merkle.checkpoint import parse_checkpoint
from evenhand.knowledge.merkle.note import NoteError, VerifierKey, is_key_name, verifier_key
from evenhand.record.people.models import Workspace as Firm
from evenhand.server import environment
from evenhand.server.workspace import Workspace, WorkspaceError

DEFAULT = "evenhand"
_UNFIT = re.compile(r"[\s+\u200b\x00-\x1f\x7f]+")


def signing_key() -> bytes:
    """The private key as PEM. Raises WorkspaceError where it cannot be read."""
    workspace: Workspace = settings.WORKSPACE
    return workspace.ledger_key()


def origin() -> str:
    """EVENHAND_ORIGIN, else the firm's name when it first signed, made fit; it stays when the firm is renamed.

    Raises WorkspaceError for a name that cannot stand in a signature.
    """
    named = environment.text("EVENHAND_ORIGIN")
    if named and not is_key_name(named):
        raise WorkspaceError(f"EVENHAND_ORIGIN is {named!r}; it must have no spaces and no plus signs.")
    return named or _kept_origin(settings.WORKSPACE)


def own_key() -> VerifierKey:
    """The public side of the key, under the desk's name: what others verify with. Raises WorkspaceError."""
    return _verifier_key(origin())


def keys_for(notes: list[bytes]) -> list[VerifierKey]:
    """Our key under each name that these checkpoints bear: a desk may have signed under an earlier name."""
    return [_verifier_key(name) for name in sorted({origin(), *filter(None, map(_name_in, notes))})]


def _verifier_key(name: str) -> VerifierKey:
    try:
        return verifier_key(name, signing_key())
    except NoteError as error:
        raise WorkspaceError(
            "The ledger's key is damaged, or no Ed25519 key. Restore it from where you keep it."
        ) from error


def _name_in(note: bytes) -> str:
    try:
        name = parse_checkpoint(note).origin
    except NoteError:
        return ""
    return name if is_key_name(name) else ""


def _kept_origin(workspace: Workspace) -> str:
    kept = workspace.settings().get("origin")
    if isinstance(kept, str) and is_key_name(kept):
        return kept
    firm = Firm.objects.first()
    if firm is None:
        return DEFAULT
    made = _UNFIT.sub("-", firm.name.strip())
    made = made if is_key_name(made) else DEFAULT
    workspace.write_settings(origin=made)
    return made
