"""What an inactive client (XEP-0352) is spared, measured at its socket, beside an active one of the same person under the same noise."""

import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from casemate.features.csi import MAX_KEPT
from tests.client import Client
from tests.place import Place, running

ROUNDS = 40
SM = "urn:xmpp:sm:3"
CSI = "urn:xmpp:csi:0"
MOOD, TUNE = "http://jabber.org/protocol/mood", "http://jabber.org/protocol/tune"
STATES = ("composing", "paused", "composing", "active")


class Watched:
    """A client, and all that came to its socket."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.got = ""

    async def acknowledged(self) -> str:
        """What has come since the last time: the answer to a request that is no stanza comes after it, and lets nothing out."""
        self.client.send(f"<r xmlns='{SM}'/>")
        self.got += (got := await self.client.until("<a [^>]*/>"))
        return re.sub(r"<(a|r) [^>]*/>", "", got)


def stanzas(text: str) -> list[ET.Element]:
    return list(ET.fromstring(f"<w xmlns='jabber:client'>{text}</w>"))


def kinds(text: str) -> list[str]:
    return [each.tag.rpartition("}")[2] for each in stanzas(text)]


async def at_once(client: Client, text: str, pattern: str) -> None:
    client.send(text)
    await client.until(pattern)


async def watched(place: Place, resource: str) -> Watched:
    """A client that wants to know of moods and tunes, with stream management."""
    client = await place.client("alice", resource)
    client.send("<presence><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='urn:app' ver='2'/></presence>")
    question = await client.until("<iq[^>]*type='get'[^>]*>")
    identifier = re.findall("id='([^']*)'", question)[-1]
    client.send(
        f"<iq type='result' id='{identifier}' to='localhost'>"
        "<query xmlns='http://jabber.org/protocol/disco#info'>"
        f"<feature var='{MOOD}+notify'/><feature var='{TUNE}+notify'/></query></iq>"
    )
    await at_once(client, f"<enable xmlns='{SM}'/>", "<enabled[^>]*/>")
    return Watched(client)


@asynccontextmanager
async def everybody(folder: Path) -> AsyncGenerator[tuple[Place, Watched, Watched, Client]]:
    """Alice's desk and phone, and bob, whose presence she sees."""
    async with running(folder / "place") as place:
        desk, bob = await watched(place, "desk"), await place.client("bob")
        desk.client.send("<presence type='subscribe' to='bob@localhost'/>")
        await bob.until("type='subscribe'")
        bob.send("<presence type='subscribed' to='alice@localhost'/>")
        await desk.client.until("<presence from='bob@localhost/test'")
        phone = await watched(place, "phone")
        await place.settled()
        for each in (desk, phone):
            await each.acknowledged()
        yield place, desk, phone, bob


async def taken(place: Place, client: Client) -> None:
    """All that a client has sent has had its effect."""
    await at_once(client, "<iq type='get' id='last'><ping xmlns='urn:xmpp:ping'/></iq>", "<iq[^>]*id='last'[^>]*>")
    await place.settled()


async def noise(place: Place, bob: Client) -> None:
    """What a contact's client does while nobody writes: presence, typing, moods and tunes."""
    for number in range(ROUNDS):
        bob.send(f"<presence><show>{('away', 'dnd')[number % 2]}</show><priority>{number}</priority></presence>")
        state = STATES[number % len(STATES)]
        bob.send(
            f"<message to='alice@localhost' type='chat'><{state} xmlns='http://jabber.org/protocol/chatstates'/></message>"
        )
        for node, payload in ((MOOD, f"<mood xmlns='{MOOD}'><text>{number}</text></mood>"), (TUNE, tune(number))):
            await publish(bob, node, "current", payload)
    await place.settled()


async def publish(client: Client, node: str, item: str, payload: str) -> None:
    await at_once(
        client,
        f"<iq type='set' id='p'><pubsub xmlns='http://jabber.org/protocol/pubsub'>"
        f"<publish node='{node}'><item id='{item}'>{payload}</item></publish></pubsub></iq>",
        "<iq[^>]*id='p'[^>]*>",
    )


