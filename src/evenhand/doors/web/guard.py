"""Who may enter a page: decorators for views, and what a refused action becomes."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from evenhand.record.people.access import may
from evenhand.record.people.errors import NotFound
from evenhand.record.people.models import Member

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def signed_in(view: View[P]) -> View[P]:
    """Sends whoever is not signed in to the sign-in page; a NotFound of the record becomes the 404 page."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not isinstance(request.user, Member):
            return _to_sign_in(request)
        try:
            return view(request, *args, **kwargs)
        except NotFound as error:
            raise Http404 from error

    return guarded


def allowed(right: str) -> Callable[[View[P]], View[P]]:
    """Signed in, and holding `right`; else the 403 page."""

    def decorate(view: View[P]) -> View[P]:
        @signed_in
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not may(member_of(request), right):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def member_of(request: HttpRequest) -> Member:
    """The signed-in member; only for views behind `signed_in` or `allowed`."""
    if not isinstance(request.user, Member):
        raise PermissionDenied
    return request.user


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    address = reverse("sign-in")
    if request.method == "GET" and request.path != "/":
        address += "?" + urlencode({"next": request.get_full_path()})
    if request.headers.get("HX-Request"):
        answer = HttpResponse(status=204)
        answer.headers["HX-Redirect"] = reverse("sign-in")
        return answer
    return redirect(address)
