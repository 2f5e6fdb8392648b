"""BOSH on a whole server: people sign in over it, write and are inspected as everybody is, and what they leave is put in order."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from casemate.web.bosh import BoshPipe
from tests.bosh import NS, BoshClient
from tests.files.support import until
from tests.place import Place, running

_BODY = "{jabber:client}body"


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    async with running(tmp_path, {"listen": {"bosh": True}}) as place:
        yield place


@pytest.fixture
async def web(place: Place) -> AsyncIterator[BoshClient]:
    client = client_of(place)
    yield client
    await client.close()


def client_of(place: Place, domain: str = "localhost") -> BoshClient:
    return BoshClient(f"https://localhost:{place.loaded.settings.listen.https}", place.ca, domain)


async def test_a_session_from_creation_to_its_end(place: Place, web: BoshClient) -> None:
    answer = await web.create()
    assert answer.tag == f"{{{NS}}}body"
    assert web.terms.items() >= {"wait": "2", "hold": "1", "requests": "2", "ver": "1.6", "from": "localhost"}.items()
    assert len(web.sid) >= 22
    offered = [e.text for e in answer.iter("{urn:ietf:params:xml:ns:xmpp-sasl}mechanism")]
    assert "SCRAM-SHA-256" in offered
    assert not [name for name in offered if name and name.endswith("-PLUS")]
    assert not list(answer.iter("{urn:xmpp:sasl-cb:0}sasl-channel-binding"))
    assert (await web.sign_in("alice", place.credentials["alice"])).tag.endswith("success")
    assert await web.bind() == "alice@localhost/web"
    bob = await place.client("bob")
    # Both ways: without a namespace of its own, as many clients have it, and with.
    answer = await web.say("<presence/><message to='bob@localhost' type='chat'><body>from the web</body></message>")
    assert "from the web" in await bob.until("</message>")
    bob.send("<message to='alice@localhost' type='chat' id='b1'><body>to the &lt;web&gt;</body></message>")
    message = await web.until(answer, "message")
    assert (message.findtext(_BODY), message.get("id")) == ("to the <web>", "b1")
    ended = await web.say("<presence xmlns='jabber:client' type='unavailable'/>", type="terminate")
    assert (ended.get("type"), ended.get("condition")) == ("terminate", None)
    assert (await web.say()).get("condition") == "item-not-found"
    await until(lambda: len(place.house.listener.connections) == 1)


async def test_what_is_harmful_is_stopped(place: Place, web: BoshClient) -> None:
    await web.enter("alice", place.credentials["alice"])
    answer = await web.say("<message to='bob@localhost' id='m'><body>http://phishing.test/</body></message>")
    message = await web.until(answer, "message")
    assert (message.get("type"), message.get("id")) == ("error", "m")


async def test_signing_in_fails_as_everywhere(web: BoshClient) -> None:
    await web.create()
    assert (await web.sign_in("alice", "guessed")).tag.endswith("failure")


async def test_a_domain_that_is_not_served(place: Place) -> None:
    web = client_of(place, "elsewhere.example")
    answer = await web.create()
    assert (answer.get("type"), answer.get("condition")) == ("terminate", "host-unknown")
    await web.close()
    await until(lambda: not place.house.listener.connections)


async def test_a_stream_error_ends_the_session_and_is_told(place: Place, web: BoshClient) -> None:
    await web.create()
    answer = await web.say("<message xmlns='jabber:client' to='bob@localhost'><body>too early</body></message>")
    if answer.get("type") is None:
        answer = await web.say()
    assert (answer.get("type"), answer.get("condition")) == ("terminate", "remote-stream-error")
    assert answer[0].tag == "{urn:ietf:params:xml:ns:xmpp-streams}not-authorized"
    await until(lambda: not place.house.listener.connections)


async def test_a_lost_answer_is_given_again_and_nothing_is_said_twice(place: Place, web: BoshClient) -> None:
    await web.enter("alice", place.credentials["alice"])
    bob = await place.client("bob")
    text = web.request("<presence/><message to='bob@localhost' type='chat'><body>once</body></message>")
    first = await web.post(text)
    again = await web.post(text)
    assert (again.status_code, again.content) == (200, first.content)
    await web.post(web.request("<message to='bob@localhost' type='chat'><body>twice</body></message>"))
    seen = await bob.until("twice.*?</message>")
    assert seen.count("once</body>") == 1


async def test_requests_that_overtake_each_other_are_taken_in_order(place: Place, web: BoshClient) -> None:
    await web.enter("alice", place.credentials["alice"])
    bob = await place.client("bob")
    first = web.request("<message to='bob@localhost' type='chat'><body>one</body></message>")
    second = web.request("<message to='bob@localhost' type='chat'><body>two</body></message>")
    late = asyncio.create_task(web.post(second))
    await until(lambda: any(request for request in _waiting(place)))
    answer = ET.fromstring((await web.post(first)).text)
    assert answer.get("ack") == str(web.rid)
    seen = await bob.until("two</body>")
    assert seen.index("one</body>") < seen.index("two</body>")
    bob.send("<message to='alice@localhost/web' type='chat'><body>good</body></message>")
    assert "good" in (await late).text


async def test_what_was_not_fetched_waits_for_the_next_sign_in(place: Place, web: BoshClient) -> None:
    await web.enter("alice", place.credentials["alice"])
    await web.until(await web.say("<presence/>"), "presence")
    bob = await place.client("bob")
    # One that is fetched, and known to be, as she asks for more with nothing else under way.
    holding = asyncio.create_task(web.say())
    bob.send("<message to='alice@localhost' type='chat'><body>fetched</body></message>")
    await web.until(await holding, "message")
    holding = asyncio.create_task(web.say())
    await until(lambda: _waiting(place))
    # The browser is gone, and nobody knows yet.
    holding.cancel()
    await asyncio.wait({holding})
    await until(lambda: not _waiting(place))
    bob.send("<message to='alice@localhost' type='chat'><body>left behind</body></message>")
    pipe = _pipe(place)
    await until(lambda: pipe._session.queued)
    pipe.abort()
    await until(lambda: len(place.house.listener.connections) == 1)
    alice = await place.client("alice", "desk", available=False)
    alice.send("<presence/>")
    seen = await alice.until("left behind.*?</message>")
    assert "fetched<" not in seen


async def test_a_last_answer_of_which_nobody_knows_is_given_again(place: Place, web: BoshClient) -> None:
    await web.enter("alice", place.credentials["alice"])
    await web.until(await web.say("<presence/>"), "presence")
    bob = await place.client("bob")
    holding = asyncio.create_task(web.say())
    bob.send("<message to='alice@localhost' type='chat'><body>perhaps</body></message>")
    await web.until(await holding, "message")
    _pipe(place).abort()
    await until(lambda: len(place.house.listener.connections) == 1)
    alice = await place.client("alice", "desk", available=False)
    alice.send("<presence/>")
    await alice.until("perhaps.*?</message>")


async def test_system_shutdown_is_told(tmp_path: Path) -> None:
    async with running(tmp_path, {"listen": {"bosh": True}}) as place:
        web = await client_of(place).enter("alice", place.credentials["alice"])
        held = asyncio.create_task(web.say())
        await until(lambda: _waiting(place))
    answer = await held
    assert (answer.get("type"), answer.get("condition")) == ("terminate", "system-shutdown")
    await web.close()


async def test_the_deadline_for_signing_in(tmp_path: Path) -> None:
    async with running(tmp_path, {"listen": {"bosh": True}}, sign_in=1.0) as place:
        web = client_of(place)
        await web.create()
        answer = await web.say()
        assert answer.get("condition") == "remote-stream-error"
        assert answer[0].tag.endswith("connection-timeout")
        await web.close()


def _pipe(place: Place) -> BoshPipe:
    """That of the only session there is."""
    [pipe] = [c.pipe for c in place.house.listener.connections if isinstance(c.pipe, BoshPipe)]
    return pipe


def _waiting(place: Place) -> list[int]:
    """The tickets of requests that wait."""
    return [ticket for c in place.house.listener.connections for ticket in getattr(c.pipe, "_waiting", ())]
