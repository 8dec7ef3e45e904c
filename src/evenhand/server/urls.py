"""All addresses of the desk. Each page keeps its own in doors/web/<page>/urls.py."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from evenhand.server.health import health

PAGES = (
    "sign_in",
    "joining",
    "settings",
    "today",
    "inbox",
    "conversation",
    "drafting",
    "customers",
    "exports",
    "erasing",
    "commitments",
    "calendar_feed",
    "search",
    "mistakes",
    "ledger",
    "minutes",
    "agreeing",
    "exposure",
    "incidents",
    "packs",
    "restrictions",
    "alerts",
    "keeping",
    "duties",
)

urlpatterns: list[URLPattern | URLResolver] = [path("", include(f"evenhand.doors.web.{page}.urls")) for page in PAGES]
urlpatterns.append(path("api/", include("evenhand.doors.api.urls")))
urlpatterns.append(path("", include("evenhand.doors.languagetool.urls")))
urlpatterns.append(path("health", health, name="health"))

handler400 = "evenhand.doors.web.errors.not_taken"
handler403 = "evenhand.doors.web.errors.forbidden"
handler404 = "evenhand.doors.web.errors.not_found"
handler500 = "evenhand.doors.web.errors.broken"
