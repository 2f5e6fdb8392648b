"""The tables are whole: every state has a row, a condition, a way to it and a way out."""

import re

from casemate.xmpp import states
from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import STREAM_CONDITIONS
from casemate.xmpp.namespaces import BIND, SASL, STREAM_MANAGEMENT, TLS
from casemate.xmpp.states import ANSWERS, TRANSITIONS, VIOLATIONS, WAITING, Answer, Input, State, classify


def test_every_state_has_its_rows() -> None:
    assert set(TRANSITIONS) == set(State)
    assert set(VIOLATIONS) == set(State)
    assert set(VIOLATIONS.values()) <= STREAM_CONDITIONS


def test_every_move_exists_and_every_state_can_be_reached() -> None:
    moves = {kind for row in TRANSITIONS.values() for kind in row}
    answers = {answer for row in ANSWERS.values() for answer in row}
    assert moves == set(Input)
    assert answers == set(Answer)
    reached, todo = set[State](), [State.OPENING]
    while todo:
        state = todo.pop()
        if state not in reached:
            reached.add(state)
            todo += [*TRANSITIONS[state].values(), *ANSWERS.get(state, {}).values()]
    assert reached == set(State) - {State.CLOSED}


def test_a_state_in_which_we_answer_leaves_the_client_no_move() -> None:
    assert all(not TRANSITIONS[state] for state in WAITING)


def test_nothing_but_starttls_works_in_the_clear() -> None:
    assert TRANSITIONS[State.OPENING] == {Input.HEADER: State.CLEAR}
    assert TRANSITIONS[State.CLEAR] == {Input.STARTTLS: State.SECURING}
    assert ANSWERS[State.SECURING] == {Answer.SECURED: State.OPENING_SECURE}


def test_stanzas_flow_in_one_state_only() -> None:
    assert [state for state, row in TRANSITIONS.items() if Input.STANZA in row or Input.NONZA in row] == [State.BOUND]


def test_the_picture_names_every_state() -> None:
    picture = states.__doc__ or ""
    assert {state.name for state in State} <= set(re.findall(r"[A-Z_]{4,}", picture))


def test_elements_are_told_apart() -> None:
    assert classify(Element("starttls", TLS)) is Input.STARTTLS
    assert classify(Element("auth", SASL)) is Input.AUTH
    assert classify(Element("response", SASL)) is Input.RESPONSE
    assert classify(Element("abort", SASL)) is Input.ABORT
    assert classify(Element("resume", STREAM_MANAGEMENT)) is Input.MANAGE
    assert classify(Element("enable", STREAM_MANAGEMENT)) is Input.MANAGE
    assert classify(Element("a", STREAM_MANAGEMENT)) is Input.NONZA
    assert classify(Element("message")) is Input.STANZA
    assert classify(Element("message", "jabber:server")) is Input.NONZA
    assert classify(Element("thing")) is Input.NONZA
    bind = Element("iq", CLIENT, {"type": "set"}, [Element("bind", BIND)])
    assert classify(bind) is Input.BIND
    bind.attrs["type"] = "get"
    assert classify(bind) is Input.STANZA
