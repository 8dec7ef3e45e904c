"""The folder that holds a desk: database, keys, settings file. Everything that can be wrong with it is said here."""

from __future__ import annotations

import errno
import json
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FORMAT = 1
DEFAULT_FOLDER = "workspace"
FULL = (errno.ENOSPC, errno.EDQUOT)


class WorkspaceError(Exception):
    """The workspace cannot be used; the message says what happened and what to do."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """An opened workspace folder."""

    folder: Path

    @property
    def database(self) -> Path:
        """The SQLite file, used unless a database URL is set."""
        return self.folder / "evenhand.sqlite3"

    @property
    def settings_file(self) -> Path:
        """Format number, and the demo clock where there is one."""
        return self.folder / "workspace.json"

    def settings(self) -> dict[str, Any]:
        """What the settings file says; an empty mapping where there is none."""
        try:
            loaded = json.loads(self.settings_file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise WorkspaceError(
                f"{self.settings_file} cannot be read ({error}). Restore it from a backup, or delete it if this "
                "is not a demo; the record itself is in the database."
            ) from error
        return loaded if isinstance(loaded, dict) else {}

    def write_settings(self, **changes: Any) -> None:
        """Replace the settings file in one step."""
        merged = {"format": FORMAT, **self.settings(), **changes}
        temporary = self.settings_file.with_suffix(".new")
        temporary.write_text(json.dumps(merged, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        temporary.replace(self.settings_file)

    def secret_key(self) -> str:
        """The key that signs sessions; made on first use, readable by its owner only."""
        path = self.folder / "secret.key"
        try:
            found = path.read_text(encoding="ascii").strip()
            return found or _make_key(path, secrets.token_urlsafe(48))
        except FileNotFoundError:
            return _make_key(path, secrets.token_urlsafe(48))
        except UnicodeDecodeError as error:
            raise WorkspaceError(
                f"{path} is damaged. Restore it from a backup, or delete it: all sign in anew."
            ) from error

    def ledger_key(self) -> bytes:
        """The key that signs checkpoints and packs (Ed25519, PKCS8 PEM); made on first use, for its owner alone.

        EVENHAND_LEDGER_KEY_FILE names another file, which must be there. Raises WorkspaceError.
        """
        named = os.environ.get("EVENHAND_LEDGER_KEY_FILE")
        path = Path(named) if named else self.folder / "ledger.key"
        try:
            if not named and not (path.exists() and path.stat().st_size):
                _make_key(path, _new_signing_key())
            return path.read_bytes()
        except OSError as error:
            raise WorkspaceError(f"The ledger's key {path} cannot be read or made ({error.strerror}).") from error


def _new_signing_key() -> str:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    made = Ed25519PrivateKey.generate()
    return made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode("ascii")


def _make_key(path: Path, key: str) -> str:
    """Write a key whole or not at all: a file left empty by a full disk must never become the key."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key)
    if path.exists() and not path.stat().st_size:
        path.unlink()
    with suppress(FileExistsError):  # another process was faster, and its key counts
        os.link(temporary, path)
    temporary.unlink()
    return path.read_text(encoding="ascii").strip()


def folder_from_environment() -> Path:
    """`EVENHAND_DATA`, else ./workspace."""
    return Path(os.environ.get("EVENHAND_DATA") or DEFAULT_FOLDER).expanduser().absolute()


def open_workspace(folder: Path | None = None) -> Workspace:
    """The workspace at `folder`, made if it is not there. Raises WorkspaceError with what to do."""
    workspace = Workspace((folder or folder_from_environment()).absolute())
    try:
        workspace.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not workspace.settings_file.exists():
            workspace.write_settings()
    except FileExistsError as error:
        raise WorkspaceError(f"{workspace.folder} is a file. Name a folder with --data.") from error
    except OSError as error:
        raise WorkspaceError(cannot_write(workspace.folder, error)) from error
    _check_writable(workspace)
    _check_format(workspace)
    return workspace


def cannot_write(folder: Path, error: OSError) -> str:
    """Why the folder cannot be written and what to do, as sentences."""
    if error.errno in FULL:
        return f"The disk that holds {folder} is full. Free some space and run the command again; nothing is lost."
    return (
        f"{folder} cannot be written ({error.strerror}). Give this user the right to write there, "
        "or name another folder with --data."
    )


def _check_writable(workspace: Workspace) -> None:
    probe = workspace.folder / f".probe-{os.getpid()}"
    try:
        probe.write_bytes(b"evenhand")
        probe.unlink()
    except OSError as error:
        raise WorkspaceError(cannot_write(workspace.folder, error)) from error


def _check_format(workspace: Workspace) -> None:
    found = workspace.settings().get("format", FORMAT)
    if not isinstance(found, int) or found > FORMAT:
        raise WorkspaceError(
            f"{workspace.folder} was made by a newer Evenhand (format {found}, this one knows {FORMAT}). "
            "Update Evenhand, or open a backup made before the update."
        )
