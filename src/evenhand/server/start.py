"""Opening a workspace and setting Django up, for every command that touches the record."""

from __future__ import annotations

import os
from pathlib import Path

from evenhand.server.workspace import Workspace, WorkspaceError, open_workspace


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
        os.environ["EVENHAND_SECRET_KEY"] = workspace.secret_key()
    settings.SECRET_KEY  # noqa: B018 - settings load here, so that a bad variable is reported now
    django.setup()
    check_version(workspace)
    if migrate:
        bring_up_to_date(workspace)
    return workspace


def check_version(workspace: Workspace) -> None:
    """Raises WorkspaceError if the database knows migrations that this Evenhand does not."""
    from django.db import Error, connection
    from django.db.migrations.loader import MigrationLoader

    try:
        loader = MigrationLoader(connection)
    except Error as error:
        raise WorkspaceError(_database_trouble(workspace, error)) from error
    ours = {"people", "ledger", "outbox", "customers", "conversations"}
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
    words = str(error)
    if "locked" in words:
        return (
            f"Another process is writing to {workspace.folder} and has not let go for 20 seconds. "
            "Wait for it to finish (an import shows its progress in the desk under Settings), then try again."
        )
    if "full" in words:
        return f"The disk that holds {workspace.folder} is full. Free some space and try again; nothing is lost."
    if "readonly" in words or "unable to open" in words:
        return f"The database in {workspace.folder} cannot be written. Give this user the right to write there."
    if "malformed" in words or "not a database" in words:
        return (
            f"The database in {workspace.folder} is damaged ({words}). "
            f"Restore a backup: evenhand restore FILE --data {workspace.folder}"
        )
    return f"The database cannot be used: {words.strip()}. Check EVENHAND_DATABASE_URL and that the server runs."
