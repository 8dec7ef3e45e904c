"""Writes as fast as it can until killed: a team and its ledger entry, always both in one transaction."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from evenhand.server.start import start

start()

from django.db import transaction  # noqa: E402

from evenhand.record.ledger.actions import append  # noqa: E402
from evenhand.record.people.models import Team  # noqa: E402

for number in count():
    with transaction.atomic():
        now = datetime.now(UTC)
        team = Team.objects.create(name=f"load {number}", created_at=now)
        append(kind="load", actor="system", at=now, subject=f"team:{team.pk}", body={"n": number})
    if number == 20:
        Path(sys.argv[1]).touch()
