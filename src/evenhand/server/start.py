"""Opening a workspace and setting Django up, for every command that touches the record."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from evenhand.server.workspace import (
    FULL,
    Workspace,
    WorkspaceError,
    cannot_write,
    folder_from_environment,
    open_workspace,
)


def start(folder: Path | None = None, *, migrate: bool = True) -> Workspace:
    """Open the workspace, set Django up and bring the database to this version.

    Raises WorkspaceError with what happened and what to do.
    """
    workspace = open_workspace(folder)
    os.environ["EVENHAND_DATA"] = str(workspace.folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "evenhand.server.settings")
    import django
    from django.conf import settings

    if not os.environ.get("EVENHAND_SECRET_KEY") and not os.environ.get("EVENHAND_SECRET_KEY_FILE"):
        os.environ["EVENHAND_SECRET_KEY"] = _secret_key(workspace)
    settings.SECRET_KEY  # noqa: B018 - settings load here, so that a bad variable is reported now
    django.setup()
    check_version(workspace)
    if migrate:
        bring_up_to_date(workspace)
    return workspace


def _secret_key(workspace: Workspace) -> str:
    try:
        return workspace.secret_key()
    except OSError as error:
        raise WorkspaceError(cannot_write(workspace.folder, error)) from error


def trouble_in_words(error: BaseException) -> str | None:
    """What happened and what to do, for trouble with disk or database in the middle of work; None for all else."""
    folder = folder_from_environment()
    if isinstance(error, WorkspaceError):
        return str(error)
    if isinstance(error, OSError):
        return cannot_write(folder, error) if error.errno in (*FULL, errno.EROFS) else None
    from django.db import Error

    return _known_trouble(folder, str(error)) if isinstance(error, Error) else None


def check_version(workspace: Workspace) -> None:
    """Raises WorkspaceError if the database knows migrations that this Evenhand does not."""
    from django.apps import apps
    from django.db import Error, connection
    from django.db.migrations.loader import MigrationLoader

    try:
        loader = MigrationLoader(connection)
    except Error as error:
        raise WorkspaceError(_database_trouble(workspace, error)) from error
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("evenhand.")}
    unknown = sorted(
        f"{app}.{name}"
        for app, name in loader.applied_migrations
        if app in ours and (app, name) not in loader.disk_migrations
    )
    if unknown:
        raise WorkspaceError(
            f"{workspace.folder} was made by a newer Evenhand (it has {unknown[-1]}). "
            "Update Evenhand, or restore a backup made before the update."
        )


def bring_up_to_date(workspace: Workspace) -> None:
    """Apply the migrations that are missing. Raises WorkspaceError if the database does not take them."""
    from django.core.management import call_command
    from django.db import Error, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", interactive=False, verbosity=0)
    except Error as error:
        raise WorkspaceError(_database_trouble(workspace, error)) from error


def _database_trouble(workspace: Workspace, error: Exception) -> str:
    return _known_trouble(workspace.folder, str(error)) or (
        f"The database cannot be used: {str(error).strip()}. Check EVENHAND_DATABASE_URL and that the server runs."
    )


def _known_trouble(folder: Path, words: str) -> str | None:
    if "locked" in words:
        return (
            f"Another process is writing to {folder} and has not let go for 20 seconds. "
            "Wait for it to finish (an import shows its progress in the desk under Settings), then try again."
        )
    if "is full" in words or "No space left" in words:
        return f"The disk that holds {folder} is full. Free some space and try again; nothing is lost."
    if "readonly" in words or "read-only" in words or "unable to open" in words:
        return f"The database in {folder} cannot be written. Give this user the right to write there."
    if "malformed" in words or "not a database" in words:
        return f"The database in {folder} is damaged ({words}). Restore a backup: evenhand restore FILE --data {folder}"
    if "disk I/O error" in words:
        return (
            f"The disk that holds {folder} reports an error ({words}): it may be full or failing. "
            "Look at its space and health, then try again; what was saved before is safe."
        )
    return None
