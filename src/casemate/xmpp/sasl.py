"""Which SASL mechanisms are offered, and who conducts them (RFC 6120 section 6).

A mechanism is a factory of exchanges. SCRAM is built in; another (OAUTHBEARER for the web app) is added by handing
`Mechanisms` its name and factory, and the rest of the server stays as it is.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final, Protocol

from casemate.xmpp import ht
from casemate.xmpp.element import Element
from casemate.xmpp.namespaces import CHANNEL_BINDING, SASL
from casemate.xmpp.plain import PLAIN
from casemate.xmpp.scram import DIGESTS, ScramServer

CONDITIONS: Final = frozenset(
    {
        "aborted",
        "account-disabled",
        "credentials-expired",
        "encryption-required",
        "incorrect-encoding",
        "invalid-authzid",
        "invalid-mechanism",
        "malformed-request",
        "mechanism-too-weak",
        "not-authorized",
        "temporary-auth-failure",
    }
)
"""RFC 6120 section 6.5."""
BINDING_TYPES: Final = ("tls-exporter", "tls-server-end-point")
"""RFC 9266 and RFC 5929, stronger first."""


class BearerExchange(Protocol):
    """A mechanism in which the client's first message is a token (RFC 7628)."""

    def token(self, data: bytes) -> tuple[str, str]:
        """The token and the requested authorisation identity."""
        ...


Factory = Callable[[], BearerExchange]


class Mechanisms:
    """What one stream offers."""

    def __init__(
        self,
        bindings: Mapping[str, bytes],
        *,
        websocket: bool = False,
        bearers: Mapping[str, Factory] | None = None,
        digests: Collection[str] = ("sha256", "sha1"),
        plain: bool = False,
    ) -> None:
        """No -PLUS without bindings, and none on the WebSocket and BOSH, where TLS may end before us; `digests` for SCRAM.

        `plain` offers PLAIN too, last.
        """
        self._bindings = {} if websocket else {kind: bindings[kind] for kind in BINDING_TYPES if kind in bindings}
        self._bearers: Mapping[str, Factory] = bearers or {}
        usable = [name for name, digest in DIGESTS.items() if digest in digests]
        scram = [name for name in usable if self._bindings or not name.endswith("-PLUS")]
        self.names: Sequence[str] = scram + list(self._bearers) + ([PLAIN] if plain else [])

    def scram(self, name: str) -> ScramServer | None:
        """A SCRAM exchange, or None if `name` is no SCRAM mechanism that was offered."""
        if name not in DIGESTS or name not in self.names:
            return None
        return ScramServer(name, self._bindings, plus_offered=bool(self._bindings), offer=self.offer())

    def bearer(self, name: str) -> BearerExchange | None:
        """A token exchange, or None if `name` is none that was offered."""
        factory = self._bearers.get(name)
        return factory() if factory else None

    @property
    def plain(self) -> bool:
        """Whether PLAIN was offered."""
        return PLAIN in self.names

    def tokens(self) -> Mapping[str, bytes]:
        """The mechanisms for tokens (XEP-0484), and what each binds to."""
        return ht.offered(self._bindings)

    def offer(self) -> str:
        """What was offered, in the form that XEP-0474 hashes: sorted lists, told apart by characters that XML can't hold."""
        lists = [sorted(self.names), sorted(self._bindings)] if self._bindings else [sorted(self.names)]
        return "\x1f".join("\x1e".join(names) for names in lists)

    def features(self) -> list[Element]:
        """The stream features: the mechanisms, and the binding types (XEP-0440)."""
        mechanisms = Element("mechanisms", SASL)
        for name in self.names:
            mechanisms.add(Element("mechanism", SASL, {}, [name]))
        if not self._bindings:
            return [mechanisms]
        kinds = Element("sasl-channel-binding", CHANNEL_BINDING)
        for kind in self._bindings:
            kinds.add(Element("channel-binding", CHANNEL_BINDING, {"type": kind}))
        return [mechanisms, kinds]
