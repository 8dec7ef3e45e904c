"""For developers: makemigrations and the like. Users have the `evenhand` command."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "evenhand.server.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
