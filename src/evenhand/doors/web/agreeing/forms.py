"""What comes back from the page behind a link, and the proof that the form was ours.

The page has neither session nor cookie, and its policy is to tell no address: browsers then send `Origin: null`, so
Django's own check cannot be used. It needs none: who knows the token may decide, who does not knows no address to send
a form to. The signed field shows besides that a person had the page before them, not a program that posts to links.
"""

from __future__ import annotations

from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest

from evenhand.record.agreements.models import ApprovalLink

LASTS = timedelta(days=2)
_SIGNER = TimestampSigner(salt="evenhand.agreeing")


def proof_for(link: ApprovalLink) -> str:
    """The hidden field of the forms on the page of this link."""
    return _SIGNER.sign(str(link.pk))


def is_ours(request: HttpRequest, link: ApprovalLink) -> bool:
    """Whether the form came from the page of this very link, within two days."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return False
    try:
        return _SIGNER.unsign(request.POST.get("form", ""), max_age=LASTS) == str(link.pk)
    except BadSignature:
        return False
