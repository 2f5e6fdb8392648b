"""What a client that nobody looks at is spared (XEP-0352)."""

from pathlib import Path

from casemate.features.csi import MAX_KEPT, IdleGate
from casemate.xmpp.element import CLIENT, Element
from tests.place import running

EVENT = "http://jabber.org/protocol/pubsub#event"


def presence(sender: str, show: str = "away") -> Element:
    return Element("presence", CLIENT, {"from": sender}, [Element("show", CLIENT, {}, [show])])


def event(sender: str, node: str, item: str, words: str, name: str = "item") -> Element:
    inner = Element(name, EVENT, {"id": item}, [words])
    items = Element("event", EVENT, {}, [Element("items", EVENT, {"node": node}, [inner])])
    return Element("message", CLIENT, {"from": sender, "type": "headline"}, [items])


def said(words: str) -> Element:
    return Element("message", CLIENT, {"from": "bob@localhost"}, [Element("body", CLIENT, {}, [words])])


def test_of_what_is_replaced_the_newest_waits() -> None:
    gate = IdleGate()
    mood, tune = event("bob@localhost", "mood", "current", "glad"), event("bob@localhost", "tune", "current", "a waltz")
    for stanza in (
        presence("bob@localhost/a"),
        event("bob@localhost", "mood", "current", "sad"),
        tune,
        presence("bob@localhost/a", "dnd"),
        mood,
        event("bob@localhost", "chats", "one", "x"),
        event("bob@localhost", "chats", "two", "y"),
    ):
        assert list(gate.admit(stanza)) == []
    words = said("now")
    kept = [*gate.admit(words)]
    assert kept[:3] == [tune, presence("bob@localhost/a", "dnd"), mood]
    assert len(kept) == 6
    assert kept[-1] == words
    assert list(gate.release()) == []


def test_what_takes_something_back_goes_at_once_and_after_what_came_before() -> None:
    gate = IdleGate()
    published, gone = event("bob@localhost", "mood", "m", "sad"), event("bob@localhost", "mood", "m", "", "retract")
    gate.admit(published)
    assert list(gate.admit(gone)) == [published, gone]
    request = Element("presence", CLIENT, {"from": "bob@localhost", "type": "subscribe"})
    assert list(gate.admit(request)) == [request]


def test_what_waits_is_bounded() -> None:
    gate = IdleGate()
    sent = [len(gate.admit(event("bob@localhost", "notes", str(number), "x"))) for number in range(MAX_KEPT + 1)]
    assert sent == [0] * MAX_KEPT + [MAX_KEPT + 1]


async def test_an_idle_client_is_sent_a_tenth_of_the_bytes(tmp_path: Path) -> None:
    async with running(tmp_path / "place") as place:
        desk, phone = await place.client("alice", "desk"), await place.client("alice", "phone")
        bob = await place.client("bob")
        phone.send("<inactive xmlns='urn:xmpp:csi:0'/><iq type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>")
        await phone.until("id='p'[^>]*/>")
        for number in range(100):
            bob.send(
                f"<presence to='alice@localhost'><priority>{number}</priority></presence>"
                "<message to='alice@localhost' type='chat'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>"
            )
        bob.send("<message to='alice@localhost' type='chat' id='m'><body>done</body></message>")
        looked_at, idle = await desk.until("done</body>.*</message>"), await phone.until("done</body>.*</message>")
        assert looked_at.count("</priority>") == 100
        assert idle.count("</priority>") == 1
        assert "<priority>99</priority>" in idle
        assert 10 * len(idle) < len(looked_at)
