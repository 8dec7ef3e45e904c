"""Mail in which a person is only named, among those it went to."""

from __future__ import annotations

import json

from django.db.models import Q, QuerySet

from evenhand.record.conversations.models import Message


def mentioning(address: str) -> QuerySet[Message]:
    """The messages among whose recipients the address stands, perhaps as part of a longer one."""
    # SQLite keeps JSON as text in which letters outside ASCII are escaped; PostgreSQL keeps the letters.
    escaped = json.dumps(address)[1:-1]
    return Message.objects.filter(Q(recipients__icontains=address) | Q(recipients__icontains=escaped))
