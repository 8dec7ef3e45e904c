"""LanguageTool's addresses, for keys in the header or the form, and below /lt/KEY/ for clients that can send neither.

A slash too many in what somebody pasted does no harm.
"""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, re_path

from evenhand.doors.languagetool import views

_VIEWS = {
    "check": views.check,
    "languages": views.languages,
    "maxtextlength": views.longest_text,
    "info": views.information,
    "configinfo": views.configuration,
}

urlpatterns: list[URLPattern | URLResolver] = [
    *(re_path(f"^v2/+{word}$", view, name=f"languagetool-{word}") for word, view in _VIEWS.items()),
    *(
        re_path(f"^lt/(?P<secret>[^/]+)/v2/+{word}$", view, name=f"languagetool-key-{word}")
        for word, view in _VIEWS.items()
    ),
]