def tune(number: int) -> str:
    return f"<tune xmlns='{TUNE}'><title>{number}</title></tune>"


def says(bob: Client, words: str) -> None:
    bob.send(f"<message to='alice@localhost' type='chat'><body>{words}</body></message>")


async def test_while_nobody_looks_nothing_is_sent_and_then_the_newest_of_each(tmp_path: Path) -> None:
    async with everybody(tmp_path) as (place, desk, phone, bob):
        phone.client.send(f"<inactive xmlns='{CSI}'/>")
        assert await phone.acknowledged() == ""

        await noise(place, bob)

        active, idle = await desk.acknowledged(), await phone.acknowledged()
        assert kinds(active).count("presence") == ROUNDS
        assert kinds(active).count("message") == 3 * ROUNDS
        # Not a byte, so the radio of a phone sleeps on.
        assert idle == ""

        phone.client.send(f"<active xmlns='{CSI}'/>")
        idle = await phone.acknowledged()
        last = ROUNDS - 1
        assert kinds(idle) == ["presence", "message", "message"]
        assert f"<priority>{last}</priority>" in idle
        assert f"<text>{last}</text>" in idle
        assert f"<title>{last}</title>" in idle
        assert "chatstates" not in idle
        assert ROUNDS * len(idle) < 2 * len(active)

        # It is looked at: all of it again.
        await noise(place, bob)
        assert kinds(await phone.acknowledged()) == kinds(await desk.acknowledged())


async def test_a_message_comes_at_once_and_after_what_waited(tmp_path: Path) -> None:
    async with everybody(tmp_path) as (place, _desk, phone, bob):
        phone.client.send(f"<inactive xmlns='{CSI}'/>")
        assert await phone.acknowledged() == ""
        await noise(place, bob)
        says(bob, "now")
        await taken(place, bob)
        got = stanzas(await phone.acknowledged())
        assert [each.tag.rpartition("}")[2] for each in got] == ["presence", "message", "message", "message"]
        assert [bool(each.findtext("{jabber:client}body")) for each in got] == [False, False, False, True]
        # Nothing of it waits any longer, and what comes now waits again.
        await noise(place, bob)
        assert await phone.acknowledged() == ""
        says(bob, "one")
        says(bob, "two")
        await taken(place, bob)
        bodies = [each.findtext("{jabber:client}body") for each in stanzas(await phone.acknowledged())]
        assert [each for each in bodies if each] == ["one", "two"]


@pytest.mark.parametrize("words", ["an answer", "a request to be a contact"])
async def test_what_matters_is_no_noise(tmp_path: Path, words: str) -> None:
    async with everybody(tmp_path) as (place, _desk, phone, bob):
        phone.client.send(f"<inactive xmlns='{CSI}'/>")
        assert await phone.acknowledged() == ""
        await noise(place, bob)
        if words == "an answer":
            phone.client.send("<iq type='get' id='q'><ping xmlns='urn:xmpp:ping'/></iq>")
        else:
            carol = await place.client("carol")
            carol.send("<presence type='subscribe' to='alice@localhost'/>")
            await taken(place, carol)
        got = await phone.acknowledged()
        assert kinds(got) == ["presence", "message", "message", "iq" if words == "an answer" else "presence"]


async def test_a_queue_that_is_full_goes_out_whole_and_in_order(tmp_path: Path) -> None:
    async with everybody(tmp_path) as (place, _desk, phone, bob):
        phone.client.send(f"<inactive xmlns='{CSI}'/>")
        assert await phone.acknowledged() == ""
        for number in range(MAX_KEPT + 1):
            if number == MAX_KEPT:
                await place.settled()
                assert await phone.acknowledged() == ""
            await publish(bob, MOOD, f"i{number}", f"<mood xmlns='{MOOD}'><text>{number}</text></mood>")
        await place.settled()
        got = await phone.acknowledged()
        assert re.findall("<text>([0-9]+)</text>", got) == [str(number) for number in range(MAX_KEPT + 1)]
