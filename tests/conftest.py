"""Every test runs on a workspace folder of its own run, with fast password hashes; nothing leaves the machine."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

os.environ["EVENHAND_DATA"] = tempfile.mkdtemp(prefix="evenhand-tests-")
os.environ.setdefault("EVENHAND_SECRET_KEY", "for tests alone")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "evenhand.server.settings")
atexit.register(shutil.rmtree, os.environ["EVENHAND_DATA"], ignore_errors=True)


def pytest_configure() -> None:
    """Argon2 takes its time on purpose; the tests sign in hundreds of times."""
    from django.conf import settings
    from emptying import let_tests_empty_the_ledger

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.WHITENOISE_AUTOREFRESH = True
    let_tests_empty_the_ledger()
    _compile_catalogues()
    _no_clock_in_properties()


def _no_clock_in_properties() -> None:
    """A property fails by what it finds, never because the machine was busy when weights were first loaded."""
    from hypothesis import HealthCheck, settings

    settings.register_profile("evenhand", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("evenhand")


def _compile_catalogues() -> None:
    """The pages are tested in their own words; compiled catalogues are not committed."""
    tools = str(Path(__file__).resolve().parent.parent / "tools")
    sys.path.insert(0, tools)
    import messages

    if not messages.is_compiled():
        messages.compile_all()
    sys.path.remove(tools)
