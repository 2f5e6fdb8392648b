"""XEP-0030 section 4.2: whatever is discovered can be asked in turn, down to the last item."""

import itertools
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.client import Client
from tests.place import running

DISCO = "http://jabber.org/protocol/disco#"
_NUMBERS = itertools.count()


async def ask(client: Client, what: str, jid: str, node: str) -> ET.Element:
    """The answer to a question of service discovery."""
    number = next(_NUMBERS)
    asked = f" node='{node}'" if node else ""
    client.send(f"<iq type='get' id='d{number}' to='{jid}'><query xmlns='{DISCO}{what}'{asked}/></iq>")
    while (answer := await client.element("iq")).get("id") != f"d{number}":
        pass
    assert answer.get("type") == "result", ET.tostring(answer)
    query = answer.find(f"{{{DISCO}{what}}}query")
    assert query is not None
    assert query.get("node", "") == node
    return query


async def test_every_item_answers_and_says_what_it_is(tmp_path: Path) -> None:
    async with running(tmp_path / "place") as place:
        admin, alice = await place.client("admin"), await place.client("alice")
        alice.send("<presence to='tea@rooms.localhost/Alice'><x xmlns='http://jabber.org/protocol/muc'/></presence>")
        alice.send(
            "<iq type='set' id='c' to='tea@rooms.localhost'><query xmlns='http://jabber.org/protocol/muc#owner'>"
            "<x xmlns='jabber:x:data' type='submit'/></query></iq>"
        )
        while (await alice.element("iq")).get("id") != "c":
            pass
        left, seen = [("localhost", ""), ("localhost", "http://jabber.org/protocol/commands")], set[tuple[str, str]]()
        while left:
            jid, node = left.pop()
            if (jid, node) in seen:
                continue
            seen.add((jid, node))
            info = await ask(admin, "info", jid, node)
            identities = info.findall(f"{{{DISCO}info}}identity")
            assert identities, (jid, node)
            assert all(each.get("category") and each.get("type") for each in identities)
            items = (await ask(admin, "items", jid, node)).findall(f"{{{DISCO}items}}item")
            # Of who is in a room, only those who are in it too may ask (XEP-0045 section 6.6).
            found = [(item.get("jid") or "", item.get("node") or "") for item in items]
            left += [(address, name) for address, name in found if "/" not in address]
        assert ("rooms.localhost", "") in seen
        assert ("tea@rooms.localhost", "") in seen
        assert len(seen) > 30
