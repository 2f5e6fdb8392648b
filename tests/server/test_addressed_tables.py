"""RFC 6121 section 8.5 as tables: every type of stanza, to a bare address and to a client that is not there, by how available clients are."""

import itertools
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.client import Client
from tests.place import Place, running

PRIORITIES: Sequence[tuple[int, ...]] = (
    (),
    (1,),
    (0,),
    (-1,),
    (1, 1, 1),
    (1, 1, -1, 1),
    (3, 1, 2),
    (0, 0, -1, 0),
    (1, 0, -1, 3),
    (-1, -1, -1),
)
"""Of the clients that somebody has."""
_NUMBERS = itertools.count()
UNAVAILABLE = "{urn:ietf:params:xml:ns:xmpp-stanzas}service-unavailable"


@asynccontextmanager
async def with_clients(place: Place, priorities: Sequence[int]) -> AsyncGenerator[list[Client]]:
    """Bob's clients, each as available as it says."""
    clients: list[Client] = []
    for number, priority in enumerate(priorities):
        client = await place.client("bob", f"r{number}", available=False)
        client.send(f"<presence><priority>{priority}</priority></presence>")
        await client.until(f"<presence[^>]*/r{number}.*</presence>")
        clients.append(client)
    try:
        yield clients
    finally:
        for client in clients:
            client.send("</stream:stream>")
            await client.closed()
        await place.settled()


async def what_came(place: Place, client: Client, identifier: str) -> list[ET.Element]:
    """The stanzas with an id that a client has received, once the server has read and done all that it sent before."""
    text = ""
    for _ in range(2):
        client.send("<iq type='get' id='done'><ping xmlns='urn:xmpp:ping'/></iq>")
        text += await client.until("<iq[^>]*id='done'[^>]*/>")
        await place.settled()
    found = ET.fromstring(f"<all xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>{text}</all>")
    return [stanza for stanza in found if stanza.get("id") == identifier]


async def sent(place: Place, alice: Client, stanza: str, clients: Sequence[Client]) -> tuple[list[int], list[str]]:
    """Which of Bob's clients receive a stanza (whose id `x` is made its own), and which errors Alice does."""
    identifier = f"x{next(_NUMBERS)}"
    stanza = stanza.replace("id='x'", f"id='{identifier}'")
    alice.send(stanza)
    answers = await what_came(place, alice, identifier)
    errors = [error[0].tag for each in answers for error in each if error.tag.endswith("error")]
    reached: list[int] = []
    for number, client in enumerate(clients):
        came = await what_came(place, client, identifier)
        assert len(came) <= 1
        if came:
            reached.append(number)
            assert came[0].get("to") == ET.fromstring(stanza).get("to")
    return reached, errors


@pytest.fixture
async def place(tmp_path: Path) -> AsyncGenerator[Place]:
    async with running(tmp_path / "place") as started:
        yield started


@pytest.mark.parametrize("kind", ["normal", "chat", "headline", "groupchat", "error"])
async def test_8_5_2_a_message_to_an_account(place: Place, kind: str) -> None:
    alice = await place.client("alice")
    for priorities in PRIORITIES:
        async with with_clients(place, priorities) as clients:
            stanza = f"<message to='bob@localhost' type='{kind}' id='x'><body>{kind} {priorities}</body></message>"
            reached, errors = await sent(place, alice, stanza, clients)
            takes = [number for number, priority in enumerate(priorities) if priority >= 0]
            assert reached == (takes if kind in {"normal", "chat", "headline"} else []), priorities
            assert errors == ([UNAVAILABLE] if kind == "groupchat" else []), priorities


@pytest.mark.parametrize("kind", ["normal", "chat", "headline", "groupchat", "error"])
async def test_8_5_3_2_a_message_to_a_client_that_is_not_there(place: Place, kind: str) -> None:
    alice = await place.client("alice")
    for priorities in PRIORITIES:
        async with with_clients(place, priorities) as clients:
            stanza = f"<message to='bob@localhost/gone' type='{kind}' id='x'><body>{kind} {priorities}</body></message>"
            reached, errors = await sent(place, alice, stanza, clients)
            takes = [number for number, priority in enumerate(priorities) if priority >= 0]
            assert reached == (takes if kind == "chat" else []), priorities
            assert errors == ([UNAVAILABLE] if kind in {"normal", "groupchat"} else []), priorities


@pytest.mark.parametrize("kind", ["", " type='unavailable'"])
async def test_8_5_presence_to_an_account_and_to_a_client_that_is_not_there(place: Place, kind: str) -> None:
    alice = await place.client("alice")
    for priorities in PRIORITIES:
        async with with_clients(place, priorities) as clients:
            stanza = f"<presence to='bob@localhost'{kind} id='x'><mark xmlns='urn:example:mark'>hello</mark></presence>"
            assert await sent(place, alice, stanza, clients) == (list(range(len(priorities))), []), priorities
        async with with_clients(place, priorities) as clients:
            stanza = f"<presence to='bob@localhost/gone'{kind} id='x'/>"
            assert await sent(place, alice, stanza, clients) == ([], []), priorities


@pytest.mark.parametrize("kind", ["get", "set"])
@pytest.mark.parametrize("payload", ["<test xmlns='urn:example:test'/>", "<query xmlns='jabber:iq:roster'/>"])
async def test_8_5_an_iq_is_answered_for_the_person_and_by_no_client_in_anothers_place(
    place: Place, kind: str, payload: str
) -> None:
    alice = await place.client("alice")
    for priorities in PRIORITIES:
        async with with_clients(place, priorities) as clients:
            for to in ("bob@localhost", "bob@localhost/gone"):
                reached, errors = await sent(
                    place, alice, f"<iq to='{to}' type='{kind}' id='x'>{payload}</iq>", clients
                )
                assert reached == []
                own = "roster" in payload and to == "bob@localhost"
                assert errors == [UNAVAILABLE.replace("service-unavailable", "forbidden") if own else UNAVAILABLE]


@pytest.mark.parametrize(
    "kind", [None, "unavailable", "subscribe", "subscribed", "unsubscribe", "unsubscribed", "probe"]
)
async def test_8_5_1_presence_to_nobody_is_not_answered(place: Place, kind: str | None) -> None:
    alice = await place.client("alice")
    for to in ("nobody@localhost", "nobody@localhost/anywhere"):
        alice.send(f"<presence to='{to}' id='x'{'' if kind is None else f' type={kind!r}'}/>")
        assert await what_came(place, alice, "x") == []
