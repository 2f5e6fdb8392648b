"""A bound client's queues: one that stops reading waits for its resumption, and nobody else notices."""

import re
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from casemate.model.jid import Jid
from casemate.server.session import ClientSession
from tests.client import HEADER, Client
from tests.place import Place, running
from tests.stories.support import chat, text_of

SM = "urn:xmpp:sm:3"
BODY = "x" * 40_000
MOST = 400
"""Messages of 40 kB that no socket's buffers hold."""


@pytest.fixture
async def place(tmp_path: Path) -> AsyncGenerator[Place]:
    async with running(tmp_path / "place", send_queue=64 * 1024) as started:
        yield started


def session_of(place: Place, name: str, resource: str = "test") -> ClientSession | None:
    found = place.house.router.session(Jid(name, "localhost", resource))
    assert found is None or isinstance(found, ClientSession)
    return found


async def managed(client: Client) -> str:
    """Stream management is on; what resumes it."""
    client.send(f"<enable xmlns='{SM}' resume='true'/>")
    token = re.search(r"id='([^']+)'", await client.until("<enabled[^>]*/>"))
    assert token is not None
    return token[1]


async def resumed(place: Place, name: str, token: str, h: int) -> tuple[Client, str]:
    """A new connection that asks for its session back, and the answer."""
    client = await place.connect()
    assert "<success" in await client.sign_in(name, place.credentials[name])
    client.send(HEADER.format(domain="localhost"))
    await client.until("</stream:features>")
    client.send(f"<resume xmlns='{SM}' previd='{token}' h='{h}'/>")
    return client, await client.until("<resumed[^>]*/>|</failed>")


async def write_until_cut_off(place: Place, alice: Client, bob: Client, carol: Client) -> int:
    """Alice writes to Bob, who does not read, and to Carol, who hears everything at once; how many Bob was sent."""
    bob.reader._transport.pause_reading()
    for number in range(MOST):
        alice.send(chat(f"{number} {BODY}"))
        alice.send(chat(f"hello {number}", "carol@localhost"))
        assert text_of(await carol.element("message")) == f"hello {number}"
        session = session_of(place, "bob")
        if session is None or not session.connected:
            return number + 1
    raise AssertionError("it was never cut off")


async def test_a_reader_that_stops_is_put_on_its_queue_and_nobody_notices(place: Place) -> None:
    alice, bob, carol = [await place.client(name) for name in ("alice", "bob", "carol")]
    token = await managed(bob)
    count = await write_until_cut_off(place, alice, bob, carol)
    session = session_of(place, "bob")
    assert session is not None
    assert session.resumable
    # It still counts as there: what comes now is kept for it as well.
    alice.send(chat(f"{count} the last"))
    alice.send(chat("the end", "carol@localhost"))
    assert text_of(await carol.element("message")) == "the end"
    assert "unavailable" not in alice.received + carol.received
    again, answer = await resumed(place, "bob", token, 0)
    assert "<resumed" in answer
    assert session_of(place, "bob") is session
    assert await acknowledging(again, count + 1) == [str(number) for number in range(count + 1)]
    alice.send(chat("welcome back"))
    assert text_of(await again.element("message")) == "welcome back"


async def acknowledging(client: Client, count: int) -> list[str]:
    """The first words of messages, each acknowledged as it comes."""
    words: list[str] = []
    for number in range(count):
        words.append(text_of(await client.element("message")).split()[0])
        client.send(f"<a xmlns='{SM}' h='{number + 1}'/>")
    return words


