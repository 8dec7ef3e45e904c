"""The last touches to the document of the API: problems have a media type of their own, keys have scopes."""

from __future__ import annotations

from ninja.openapi.schema import OpenAPISchema

from evenhand.doors.api.problems import MEDIA_TYPE, ProblemShape

_MEANINGS = {
    400: "The body is not JSON.",
    401: "No key, or one that opens nothing.",
    403: "The key or the roles of its member do not include that.",
    404: "There is nothing here that this key may see.",
    409: "What is on record does not let that happen; nothing was changed.",
    413: "The request is larger than two megabytes.",
    422: "Something in the request is not as it should be; `errors` names each place.",
    429: "Too many wrong keys from this address; Retry-After says how long to wait.",
}
ERRORS = dict.fromkeys((401, 403, 413, 422, 429), ProblemShape)
"""The problems that every operation may answer with."""
BODY_ERRORS = {400: ProblemShape, **ERRORS}
"""Those of operations that take a body."""


def finished(document: OpenAPISchema) -> OpenAPISchema:
    """The document with every problem under its media type and with a meaning."""
    for methods in document["paths"].values():
        for operation in methods.values():
            for status, response in operation["responses"].items():
                if status in _MEANINGS and "content" in response:
                    response["description"] = _MEANINGS[status]
                    response["content"] = {MEDIA_TYPE: response["content"]["application/json"]}
    return document
