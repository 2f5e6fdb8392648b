"""Two people talk by the core of the web app, beside standard clients, on a whole server."""

from tests.webapp.conftest import Opening

ERIN, FRED = "erin@localhost", "fred@localhost"


async def test_a_message_is_sent_delivered_and_read(messenger: Opening) -> None:
    erin, fred = await messenger("erin"), await messenger("fred")
    await erin.do("open", FRED)
    sent = await erin.do("send", FRED, "good morning")
    got = await fred.message(ERIN, body="good morning")
    assert (got["mine"], got["from"]["jid"], got["state"]) == (False, ERIN, "delivered")
    assert fred.conversation(ERIN)["unread"] == 1
    assert (await erin.message(FRED, id=sent, state="delivered"))["body"] == "good morning"
    await fred.do("open", ERIN)
    await fred.do("setActive", ERIN, True)
    await erin.message(FRED, id=sent, state="read")
    assert fred.conversation(ERIN)["unread"] == 0