async def test_more_than_may_wait_for_a_reader_comes_in_portions_after_an_absence(place: Place) -> None:
    alice, carol = await place.client("alice"), await place.client("carol")
    for number in range(MOST // 4):
        alice.send(chat(f"{number} {BODY}"))
    alice.send(chat("that is all", "carol@localhost"))
    await carol.element("message")
    bob = await place.client("bob", available=False)
    await managed(bob)
    bob.send("<presence/>")
    assert await acknowledging(bob, MOST // 4) == [str(number) for number in range(MOST // 4)]
    alice.send(chat("and one more"))
    assert text_of(await bob.element("message")) == "and one more"


async def test_one_that_can_not_resume_is_over_and_gets_the_rest_when_it_comes_back(place: Place) -> None:
    alice, bob, carol = [await place.client(name) for name in ("alice", "bob", "carol")]
    await write_until_cut_off(place, alice, bob, carol)
    assert session_of(place, "bob") is None
    alice.send(chat("you were away"))
    await place.settled()
    back = await place.client("bob", "again", available=False)
    back.send("<presence/>")
    assert text_of(await back.element("message")) == "you were away"


async def test_a_queue_that_is_never_acknowledged_ends_the_session_and_loses_nothing(tmp_path: Path) -> None:
    async with running(tmp_path / "place", resume_queue=10) as place:
        alice, bob = await place.client("alice"), await place.client("bob")
        token = await managed(bob)
        for number in range(12):
            alice.send(chat(f"number {number}"))
        assert "resource-constraint" in await bob.closed()
        _, answer = await resumed(place, "bob", token, 0)
        assert "item-not-found" in answer
        back = await place.client("bob", "again", available=False)
        back.send("<presence/>")
        heard = [text_of(await back.element("message")) for _ in range(12)]
        assert heard == [f"number {number}" for number in range(12)]


async def test_more_acknowledged_than_was_sent_ends_the_stream(place: Place) -> None:
    bob = await place.client("bob")
    await managed(bob)
    bob.send(f"<a xmlns='{SM}' h='7'/>")
    told = await bob.closed()
    assert re.search(r"<handled-count-too-high [^>]*h='7'", told)
    assert "send-count='0'" in told
    assert session_of(place, "bob") is None


@pytest.mark.parametrize("h", ["", "-1", "one", "1.0", "4294967296", "99999999999999999999"])
async def test_what_is_no_count_ends_the_stream(place: Place, h: str) -> None:
    bob = await place.client("bob")
    await managed(bob)
    bob.send(f"<a xmlns='{SM}' h='{h}'/>")
    assert "bad-format" in await bob.closed()


async def test_the_count_of_a_resumption_goes_round_as_all_do(place: Place) -> None:
    alice = await place.client("alice")
    token = await managed(alice)
    session = session_of(place, "alice")
    assert session is not None
    session.inbound.received = session.inbound.handled = (1 << 32) + 4
    alice.send(f"<r xmlns='{SM}'/>")
    assert "h='4'" in await alice.until("<a [^>]*/>")
    alice.writer.transport.abort()
    _, answer = await resumed(place, "alice", token, 0)
    assert "h='4'" in answer


async def test_resuming_elsewhere_ends_the_first_connection_only(place: Place) -> None:
    alice, bob = await place.client("alice"), await place.client("bob")
    token = await managed(bob)
    again, answer = await resumed(place, "bob", token, 0)
    assert "<resumed" in answer
    assert "conflict" in await bob.closed()
    alice.send(chat("still there?"))
    assert text_of(await again.element("message")) == "still there?"
    session = session_of(place, "bob")
    assert session is not None
    assert session.connected


async def test_a_token_works_for_its_device_only_and_not_after_the_end(place: Place) -> None:
    bob = await place.client("bob")
    token = await managed(bob)
    _, answer = await resumed(place, "alice", token, 0)
    assert "item-not-found" in answer
    bob.send("</stream:stream>")
    await bob.closed()
    _, answer = await resumed(place, "bob", token, 0)
    assert "item-not-found" in answer


async def test_stream_management_before_signing_in_is_too_early_and_no_more(tmp_path: Path) -> None:
    """XEP-0198 section 3: the order is enforced with `<failed/>`, and the client may sign in yet."""
    async with running(tmp_path / "place") as place:
        client = await place.connect()
        client.send(HEADER.format(domain="localhost"))
        await client.until("</stream:features>")
        for early in (f"<enable xmlns='{SM}'/>", f"<resume xmlns='{SM}' previd='x' h='0'/>"):
            client.send(early)
            assert "<unexpected-request" in await client.until("</failed>")
        assert "<success" in await client.exchange("alice", place.credentials["alice"], "SCRAM-SHA-256")
        await client.bind()
        client.send(f"<enable xmlns='{SM}'/>")
        await client.until("<enabled[^>]*/>")
