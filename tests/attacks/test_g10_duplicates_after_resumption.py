"""After resuming, what was acknowledged does not come again, and what was not comes once, in order (ATTACKS G10)."""

import re

from tests.client import HEADER
from tests.place import Place


async def test_g10_what_was_acknowledged_is_not_sent_again(place: Place) -> None:
    alice, bob = await place.client("alice"), await place.client("bob")
    bob.send("<enable xmlns='urn:xmpp:sm:3' resume='true'/>")
    token = re.search(r"id='([^']+)'", await bob.until("<enabled[^>]*/>"))
    assert token is not None
    for number in range(6):
        alice.send(f"<message to='bob@localhost' type='chat' id='m{number}'><body>{number}</body></message>")
    seen = [await bob.element("message") for _ in range(6)]
    bob.writer.transport.abort()
    again = await place.connect()
    await again.sign_in("bob", place.credentials["bob"])
    again.send(HEADER.format(domain="localhost"))
    await again.until("</stream:features>")
    again.send(f"<resume xmlns='urn:xmpp:sm:3' previd='{token[1]}' h='4'/>")
    await again.until("<resumed[^>]*/>")
    rest = [await again.element("message") for _ in range(2)]
    assert [m.get("id") for m in rest] == ["m4", "m5"]
    path = "{urn:xmpp:sid:0}stanza-id"
    ids = {m.get("id"): found.get("id") for m in seen if (found := m.find(path)) is not None}
    assert len(set(ids.values())) == 6
    for message in rest:
        found = message.find(path)
        assert found is not None
        assert found.get("id") == ids[message.get("id")]
    alice.send("<message to='bob@localhost' type='chat' id='m6'><body>6</body></message>")
    assert (await again.element("message")).get("id") == "m6"
