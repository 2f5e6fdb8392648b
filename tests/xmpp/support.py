"""What the tests of the protocol share: streams brought to a state, corpora, and strategies for elements."""

from collections.abc import Sequence

from hypothesis import strategies as st

from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.limits import Limits
from casemate.xmpp.states import State
from casemate.xmpp.stream import BindRequest, Framing, ServerStream, StreamEvent, StreamOpened, Violated

HEADER = (
    b"<?xml version='1.0'?><stream:stream to='fort.example' version='1.0' xml:lang='en' "
    b"xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>"
)
OPEN = b"<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='fort.example' version='1.0'/>"
AUTH = b"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-256'>biws</auth>"
RESPONSE = b"<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>Yz1iaXdz</response>"
ABORT = b"<abort xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"
STARTTLS = b"<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"
BIND = b"<iq id='b1' type='set'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>desk</resource></bind></iq>"
LIMITS = Limits()

STANZAS: Sequence[bytes] = (
    b"<message to='bob@fort.example' type='chat' id='m1'><body>Hello &amp; welcome</body></message>",
    b"<presence/>",
    b"<presence  ><show>away</show><status xml:lang='de'>Gr\xc3\xbc\xc3\x9fe \xe2\x82\xac \xf0\x9f\x99\x82</status></presence >",
    b"<iq type='get' id=\"p1\" to='fort.example'><ping xmlns='urn:xmpp:ping'/></iq>",
    b"<message><body>quotes '\"> in text</body><x xmlns='a' y='&lt;/message&gt;' z=\"'\"/></message>",
    b"<message><body><![CDATA[</message> ]] > & <b>]]></body></message>",
    b"<message><p:x xmlns:p='urn:p' p:a='1' a='2'><p:y/><y/></p:x></message>",
    b"<r xmlns='urn:xmpp:sm:3'/>",
    b"<message\n to\t=\r'x@y'\n><body\n>\r\n</body\n></message\n>",
    b"<message><body>&#x1F642;&#10;&lt;&gt;&quot;&apos;</body><message><body/></message></message>",
)


def clear() -> ServerStream:
    """A stream without TLS, opened."""
    stream = ServerStream(LIMITS)
    assert isinstance(stream.receive(HEADER)[0], StreamOpened)
    stream.open("s0", "fort.example")
    return stream


def secure(limits: Limits = LIMITS) -> ServerStream:
    """A stream with TLS, opened, before sign-in."""
    stream = ServerStream(limits, secure=True)
    assert isinstance(stream.receive(HEADER)[0], StreamOpened)
    stream.open("s1", "fort.example")
    return stream


def authenticated(limits: Limits = LIMITS) -> ServerStream:
    """A stream after sign-in, opened again."""
    stream = secure(limits)
    stream.receive(AUTH)
    stream.success()
    stream.receive(HEADER)
    stream.open("s2", "fort.example")
    return stream


def bound(limits: Limits = LIMITS) -> ServerStream:
    """A stream with a resource."""
    stream = authenticated(limits)
    (request,) = stream.receive(BIND)
    assert isinstance(request, BindRequest)
    stream.bound(request, "alice@fort.example/desk")
    assert stream.state is State.BOUND
    return stream


def bound_websocket(limits: Limits = LIMITS) -> ServerStream:
    """A stream over WebSocket, with a resource."""
    stream = ServerStream(limits, framing=Framing.WEBSOCKET, secure=True)
    stream.receive(OPEN)
    stream.receive(AUTH)
    stream.success()
    stream.receive(OPEN)
    (request,) = stream.receive(BIND.replace(b"<iq ", b"<iq xmlns='jabber:client' "))
    assert isinstance(request, BindRequest)
    stream.bound(request, "alice@fort.example/web")
    return stream


def told(stream: ServerStream, chunks: Sequence[bytes]) -> list[StreamEvent]:
    """All events of these chunks."""
    return [event for chunk in chunks for event in stream.receive(chunk)]


def condition(events: Sequence[StreamEvent]) -> str:
    """The condition of the violation that the events end with."""
    assert events, "nothing happened"
    last = events[-1]
    assert isinstance(last, Violated), events
    return last.error.condition


def comparable(events: Sequence[StreamEvent]) -> list[object]:
    """Events in a form that compares errors by condition."""
    return [("violated", e.error.condition) if isinstance(e, Violated) else e for e in events]


# -- strategies

_CHARACTERS = st.characters(
    exclude_categories=("Cs",),
    exclude_characters="".join(map(chr, [*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])),
)
texts = st.text(_CHARACTERS, max_size=20)
names = st.from_regex(r"[A-Za-z_][A-Za-z0-9_.\-]{0,8}", fullmatch=True)
namespaces = st.one_of(
    st.sampled_from(
        [CLIENT, "urn:xmpp:ping", "http://etherx.jabber.org/streams", "", "urn:'\"<&>", "jabber:x:oob", "a}b{c"]
    ),
)
_keys = st.one_of(
    names.filter(lambda name: name.lower() != "xmlns"),
    st.just("xml:lang"),
    st.builds(lambda ns, name: f"{{{ns}}}{name}", namespaces.filter(bool), names),
)
_attributes = st.dictionaries(_keys, texts, max_size=4)


def _joined(children: Sequence[Element | str]) -> list[Element | str]:
    """Adjacent texts as one, empty ones left out, as a parser would give them."""
    out: list[Element | str] = []
    for child in children:
        if isinstance(child, str) and out and isinstance(last := out[-1], str):
            out[-1] = last + child
        elif child != "":
            out.append(child)
    return out


def _element(name: str, ns: str, attrs: dict[str, str], children: Sequence[Element | str]) -> Element:
    return Element(name, ns, attrs, _joined(children))


elements = st.recursive(
    st.builds(_element, names, namespaces, _attributes, st.lists(texts, max_size=2)),
    lambda inner: st.builds(_element, names, namespaces, _attributes, st.lists(st.one_of(texts, inner), max_size=4)),
    max_leaves=12,
)
"""Any element that has a serialisation."""
