"""Pages that say what went wrong, what is safe, and what to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils import translation

from evenhand.doors.web.tongues import html_lang


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was old or came from elsewhere; nothing was changed."""
    del reason
    return render(request, "errors/stale_form.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is nothing here, or nothing that this member may see: the same page for both."""
    del exception
    return render(request, "errors/not_found.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The member's roles do not include this page."""
    del exception
    return render(request, "errors/forbidden.html", status=403)


def not_taken(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent is too large or cannot be understood; nothing was changed."""
    del exception
    return render(request, "errors/not_taken.html", status=400)


def broken(request: HttpRequest) -> HttpResponse:
    """Something failed on our side. Asks the database for nothing: it may be what failed."""
    del request
    context = {"page_lang": html_lang(translation.get_language() or "en")}
    return HttpResponse(loader.get_template("errors/broken.html").render(context), status=500)
