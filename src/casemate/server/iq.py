"""IQs: those that the server answers, and those that pass between people (RFC 6120 section 8.2.3).

A request is answered exactly once, by a handler's result or by an error. Between people only named payloads pass. A result
or error always passes (RFC 6121 section 8.5.3.1), but says something only as the answer to a request that passed (ATTACKS
C2, C3). Who asks from elsewhere is answered only by handlers that say that they answer such.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Final, NamedTuple

from casemate.model.jid import Jid
from casemate.server.api import Iq, IqHandler, Sender, Session, Target
from casemate.telemetry.log import get_logger
from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import StanzaError, error_reply

MAX_ASKED: Final = 10_000
"""Requests between people whose answers are waited for; the oldest is forgotten first."""
REQUESTS: Final = frozenset({"get", "set"})
ANSWERS: Final = frozenset({"result", "error"})
_log = get_logger("iq")


class Asker(NamedTuple):
    """Who asks, and how they are answered."""

    sender: Sender
    client: Session | None
    """Their session; None for somebody elsewhere."""
    send: Callable[[Element], None]


class IqTable:
    """Who answers what."""

    def __init__(self) -> None:
        self._handlers: dict[tuple[Target, str, str, str], IqHandler] = {}
        self._abroad: set[tuple[Target, str, str, str]] = set()
        self._relayed: dict[str, frozenset[str]] = {}
        self._asked_abroad: set[tuple[str, str, str]] = set()
        self._asked: OrderedDict[tuple[Jid, Jid, str], None] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()

    def serve(
        self, target: Target, kind: str, namespace: str, name: str, handler: IqHandler, *, abroad: bool = False
    ) -> None:
        """Register a handler; each (target, kind, payload) has one."""
        key = (target, kind, namespace, name)
        if key in self._handlers:
            raise ValueError(f"two features answer {key}")
        self._handlers[key] = handler
        if abroad:
            self._abroad.add(key)

    def relay(self, namespace: str, names: tuple[str, ...]) -> None:
        """Let payloads pass between people."""
        self._relayed[namespace] = self._relayed.get(namespace, frozenset()) | frozenset(names)

    def ask_abroad(self, kind: str, namespace: str, name: str) -> None:
        """Let our people's requests with this payload go to addresses elsewhere."""
        self._asked_abroad.add((kind, namespace, name))

    def relays(self, payload: Element) -> bool:
        """Whether requests with this payload pass between people."""
        return payload.name in self._relayed.get(payload.ns, ())

    def answer(self, asker: Asker, target: Target, to: Jid, element: Element, done: Callable[[], None]) -> None:
        """Have a request answered, then call `done`."""
        try:
            payload = single_payload(element)
        except StanzaError as error:
            asker.send(error_reply(element, error))
            done()
            return
        key = (target, element.attrs["type"], payload.ns, payload.name)
        handler = self._handlers.get(key)
        if asker.client is None and key not in self._abroad:
            asker.send(error_reply(element, StanzaError("service-unavailable")))
            done()
            return
        if handler is None:
            asker.send(error_reply(element, self._unserved(target, key[1], payload)))
            done()
            return
        iq = Iq(asker.sender, to, element, payload, asker.client)
        self._start(self._run(handler, iq, asker.send), done)

    def may_pass(self, element: Element, sender: Jid, recipient: Jid, *, abroad: bool = False) -> bool:
        """Whether an IQ may go from one address to another; notes requests, so that their answers may.

        `abroad`: from one of our people to an address elsewhere.
        """
        kind = element.attrs.get("type")
        identifier = element.attrs.get("id", "")
        if kind in ANSWERS:
            if self._asked.pop((recipient, sender, identifier), False) is not None:
                element.children = [error for error in element.find_all("error") if kind == "error"]
            return True
        payload = next(element.elements(), None)
        if payload is None or not (
            self.relays(payload) or (abroad and (kind, payload.ns, payload.name) in self._asked_abroad)
        ):
            return False
        self._asked[sender, recipient, identifier] = None
        while len(self._asked) > MAX_ASKED:
            self._asked.popitem(last=False)
        return True

    async def close(self) -> None:
        """Wait for answers under way."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    def _unserved(self, target: Target, kind: str, payload: Element) -> StanzaError:
        other = "set" if kind == "get" else "get"
        if (target, other, payload.ns, payload.name) in self._handlers:
            return StanzaError("not-allowed")
        return StanzaError("service-unavailable")

    def _start(self, work: Coroutine[None, None, None], done: Callable[[], None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(partial(self._ended, done))

    def _ended(self, done: Callable[[], None], task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        done()

    async def _run(self, handler: IqHandler, iq: Iq, send: Callable[[Element], None]) -> None:
        try:
            payload = await handler(iq)
        except StanzaError as error:
            send(error_reply(iq.element, error))
            return
        except Exception as error:  # noqa: BLE001 - whatever it is, the client gets its one answer
            _log.error("an IQ handler failed", payload=f"{{{iq.payload.ns}}}{iq.payload.name}", error=repr(error))
            send(error_reply(iq.element, StanzaError("internal-server-error")))
            return
        send(result(iq.element, payload))


def single_payload(element: Element) -> Element:
    """The one child element of a request.

    Raises:
        StanzaError: bad-request, if there is none or more than one (RFC 6120 section 8.2.3 rule 5), or no id.
    """
    children = list(element.elements())
    if len(children) != 1:
        raise StanzaError("bad-request", "An IQ request has exactly one payload.")
    if not element.attrs.get("id"):
        raise StanzaError("bad-request", "An IQ has an id.")
    return children[0]


def result(element: Element, payload: Element | None) -> Element:
    """The result that answers a request."""
    attrs = {"type": "result", "id": element.attrs.get("id", "")}
    if sender := element.attrs.get("from"):
        attrs["to"] = sender
    if recipient := element.attrs.get("to"):
        attrs["from"] = recipient
    return Element("iq", CLIENT, attrs, [payload] if payload is not None else [])
