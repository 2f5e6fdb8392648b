"""F6 under SASL2: whether somebody exists, has a token, or is disabled, is not told to who can not sign in as them."""

from casemate.model.jid import Jid
from tests.place import Place
from tests.sasl2 import KINDS, agent, condition, connect

NONE = list(KINDS)[-1]


async def answers(place: Place, user: str) -> list[str]:
    """Everything that the server says to somebody who knows the name only, but for what is random."""
    client = await connect(place)
    opened = await client.features(user)
    said = [child.tag for child in opened.iter()]
    client.send_token(user, "guess", NONE, agent())
    said.append(await client.until("</failure>"))
    return [*said, condition(await client.scram(user, "guess"))]


async def test_f6_nobody_and_somebody_are_answered_alike(patient: Place) -> None:
    holder = await connect(patient)
    wanted = agent() + f"<request-token xmlns='urn:xmpp:fast:0' mechanism='{NONE}'/>"
    await holder.enter("alice", patient.credentials["alice"], wanted)
    await patient.house.accounts.set_disabled(Jid("bob", "localhost", ""), disabled=True)
    seen = [await answers(patient, user) for user in ("alice", "bob", "carol", "nobody")]
    assert all(each == seen[0] for each in seen)
