"""BOSH without I/O: XEP-0124's rules for numbers, holding, polling, pausing and ending, one after the other."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemate.xmpp.bosh import (
    CLOSE,
    INACTIVITY,
    MAX_PAUSE,
    POLLING,
    POLLING_INACTIVITY,
    WAIT,
    Answer,
    BoshSession,
)
from casemate.xmpp.bosh_body import Body

FEATURES = b"<stream:features xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'/>"
MESSAGE = b"<message xmlns='jabber:client'/>"
RID = 100


class Table:
    """A session on a table: requests go in with their numbers as tickets, time is what one says."""

    def __init__(self, *, features: bool = True, **asked: object) -> None:
        self.now = 1000.0
        self.tickets = 0
        values = {"to": "localhost", "wait": 60, "hold": 1, **asked}
        self.session = BoshSession(Body(RID, **values), 0, "sid", self.now)  # type: ignore[arg-type]
        self.read: list[bytes] = []
        self.reading = True
        self.created: dict[str, str] = {}
        self.pump()
        if features:
            self.session.send(FEATURES)
            [(_, answer)] = self.answers()
            self.created = dict(parsed(answer).attrib)

    def pump(self) -> None:
        while self.reading:
            while self.session.inbox:
                self.read.append(self.session.inbox.popleft())
            self.session.advance(self.now)
            if not self.session.inbox:
                return

    def answers(self) -> list[Answer]:
        self.pump()
        self.session.settle(self.now)
        answers, self.session.answers = self.session.answers, []
        return answers

    def take(self, offset: int, *payloads: bytes, **values: object) -> int:
        """A request whose number is so much above the first; returns its ticket."""
        self.tickets += 1
        self.session.take(Body(RID + offset, sid="sid", payloads=payloads, **values), self.tickets, self.now)  # type: ignore[arg-type]
        return self.tickets

    def passes(self, seconds: float) -> list[Answer]:
        self.now += seconds
        self.session.tick(self.now, paused=not self.reading)
        return self.answers()


def parsed(data: bytes | None) -> ET.Element:
    assert data is not None
    return ET.fromstring(data)


def condition(data: bytes | None) -> str | None:
    body = parsed(data)
    assert body.get("type") == "terminate"
    return body.get("condition")


def test_the_terms() -> None:
    table = Table(wait=3600, hold=5, ver=(1, 6))
    assert {name: value for name, value in table.created.items() if "{" not in name} == {
        "sid": "sid",
        "wait": str(WAIT),
        "hold": "1",
        "requests": "2",
        "inactivity": str(INACTIVITY),
        "polling": str(POLLING),
        "maxpause": str(MAX_PAUSE),
        "ver": "1.6",
        "ack": str(RID),
        "from": "localhost",
        "secure": "true",
    }
    assert table.created["{urn:xmpp:xbosh}version"] == "1.0"
    assert Table(wait=7, hold=1, ver=(2, 0)).created.items() >= {"wait": "7", "ver": "1.11"}.items()
    assert Table(hold=0).created.items() >= {"hold": "0", "inactivity": str(POLLING_INACTIVITY)}.items()


def test_one_request_is_held_and_gets_what_comes() -> None:
    table = Table()
    first = table.take(1, MESSAGE)
    assert table.answers() == []
    assert table.read[1:] == [MESSAGE]
    table.session.send(MESSAGE)
    table.session.send(MESSAGE)
    [(ticket, data)] = table.answers()
    assert (ticket, len(parsed(data))) == (first, 2)


def test_a_second_request_sends_the_first_back() -> None:
    table = Table()
    first = table.take(1, MESSAGE)
    table.take(2, MESSAGE)
    [(ticket, data)] = table.answers()
    assert (ticket, len(parsed(data)), parsed(data).get("ack")) == (first, 0, str(RID + 2))


def test_a_held_request_is_answered_in_the_end() -> None:
    table = Table(wait=20)
    first = table.take(1)
    assert table.session.deadline(paused=False) == table.now + 20
    assert table.passes(19) == []
    [(ticket, data)] = table.passes(1)
    assert (ticket, len(parsed(data)), parsed(data).get("ack")) == (first, 0, None)


def test_a_repeated_request_gets_its_answer_again_and_says_nothing_anew() -> None:
    table = Table()
    table.take(1, MESSAGE)
    table.take(2, MESSAGE)
    [(_, data)] = table.answers()
    again = table.take(1, MESSAGE)
    assert table.answers() == [Answer(again, data)]
    assert table.read[1:] == [MESSAGE, MESSAGE]


def test_a_repeated_request_that_is_held_takes_the_place_of_the_former() -> None:
    table = Table()
    first = table.take(1, MESSAGE)
    again = table.take(1, MESSAGE)
    assert table.answers() == [Answer(first, None)]
    table.session.send(MESSAGE)
    assert [ticket for ticket, _ in table.answers()] == [again]
    assert table.read[1:] == [MESSAGE]


def test_answers_are_kept_for_two_requests_or_until_acknowledged() -> None:
    table = Table()
    for offset in range(1, 6):
        table.take(offset, MESSAGE)
        table.answers()
    table.take(2, MESSAGE)
    assert [condition(data) for _, data in table.answers()] == ["item-not-found"] * 2
    assert table.session.over
    table = Table(ack=1)
    table.take(1, MESSAGE, ack=RID)
    table.take(2, MESSAGE, ack=RID)
    table.answers()
    table.take(3, MESSAGE, ack=RID + 1)
    table.answers()
    table.take(1, MESSAGE)
    assert "item-not-found" in [condition(data) for _, data in table.answers()]


def test_numbers_are_taken_in_order_within_the_window() -> None:
    table = Table()
    second = table.take(2, b"<two/>")
    assert table.answers() == []
    assert table.read[1:] == []
    first = table.take(1, b"<one/>")
    assert [ticket for ticket, _ in table.answers()] == [first]
    assert table.read[1:] == [b"<one/>", b"<two/>"]
    table.session.send(MESSAGE)
    assert [ticket for ticket, _ in table.answers()] == [second]


@pytest.mark.parametrize(("offset", "values"), [(3, {}), (1000, {}), (4, {"terminate": True}), (4, {"pause": 5})])
def test_a_number_beyond_the_window_ends_the_session(offset: int, values: dict[str, object]) -> None:
    table = Table()
    ticket = table.take(offset, MESSAGE, **values)
    [(of, data)] = table.answers()
    assert (of, condition(data)) == (ticket, "item-not-found")
    assert (table.session.over, table.read[1:]) == (True, [])


def test_a_number_that_never_was_is_as_unknown_as_one_that_is_forgotten() -> None:
    table = Table()
    table.take(-5)
    [(_, small)] = table.answers()
    other = Table()
    other.take(50)
    assert other.answers() == [Answer(1, small)]


def test_too_many_at_a_time() -> None:
    table = Table()
    table.take(1, MESSAGE)
    table.pump()
    table.reading = False
    table.session.inbox.append(MESSAGE)
    table.take(2, MESSAGE)
    table.take(3, MESSAGE)
    assert [condition(data) for _, data in table.answers()] == ["policy-violation"] * 3


def test_what_the_server_does_not_read_waits_and_is_not_silence() -> None:
    table = Table()
    table.reading = False
    table.session.inbox.append(MESSAGE)
    table.take(1, b"<later/>")
    assert table.passes(10 * INACTIVITY) == []
    table.reading = True
    table.answers()
    assert table.read[1:] == [MESSAGE, b"<later/>"]


@pytest.mark.parametrize(("seconds", "over"), [(POLLING - 0.1, True), (POLLING, False)])
def test_empty_requests_too_soon(seconds: float, over: bool) -> None:
    for asked in ({"hold": 0}, {"wait": 0}, {}):
        table = Table(**asked)
        table.take(1)
        table.answers()
        table.passes(seconds)
        table.take(2)
        answers = table.answers()
        assert table.session.over is over
        assert ("policy-violation" in [parsed(data).get("condition") for _, data in answers]) is over


def test_those_who_poll_may_come_again_at_once_for_what_there_is() -> None:
    table = Table(hold=0)
    for offset in range(1, 20):
        table.session.send(MESSAGE)
        table.take(offset)
        [(_, data)] = table.answers()
        assert len(parsed(data)) == 1
    for offset in range(20, 30):
        table.take(offset, MESSAGE)
        [(_, data)] = table.answers()
        assert len(parsed(data)) == 0


def test_silence_ends_it() -> None:
    for asked, patience in (({}, INACTIVITY), ({"hold": 0}, POLLING_INACTIVITY)):
        table = Table(**asked)
        assert table.session.deadline(paused=False) == table.now + patience
        assert table.passes(patience - 1) == []
        assert not table.session.over
        table.passes(1)
        assert (table.session.over, table.session.expired) == (True, True)
        table.take(1)
        assert [condition(data) for _, data in table.answers()] == ["item-not-found"]


def test_a_gap_that_nobody_fills_is_silence() -> None:
    table = Table()
    table.take(2, MESSAGE)
    assert [condition(data) for _, data in table.passes(INACTIVITY)] == ["item-not-found"]


def test_a_pause_answers_all_and_lasts_as_long_as_asked() -> None:
    table = Table()
    first = table.take(1)
    pause = table.take(2, pause=100)
    table.session.send(MESSAGE)
    answers = table.answers()
    assert [(ticket, len(parsed(data))) for ticket, data in answers] == [(first, 0), (pause, 0)]
    assert table.passes(99) == []
    assert not table.session.over
    back = table.take(3)
    [(ticket, data)] = table.answers()
    assert (ticket, len(parsed(data))) == (back, 1)
    table.passes(INACTIVITY)
    assert table.session.over


@pytest.mark.parametrize("seconds", [1, 100])
def test_a_pause_that_is_over(seconds: int) -> None:
    table = Table()
    table.take(1, pause=seconds)
    table.answers()
    table.passes(seconds)
    assert table.session.expired


def test_a_pause_longer_than_allowed() -> None:
    table = Table()
    table.take(1, pause=MAX_PAUSE + 1)
    assert [condition(data) for _, data in table.answers()] == ["bad-request"]


def test_a_client_that_ends_it_is_heard_to_the_end() -> None:
    table = Table()
    first = table.take(1)
    last = table.take(2, MESSAGE, terminate=True)
    assert [ticket for ticket, _ in table.answers()] == [first]
    assert table.read[1:] == [MESSAGE, CLOSE]
    table.session.end()
    [(ticket, data)] = table.answers()
    assert (ticket, condition(data)) == (last, None)


def test_one_more_request_may_end_it() -> None:
    table = Table()
    table.take(1, MESSAGE)
    table.pump()
    table.reading = False
    table.session.inbox.append(MESSAGE)
    table.take(2, MESSAGE)
    table.take(3, terminate=True)
    assert table.answers() == []
    table.reading = True
    table.answers()
    assert table.read[-1] == CLOSE


def test_what_waits_goes_before_the_end() -> None:
    table = Table()
    table.session.send(MESSAGE)
    table.session.end(
        error=b"<stream:error xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>"
        b"<conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/><text xmlns='urn:ietf:params:xml:ns:xmpp-streams'>Why"
        b"</text></stream:error>"
    )
    table.take(1)
    [(_, data)] = table.answers()
    assert condition(data) == "remote-stream-error"
    assert [e.tag.rpartition("}")[2] for e in parsed(data)] == ["message", "conflict", "text"]


def test_a_request_whose_connection_is_gone_costs_no_answer() -> None:
    table = Table()
    gone = table.take(1)
    table.session.lost(gone, table.now)
    table.session.send(MESSAGE)
    assert table.answers() == []
    again = table.take(1)
    [(ticket, data)] = table.answers()
    assert (ticket, len(parsed(data))) == (again, 1)


def test_who_goes_on_after_a_lost_connection_gets_what_waited() -> None:
    table = Table()
    gone = table.take(1)
    table.session.lost(gone, table.now)
    table.session.send(MESSAGE)
    following = table.take(2, MESSAGE)
    [(ticket, data)] = table.answers()
    assert (ticket, len(parsed(data))) == (following, 1)


def test_cut_off() -> None:
    table = Table()
    table.take(1)
    table.session.cut_off()
    assert [condition(data) for _, data in table.answers()] == ["remote-connection-failed"]
    table.session.cut_off()
    assert table.answers() == []


@given(
    st.lists(
        st.tuples(
            st.integers(-2, 12),
            st.sampled_from([{}, {"pause": 3}, {"pause": 999}, {"terminate": True}, {"ack": RID}, {"restart": True}]),
            st.sampled_from([(), (MESSAGE,), (MESSAGE, MESSAGE)]),
            st.sampled_from(["", "send", "lost", "end", "stop", "go"]),
            st.floats(0, 40),
        ),
        max_size=25,
    ),
    st.sampled_from([{}, {"hold": 0}, {"wait": 0}, {"ack": 1}]),
)
def test_every_request_has_one_answer_and_every_number_counts_once(
    moves: list[tuple[int, dict[str, object], tuple[bytes, ...], str, float]], asked: dict[str, object]
) -> None:
    table = Table(**asked)
    answered: list[int] = []
    gone: set[int] = set()
    for number, (offset, values, payloads, also, seconds) in enumerate(moves):
        own = tuple(b"<p r='%d' n='%d'/>" % (offset, i) for i, _ in enumerate(payloads))
        ticket = table.take(offset, *own, **values)
        if also == "send":
            table.session.send(b"<m n='%d'/>" % number)
        elif also == "lost":
            table.session.lost(ticket, table.now)
            gone.add(ticket)
        elif also == "end":
            table.session.end()
        elif also in {"stop", "go"}:
            table.reading = also == "go"
        answered += [ticket for ticket, _ in table.answers()]
        answered += [ticket for ticket, _ in table.passes(seconds)]
        assert table.session.over or table.session.deadline(paused=not table.reading) > table.now - WAIT
    table.session.cut_off()
    answered += [ticket for ticket, _ in table.answers()]
    everybody = set(range(1, table.tickets + 1))
    assert len(answered) == len(set(answered))
    assert set(answered) | gone == everybody
    said = [data for data in table.read if data.startswith(b"<p")]
    assert len(said) == len(set(said))
    numbers = [int(data.split(b"'")[1]) for data in said]
    assert numbers == sorted(numbers)
