"""PUT, GET and HEAD of uploads (XEP-0363). The id in the address is all that counts; the name is decoration."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Final

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from casemate.files.addresses import is_id
from casemate.files.api import Files, UploadState, UploadView
from casemate.files.errors import Interrupted, NotReady, SizeDiffers, SlotTaken, TooBusy, UploadGone, WrongToken
from casemate.files.records import Record
from casemate.model.errors import CasemateError, Unavailable
from casemate.web.disposition import type_headers
from casemate.web.origins import Origins
from casemate.web.pages import SAFE_HEADERS, sentence
from casemate.web.ranges import NotSatisfiable, Span, asked_range, not_modified, range_counts
from casemate.web.streaming import FileStream

STALL: Final = 30.0
"""Seconds without a byte after which an upload is given up."""
DRAIN: Final = 1024 * 1024
"""Bytes of a refused body that are read and thrown away, so that a client that does not listen while it sends hears the answer."""
DRAIN_SECONDS: Final = 2.0
RETRY: Final[Mapping[str, str]] = {"Retry-After": "10"}

_STATUS: Final[Mapping[type[CasemateError], int]] = {
    NotReady: 403,
    UploadGone: 404,
    WrongToken: 403,
    SlotTaken: 409,
    Interrupted: 408,
    TooBusy: 503,
    Unavailable: 503,
}
_PENDING: Final = "The file was received. It is still being inspected; it can be fetched once that is done."
_HELD: Final = "The file was received. It is held for a reviewer; it can be fetched once they release it."
_UNAVAILABLE: Final = "Files can't be stored or read at the moment; try again later."


class Uploads:
    """The routes under `/upload/`."""

    def __init__(self, files: Files, origins: Origins) -> None:
        self._files = files
        self._origins = origins

    async def __call__(self, request: Request) -> Response:
        """Answer one request."""
        origin = request.headers.get("origin")
        response = await self._answer(request, origin)
        for name, value in self._origins.headers(origin).items():
            response.headers.setdefault(name, value)
        return response

    async def _answer(self, request: Request, origin: str | None) -> Response:
        upload_id = request.path_params["id"]
        if not self._files.addresses.is_own_host(_host(request)):
            return sentence(421, "Files are not served under this name.")
        if not is_id(upload_id):
            return sentence(404, str(UploadGone()))
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={**SAFE_HEADERS, **self._origins.preflight(origin)})
        if not self._origins.allows(origin):
            return sentence(403, "Pages of that origin may not use this server.")
        if request.method == "PUT":
            return await self._put(request, upload_id)
        try:
            return await self._get(request, upload_id)
        except CasemateError as error:
            return _refusal(error)

    async def _put(self, request: Request, upload_id: str) -> Response:
        # A client that asks first (RFC 9110 section 10.1.1) sends nothing to a refusal; others are in the midst of it.
        sending = request.headers.get("expect", "").lower() != "100-continue"
        try:
            record = await self._files.authorise(upload_id, _token(request))
            _check_length(request, record)
            sending = True
            return _verdict(await self._files.receive(record, _body(request.stream())))
        except CasemateError as error:
            if sending:
                await _drain(request)
            return _refusal(error, closing=True)

    async def _get(self, request: Request, upload_id: str) -> Response:
        download = await self._files.download(upload_id)
        view = download.view
        try:
            etag = f'"{view.sha256}"'
            headers = {**SAFE_HEADERS, **_cache_headers(view, etag), **type_headers(view.media_type, view.name)}
            span, status = _wanted(request, view, etag)
        except NotSatisfiable:
            download.close()
            outside = {"Content-Range": f"bytes */{view.size}", "Accept-Ranges": "bytes"}
            return sentence(416, "The file has no such part.", outside)
        except BaseException:
            download.close()
            raise
        if status == 206:
            headers["Content-Range"] = f"bytes {span.start}-{span.end - 1}/{view.size}"
        if status == 304 or request.method == "HEAD":
            download.close()
            if status != 304:
                headers["Content-Length"] = str(span.end - span.start)
            return Response(status_code=status, headers=headers)
        return FileStream(download, span, status, headers)


def _wanted(request: Request, view: UploadView, etag: str) -> tuple[Span, int]:
    """The part of the file to send, and the status."""
    whole = Span(0, view.size)
    if not_modified(request.headers.get("if-none-match"), etag):
        return whole, 304
    # Range is defined for GET only (RFC 9110 section 14.2).
    if request.method != "GET" or not range_counts(request.headers.get("if-range"), etag):
        return whole, 200
    span = asked_range(request.headers.get("range"), view.size)
    return (whole, 200) if span is None else (span, 206)


def _cache_headers(_view: UploadView, etag: str) -> dict[str, str]:
    # Private, and asked for again each time: a verdict may turn.
    return {"ETag": etag, "Accept-Ranges": "bytes", "Cache-Control": "private, no-cache"}


def _verdict(view: UploadView) -> Response:
    if view.state is UploadState.REFUSED:
        return sentence(422, view.reason or "The file was stopped and is not kept.")
    if view.state is UploadState.READY:
        return sentence(201, "The file was received and inspected.")
    return sentence(201, _HELD if view.state is UploadState.HELD else _PENDING)


def _refusal(error: CasemateError, *, closing: bool = False) -> Response:
    headers = {"Connection": "close"} if closing else {}
    if isinstance(error, SizeDiffers):
        return sentence(413 if error.more else 400, str(error), headers)
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 500)
    if status == 503 or (isinstance(error, NotReady) and error.state is UploadState.CHECKING):
        headers.update(RETRY)
    # What a database or disk says about itself is for the log.
    return sentence(status, _UNAVAILABLE if isinstance(error, Unavailable) else str(error), headers)


def _token(request: Request) -> str:
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    return value.strip() if scheme.lower() == "bearer" else ""


def _host(request: Request) -> str:
    """The name in the `Host` header, without its port."""
    host = request.headers.get("host", "")
    return host.partition("]")[0] + "]" if host.startswith("[") else host.partition(":")[0]


def _check_length(request: Request, record: Record) -> None:
    """Refuse a wrong size before reading a byte; the bytes are counted all the same."""
    length = request.headers.get("content-length")
    if length is not None and int(length) != record.view.size:
        raise SizeDiffers(record.view.size, more=int(length) > record.view.size)


async def _body(stream: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    while True:
        try:
            async with asyncio.timeout(STALL):
                piece = await anext(stream)
        except StopAsyncIteration:
            return
        except (TimeoutError, ClientDisconnect) as error:
            raise Interrupted from error
        yield piece


async def _drain(request: Request) -> None:
    count = 0
    try:
        async with asyncio.timeout(DRAIN_SECONDS):
            while True:
                message = await request.receive()
                count += len(message.get("body", b""))
                if message["type"] == "http.disconnect" or not message.get("more_body", False) or count > DRAIN:
                    return
    except TimeoutError:
        return
