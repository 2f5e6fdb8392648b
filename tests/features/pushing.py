"""A server with a push service beside it, and somebody to wake."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.client import Client
from tests.component import ComponentClient
from tests.place import Place, running

SUMMARY = "urn:xmpp:push:summary"
DATA = "{jabber:x:data}"
ENABLE = "<iq type='set' id='on'><enable xmlns='urn:xmpp:push:0' jid='bridge.example' node='n1'/></iq>"


@asynccontextmanager
async def opened(
    folder: Path, sections: Mapping[str, Mapping[str, object]] | None = None, **push: object
) -> AsyncGenerator[tuple[Place, Client, ComponentClient]]:
    """A server, alice, and the push service; bob's phone has enabled it and is gone."""
    async with running(folder / "place", {"push": {"interval": 0.0} | push, **(sections or {})}) as place:
        bridge, alice = await place.component("bridge.example"), await place.client("alice")
        bob = await place.client("bob", "phone")
        await asked(bob, ENABLE)
        await leave(place, bob)
        yield place, alice, bridge


async def asked(client: Client, iq: str) -> ET.Element:
    client.send(iq)
    answer = await client.element("iq")
    assert answer.get("type") == "result", ET.tostring(answer)
    return answer


async def leave(place: Place, client: Client) -> None:
    client.send("</stream:stream>")
    await client.closed()
    await place.settled()


def write(client: Client, text: str, kind: str = "chat") -> None:
    client.send(f"<message to='bob@localhost' type='{kind}'><body>{text}</body></message>")


async def pushed(bridge: ComponentClient) -> tuple[ET.Element, dict[str, str]]:
    iq = await bridge.element("iq")
    fields = {f.get("var", ""): f.findtext(f"{DATA}value", "") for f in iq.iter(f"{DATA}field")}
    assert fields.pop("FORM_TYPE") == SUMMARY
    return iq, fields


async def quiet(place: Place, client: Client, bridge: ComponentClient) -> None:
    """All that the client sent has had its effect, and nothing of it was told."""
    await asked(client, "<iq type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>")
    await place.settled()
    bridge.send("<iq type='get' id='q' from='bridge.example' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>")
    assert (await bridge.element("iq")).get("id") == "q"
