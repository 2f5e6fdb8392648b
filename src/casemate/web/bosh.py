"""XMPP over BOSH (XEP-0206): joins what clients say in HTTP requests to the server's connections, one for each session.

A session is a connection like any other: it counts for its address, has the deadline for signing in, and what it does not fetch
waits up to a limit. How many there are in all has a limit too. One that nobody asks about is given up (`casemate.xmpp.bosh`).
"""

import asyncio
import secrets
import ssl
from collections import deque
from collections.abc import Callable
from typing import Final, Protocol

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from casemate.server.ports import Pipe
from casemate.settings.schema import Limits as LimitSettings
from casemate.web.origins import Origins
from casemate.web.pages import SAFE_HEADERS, sentence
from casemate.xmpp.bosh import BoshSession, ended
from casemate.xmpp.bosh_body import WRAPPER, Body, BoshFault, hinted_sid, parse_body
from casemate.xmpp.limits import Limits
from casemate.xmpp.stream import Framing

SID_BYTES: Final = 24
BODY_SECONDS: Final = 15.0
"""For a request's body to come."""
LINGER: Final = 5.0
"""Seconds in which the next request may still learn how a session ended."""
SOONEST: Final = 0.2
"""Seconds between two looks at what is due, at least."""
_CONTENT: Final = "text/xml; charset=utf-8"
_CONTENTS: Final = frozenset({_CONTENT, "application/xml; charset=utf-8"})
_ERROR: Final = b"<stream:error"


class Receiver(Protocol):
    """The server's end of a session."""

    bound: bool
    """Whether it has come as far as an XMPP session."""

    def received(self, data: bytes) -> None:
        """One element came."""
        ...

    def overflowed(self) -> None:
        """The client fetches too slowly."""
        ...

    def lost(self) -> None:
        """The session is gone; called once, last."""
        ...


class Acceptor(Protocol):
    """Who takes new connections: `casemate.server.listener.Listener`."""

    def accept(self, pipe: Pipe, *, framing: Framing, secure: bool) -> Receiver | None:
        """Take a connection; None if its address has too many."""
        ...


