"""The stream under the extensible profile: no restart, its own elements, and nothing while the move is ours (XEP-0388)."""

import pytest

from casemate.xmpp.element import Element
from casemate.xmpp.namespaces import SASL, SASL2
from casemate.xmpp.parser import parse_stanza
from casemate.xmpp.sasl2 import MAX_CLIENT, bind_feature, feature, read_request, success, tag
from casemate.xmpp.states import State
from casemate.xmpp.stream import (
    AuthAbort,
    Authenticate,
    AuthResponse,
    Framing,
    Next,
    OutOfTurn,
    Received,
    ServerStream,
    StreamOpened,
    TaskData,
)
from tests.xmpp.support import AUTH, HEADER, LIMITS, OPEN, condition, secure

AUTHENTICATE = (
    b"<authenticate xmlns='urn:xmpp:sasl:2' mechanism='SCRAM-SHA-256'><initial-response>\n biws \n</initial-response>"
    b"</authenticate>"
)
RESPONSE = b"<response xmlns='urn:xmpp:sasl:2'>Yz1iaXdz</response>"
ABORT = b"<abort xmlns='urn:xmpp:sasl:2'/>"
NEXT = b"<next xmlns='urn:xmpp:sasl:2' task='UPGR-SCRAM-SHA-512'/>"
TASK = b"<task-data xmlns='urn:xmpp:sasl:2'><hash xmlns='urn:xmpp:scram-upgrade:0'>AA==</hash></task-data>"
PRESENCE = b"<presence/>"
SUCCESS = success("a@fort.example", b"v=1", [])


def verifying() -> ServerStream:
    stream = secure()
    (event,) = stream.receive(AUTHENTICATE)
    assert isinstance(event, Authenticate)
    assert (event.mechanism, event.data, event.element.ns) == ("SCRAM-SHA-256", b"n,,", SASL2)
    return stream


def test_a_whole_exchange_with_binding() -> None:
    stream = verifying()
    assert stream.challenge(b"r=1") == f"<challenge xmlns='{SASL2}'>cj0x</challenge>".encode()
    assert stream.receive(RESPONSE) == [AuthResponse(b"c=biws")]
    answer = parse_stanza(stream.accepted(SUCCESS, bound=True), LIMITS)
    assert answer.child_text("additional-data") == "dj0x"
    assert answer.child_text("authorization-identifier") == "a@fort.example"
    assert stream.receive(PRESENCE) == [Received(Element("presence"))]


def test_without_binding_the_client_binds_next_and_no_header_comes() -> None:
    stream = verifying()
    stream.accepted(SUCCESS, bound=False)
    assert stream.state is State.AUTHENTICATED
    assert condition(stream.receive(PRESENCE)) == "not-authorized"
    stream = verifying()
    stream.accepted(SUCCESS, bound=False)
    assert condition(stream.receive(HEADER.removeprefix(b"<?xml version='1.0'?>") + b"</stream:stream>"))


def test_who_has_signed_in_may_send_more() -> None:
    stream = verifying()
    stream.accepted(SUCCESS, bound=True)
    long = b"<message><body>" + b"x" * 20_000 + b"</body></message>"
    assert len(stream.receive(long)) == 1
    assert condition(secure().receive(long)) == "policy-violation"


def test_header_and_sign_in_in_one_flight() -> None:
    stream = ServerStream(LIMITS, secure=True)
    opened, begun = stream.receive(HEADER + AUTHENTICATE)
    assert isinstance(opened, StreamOpened)
    assert isinstance(begun, Authenticate)


@pytest.mark.parametrize("more", [PRESENCE, b"<pres", AUTHENTICATE, RESPONSE, ABORT, NEXT, TASK, AUTH])
def test_b1_nothing_may_follow_while_the_move_is_ours(more: bytes) -> None:
    assert condition(secure().receive(AUTHENTICATE + more)) == "not-authorized"


