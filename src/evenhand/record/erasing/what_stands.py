"""What is still going on where something is to be erased: nothing that forbids it, all of it worth a second thought."""

from __future__ import annotations

from django.db.models import Q

from evenhand.record.erasing.extent import Extent
from evenhand.record.erasing.wiping_protection import incidents_in, measures_in
from evenhand.record.protection.models import Alert, Appeal, Incident, Pack, Restriction, Route

PACK, OPEN_RESTRICTION, OPEN_ALERT, OPEN_APPEAL = "pack", "restriction", "alert", "appeal"


def what_stands(extent: Extent) -> list[str]:
    """Codes, the gravest first: an evidence pack was made of an incident that loses its words, a restriction stands,
    an alert or an appeal waits for an answer.

    Of what was reported by the second route nothing is said: whoever asks may be whom it is about.
    """
    _warnings, restrictions = measures_in(extent)
    incidents = list(
        Incident.objects.filter(pk__in=incidents_in(extent), route=Route.LINE).values_list("pk", flat=True)
    )
    concerned = Q(pk__in=restrictions) | Q(incident__in=incidents) | Q(merit__incident__in=incidents)
    standing = Restriction.objects.filter(concerned, ended_at=None)
    found = {
        PACK: Pack.objects.filter(incident__in=incidents, refused_at=None),
        OPEN_RESTRICTION: standing,
        OPEN_ALERT: Alert.objects.filter(incident__in=incidents, ended_at=None),
        OPEN_APPEAL: Appeal.objects.filter(restriction__in=restrictions, decided_at=None),
    }
    return [code for code, rows in found.items() if rows.exists()]
