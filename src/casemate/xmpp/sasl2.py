"""The extensible SASL profile (XEP-0388): what a client asks for as it signs in, and the elements of our answers.

The exchange itself is that of RFC 6120; `stream` takes the turns. What is added: no restart after success, and requests that
come with `<authenticate/>` and are answered in `<success/>`, so that a client is in one step signed in, bound or resumed, and
has its session set up (XEP-0386).
"""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from casemate.xmpp.element import Element
from casemate.xmpp.namespaces import BIND2, SASL2, STREAM_MANAGEMENT

MAX_CLIENT: Final = 256
"""Characters of a client's id; the specification asks for a UUID, which has 36."""


class Request(NamedTuple):
    """What a client asks for besides signing in."""

    client: str
    """The id by which it is the same client again (`<user-agent/>`); empty if it told none."""
    resume: Element | None
    """A session to resume (XEP-0198)."""
    bind: Element | None
    """A resource to bind (XEP-0386)."""


def read_request(authenticate: Element) -> Request:
    """What stands in `<authenticate/>`; what is not known is left out."""
    agent = authenticate.find("user-agent")
    client = (agent.get("id") or "") if agent is not None else ""
    return Request(
        client if len(client) <= MAX_CLIENT else "",
        authenticate.find("resume", STREAM_MANAGEMENT),
        authenticate.find("bind", BIND2),
    )


def tag(bind: Element) -> str:
    """What the client would like its resource to begin with."""
    return (bind.child_text("tag") or "").strip()


def feature(mechanisms: Iterable[str], inline: Iterable[Element]) -> Element:
    """The stream feature: mechanisms, and what can be asked for with them."""
    element = Element("authentication", SASL2)
    for name in mechanisms:
        element.add(Element("mechanism", SASL2, {}, [name]))
    return element.add(Element("inline", SASL2, {}, inline))


def bind_feature(namespaces: Iterable[str]) -> Element:
    """That one can bind as one signs in, and what of a session can be set up with it (XEP-0386 section 3.1)."""
    features = [Element("feature", BIND2, {"var": namespace}) for namespace in namespaces]
    return Element("bind", BIND2, {}, [Element("inline", BIND2, {}, features)])


def success(who: str, data: bytes, more: Sequence[Element]) -> Element:
    """`<success/>`: as whom the client is signed in, what its mechanism says last, and the answers to what it asked for."""
    element = Element("success", SASL2)
    if data:
        element.add(Element("additional-data", SASL2, {}, [b64encode(data).decode()]))
    element.add(Element("authorization-identifier", SASL2, {}, [who]))
    element.children.extend(more)
    return element
