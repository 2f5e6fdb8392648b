"""Every kind of stanza that a client may send, a little wrong: each request is answered, nothing fails inside, nobody is cut off.

The stanzas are those of the wire scripts, so that whatever a feature serves is reached; what is done to them comes from a seed, which
the name of a failing test tells.
"""

import asyncio
import copy
import random
import re
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import structlog.testing

from tests.place import running
from tests.wire.runner import Line, steps

SCRIPTS = Path(__file__).parents[1] / "wire"
SEEDS = 12
STANZAS = 200
BATCH = 20
SECONDS = 20.0
# What an administrator does to somebody on purpose ends their streams.
_ENDS_SOMEBODY = re.compile("delete-user|disable-user|end-user-session|change-user-password|iq:register")
_ELSEWHERE = (
    "ann@bridge.example", "ann@bridge.example/x", "hall@bridge.example", "hall@bridge.example/Ann", "ben@bridge.example/y", "bridge.example",
)  # fmt: skip
_OPEN = "<w xmlns='jabber:client' xmlns:no='urn:no'>{}</w>"
_STANZAS = {"{jabber:client}iq", "{jabber:client}message", "{jabber:client}presence"}
_VALUES = (
    "", " ", "0", "-1", "1", "99999999999999999999", "true", "none", "owner", "outcast", "moderator", "both", "subscribe",
    "alice@localhost", "bob@localhost/test", "@localhost", "a@b@c/d", "tea@rooms.localhost", "tea@rooms.localhost/Alice", "localhost",
    "nobody@localhost", "x@elsewhere.example", "2026-13-45T99:99:99Z", "2026-11-24T00:00:00Z", "\u202e\u0430dmin", "\U0001f600" * 40,
    "x" * 3000, "urn:xmpp:ping", "http://jabber.org/protocol/pubsub", "%s%n{}", "../../etc/passwd", "NaN", "1e400", "submit", "cancel",
)  # fmt: skip


@cache
def stanzas() -> list[ET.Element]:
    """What clients and components send in the wire scripts, of whoever sends it."""
    found: list[ET.Element] = []
    for path in sorted(SCRIPTS.rglob("*.wire")):
        for step in steps(path.read_text()):
            if step.words.endswith(" sends"):
                found += [each for each in ET.fromstring(_OPEN.format(step.body)) if each.tag in _STANZAS]
    for stanza in found:
        stanza.attrib.pop("from", None)
    return found


def changed(stanza: ET.Element, chance: random.Random) -> ET.Element:
    """A stanza with one to four things wrong."""
    stanza = copy.deepcopy(stanza)
    for _ in range(chance.randint(1, 4)):
        _CHANGES[chance.randrange(len(_CHANGES))](stanza, chance)
    return stanza


def _value(stanza: ET.Element, chance: random.Random) -> None:
    element = chance.choice(list(stanza.iter()))
    if element.attrib:
        element.set(chance.choice(sorted(element.attrib)), chance.choice(_VALUES))


def _text(stanza: ET.Element, chance: random.Random) -> None:
    chance.choice(list(stanza.iter())).text = chance.choice(_VALUES)


def _less(stanza: ET.Element, chance: random.Random) -> None:
    element = chance.choice(list(stanza.iter()))
    if element.attrib:
        del element.attrib[chance.choice(sorted(element.attrib))]


def _without(stanza: ET.Element, chance: random.Random) -> None:
    parents = [element for element in stanza.iter() if len(element)]
    if parents:
        parent = chance.choice(parents)
        parent.remove(chance.choice(list(parent)))


def _twice(stanza: ET.Element, chance: random.Random) -> None:
    parents = [element for element in stanza.iter() if len(element)]
    if parents:
        parent = chance.choice(parents)
        parent.append(copy.deepcopy(chance.choice(list(parent))))


def _moved(stanza: ET.Element, chance: random.Random) -> None:
    """Something of another feature, in the place of its own."""
    parents = [element for element in stanza.iter() if len(element)]
    other = chance.choice(stanzas())
    if parents and len(other):
        parent = chance.choice(parents)
        parent[chance.randrange(len(parent))] = copy.deepcopy(chance.choice(list(other)))


def _kind(stanza: ET.Element, chance: random.Random) -> None:
    stanza.set(
        "type", chance.choice(("get", "set", "result", "error", "chat", "groupchat", "unavailable", "subscribe", ""))
    )