class BoshPipe:
    """What the server writes to, and what requests of one session come to: a `casemate.server.ports.Pipe`."""

    def __init__(self, session: BoshSession, address: str, limit: int, done: Callable[[], None]) -> None:
        """`limit` is how many bytes may wait for the client; `done` is called when nothing is left of the session."""
        self.address = address
        self.content = _CONTENT
        self._session = session
        self._limit = limit
        self._done = done
        self._loop = asyncio.get_running_loop()
        self._receiver: Receiver | None = None
        self._paused = self._pumping = self._scheduled = self._closing = self._finished = False
        self._timer: asyncio.TimerHandle | None = None
        self._waiting: dict[int, asyncio.Future[bytes | None]] = {}
        self._unfetched: deque[tuple[int, Callable[[], None]]] = deque()

    @property
    def tls(self) -> ssl.SSLSocket | None:
        """None: no channel binding, since a session is on many connections, whose TLS may end elsewhere."""
        return None

    @property
    def bound(self) -> bool:
        """Whether somebody has signed in, and larger requests are taken."""
        return self._receiver is not None and self._receiver.bound

    def start_tls(self, context: ssl.SSLContext) -> None:  # noqa: ARG002 - what a pipe has
        """Never: TLS is below HTTP (XEP-0206 section 3)."""
        raise RuntimeError("STARTTLS on BOSH")

    def write(self, data: bytes) -> None:
        """Queue one element, or learn of the stream's error."""
        if self._closing or self._finished or not data:
            return
        if data.startswith(_ERROR):
            self._session.end(error=data)
        else:
            self._session.send(data)
        self._soon()
        if self._session.queued > self._limit and self._receiver is not None:
            self._receiver.overflowed()

    def once_fetched(self, done: Callable[[], None]) -> None:
        """Do something when the client has certainly got what was written until now."""
        self._unfetched.append((self._session.written, done))

    def pause(self) -> None:
        """Stop reading: requests wait."""
        self._paused = True

    def resume(self) -> None:
        """Read again."""
        self._paused = False
        self._soon()

    def close(self) -> None:
        """Let the client learn that it is over, with its present request or, for `LINGER` seconds, with its next."""
        if self._closing or self._finished:
            return
        self._closing = True
        self._session.end()
        self._loop.call_later(LINGER, self._finish)
        self._soon()
        self._lose()

    def abort(self) -> None:
        """End it at once."""
        self._session.cut_off()
        self._give()

    def begin(self, receiver: Receiver, ticket: int, waiting: asyncio.Future[bytes | None]) -> None:
        """Carry what the first request says to the server."""
        self._waiting[ticket] = waiting
        self._receiver = receiver
        self._pump()

    def take(self, body: Body, ticket: int, waiting: asyncio.Future[bytes | None]) -> None:
        """One more request; `waiting` gets its answer, or None if it was sent again meanwhile."""
        self._waiting[ticket] = waiting
        self._session.take(body, ticket, self._loop.time())
        while self._unfetched and self._unfetched[0][0] <= self._session.fetched:
            _, done = self._unfetched.popleft()
            done()
        self._pump()

    def gone(self, ticket: int) -> None:
        """The connection of a request is gone."""
        if self._waiting.pop(ticket, None) is not None:
            self._session.lost(ticket, self._loop.time())
            self._soon()

    # -- between the two

    def _soon(self) -> None:
        """What one turn of the loop brings together is one response."""
        if not self._scheduled and not self._finished:
            self._scheduled = True
            self._loop.call_soon(self._pump)

    def _pump(self) -> None:
        self._scheduled = False
        if self._pumping:
            return
        self._pumping = True
        session = self._session
        try:
            while not self._paused and not session.over:
                while session.inbox and not self._paused:
                    data = session.inbox.popleft()
                    if self._receiver is not None:
                        self._receiver.received(data)
                session.advance(self._loop.time())
                if not session.inbox:
                    break
        finally:
            self._pumping = False
        session.settle(self._loop.time())
        self._give()

    def _tick(self) -> None:
        self._timer = None
        self._session.tick(self._loop.time(), paused=self._paused)
        self._give()

    def _give(self) -> None:
        """Hand over the answers, and see what is due next."""
        answers, self._session.answers = self._session.answers, []
        for ticket, data in answers:
            waiting = self._waiting.pop(ticket, None)
            if waiting is not None and not waiting.done():
                waiting.set_result(data)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._session.over:
            self._finish()
        elif not self._finished:
            due = self._session.deadline(paused=self._paused) - self._loop.time()
            self._timer = self._loop.call_later(max(due, SOONEST), self._tick)

    def _lose(self) -> None:
        receiver, self._receiver = self._receiver, None
        if receiver is not None:
            tell: Callable[[], None] = receiver.lost
            self._loop.call_soon(tell)

    def _finish(self) -> None:
        if self._finished:
            return
        self._finished = True
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._session.cut_off()
        for ticket, data in self._session.answers:
            waiting = self._waiting.pop(ticket, None)
            if waiting is not None and not waiting.done():
                waiting.set_result(data)
        self._lose()
        self._done()


