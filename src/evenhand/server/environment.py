"""Readers of `EVENHAND_*` variables, and the list of those that exist (the settings reference is made from it)."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from evenhand.server.workspace import WorkspaceError


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable of the environment: its name, its default in words, and what it does."""

    name: str
    default: str
    meaning: str


VARIABLES = (
    Variable("EVENHAND_DATA", "./workspace", "Folder of the workspace."),
    Variable(
        "EVENHAND_DATABASE_URL",
        "SQLite in the workspace",
        "postgres://user:password@host:port/name moves the record to PostgreSQL.",
    ),
    Variable(
        "EVENHAND_SECRET_KEY",
        "a key file in the workspace",
        "Key that signs sessions and links; EVENHAND_SECRET_KEY_FILE names a file that holds it.",
    ),
    Variable("EVENHAND_HOSTS", "localhost,127.0.0.1,[::1]", "Names under which the desk is reached, by commas."),
    Variable("EVENHAND_HTTPS", "no", "yes when the desk stands behind HTTPS: cookies are then sent over HTTPS only."),
    Variable("EVENHAND_PROXY", "no", "yes when a reverse proxy in front sets X-Forwarded-For and X-Forwarded-Proto."),
    Variable("EVENHAND_DEBUG", "no", "yes shows tracebacks in the browser; never on a desk with real mail."),
    Variable("EVENHAND_IMPORT_PROCESSES", "2", "Child processes that parse mail during an import."),
    Variable(
        "EVENHAND_SMTP_URL",
        "no mail is sent",
        "smtp://user:password@host:587?tls=starttls sends the desk's letters; tls is starttls (the "
        "default), ssl or none. EVENHAND_SMTP_URL_FILE names a file that holds it.",
    ),
    Variable("EVENHAND_MAIL_FROM", "", 'Who the letters come from: "Alder desk <desk@alder.example>".'),
    Variable("EVENHAND_APPROVAL_DAYS", "14", "Days for which a link to agree to a minute works."),
    Variable(
        "EVENHAND_LEDGER_KEY_FILE",
        "ledger.key in the workspace",
        "File with the Ed25519 key (PKCS8 PEM) that signs checkpoints and packs.",
    ),
    Variable(
        "EVENHAND_ORIGIN",
        "the firm's name",
        "Name under which checkpoints and packs are signed; no spaces and no plus signs.",
    ),
    Variable("EVENHAND_CHECKPOINT_FOLDER", "", "Folder, best on another machine, into which checkpoints are written."),
    Variable("EVENHAND_CHECKPOINT_MAILBOX", "", "Address, best outside the firm's own servers, that gets checkpoints."),
    Variable(
        "EVENHAND_SECOND_LOOK",
        "no",
        "yes has the worker ask an encoder about messages whose manner is in doubt; it needs evenhand[encoder] "
        "(docs/how-to/second-look.md).",
    ),
    Variable(
        "EVENHAND_LANGUAGETOOL_ORIGINS",
        "",
        "Origins of web pages (https://office.example, by commas) that may ask for the draft check as clients of "
        "LanguageTool do, with a key; add-ons of browsers may without being named.",
    ),
    Variable("EVENHAND_WEB_THREADS", "8", "Requests that the web server answers at the same time."),
)


def text(name: str, default: str = "") -> str:
    """The variable, or `default` where it is unset or empty."""
    return os.environ.get(name) or default


def yes(name: str) -> bool:
    """Whether the variable says yes. Raises WorkspaceError for a word that is neither yes nor no."""
    value = text(name, "no").strip().lower()
    if value in {"yes", "true", "1", "on"}:
        return True
    if value in {"no", "false", "0", "off"}:
        return False
    raise WorkspaceError(f"{name} is {value!r}; say yes or no.")


def number(name: str, default: int) -> int:
    """A whole number. Raises WorkspaceError for anything else."""
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError as error:
        raise WorkspaceError(f"{name} is {value!r}; it must be a whole number.") from error


def words(name: str) -> tuple[str, ...]:
    """What a variable lists, by commas."""
    return tuple(word for each in text(name).split(",") if (word := each.strip()))


def secret(name: str) -> str:
    """A secret, from the variable or the file that `<name>_FILE` names. Raises WorkspaceError if that is unreadable."""
    path = os.environ.get(f"{name}_FILE")
    if not path:
        return os.environ.get(name, "")
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise WorkspaceError(f"{name}_FILE names {path}, which cannot be read: {error.strerror}.") from error


@dataclass(frozen=True, slots=True)
class Smtp:
    """A mail server that takes our letters; `tls` is "starttls", "ssl" or "none"."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    tls: str = "starttls"


def smtp(url: str, sender: str) -> Smtp | None:
    """The mail server of EVENHAND_SMTP_URL; None where it is unset. Raises WorkspaceError if mail could not go out."""
    if not url:
        return None
    parts = urlsplit(url)
    tls = dict(parse_qsl(parts.query)).get("tls", "starttls")
    if parts.scheme != "smtp" or not parts.hostname or tls not in {"starttls", "ssl", "none"}:
        raise WorkspaceError(
            "EVENHAND_SMTP_URL must look like smtp://user:password@host:587?tls=starttls (or tls=ssl, tls=none)."
        )
    if "@" not in parseaddr(sender)[1]:
        raise WorkspaceError("EVENHAND_SMTP_URL is set, so EVENHAND_MAIL_FROM must name the address letters come from.")
    port = parts.port or {"ssl": 465, "starttls": 587, "none": 25}[tls]
    return Smtp(parts.hostname, port, unquote(parts.username or ""), unquote(parts.password or ""), tls)


def postgres(url: str) -> dict[str, object]:
    """Django's settings for a PostgreSQL URL. Raises WorkspaceError for another scheme or no database name."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise WorkspaceError(
            "EVENHAND_DATABASE_URL must look like postgres://user:password@host:5432/evenhand; "
            "leave it unset for SQLite in the workspace."
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "OPTIONS": options,
    }