def _elsewhere(stanza: ET.Element, chance: random.Random) -> None:
    stanza.set(
        "to", chance.choice(("localhost", "rooms.localhost", "alice@localhost", "tea@rooms.localhost", "bob@localhost"))
    )


_CHANGES = (_value, _value, _text, _less, _without, _twice, _moved, _kind, _elsewhere)


@pytest.mark.parametrize("seed", range(SEEDS))
async def test_what_is_a_little_wrong_is_answered_and_harms_nobody(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    async with running(tmp_path) as place:
        lines = [Line(await place.client(name)) for name in ("alice", "bob", "admin")]
        for line, nick in zip(lines, ("Alice", "Bob"), strict=False):
            line.client.send(
                f"<presence to='tea@rooms.localhost/{nick}'><x xmlns='http://jabber.org/protocol/muc'/></presence>"
            )
        with structlog.testing.capture_logs() as logs:
            for start in range(0, STANZAS, BATCH):
                asked: dict[str, str] = {}
                for number in range(start, start + BATCH):
                    stanza = changed(chance.choice(stanzas()), chance)
                    stanza.set("id", f"f{number}")
                    text = ET.tostring(stanza, "unicode")
                    if not _ENDS_SOMEBODY.search(text):
                        chance.choice(lines).client.send(text)
                        asked |= {f"f{number}": text} if _is_answered(stanza) else {}
                await _answered(lines, asked)
                await place.settled()
                assert not [entry for entry in logs if entry["log_level"] == "error"], (logs, asked)


@pytest.mark.parametrize("seed", range(SEEDS // 2))
async def test_what_comes_a_little_wrong_from_elsewhere_harms_nobody(seed: int, tmp_path: Path) -> None:
    """ATTACKS C10: the same, by way of a component, from people in a room, contacts and strangers."""
    chance = random.Random(f"elsewhere {seed}")
    async with running(tmp_path, {"rooms": {"external": True}}) as place:
        alice, bridge = Line(await place.client("alice")), Line(await place.component("bridge.example"))
        for line, sender, nick in ((alice, "alice@localhost/test", "Alice"), (bridge, "ann@bridge.example/x", "Ann")):
            line.client.send(
                f"<presence from='{sender}' to='tea@rooms.localhost/{nick}'><x xmlns='http://jabber.org/protocol/muc'/></presence>"
            )
        for kind in ("subscribe", "subscribed"):
            alice.client.send(f"<presence to='ann@bridge.example' type='{kind}'/>")
        alice.client.send(
            "<presence to='hall@bridge.example/Alice'><x xmlns='http://jabber.org/protocol/muc'/></presence>"
        )
        with structlog.testing.capture_logs() as logs:
            for start in range(0, STANZAS, BATCH):
                asked: dict[str, str] = {}
                for number in range(start, start + BATCH):
                    stanza = changed(chance.choice(stanzas()), chance)
                    stanza.set("id", f"f{number}")
                    stanza.set("from", chance.choice(_ELSEWHERE))
                    stanza.set(
                        "to",
                        stanza.get("to") or chance.choice(("localhost", "alice@localhost", "alice@localhost/test")),
                    )
                    text = ET.tostring(stanza, "unicode")
                    bridge.client.send(text)
                    asked |= {f"f{number}": text} if _is_answered(stanza) else {}
                await _answered([bridge, alice], asked)
                await place.settled()
                assert not [entry for entry in logs if entry["log_level"] == "error"], (logs, asked)


def _is_answered(stanza: ET.Element) -> bool:
    """Whether the server answers; what is for a client is for that client to answer."""
    return stanza.tag.endswith("}iq") and stanza.get("type") in {"get", "set"} and "/" not in stanza.get("to", "")


async def _answered(lines: list[Line], asked: dict[str, str]) -> None:
    missing = dict(asked)
    try:
        async with asyncio.timeout(SECONDS):
            while missing:
                for line in lines:
                    await line.pong()
                    while line.waiting() is not None:
                        _tick_off(await line.next(), missing)
    except TimeoutError:
        pytest.fail(f"never answered: {list(missing.values())}")


def _tick_off(answer: ET.Element, missing: dict[str, str]) -> None:
    if answer.get("type") in {"result", "error"}:
        text = missing.pop(answer.get("id", ""), None)
        assert text is None or answer.find(".//{*}internal-server-error") is None, text
