"""One BOSH session without I/O (XEP-0124 1.11.2): requests in, what the server is to read and what is to be answered out.

Requests are known by tickets, which the caller chooses; what comes of anything is in `answers` and `inbox` afterwards. At most one
request is held, so that a client needs two at a time: one that waits, one that carries what it says. Requests are taken in the order
of their numbers; a response is kept until it is acknowledged, or until two later ones were given, for a client that did not get it.
Neither several streams in one session nor key sequences are offered.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from casemate.xmpp.bosh_body import Body, opening, write_body
from casemate.xmpp.element import Element
from casemate.xmpp.errors import STREAM_ERRORS
from casemate.xmpp.limits import STORED
from casemate.xmpp.namespaces import FRAMING
from casemate.xmpp.parser import parse_stanza
from casemate.xmpp.serialize import serialize

HOLD: Final = 1
REQUESTS: Final = HOLD + 1
WAIT: Final = 60
"""Longest time, in seconds, that a request is held; what proxies and browsers bear."""
INACTIVITY: Final = 30
POLLING: Final = 2
"""Seconds between empty requests of which the former got nothing."""
POLLING_INACTIVITY: Final = 60
"""For those that poll: more than for others by more than `POLLING` (section 12)."""
MAX_PAUSE: Final = 120
VERSION: Final = (1, 11)
CLOSE: Final = f"<close xmlns='{FRAMING}'/>".encode()
_OWN_CONDITIONS: Final = frozenset({"host-unknown", "system-shutdown"})
"""Stream errors that are conditions of BOSH too."""


class Answer(NamedTuple):
    """A response to one request; without `data` there is none, as the request was sent anew."""

    ticket: int
    data: bytes | None


class _Held:
    """A request that was taken and is not answered."""

    __slots__ = ("rid", "since", "ticket")

    def __init__(self, rid: int, ticket: int | None, since: float) -> None:
        self.rid = rid
        self.ticket = ticket
        """None once its connection is gone."""
        self.since = since


class BoshSession:
    """The state of one session. Times are seconds of a clock that never goes back."""

    def __init__(self, request: Body, ticket: int, sid: str, now: float) -> None:
        """A session as `request` asks for it."""
        self.sid: Final = sid
        self.domain: Final = request.to
        self.sender: Final = request.sender
        self.wait: Final = min(WAIT, request.wait if request.wait is not None else WAIT)
        self.hold: Final = min(HOLD, request.hold if request.hold is not None else HOLD)
        self.polls: Final = self.wait == 0 or self.hold == 0
        self.inactivity: Final = POLLING_INACTIVITY if self.polls else INACTIVITY
        self.answers: list[Answer] = []
        """To be given by the caller, who takes them out."""
        self.inbox: deque[bytes] = deque([opening(request, request.to, request.sender)])
        """For the server, one element each; the caller takes them out one by one."""
        self.queued = 0
        """Bytes that wait for a request."""
        self.written = self.fetched = 0
        """Elements that the server has written, and how many of these the client certainly has."""
        self.over = False
        self.expired = False
        """Whether it is over because its client was silent."""
        self._ver = min(VERSION, request.ver or VERSION)
        self._first: int | None = request.rid
        self._last = request.rid
        self._acknowledges = request.ack == 1
        self._held: deque[_Held] = deque([_Held(request.rid, ticket, now)])
        self._early: dict[int, tuple[Body, int | None]] = {}
        self._given: dict[int, bytes] = {}
        self._upto: dict[int, int] = {}
        """How many elements had been given with the response to a request."""
        self._out: list[bytes] = []
        self._ending: tuple[Mapping[str, str], Sequence[bytes]] | None = None
        self._patience: float = self.inactivity
        self._quiet_since = now
        self._arrived = now
        self._empty_at: float | None = None
        """When an empty request was taken that got nothing."""

    # -- the client

    def take(self, request: Body, ticket: int, now: float) -> None:
        """A request of this session came."""
        extra = request.pause is not None or request.terminate
        if self.over:
            self.answers.append(Answer(ticket, ended("item-not-found")))
            return
        if request.rid == self._last + 1:
            # Who has both requests under way has the response before these; who asks for nothing but more, with none under
            # way, has the last one.
            self._got(self._last if request.empty and not self._held else self._last - 1)
        if request.ack is not None and self._acknowledges:
            for rid in [rid for rid in self._given if rid <= request.ack]:
                del self._given[rid]
            self._got(min(request.ack, self._last))
        if request.rid <= self._last or request.rid in self._early:
            self._again(request.rid, ticket, now)
        elif request.rid > self._last + REQUESTS + extra:
            self._refuse("item-not-found", ticket)
        elif len(self._held) + len(self._early) >= REQUESTS + extra or self._too_often(request, now):
            self._refuse("policy-violation", ticket)
        else:
            self._arrived = now
            self._early[request.rid] = (request, ticket)
            self.advance(now)

    def lost(self, ticket: int, now: float) -> None:
        """The connection of a request is gone; its client may send it again."""
        for held in self._held:
            if held.ticket == ticket:
                held.ticket = None
                held.since = now
        for rid, (request, of) in self._early.items():
            if of == ticket:
                self._early[rid] = (request, None)
        if all(held.ticket is None for held in self._held):
            self._quiet_since = now

    def advance(self, now: float) -> None:
        """Take the requests whose turn it is; the next only when the server has read what the last one said."""
        while not self.inbox and not self.over and (early := self._early.pop(self._last + 1, None)) is not None:
            request, ticket = early
            self._last = request.rid
            self._patience = self.inactivity
            self._held.append(_Held(request.rid, ticket, now))
            if request.pause is not None:
                self._pause(request.pause, now)
                continue
            self._empty_at = now if request.empty else None
            if request.restart:
                self.inbox.append(opening(request, request.to or self.domain, request.sender or self.sender))
            self.inbox.extend(request.payloads)
            if request.terminate:
                self.inbox.append(CLOSE)

    # -- the server

    def send(self, data: bytes) -> None:
        """Queue an element for the client."""
        self._out.append(data)
        self.queued += len(data)
        self.written += 1

    def end(self, condition: str = "", error: bytes = b"") -> None:
        """The stream is over, with a terminal condition or a stream error (serialised) or neither."""
        if self._ending is not None or self.over:
            return
        content: list[bytes] = []
        if error:
            parsed = parse_stanza(error, STORED, "")
            content = [serialize(child, "") for child in parsed.elements()]
            condition = _condition(parsed)
        attributes = {"type": "terminate"} | ({"condition": condition} if condition else {})
        self._ending = (attributes, content)

    # -- both

    def settle(self, now: float) -> None:
        """Answer what can be answered."""
        while not self.over and self._held:
            oldest = self._held[0]
            full = len(self._held) > self.hold or self.wait == 0
            if self._ending is not None and oldest.ticket is not None:
                self._terminate()
            elif full or (oldest.ticket is not None and (self._out or now - oldest.since >= self.wait)):
                # While the first request waits for the features, it is not answered without, unless that takes too long.
                if self._first is not None and not self._out and now - oldest.since < max(self.wait, POLLING):
                    return
                self._respond(now)
            else:
                return

    def deadline(self, *, paused: bool) -> float:
        """When `tick` has something to do, at the latest; `paused` while the server does not read."""
        if not self._silent or (paused and self._early):
            since = self._held[0].since if self._held else self._quiet_since
            return since + max(self.wait, POLLING)
        return self._quiet_since + self._patience

    def tick(self, now: float, *, paused: bool) -> None:
        """Time has passed."""
        if self._silent and not (paused and self._early) and now - self._quiet_since >= self._patience:
            self.over = self.expired = True
            self._give_up("item-not-found")
            return
        self.settle(now)

    @property
    def _silent(self) -> bool:
        """Whether no request of the client waits for an answer."""
        return all(held.ticket is None for held in self._held)

    def _again(self, rid: int, ticket: int, now: float) -> None:
        """A request that came before came again (section 14.3)."""
        if rid in self._early:
            request, former = self._early[rid]
            self._early[rid] = (request, ticket)
        elif (held := next((held for held in self._held if held.rid == rid), None)) is not None:
            former, held.ticket = held.ticket, ticket
            held.since = now
        elif rid in self._given:
            former = None
            self._quiet_since = now
            self.answers.append(Answer(ticket, self._given[rid]))
        else:
            self._refuse("item-not-found", ticket)
            return
        if former is not None:
            self.answers.append(Answer(former, None))

    def _got(self, rid: int) -> None:
        """The client has the responses up to a number."""
        for known in [known for known in self._upto if known <= rid]:
            self.fetched = self._upto.pop(known)

    def _too_often(self, request: Body, now: float) -> bool:
        """Whether an empty request comes sooner than `POLLING` allows (sections 11 and 12)."""
        if not request.empty:
            return False
        if self.polls:
            return self._empty_at is not None and now - self._empty_at < POLLING
        return len(self._held) + len(self._early) + 1 >= REQUESTS and now - self._arrived < POLLING

    def _pause(self, seconds: int, now: float) -> None:
        if seconds > MAX_PAUSE:
            self._refuse("bad-request", None)
            return
        # No payloads in the answer to a pause, which is not kept (sections 10 and 14.3); others get theirs.
        pause = self._held.pop()
        while self._held:
            self._respond(now)
        if pause.ticket is not None:
            self.answers.append(Answer(pause.ticket, write_body(self._acknowledgement(pause.rid))))
        self._quiet_since = now
        self._patience = seconds

    def _respond(self, now: float) -> None:
        held = self._held.popleft()
        attributes = self._acknowledgement(held.rid)
        if held.rid == self._first:
            attributes = self._created()
            self._first = None
        # What nobody hears goes to the next who does.
        unheard = held.ticket is None and not self._silent
        data = write_body(attributes, () if unheard else self._out)
        if self._out and not unheard:
            self._empty_at = None
            self._out = []
            self.queued = 0
        self._given[held.rid] = data
        self._upto[held.rid] = self.written - len(self._out)
        while len(self._given) > REQUESTS:
            del self._given[next(iter(self._given))]
        if held.ticket is not None:
            self.answers.append(Answer(held.ticket, data))
        self._quiet_since = now

    def _created(self) -> dict[str, str]:
        return {
            "sid": self.sid,
            "wait": str(self.wait),
            "hold": str(self.hold),
            "requests": str(REQUESTS),
            "inactivity": str(self.inactivity),
            "polling": str(POLLING),
            "maxpause": str(MAX_PAUSE),
            "ver": f"{self._ver[0]}.{self._ver[1]}",
            "ack": str(self._last),
            "from": self.domain,
            "secure": "true",
            "xmpp:version": "1.0",
            "xmpp:restartlogic": "true",
        }

    def _acknowledgement(self, rid: int) -> dict[str, str]:
        return {"ack": str(self._last)} if self._last != rid else {}

    def _terminate(self) -> None:
        """Say that it is over; what was queued before goes first."""
        attributes, content = self._ending or ({"type": "terminate"}, ())
        self.over = True
        first, rest = write_body(attributes, [*self._out, *content]), write_body(attributes)
        self._out = []
        self.queued = 0
        for ticket in self._tickets():
            self.answers.append(Answer(ticket, first))
            first = rest

    def _refuse(self, condition: str, ticket: int | None) -> None:
        """End it for what the client did."""
        self.over = True
        self._give_up(condition)
        if ticket is not None:
            self.answers.append(Answer(ticket, ended(condition)))

    def _give_up(self, condition: str) -> None:
        self.inbox.clear()
        self._out = []
        self.queued = 0
        self.answers.extend(Answer(ticket, ended(condition)) for ticket in self._tickets())
        self._given.clear()

    def cut_off(self) -> None:
        """End it at once: the server's side is gone (section 17.2)."""
        if not self.over:
            self._refuse("remote-connection-failed", None)

    def _tickets(self) -> list[int]:
        """Whoever waits, in the order of their numbers; nobody does afterwards."""
        waiting = [held.ticket for held in self._held]
        waiting += [ticket for _, (_, ticket) in sorted(self._early.items())]
        self._held.clear()
        self._early.clear()
        return [ticket for ticket in waiting if ticket is not None]


def ended(condition: str) -> bytes:
    """The response that ends a session."""
    return write_body({"type": "terminate", "condition": condition})


def _condition(error: Element) -> str:
    own = next((e.name for e in error.elements() if e.ns == STREAM_ERRORS and e.name in _OWN_CONDITIONS), "")
    return own or "remote-stream-error"
