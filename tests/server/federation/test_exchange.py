"""Two gateways in one process: stanzas go both ways, each server known by its certificate."""

from casemate.xmpp.element import Element
from tests.peers import Make


async def test_a_message_goes_to_another_server_and_is_of_jabber_client_on_both_sides(make: Make) -> None:
    here = await make("here.example")
    there = await make("there.example")
    here.send("alice@here.example/desk", "bob@there.example", "good morning", id="m1")
    came = await there.behind.message()
    assert came == Element(
        "message",
        "jabber:client",
        {"from": "alice@here.example/desk", "to": "bob@there.example", "id": "m1"},
        [Element("body", "jabber:client", {}, ["good morning"])],
    )


async def test_an_answer_goes_over_the_connection_that_is_there_already(make: Make) -> None:
    here = await make("here.example")
    there = await make("there.example")
    here.send("alice@here.example", "bob@there.example")
    await there.behind.message()
    there.send("bob@there.example", "alice@here.example", "and to you")
    assert (await here.behind.message()).child_text("body") == "and to you"
    assert not here.gateway._incoming  # XEP-0288


async def test_many_messages_keep_their_order(make: Make) -> None:
    here = await make("here.example")
    there = await make("there.example")
    for number in range(300):
        here.send("alice@here.example", "bob@there.example", str(number))
    await there.behind.message(300)
    assert [came.child_text("body") for came in there.behind.came] == [str(number) for number in range(300)]


async def test_direct_tls_is_used_where_it_is_named(make: Make) -> None:
    there = await make("there.example")
    here = await make("here.example", hosts={"there.example": f"xmpps://127.0.0.1:{there.port_tls}"})
    here.send("alice@here.example", "bob@there.example")
    assert (await there.behind.message()).attrs["from"] == "alice@here.example"


async def test_a_room_below_a_domain_is_another_domain_to_the_other_server(make: Make) -> None:
    here = await make("here.example", names=["here.example", "rooms.here.example"])
    there = await make("there.example")
    here.send("alice@here.example", "bob@there.example")
    here.send("room@rooms.here.example/alice", "bob@there.example")
    await there.behind.message(2)
    assert {came.attrs["from"] for came in there.behind.came} == {
        "alice@here.example",
        "room@rooms.here.example/alice",
    }


async def test_an_international_domain_is_found_by_its_ascii_form(make: Make) -> None:
    here = await make("here.example")
    there = await make("münchen.example")
    here.send("alice@here.example", "bob@münchen.example")
    assert (await there.behind.message()).attrs["to"] == "bob@münchen.example"
