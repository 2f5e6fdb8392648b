"""What a client wants to be told: the `NODE+notify` features of its capabilities (XEP-0060 section 9.2, XEP-0115, XEP-0390).

A client is asked once for a set of capabilities that nobody has told of yet. An answer that does not have the hash it claims counts
for that client alone.
"""

from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from typing import Final

from casemate.features.pubsub.capabilities import Claim, claims, node_of, verify
from casemate.features.pubsub.names import INFO
from casemate.server.api import PresenceSent, Server, Session, SessionAvailable
from casemate.xmpp.element import Element

NOTIFY: Final = "+notify"
MAX_KNOWN: Final = 2_000
"""Sets of capabilities that are remembered."""
MAX_WANTED: Final = 200
"""Nodes that one client may want to know of."""
_MEMORY: Final = "pubsub"
Came = Callable[[Session, frozenset[str]], None]
"""Told of a client that is there, and of what it newly wants to know."""


class _State:
    """What is known of a session."""

    __slots__ = ("claim", "told", "wanted")

    def __init__(self) -> None:
        self.claim: Claim | None = None
        self.wanted: frozenset[str] = frozenset()
        self.told: frozenset[str] | None = None
        """Of what it was given the last items; None before it is available."""


def question(claim: Claim) -> Element:
    """What asks for what is in a set."""
    return Element("query", INFO, {"node": node_of(claim)})


def wants(session: Session, node: str) -> bool:
    """Whether a client wants to be told of nodes of that name."""
    state: _State | None = session.memory.get(_MEMORY)
    return state is not None and node in state.wanted


class Interests:
    """Learns what clients want."""

    def __init__(self, server: Server, came: Came) -> None:
        self._server = server
        self._came = came
        self._known: OrderedDict[Claim, frozenset[str]] = OrderedDict()
        server.on(PresenceSent, self._presence)
        server.on(SessionAvailable, self._available)

    def _presence(self, event: PresenceSent) -> None:
        session = event.session
        claim = next(iter(claims(event.presence)), None)
        state: _State = session.memory.setdefault(_MEMORY, _State())
        if claim is None or claim == state.claim:
            return
        state.claim = claim
        if (known := self.known(claim)) is not None:
            self._learned(session, state, known)
            return
        self._server.ask(session, question(claim), partial(self._answered, session, state, claim))

    def _answered(self, session: Session, state: _State, claim: Claim, answer: Element | None) -> None:
        wanted = self.read(claim, answer)
        if wanted is not None and state.claim == claim:
            self._learned(session, state, wanted)

    def known(self, claim: Claim) -> frozenset[str] | None:
        """What a set of capabilities wants to be told; None if nobody has told of it yet."""
        if claim not in self._known:
            return None
        self._known.move_to_end(claim)
        return self._known[claim]

    def read(self, claim: Claim, answer: Element | None) -> frozenset[str] | None:
        """What an answer about a set says; None if it is none."""
        if answer is None or answer.ns != INFO:
            return None
        features = [feature.get("var") or "" for feature in answer.find_all("feature")]
        wanted = frozenset([var.removesuffix(NOTIFY) for var in features if var.endswith(NOTIFY)][:MAX_WANTED])
        if verify(claim, answer):
            self._known[claim] = wanted
            while len(self._known) > MAX_KNOWN:
                self._known.popitem(last=False)
        return wanted

    def _learned(self, session: Session, state: _State, wanted: frozenset[str]) -> None:
        state.wanted = wanted
        if state.told is not None:
            self._give(session, state)

    def _available(self, event: SessionAvailable) -> None:
        state: _State = event.session.memory.setdefault(_MEMORY, _State())
        state.told = frozenset()
        self._came(event.session, state.wanted)
        state.told = state.wanted

    def _give(self, session: Session, state: _State) -> None:
        new = state.wanted - (state.told or frozenset())
        state.told = state.wanted
        if new and session.presence is not None:
            self._came(session, new)