class Bosh:
    """The route `/http-bind`, and the sessions there are."""

    def __init__(self, acceptor: Acceptor, origins: Origins, limits: LimitSettings) -> None:
        self._acceptor = acceptor
        self._origins = origins
        self._limits = limits
        self._parsing = Limits(
            limits.stanza_before_auth, limits.stanza, limits.depth, limits.attributes, limits.elements
        )
        self._sessions: dict[str, BoshPipe] = {}
        self._tickets = 0

    def __len__(self) -> int:
        """How many sessions there are."""
        return len(self._sessions)

    async def __call__(self, request: Request) -> Response:
        """Answer one request."""
        origin = request.headers.get("origin")
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={**SAFE_HEADERS, **self._origins.preflight(origin)})
        if not self._origins.allows(origin):
            return sentence(403, "Pages of that origin may not use this server.", {"Vary": "Origin"})
        response = await self._answer(request)
        for name, value in self._origins.headers(origin).items():
            response.headers.setdefault(name, value)
        return response

    async def _answer(self, request: Request) -> Response:
        if request.headers.get("content-encoding", "identity").lower() != "identity":
            # None is announced ('accept'), and what unpacks is an amplifier (ATTACKS A11).
            return sentence(415, "Requests may not be compressed.", {"Connection": "close"})
        try:
            body = parse_body(await self._read(request), self._parsing)
        except BoshFault as fault:
            # The rest of what was too large is not waited for.
            return _xml(ended(fault.condition), closing=fault.condition == "policy-violation")
        except (TimeoutError, ClientDisconnect):
            return sentence(408, "The request did not come to its end.", {"Connection": "close"})
        self._tickets += 1
        ticket, waiting = self._tickets, asyncio.get_running_loop().create_future()
        pipe = self._sessions.get(body.sid)
        if pipe is not None:
            pipe.take(body, ticket, waiting)
        elif body.sid:
            return _xml(ended("item-not-found"))
        else:
            address = request.client.host.removeprefix("::ffff:") if request.client else ""
            pipe = self._create(body, ticket, waiting, address)
            if isinstance(pipe, str):
                return _xml(ended(pipe))
        data = await _outcome(request, waiting)
        if data is None:
            pipe.gone(ticket)
            return sentence(409, "This request was sent again, or given up.", {"Connection": "close"})
        return _xml(data, pipe.content)

    def _create(
        self, body: Body, ticket: int, waiting: "asyncio.Future[bytes | None]", address: str
    ) -> "BoshPipe | str":
        """A new session, or the condition for which there is none."""
        if not body.to:
            return "improper-addressing"
        if not _creates(body):
            return "bad-request"
        if len(self._sessions) >= self._limits.bosh_sessions:
            return "policy-violation"
        sid = secrets.token_urlsafe(SID_BYTES)
        session = BoshSession(body, ticket, sid, asyncio.get_running_loop().time())
        pipe = BoshPipe(session, address, self._limits.send_queue, lambda: self._forget(sid))
        pipe.content = body.content if body.content in _CONTENTS else _CONTENT
        receiver = self._acceptor.accept(pipe, framing=Framing.BOSH, secure=True)
        if receiver is None:
            return "policy-violation"
        self._sessions[sid] = pipe
        pipe.begin(receiver, ticket, waiting)
        return pipe

    def _forget(self, sid: str) -> None:
        self._sessions.pop(sid, None)

    async def _read(self, request: Request) -> bytes:
        """The body, as large as one stanza may be: small for those who have not signed in (ATTACKS A6)."""
        data = bytearray()
        limit = self._limits.stanza_before_auth + WRAPPER
        async with asyncio.timeout(BODY_SECONDS):
            async for piece in request.stream():
                data += piece
                if len(data) > limit:
                    pipe = self._sessions.get(hinted_sid(bytes(data[:WRAPPER])))
                    limit = self._limits.stanza + WRAPPER
                    if pipe is None or not pipe.bound or len(data) > limit:
                        raise BoshFault("policy-violation")
        return bytes(data)


def _creates(body: Body) -> bool:
    """Whether a request without a session is one that makes a session."""
    return not body.payloads and not body.terminate and not body.restart and body.pause is None


async def _outcome(request: Request, waiting: "asyncio.Future[bytes | None]") -> bytes | None:
    """The answer, or None when there is nobody any more whom to give it."""
    leaving = asyncio.ensure_future(_disconnected(request))
    try:
        await asyncio.wait({leaving, waiting}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        leaving.cancel()
        if not waiting.done():
            waiting.cancel()
    return None if waiting.cancelled() else waiting.result()


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _xml(data: bytes, content: str = _CONTENT, *, closing: bool = False) -> Response:
    headers = {**SAFE_HEADERS, "Cache-Control": "no-store", "Content-Type": content}
    if closing:
        headers["Connection"] = "close"
    return Response(data, headers=headers)
