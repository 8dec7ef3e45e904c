"""The addresses of the API; whatever else is asked for below them is a problem, too, and no page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path, re_path
from django.views.decorators.csrf import csrf_exempt

from evenhand.doors.api.root import api


@csrf_exempt
def unknown(request: HttpRequest) -> HttpResponse:
    """An address that is none."""
    del request
    raise Http404


urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/", api.urls),
    re_path("^.*$", unknown, name="api-unknown"),
]
