"""What somebody may send who has no account, a little wrong: each request is answered or ends the stream, and nothing is made of it."""

import random
import re

import pytest
import structlog.testing

from tests.features.inviting import ON, invited, stranger
from tests.place import running

SEEDS = 6
STREAMS = 25
_PARTS = (
    "<preauth xmlns='urn:xmpp:pars:0' token='{token}'/>", "<preauth xmlns='urn:xmpp:pars:0' token='no'/>", "<preauth xmlns='urn:xmpp:pars:0'/>",
    "<query xmlns='jabber:iq:register'/>", "<query xmlns='jabber:iq:register'><username>eve</username></query>",
    "<query xmlns='jabber:iq:register'><username>alice</username><password>good enough</password></query>",
    "<query xmlns='jabber:iq:register'><username>e v e</username><password>good enough</password></query>",
    "<query xmlns='jabber:iq:register'><username>eve</username><password>short</password></query>",
    "<query xmlns='jabber:iq:register'><username>eve</username><password>good enough</password><email>e@x</email></query>",
    "<query xmlns='jabber:iq:register'><remove/></query>", "<query xmlns='jabber:iq:register'><x xmlns='jabber:x:data' type='submit'/></query>",
    "<query xmlns='jabber:iq:register'><username>\u202eeve</username><password>\u0007good enough</password></query>",
    "<ping xmlns='urn:xmpp:ping'/>", "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>", "words", "",
)  # fmt: skip
_ATTRIBUTES = (
    "id='q'",
    "id=''",
    "to='localhost'",
    "to='other.example'",
    "to='@'",
    "from='alice@localhost'",
    "xml:lang='\u0451'",
)
_ANSWERED = re.compile(r"<iq [^>]*type=.(?:result|error)|</stream:stream>")


def request(chance: random.Random, token: str) -> str:
    attributes = " ".join({each.partition("=")[0]: each for each in chance.sample(_ATTRIBUTES, 3)}.values())
    kind = chance.choice(("get", "set", "set", "set", "result", "error", ""))
    body = "".join(chance.choice(_PARTS) for _ in range(chance.choice((1, 1, 1, 2)))).replace("{token}", token)
    name = chance.choice(("iq", "iq", "iq", "iq", "message", "presence"))
    return f"<{name} type='{kind}' {attributes}>{body}</{name}>"


@pytest.mark.parametrize("seed", range(SEEDS))
async def test_what_strangers_send_is_answered_and_makes_nobody(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    chance = random.Random(f"strangers {seed}")
    settings = {**ON, "invitations": {**ON["invitations"], "wrong_tokens": 1_000}}
    async with running(tmp_path_factory.mktemp("place"), settings) as place:
        _, token = await invited(place, name="kept")
        before = {person.jid for person in await place.house.accounts.people.everybody()}
        with structlog.testing.capture_logs() as logs:
            for _ in range(STREAMS):
                client = await stranger(place)
                for _ in range(4):
                    client.send(request(chance, token))
                    if "</stream:stream>" in await client.until(_ANSWERED.pattern):
                        break
        assert not [entry for entry in logs if entry["log_level"] == "error"], logs
        assert {person.jid for person in await place.house.accounts.people.everybody()} == before
        assert "<success" in await (await place.connect()).sign_in("alice", place.credentials["alice"])
