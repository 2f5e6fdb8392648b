"""B3: before TLS nothing works but STARTTLS: no sign-in, no binding, no stanza, in any order."""

import itertools

import pytest

from casemate.xmpp.states import State
from casemate.xmpp.stream import StartTls, StreamOpened, Violated
from tests.xmpp.support import AUTH, BIND, HEADER, LIMITS, RESPONSE, STANZAS, ServerStream, clear, condition


@pytest.mark.parametrize("data", [AUTH, RESPONSE, BIND, *STANZAS, b"<enable xmlns='urn:xmpp:sm:3'/>"])
def test_b3_xep_0170_only_starttls_before_tls(data: bytes) -> None:
    assert condition(clear().receive(data)) == "policy-violation"
    together = ServerStream(LIMITS).receive(HEADER + data)
    assert [type(event) for event in together] == [StreamOpened, Violated]


def test_b3_no_order_of_steps_signs_in_without_tls() -> None:
    for steps in itertools.permutations([HEADER, AUTH, RESPONSE, BIND], 3):
        stream = ServerStream(LIMITS)
        events = [event for step in steps for event in stream.receive(step)]
        assert {type(event) for event in events} <= {StreamOpened, Violated}
        assert stream.state in {State.CLOSED, State.CLEAR}


def test_b3_starttls_is_the_way() -> None:
    assert clear().receive(b"<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>") == [StartTls()]
