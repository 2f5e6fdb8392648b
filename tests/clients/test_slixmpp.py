"""A real client, slixmpp, over TLS against the demo as a process: what people do all day."""

import asyncio
import io
import ssl
from collections.abc import AsyncGenerator, Generator
from typing import Any

import aiohttp
import pytest
from slixmpp.plugins.xep_0363.http_upload import HTTPError

from casemate.wiring.health import EICAR
from tests.clients.slix import Person
from tests.demo import Demo, demo

# slixmpp warns about its own older ways of reaching plugins, and leaves a future behind when a stream is cut.
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning:slixmpp"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Generator[Demo]:
    with demo(tmp_path_factory.mktemp("demo") / "place") as started:
        yield started


@pytest.fixture
async def alice(running: Demo) -> AsyncGenerator[Person]:
    person = await Person(running, "alice").online()
    yield person
    await person.disconnect()


@pytest.fixture
async def bob(running: Demo) -> AsyncGenerator[Person]:
    person = await Person(running, "bob").online()
    yield person
    await person.disconnect()


async def test_messages_both_ways(alice: Person, bob: Person) -> None:
    alice.send_message("bob@localhost", "hello", mtype="chat")
    assert (await bob.next())["body"] == "hello"
    bob.send_message("alice@localhost", "hello yourself", mtype="chat")
    assert (await alice.next())["body"] == "hello yourself"


async def test_the_roster_and_presence(alice: Person, bob: Person) -> None:
    seen, listed = asyncio.Event(), asyncio.Event()
    alice.add_event_handler("presence_available", lambda p: seen.set() if p["from"].bare == "bob@localhost" else None)
    alice.add_event_handler(
        "roster_update",
        lambda _: listed.set() if alice.client_roster["bob@localhost"]["subscription"] in {"to", "both"} else None,
    )
    alice.send_presence_subscription("bob@localhost")
    await asyncio.wait_for(seen.wait(), 10)
    await asyncio.wait_for(listed.wait(), 10)


async def test_carbons_with_two_resources(running: Demo, alice: Person, bob: Person) -> None:
    desk = await Person(running, "bob", "desk").online()
    await desk.plugin["xep_0280"].enable()
    copied: asyncio.Queue[Any] = asyncio.Queue()
    desk.add_event_handler("carbon_sent", copied.put_nowait)
    bob.send_message("alice@localhost", "from the phone", mtype="chat")
    assert (await alice.next())["body"] == "from the phone"
    carbon = await asyncio.wait_for(copied.get(), 10)
    assert carbon["carbon_sent"]["body"] == "from the phone"
    await desk.disconnect()


async def test_the_archive_page_by_page(alice: Person, bob: Person) -> None:
    for number in range(7):
        alice.send_message("bob@localhost", f"page {number}", mtype="chat")
        await bob.next()
    bodies = [
        result["mam_result"]["forwarded"]["stanza"]["body"]
        async for result in alice.plugin["xep_0313"].iterate(with_jid="bob@localhost", rsm={"max": 3})
    ]
    assert [body for body in bodies if body.startswith("page ")] == [f"page {n}" for n in range(7)]


async def test_resuming_after_a_cut(alice: Person, bob: Person) -> None:
    resumed, cut = asyncio.Event(), asyncio.Event()
    bob.add_event_handler("session_resumed", lambda _: resumed.set())
    bob.add_event_handler("disconnected", lambda _: cut.set())
    assert bob.transport is not None
    bob.transport.abort()
    await asyncio.wait_for(cut.wait(), 10)
    alice.send_message("bob@localhost", "while you were away", mtype="chat")
    bob.connect("127.0.0.1", bob.port_to_use)
    await asyncio.wait_for(resumed.wait(), 15)
    assert (await bob.next())["body"] == "while you were away"


@pytest.fixture
def trusting(running: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    """slixmpp uploads through aiohttp, which looks for authorities once, when it is imported."""
    context = ssl.create_default_context(cafile=str(running.ca))
    monkeypatch.setattr(aiohttp.connector, "_SSL_CONTEXT_VERIFIED", context)


@pytest.mark.usefixtures("trusting")
async def test_a_file_goes_up_and_comes_down(alice: Person, bob: Person) -> None:
    data = b"minutes of the meeting\n" * 1000
    url = await alice.plugin["xep_0363"].upload_file("minutes.txt", size=len(data), input_file=io.BytesIO(data))
    alice.send_message("bob@localhost", url, mtype="chat")
    assert (await bob.next())["body"] == url
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        assert answer.status == 200
        assert await answer.read() == data


@pytest.mark.usefixtures("trusting")
async def test_an_infected_file_is_refused_with_the_reason(alice: Person) -> None:
    with pytest.raises(HTTPError) as refused:
        await alice.plugin["xep_0363"].upload_file("report.txt", size=len(EICAR), input_file=io.BytesIO(EICAR))
    assert refused.value.args[0] == 422
    assert "Malicious software" in (await alice.next())["body"]


async def test_a_phishing_link_and_a_card_are_stopped(alice: Person, bob: Person) -> None:
    for text in ("see http://phishing.test/login", "my card is 4539 1488 0343 6467"):
        alice.send_message("bob@localhost", text, mtype="chat")
        error, word = await alice.next(), await alice.next()
        assert error["type"] == "error"
        assert error.xml.find(".//{urn:ietf:params:xml:ns:xmpp-stanzas}policy-violation") is not None
        assert word["from"].bare == "casemate@localhost"
    alice.send_message("bob@localhost", "after", mtype="chat")
    assert (await bob.next())["body"] == "after"