def test_a_failure_names_the_condition_in_its_own_namespace() -> None:
    stream = verifying()
    failure = parse_stanza(stream.failure("not-authorized", "No."), LIMITS)
    assert failure.ns == SASL2
    assert failure.find("not-authorized", SASL) is not None
    assert failure.child_text("text") == "No."
    assert stream.receive(AUTHENTICATE)
    stream.failure("not-authorized")
    stream.receive(AUTH)
    assert stream.failure("not-authorized") == f"<failure xmlns='{SASL}'><not-authorized/></failure>".encode()


@pytest.mark.parametrize(
    "wrong", [b"<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>Yz1iaXdz</response>", NEXT, TASK]
)
def test_the_profiles_do_not_mix(wrong: bytes) -> None:
    stream = verifying()
    stream.challenge(b"r=1")
    assert condition(stream.receive(wrong)) == "not-authorized"
    stream = secure()
    stream.receive(AUTH)
    stream.challenge(b"r=1")
    assert condition(stream.receive(RESPONSE)) == "not-authorized"


def test_tasks_follow_the_exchange() -> None:
    stream = verifying()
    stream.tasks(Element("continue", SASL2))
    assert stream.receive(NEXT) == [Next("UPGR-SCRAM-SHA-512")]
    stream.task(Element("task-data", SASL2))
    (data,) = stream.receive(TASK)
    assert isinstance(data, TaskData)
    stream.tasks(Element("continue", SASL2))
    assert stream.receive(ABORT) == [AuthAbort()]
    stream.failure("aborted")
    assert stream.state is State.SECURE


def test_no_response_is_not_an_empty_one() -> None:
    for inner, data in ((b"", None), (b"<initial-response/>", b"")):
        (event,) = secure().receive(
            b"<authenticate xmlns='urn:xmpp:sasl:2' mechanism='X'>" + inner + b"</authenticate>"
        )
        assert isinstance(event, Authenticate)
        assert event.data == data


def test_what_is_not_base64_is_told_apart_from_what_is_too_long() -> None:
    bad = AUTHENTICATE.replace(b"biws", b"*")
    assert secure().receive(bad) == [AuthAbort("incorrect-encoding")]
    assert condition(secure().receive(AUTHENTICATE.replace(b"biws", b"A" * 9_000))) == "policy-violation"


def test_answers_out_of_turn_are_defects() -> None:
    for stream in (secure(), ServerStream(LIMITS)):
        with pytest.raises(OutOfTurn):
            stream.accepted(SUCCESS, bound=True)
    stream = verifying()
    with pytest.raises(OutOfTurn):
        stream.success()


def test_over_websocket_too() -> None:
    stream = ServerStream(LIMITS, framing=Framing.WEBSOCKET, secure=True)
    stream.receive(OPEN)
    stream.receive(AUTHENTICATE)
    stream.accepted(SUCCESS, bound=False)
    assert condition(stream.receive(OPEN)) == "not-authorized"


def test_what_a_client_asks_for_is_read() -> None:
    text = (
        b"<authenticate xmlns='urn:xmpp:sasl:2' mechanism='X'><user-agent id='one'/><bind xmlns='urn:xmpp:bind:0'><tag> App "
        b"</tag></bind><resume xmlns='urn:xmpp:sm:3' previd='p' h='1'/></authenticate>"
    )
    request = read_request(parse_stanza(text, LIMITS))
    assert request.client == "one"
    assert request.bind is not None
    assert tag(request.bind) == "App"
    assert request.resume is not None
    long = Element("user-agent", SASL2, {"id": "x" * (MAX_CLIENT + 1)})
    assert read_request(Element("authenticate", SASL2, {}, [long])).client == ""


def test_the_feature_holds_what_can_be_asked_for() -> None:
    element = feature(["A", "B"], [bind_feature(["urn:x"])])
    assert [each.text() for each in element.find_all("mechanism")] == ["A", "B"]
    inline = element.find("inline")
    assert inline is not None
    assert inline.find("bind", "urn:xmpp:bind:0") is not None
