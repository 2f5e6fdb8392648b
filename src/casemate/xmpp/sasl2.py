"""The extensible SASL profile (XEP-0388): what a client asks for as it signs in, and the elements of our answers.

The exchange itself is that of RFC 6120; `stream` takes the turns. What is added: no restart after success, and requests that
come with `<authenticate/>` and are answered in `<success/>`, so that a client is in one step signed in, bound or resumed, and
has its session set up (XEP-0386).
"""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Final, NamedTuple

from casemate.xmpp import upgrade
from casemate.xmpp.element import Element
from casemate.xmpp.namespaces import BIND2, FAST, SASL2, STREAM_MANAGEMENT
from casemate.xmpp.scram import SaslError

MAX_CLIENT: Final = 256
"""Characters of a client's id; the specification asks for a UUID, which has 36."""


_COUNT_DIGITS: Final = 15


class Request(NamedTuple):
    """What a client asks for besides signing in."""

    client: str
    """The id by which it is the same client again (`<user-agent/>`); empty if it told none."""
    resume: Element | None
    """A session to resume (XEP-0198)."""
    bind: Element | None
    """A resource to bind (XEP-0386)."""
    fast: Element | None
    """That it signs in with a token (XEP-0484)."""
    token: str
    """For which mechanism it wants a token; empty for none."""
    upgrades: Sequence[str]
    """For which hashes it would let us have a verifier (XEP-0480)."""


def read_request(authenticate: Element) -> Request:
    """What stands in `<authenticate/>`; what is not known is left out."""
    agent = authenticate.find("user-agent")
    client = (agent.get("id") or "") if agent is not None else ""
    wanted = authenticate.find("request-token", FAST)
    return Request(
        client if len(client) <= MAX_CLIENT else "",
        authenticate.find("resume", STREAM_MANAGEMENT),
        authenticate.find("bind", BIND2),
        authenticate.find("fast", FAST),
        (wanted.get("mechanism") or "") if wanted is not None else "",
        upgrade.asked(authenticate),
    )


def read_fast(fast: Element) -> tuple[int | None, bool]:
    """How often the client has tried with its token, if it counts, and whether the token is to be void (XEP-0484).

    Raises:
        SaslError: if the count is none.
    """
    count = fast.get("count")
    if count is not None and not (count.isascii() and count.isdecimal() and len(count) <= _COUNT_DIGITS):
        raise SaslError("malformed-request", "The count is not a number.")
    return None if count is None else int(count), fast.get("invalidate") in {"true", "1"}


def tag(bind: Element) -> str:
    """What the client would like its resource to begin with."""
    return (bind.child_text("tag") or "").strip()


def feature(mechanisms: Iterable[str], inline: Iterable[Element], upgrades: Iterable[str] = ()) -> Element:
    """The stream feature: mechanisms, what can be asked for with them, and what can be upgraded."""
    element = Element("authentication", SASL2)
    for name in mechanisms:
        element.add(Element("mechanism", SASL2, {}, [name]))
    element.add(Element("inline", SASL2, {}, inline))
    element.children.extend(upgrade.features(upgrades))
    return element


def bind_feature(namespaces: Iterable[str]) -> Element:
    """That one can bind as one signs in, and what of a session can be set up with it (XEP-0386 section 3.1)."""
    features = [Element("feature", BIND2, {"var": namespace}) for namespace in namespaces]
    return Element("bind", BIND2, {}, [Element("inline", BIND2, {}, features)])


def fast_feature(mechanisms: Iterable[str]) -> Element:
    """That one can sign in with a token (XEP-0484 section 3.1)."""
    return Element("fast", FAST, {}, [Element("mechanism", FAST, {}, [name]) for name in mechanisms])


def token(text: str, expires_ms: int) -> Element:
    """A token for the client to keep."""
    expiry = datetime.fromtimestamp(expires_ms / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Element("token", FAST, {"token": text, "expiry": expiry})


def success(who: str, data: bytes, more: Sequence[Element]) -> Element:
    """`<success/>`: as whom the client is signed in, what its mechanism says last, and the answers to what it asked for."""
    element = Element("success", SASL2)
    if data:
        element.add(Element("additional-data", SASL2, {}, [b64encode(data).decode()]))
    element.add(Element("authorization-identifier", SASL2, {}, [who]))
    element.children.extend(more)
    return element
