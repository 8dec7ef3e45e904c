"""Run pytest with the record on PostgreSQL: `python tests/support/with_postgres.py tests/record tests/doors`."""

from __future__ import annotations

import os
import subprocess
import sys

from postgres import drop_database, fresh_database, server_url


def main() -> int:
    """Start (or use) a server, point EVENHAND_DATABASE_URL at a fresh database and run pytest; its exit code."""
    server = server_url()
    name = f"evenhand_{os.getpid()}"
    environment = os.environ | {
        "EVENHAND_TEST_POSTGRES_URL": server,
        "EVENHAND_DATABASE_URL": fresh_database(server, name),
    }
    try:
        return subprocess.run([sys.executable, "-m", "pytest", *sys.argv[1:]], env=environment, check=False).returncode
    finally:
        drop_database(server, f"test_{name}")
        drop_database(server, name)


if __name__ == "__main__":
    sys.exit(main())
