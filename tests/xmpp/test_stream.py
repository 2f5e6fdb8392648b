"""The stream as the server uses it: negotiation in order, everything else refused with the right condition."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import STREAM_CONDITIONS, StreamError
from casemate.xmpp.limits import Limits
from casemate.xmpp.namespaces import SASL, STREAM_MANAGEMENT, STREAMS, TLS
from casemate.xmpp.parser import parse_stanza
from casemate.xmpp.states import State
from casemate.xmpp.stream import (
    Auth,
    AuthAbort,
    AuthResponse,
    BindRequest,
    Framing,
    OutOfTurn,
    Received,
    ServerStream,
    StartTls,
    StreamClosed,
    StreamOpened,
    Violated,
)
from tests.xmpp.support import (
    ABORT,
    AUTH,
    BIND,
    HEADER,
    LIMITS,
    OPEN,
    RESPONSE,
    STANZAS,
    STARTTLS,
    authenticated,
    bound,
    bound_websocket,
    clear,
    comparable,
    condition,
    secure,
    told,
)

FLOW = b" ".join(s for s in STANZAS if s.startswith((b"<message", b"<presence", b"<iq", b"<r ")))


def test_a_whole_life() -> None:
    stream = ServerStream(LIMITS)
    assert stream.receive(HEADER) == [StreamOpened("fort.example", "", "1.0", "en")]
    assert b"id='s1'" in stream.open("s1", "fort.example")
    assert stream.receive(STARTTLS) == [StartTls()]
    assert stream.proceed() == f"<proceed xmlns='{TLS}'/>".encode()
    stream.secured()
    assert stream.receive(HEADER) == [StreamOpened("fort.example", "", "1.0", "en")]
    stream.open("s2", "fort.example")
    assert stream.receive(AUTH) == [Auth("SCRAM-SHA-256", b"n,,")]
    assert stream.challenge(b"r=1") == f"<challenge xmlns='{SASL}'>cj0x</challenge>".encode()
    assert stream.receive(RESPONSE) == [AuthResponse(b"c=biws")]
    assert stream.success(b"v=1") == f"<success xmlns='{SASL}'>dj0x</success>".encode()
    assert stream.receive(HEADER) == [StreamOpened("fort.example", "", "1.0", "en")]
    stream.open("s3", "fort.example")
    (request,) = stream.receive(BIND)
    assert request == BindRequest("b1", "desk")
    assert isinstance(request, BindRequest)
    answer = parse_stanza(stream.bound(request, "a@fort.example/desk"), LIMITS)
    assert (answer.get("id"), answer.get("type")) == ("b1", "result")
    events = stream.receive(b"<presence/><r xmlns='urn:xmpp:sm:3'/> \n")
    assert events == [Received(Element("presence")), Received(Element("r", STREAM_MANAGEMENT))]
    assert stream.receive(b"</stream:stream>") == [StreamClosed()]
    assert stream.close() == b"</stream:stream>"
    assert stream.receive(b"<presence/>") == []


def test_each_two_way_split_gives_the_same_events() -> None:
    whole = bound().receive(FLOW)
    assert len(whole) == len(STANZAS)
    assert not any(isinstance(event, Violated) for event in whole)
    for at in range(len(FLOW)):
        assert told(bound(), [FLOW[:at], FLOW[at:]]) == whole


@settings(max_examples=60)
@given(st.lists(st.integers(0, len(FLOW)), max_size=40))
def test_any_chunks_give_the_same_events(cuts: list[int]) -> None:
    bounds = [0, *sorted(cuts), len(FLOW)]
    chunks = [FLOW[a:b] for a, b in itertools.pairwise(bounds)]
    assert told(bound(), chunks) == bound().receive(FLOW)


_PIECES = st.sampled_from(
    [
        *STANZAS,
        HEADER,
        AUTH,
        STARTTLS,
        BIND,
        RESPONSE,
        ABORT,
        b"</stream:stream>",
        b" ",
        b"<",
        b">",
        b"</",
        b"/>",
        b"<a",
        b"<![CDATA[",
        b"]]>",
        b"<!--",
        b"<?",
        b"&x;",
        b"&#0;",
        b"'",
        b'"',
        b"=",
        b"\x00",
        b"\xff",
        b"xmlns:a=''",
        b"<stream:error>",
        b"<a:b/>",
        b"<message xmlns='jabber:server'/>",
        b"<x/>",
        b"<x xmlns=''/>",
        b"text",
    ]
)
_noise = st.lists(st.one_of(_PIECES, st.binary(max_size=8)), max_size=8).map(b"".join)


@settings(max_examples=400)
@given(st.sampled_from([clear, secure, authenticated, bound]), _noise, st.integers(0, 60))
def test_no_bytes_raise_and_no_split_matters(make: object, noise: bytes, at: int) -> None:
    assert callable(make)
    whole = make().receive(noise)
    for event in whole:
        if isinstance(event, Violated):
            assert event is whole[-1]
            assert event.error.condition in STREAM_CONDITIONS
    split = told(make(), [noise[:at], noise[at:]])
    # An unfinished element tells nothing; what both saw to its end they saw alike.
    assert comparable(split) == comparable(whole)


@settings(max_examples=300)
@given(_noise)
def test_no_websocket_message_raises(noise: bytes) -> None:
    for event in bound_websocket().receive(noise):
        if isinstance(event, Violated):
            assert event.error.condition in STREAM_CONDITIONS


@pytest.mark.parametrize(
    ("make", "data", "expected"),
    [
        (clear, b"<presence/>", "policy-violation"),
        (secure, b"<presence/>", "not-authorized"),
        (secure, BIND, "not-authorized"),
        (secure, RESPONSE, "not-authorized"),
        (secure, STARTTLS, "not-authorized"),
        (authenticated, b"<message/>", "not-authorized"),
        (authenticated, AUTH, "not-authorized"),
        (authenticated, BIND + BIND, "not-authorized"),
        (authenticated, BIND + b"<presence", "not-authorized"),
        (bound, b"<thing/>", "unsupported-stanza-type"),
        (bound, b"<thing xmlns=''/>", "invalid-namespace"),
        (bound, b"<message xmlns='jabber:server'/>", "invalid-namespace"),
        (bound, b"<stream:features/>", "unsupported-stanza-type"),
        (bound, b"</message>", "not-well-formed"),
        (bound, b"<message><body></message></body>", "not-well-formed"),
        (bound, b"<message><x:body/></message>", "not-well-formed"),
        (bound, b"<message>&nbsp;</message>", "restricted-xml"),
        (bound, b"<message>\xc3\x28</message>", "unsupported-encoding"),
        (bound, b"<message>\xed\xa0\x80</message>", "unsupported-encoding"),
        (bound, b"<message>\x01</message>", "not-well-formed"),
        (bound, b"<message>&#1;</message>", "not-well-formed"),
        (bound, b"<message a='1' a='2'/>", "not-well-formed"),
        (bound, b"hello", "bad-format"),
    ],
)
def test_violations(make: object, data: bytes, expected: str) -> None:
    assert callable(make)
    assert condition(make().receive(data)) == expected
    assert condition(told(make(), [bytes([byte]) for byte in data])) == expected


def test_a_closed_stream_stays_closed_whatever_is_answered() -> None:
    stream = secure()
    assert condition(stream.receive(AUTH + RESPONSE)) == "not-authorized"
    stream.challenge(b"late")
    stream.failure("not-authorized")
    stream.success()
    assert stream.state is State.CLOSED
    assert stream.receive(HEADER) == []


def test_an_answer_that_nobody_waits_for_is_a_defect() -> None:
    for answer in (secure().challenge, secure().success, bound().failure, bound().resumed):
        with pytest.raises(OutOfTurn):
            answer(b"")  # type: ignore[arg-type]


@pytest.mark.parametrize("more", [RESPONSE, ABORT, HEADER.partition(b"?>")[2], b"<stre"])
def test_a_client_waits_while_its_sign_in_is_judged(more: bytes) -> None:
    assert condition(secure().receive(AUTH + more)) == "not-authorized"
    later = secure()
    later.receive(AUTH + b" \n")
    assert condition(later.receive(more)) == "not-authorized"


def test_sign_in_can_be_tried_again() -> None:
    stream = secure()
    stream.receive(AUTH)
    assert stream.failure("not-authorized", "a < b") == (
        f"<failure xmlns='{SASL}'><not-authorized/><text xml:lang='en'>a &lt; b</text></failure>".encode()
    )
    stream.receive(AUTH)
    stream.challenge(b"")
    assert stream.receive(ABORT) == [AuthAbort()]
    stream.failure("aborted")
    assert stream.receive(AUTH) == [Auth("SCRAM-SHA-256", b"n,,")]


@pytest.mark.parametrize(
    ("data", "event"),
    [
        (b"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='X'/>", Auth("X", None)),
        (b"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='X'>=</auth>", Auth("X", b"")),
        (b"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl'> biws\n</auth>", Auth("", b"n,,")),
        (b"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>b</auth>", AuthAbort("incorrect-encoding")),
        (b"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>\xc3\xa4</auth>", AuthAbort("incorrect-encoding")),
    ],
)
def test_initial_responses(data: bytes, event: object) -> None:
    assert secure().receive(data) == [event]


def test_a_sasl_message_is_bounded() -> None:
    data = AUTH.replace(b"biws", b"biws" * 2049)
    assert len(data) < LIMITS.stanza_before_auth
    assert condition(secure().receive(data)) == "policy-violation"


def test_resumption_takes_the_place_of_binding() -> None:
    stream = authenticated()
    resume = Element("resume", STREAM_MANAGEMENT, {"previd": "x", "h": "0"})
    assert stream.receive(b"<resume xmlns='urn:xmpp:sm:3' previd='x' h='0'/>") == [Received(resume)]
    stream.not_bound(Element("failed", STREAM_MANAGEMENT))
    stream.receive(b"<resume xmlns='urn:xmpp:sm:3' previd='y' h='0'/>")
    stream.resumed(Element("resumed", STREAM_MANAGEMENT))
    assert stream.receive(b"<presence/>") == [Received(Element("presence"))]


def test_enable_before_binding_can_be_answered() -> None:
    stream = authenticated()
    assert stream.receive(b"<enable xmlns='urn:xmpp:sm:3'/>") == [Received(Element("enable", STREAM_MANAGEMENT))]
    assert stream.not_bound(Element("failed", STREAM_MANAGEMENT)) == b"<failed xmlns='urn:xmpp:sm:3'/>"


def test_a_second_bind_is_a_stanza_like_others() -> None:
    (event,) = bound().receive(BIND)
    assert isinstance(event, Received)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (HEADER.replace(b"jabber:client", b"jabber:server"), "invalid-namespace"),
        (HEADER.replace(b"http://etherx.jabber.org/streams", b"urn:other"), "invalid-namespace"),
        (HEADER.replace(b"version='1.0' xml:lang", b"version='0.9' xml:lang"), "unsupported-version"),
        (HEADER.replace(b"version='1.0' xml:lang", b"xml:lang"), "unsupported-version"),
        (HEADER.replace(b"version='1.0' xml:lang", b"version='x' xml:lang"), "unsupported-version"),
        (HEADER.replace(b"stream:stream", b"stream:features"), "bad-format"),
        (HEADER.replace(b">", b"/>").replace(b"?/>", b"?>"), "bad-format"),
    ],
)
def test_headers_that_are_refused(header: bytes, expected: str) -> None:
    stream = ServerStream(LIMITS, secure=True)
    assert condition(stream.receive(header)) == expected


@pytest.mark.parametrize("version", [b"1.0", b"1", b"1.9", b"2.0"])
def test_versions_from_one_on_are_spoken_to(version: bytes) -> None:
    header = HEADER.replace(b"version='1.0' xml:lang", b"version='%b' xml:lang" % version)
    (event,) = ServerStream(LIMITS).receive(header)
    assert isinstance(event, StreamOpened)


def test_an_error_before_our_header_brings_the_header() -> None:
    stream = ServerStream(LIMITS)
    (violated,) = stream.receive(b"GET / HTTP/1.1\r\n")
    assert isinstance(violated, Violated)
    sent = b"".join(stream.error(violated.error))
    root = parse_stanza(sent.removeprefix(b"<?xml version='1.0'?>"), LIMITS)
    assert (root.name, root.ns) == ("stream", STREAMS)
    assert root.get("id")
    assert root.find("error") is not None


def test_an_error_after_a_restart_brings_the_header_again() -> None:
    stream = secure()
    stream.receive(AUTH)
    stream.success()
    assert stream.error(StreamError("reset"))[0].startswith(b"<?xml")


def test_an_error_after_our_header_is_alone() -> None:
    error = StreamError("conflict", "Elsewhere.")
    error.payload = Element("why", "urn:why")
    assert b"".join(bound().error(error)) == (
        b"<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>"
        b"<text xmlns='urn:ietf:params:xml:ns:xmpp-streams' xml:lang='en'>Elsewhere.</text>"
        b"<why xmlns='urn:why'/></stream:error></stream:stream>"
    )


def test_the_client_may_end_with_an_error() -> None:
    data = b"<stream:error><reset xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>"
    assert bound().receive(data)[0] == StreamClosed()


def test_limits_grow_with_sign_in_and_are_told() -> None:
    limits = Limits(stanza_before_auth=10_000, stanza=50_000)
    assert b"<max-bytes>10000</max-bytes>" in secure(limits).features([])
    assert b"<max-bytes>50000</max-bytes>" in authenticated(limits).features([])
    large = b"<message><body>" + b"x" * 40_000 + b"</body></message>"
    assert condition(secure(limits).receive(large)) == "policy-violation"
    (event,) = bound(limits).receive(large)
    assert isinstance(event, Received)


# -- WebSocket (RFC 7395)


def test_websocket_messages_are_whole_elements() -> None:
    stream = bound_websocket()
    (event,) = stream.receive(b"<message xmlns='jabber:client'><body>hi</body></message>")
    assert event == Received(Element("message", CLIENT, {}, [Element("body", CLIENT, {}, ["hi"])]))
    assert stream.receive(b"<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>") == [StreamClosed()]
    assert stream.close() == b"<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>"


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (b"<presence/>", "invalid-namespace"),
        (b"<presence xmlns='jabber:client'/><presence xmlns='jabber:client'/>", "bad-format"),
        (b"<presence xmlns='jabber:client'>", "not-well-formed"),
        (b"", "bad-format"),
        (b" ", "bad-format"),
        (b"<?xml version='1.0'?><presence xmlns='jabber:client'/>", "restricted-xml"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", "restricted-xml"),
        (b"<!-- x --><presence xmlns='jabber:client'/>", "restricted-xml"),
        (b"<presence xmlns='jabber:client'/><!-- x -->", "restricted-xml"),
        (b"<presence xmlns='jabber:client'><!-- x --></presence>", "restricted-xml"),
        (b"<presence xmlns='jabber:client'><?x ?></presence>", "restricted-xml"),
        (b"<presence xmlns='jabber:client'><!DOCTYPE x></presence>", "restricted-xml"),
        (b"<stream:stream xmlns:stream='http://etherx.jabber.org/streams'/>", "unsupported-stanza-type"),
        (b"<x xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>", "bad-format"),
        (OPEN, "unsupported-stanza-type"),
        (b"<presence xmlns='jabber:client'>" + b"x" * 300_000 + b"</presence>", "policy-violation"),
    ],
)
def test_websocket_violations(message: bytes, expected: str) -> None:
    assert condition(bound_websocket().receive(message)) == expected


def test_what_goes_out_over_websocket_stands_by_itself() -> None:
    stream = ServerStream(LIMITS, framing=Framing.WEBSOCKET, secure=True)
    stream.receive(OPEN)
    assert stream.open("s1", "fort.example").startswith(b"<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' id='s1'")
    features = stream.features([Element("bind", "urn:ietf:params:xml:ns:xmpp-bind")])
    assert features.startswith(b"<stream:features ")
    element = parse_stanza(features, LIMITS, "")
    assert (element.name, element.ns) == ("features", STREAMS)
    assert element.find("bind", "urn:ietf:params:xml:ns:xmpp-bind") is not None
    assert stream.wire(Element("presence")) == b"<presence xmlns='jabber:client'/>"
    # RFC 7395 section 3.3.3: each WebSocket message is one element.
    error, close = (parse_stanza(sent, LIMITS, "") for sent in stream.error(StreamError("reset")))
    assert (error.name, close.name) == ("error", "close")
