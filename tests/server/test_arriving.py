"""Messages that come while somebody is arriving: each reaches them, once, and after what waited (XEP-0160)."""

import asyncio
from collections.abc import Callable, Coroutine, Generator
from contextlib import contextmanager
from typing import Any

import pytest

from casemate.accounts.roster import Rosters
from casemate.archive.api import Archive
from casemate.model.errors import Unavailable
from tests.client import Client
from tests.place import Place


@contextmanager
def held_up(owner: type, name: str) -> Generator[asyncio.Event]:
    """Keeps calls of a method waiting to the end of the block; the event is set when there is one."""
    entered, go = asyncio.Event(), asyncio.Event()
    original: Callable[..., Coroutine[Any, Any, Any]] = getattr(owner, name)

    async def gated(*words: Any) -> Any:
        entered.set()
        await go.wait()
        return await original(*words)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, name, gated)
        try:
            yield entered
        finally:
            go.set()


def chat(to: str, words: str) -> str:
    return f"<message to='{to}' type='chat'><body>{words}</body></message>"


async def bodies(client: Client, place: Place) -> list[str]:
    """The bodies that have come, once the server has nothing more to do."""
    await place.settled()
    client.send("<iq type='get' id='last'><ping xmlns='urn:xmpp:ping'/></iq>")
    text = await client.until("id='last'[^>]*/>|<iq[^>]*id=\"last\"[^>]*/>")
    return [part.partition("</body>")[0] for part in text.split("<body>")[1:]]


async def test_what_another_client_got_while_one_arrives_is_not_repeated(place: Place) -> None:
    alice, phone = await place.client("alice"), await place.client("bob", "phone")
    await place.settled()
    with held_up(Archive, "pending") as entered:
        desk = await place.client("bob", "desk")
        await entered.wait()
        alice.send(chat("bob@localhost/phone", "for the phone"))
        await phone.until("for the phone")
    assert await bodies(desk, place) == []


async def test_what_is_new_does_not_overtake_what_waits(place: Place) -> None:
    alice = await place.client("alice")
    alice.send(chat("bob@localhost", "old") + chat("alice@localhost", "mark"))
    await alice.until("mark")
    bob = await place.client("bob", available=False)
    with held_up(Rosters, "load") as entered:
        bob.send("<presence/>")
        await entered.wait()
        alice.send(chat("bob@localhost", "new") + chat("alice@localhost", "another mark"))
        await alice.until("another mark")
    assert await bodies(bob, place) == ["old", "new"]


async def test_what_waits_is_not_lost_when_it_cannot_be_read(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    alice = await place.client("alice")
    alice.send(chat("bob@localhost", "old") + chat("alice@localhost", "mark"))
    await alice.until("mark")

    async def fails(*_words: object) -> list[object]:
        raise Unavailable("no database")

    with monkeypatch.context() as broken:
        broken.setattr(Archive, "pending", fails)
        bob = await place.client("bob")
        assert "internal-server-error" in await bob.closed()
    bob = await place.client("bob")
    assert await bodies(bob, place) == ["old"]
