"""Dialback spoof (ATTACKS B9): only the server of a domain vouches for it, and only when it was asked, over verified TLS."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from tests.client import Client
from tests.peers import SERVER_HEADER, Make, Server, making

VICTIM, HERE = "victim.example", "here.example"
STANZA = f"<message from='boss@{VICTIM}' to='alice@{HERE}'><body>pay at once</body></message>"


@pytest.fixture
async def make(tmp_path: Path) -> AsyncGenerator[Make]:
    async with making(tmp_path) as made:
        yield made


async def opened(server: Server, *, sender: str = VICTIM) -> Client:
    peer = await server.raw()
    peer.send(SERVER_HEADER.format(f" from='{sender}' to='{HERE}'"))
    await peer.until("</stream:features>|</stream:stream>")
    return peer


async def nothing_came(server: Server, peer: Client) -> str:
    """What the spoofer is told in the end; nothing of it has arrived."""
    peer.send(STANZA)
    told = await peer.closed()
    assert not server.behind.came
    return told


async def test_b9_a_made_up_key_is_asked_of_the_victim_and_refused(make: Make) -> None:
    here = await make(HERE)
    victim = await make(VICTIM)
    peer = await opened(here)
    peer.send(f"<db:result from='{VICTIM}' to='{HERE}'>made-up</db:result>")
    answer = await peer.until("<db:result[^>]*>|</stream:stream>")
    assert "type='valid'" not in answer
    await nothing_came(here, peer)
    assert not victim.behind.came


@pytest.mark.parametrize(
    "unasked",
    [
        f"<db:result from='{VICTIM}' to='{HERE}' type='valid'/>",
        f"<db:verify from='{VICTIM}' to='{HERE}' id='1' type='valid'/>",
        f"<db:result from='{VICTIM}' to='{HERE}' type='valid'>key</db:result>",
        f"<db:verify from='{HERE}' to='{HERE}' id='1' type='valid'>key</db:verify>",
    ],
)
async def test_b9_cve_2012_3525_verdicts_that_nobody_asked_for(make: Make, unasked: str) -> None:
    here = await make(HERE)
    peer = await opened(here)
    peer.send(unasked)
    await nothing_came(here, peer)


async def test_b9_a_key_for_one_pair_is_good_for_no_other(make: Make) -> None:
    """The attacker's own domain is proved; the victim's is not by that."""
    here = await make(HERE)
    attacker = await make("attacker.example")
    peer = await here.raw("attacker.example")
    header = SERVER_HEADER.format(f" from='attacker.example' to='{HERE}'")
    peer.send(header)
    await peer.until("</stream:features>")
    key = attacker.gateway.keys.make(HERE, "attacker.example", "some-stream")
    peer.send(f"<db:result from='{VICTIM}' to='{HERE}'>{key}</db:result>")
    await nothing_came(here, peer)


async def test_b9_switched_off_it_proves_nothing(make: Make) -> None:
    here = await make(HERE, dialback="off")
    peer = await opened(here)
    peer.send(f"<db:result from='{VICTIM}' to='{HERE}'>key</db:result>")
    await nothing_came(here, peer)


@pytest.mark.parametrize("words", ["", "<db:result", "<db:verify from='a' to='b' id='1'>key</db:verify>"])
async def test_b9_before_tls_there_is_no_dialback(make: Make, words: str) -> None:
    here = await make(HERE)
    peer = await here.raw(starttls=True)
    peer.send(SERVER_HEADER.format(f" from='{VICTIM}' to='{HERE}'"))
    features = await peer.until("</stream:features>")
    assert "urn:xmpp:features:dialback" not in features
    assert "starttls" in features
    peer.send(words or f"<db:result from='{VICTIM}' to='{HERE}'>key</db:result>")
    await nothing_came(here, peer)
