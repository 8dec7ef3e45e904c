"""The API itself: its resources, its answers, and the document that describes them (OpenAPI 3.1)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.renderers import JSONRenderer

from evenhand.doors.api.document import finished
from evenhand.doors.api.keys import ANY
from evenhand.doors.api.problems import handle_problems
from evenhand.doors.api.reading import StrictParser
from evenhand.doors.api.resources import check, commitments, conversations, ledger, me, minutes
from evenhand.record.people.models import Member

VERSION = "1"
ABOUT = (
    "What programs ask of an Evenhand desk. Every request carries the key of a member and sees what that member sees. "
    "Times are ISO 8601 with an offset, amounts are decimal strings, offsets in texts are code points. "
    "Refusals are problems as RFC 9457 has them; `code` is for programs."
)


class Readable(JSONRenderer):
    """JSON in UTF-8, in which people can read their own names."""

    json_dumps_params = {"ensure_ascii": False}


class Api(NinjaAPI):
    """The API with operations named after their handlers, and the document finished."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The name of the handler; a test holds that each stands once."""
        return operation.view_func.__name__

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """The document of all operations."""
        return finished(super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params))


def readers_alone(view: Any) -> Any:
    """The document is for signed-in members and for keys of any scope."""

    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            if not isinstance(request.user, Member) and ANY(request) is None:
                raise AuthenticationError
        except Exception as error:
            return api.on_exception(request, error)
        answer: HttpResponse = view(request, **kwargs)
        return answer

    return guarded


api = Api(
    title="Evenhand",
    version=VERSION,
    description=ABOUT,
    urls_namespace="api",
    docs_url=None,
    docs_decorator=readers_alone,
    parser=StrictParser(),
    renderer=Readable(),
)
handle_problems(api)
api.add_router("", me.router)
api.add_router("/ledger", ledger.router)
api.add_router("/commitments", commitments.router)
api.add_router("/minutes", minutes.router)
api.add_router("/conversations", conversations.router)
api.add_router("/check", check.router)
