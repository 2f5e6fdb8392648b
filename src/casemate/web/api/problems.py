"""Errors as the API tells them (RFC 9457): what happened and what to do, in a sentence, with a type that programs compare."""

import math
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from casemate.accounts.factors.api import FactorRefused
from casemate.accounts.passwords.api import PasswordRefused
from casemate.accounts.signing.standing import FreshNeeded, Refused, TooMany
from casemate.model.errors import CasemateError, Conflict, NotFound

TYPE: Final = "urn:casemate:problem:"
MEDIA: Final = "application/problem+json"


class Problem(BaseModel):
    """What went wrong."""

    type: str
    title: str
    status: int
    detail: str
    field: str | None = None
    factors: list[str] | None = None
    hints: list[str] | None = None


def problem(status: int, name: str, detail: str, headers: Mapping[str, str] | None = None, **more: Any) -> Response:
    """An answer that tells what went wrong."""
    title = name.replace("-", " ").capitalize()
    content = {"type": TYPE + name, "title": title, "status": status, "detail": detail, **more}
    return JSONResponse(content, status, dict(headers or {}), media_type=MEDIA)


def _first(error: Exception) -> Response:
    """The answer to an error of ours."""
    text = str(error)
    sentence = text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")
    match error:
        case TooMany():
            return problem(429, "too-many-tries", sentence, {"Retry-After": str(max(1, math.ceil(error.seconds)))})
        case FreshNeeded():
            return problem(403, "fresh-factor-needed", sentence, factors=list(error.factors))
        case PasswordRefused():
            return problem(422, "password-refused", sentence, field="password", hints=list(error.advice.hints))
        case Refused():
            return problem(401, "not-right", sentence)
        case FactorRefused():
            return problem(422, "factor-refused", sentence)
        case NotFound():
            return problem(404, "not-found", sentence)
        case Conflict():
            return problem(409, "conflict", sentence)
        case _:
            return problem(400, "not-possible", sentence)


async def _ours(_request: Request, error: Exception) -> Response:
    return _first(error)


async def _malformed(_request: Request, error: Exception) -> Response:
    places: Sequence[Any] = error.errors() if isinstance(error, RequestValidationError) else ()
    field = ".".join(str(part) for part in places[0]["loc"][1:]) if places else ""
    said = str(places[0]["msg"]) if places else "it can't be read"
    return problem(422, "malformed", f"The request is not as it should be: {said}.", field=field[:100])


async def _http(_request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    given = error.headers if isinstance(error, HTTPException) else None
    names = {404: "not-found", 405: "method-not-allowed", 413: "too-large", 415: "unsupported-media-type"}
    sentences = {404: "There is nothing here.", 405: "This address can't be used in that way."}
    detail = error.detail if isinstance(error, HTTPException) and status not in sentences else ""
    return problem(status, names.get(status, "not-possible"), sentences.get(status, detail), given)


Handler = Callable[[Request, Exception], Awaitable[Response]]
_HANDLERS: Final[Mapping[type[Exception], Handler]] = {
    CasemateError: _ours,
    RequestValidationError: _malformed,
    HTTPException: _http,
}


def tell_problems(app: FastAPI) -> None:
    """Let an application answer errors so."""
    for kind, handler in _HANDLERS.items():
        app.add_exception_handler(kind, handler)


RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    status: {"model": Problem, "content": {MEDIA: {}}, "description": text}
    for status, text in {
        400: "It is not possible.",
        401: "What was shown is not right, or nobody is signed in.",
        403: "It is not allowed, or needs a factor shown just now.",
        404: "It is not there.",
        409: "It contradicts what is there.",
        413: "The body is too large.",
        415: "The body is not JSON.",
        422: "The request is malformed, or what it says can't be taken.",
        429: "Too many wrong tries.",
    }.items()
}
"""What every route may answer besides."""
