"""What can't be delivered comes back with a reason; what may be delivered later waits, within bounds."""

import asyncio
import ssl
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from casemate.server.federation import link as module
from casemate.server.federation.pace import Pace
from tests.dns import names
from tests.peers import SERVER_HEADER, Authority, Make
from tests.place import free_ports

ALICE, BOB = "alice@here.example", "bob@there.example"
FEATURES = (
    "<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>EXTERNAL</mechanism></mechanisms>"
    "</stream:features>"
)
MANAGED = "<stream:features><sm xmlns='urn:xmpp:sm:3'/></stream:features>"


@asynccontextmanager
async def letting_in(authority: Authority, after: Callable[[int, str], str | None]) -> AsyncGenerator[str]:
    """A server at there.example that believes everybody, and then says what `after` tells it to; None hangs up.

    `after` is told which connection it is and what came on it since it was let in.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*authority.files("there.example", name="letting-in"))
    [port] = free_ports(1)
    count = 0

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal count
        count += 1
        number, said = count, ""
        header = SERVER_HEADER.format(" from='there.example' to='here.example' id='x'")
        try:
            await reader.readuntil(b"version='1.0'")
            writer.write((header + FEATURES).encode())
            await reader.readuntil(b"</auth>")
            writer.write(b"<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>")
            await reader.readuntil(b"version='1.0'")
            await reader.readuntil(b">")
            writer.write((header + MANAGED).encode())
            while (answer := after(number, said)) is not None:
                writer.write(answer.encode())
                data = await reader.read(65536)
                if not data:
                    break
                said += data.decode()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", port, ssl=context)
    try:
        yield f"xmpps://127.0.0.1:{port}"
    finally:
        server.close()


async def test_a_domain_without_a_server_is_said_at_once(make: Make) -> None:
    async with names() as (_, port):
        here = await make("here.example", resolvers=(f"127.0.0.1:{port}",))
        here.send(ALICE, BOB)
        assert (await here.behind.bounce()).condition == "remote-server-not-found"
        assert not here.gateway._links["here.example", "there.example"].pending


async def test_a_server_that_is_away_is_waited_for_and_then_given_up(make: Make) -> None:
    [nobody] = free_ports(1)
    here = await make("here.example", hosts={"there.example": f"127.0.0.1:{nobody}"}, queue_time=0.3)
    here.send(ALICE, BOB)
    error = await here.behind.bounce()
    assert (error.condition, error.kind) == ("remote-server-timeout", "wait")


async def test_a_server_that_comes_back_gets_what_waited(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FIRST_DELAY", 0.05)
    [port] = free_ports(1)
    here = await make("here.example", hosts={"there.example": f"127.0.0.1:{port}"})
    here.send(ALICE, BOB, "patience")
    there = await make("there.example", port=port)
    assert (await there.behind.message()).child_text("body") == "patience"
    assert not here.behind.back


@pytest.mark.parametrize("bound", [{"queue": 2}, {"queue_size": 250}])
async def test_what_finds_no_room_comes_back(make: Make, bound: dict[str, int]) -> None:
    [nobody] = free_ports(1)
    here = await make("here.example", hosts={"there.example": f"127.0.0.1:{nobody}"}, **bound)
    for number in range(3):
        here.send(ALICE, BOB, f"number {number}")
    error = await here.behind.bounce()
    assert (error.condition, error.kind) == ("resource-constraint", "wait")
    assert [stanza.child_text("body") for stanza, _ in here.behind.back] == ["number 2"]


async def test_a_certificate_of_an_authority_that_nobody_trusts_gets_nothing(make: Make, tmp_path: Path) -> None:
    there = await make("there.example", by=Authority(tmp_path / "other", "Authority of strangers"))
    here = await make("here.example")
    here.send(ALICE, BOB, "secret")
    error = await here.behind.bounce()
    assert error.condition == "remote-server-not-found"
    assert "not trusted" in error.text
    assert not there.behind.came


async def test_a_server_that_does_not_let_us_in_is_not_asked_again(make: Make) -> None:
    there = await make("there.example", allow=())
    here = await make("here.example")
    here.send(ALICE, BOB)
    error = await here.behind.bounce()
    assert error.condition == "remote-server-not-found"
    assert "refuses us" in error.text
    assert not there.behind.came


async def test_a_domain_that_is_not_allowed_is_not_even_looked_up(make: Make) -> None:
    async with names() as (table, port):
        here = await make("here.example", allow=("friend.example",), resolvers=(f"127.0.0.1:{port}",))
        here.send(ALICE, BOB)
        assert (await here.behind.bounce()).condition == "not-allowed"
        assert not table.asked


async def test_domains_without_a_server_take_no_place_of_those_that_have_one(make: Make) -> None:
    async with names() as (_, port):
        here = await make("here.example", resolvers=(f"127.0.0.1:{port}",), connections=2)
        for number in range(1, 6):
            here.send(ALICE, f"bob@number{number}.example")
            assert (await here.behind.bounce(number)).condition == "remote-server-not-found"


async def test_what_nobody_acknowledged_goes_again(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """XEP-0198 between servers: the first connection is lost with a message on it."""
    monkeypatch.setattr(module, "FIRST_DELAY", 0.05)
    heard: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def after(number: int, said: str) -> str | None:
        if "</message>" not in said:
            return "<enabled xmlns='urn:xmpp:sm:3'/>" if "<enable" in said else " "
        if number > 1 and not heard.done():
            heard.set_result(said)
        return "<a xmlns='urn:xmpp:sm:3' h='1'/>" if number > 1 else None

    here = await make("here.example")
    async with letting_in(here.authority, after) as host:
        here.hosts["there.example"] = host
        await make("else.example")  # so that the host is known
        here.send(ALICE, BOB, "twice if need be")
        async with asyncio.timeout(10):
            assert "twice if need be" in await heard
        assert not here.behind.back


async def test_what_nobody_acknowledged_comes_back_when_we_go(make: Make) -> None:
    """XEP-0198 section 4: what was sent is not what arrived; nobody sends it again after this."""
    arrived = asyncio.Event()

    def after(_number: int, said: str) -> str | None:
        if "</message>" in said:
            arrived.set()
        return "<enabled xmlns='urn:xmpp:sm:3'/>" if "<enable" in said and "</message>" not in said else " "

    here = await make("here.example")
    async with letting_in(here.authority, after) as host:
        here.hosts["there.example"] = host
        await make("else.example")  # so that the host is known
        here.send(ALICE, BOB, "was it taken?")
        async with asyncio.timeout(10):
            await arrived.wait()
        await here.gateway.close(0.1)
        [(stanza, error)] = here.behind.back
        assert stanza.child_text("body") == "was it taken?"
        assert (error.condition, error.kind) == ("remote-server-timeout", "wait")


async def test_a_server_that_lets_us_in_to_hang_up_is_not_run_after(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FIRST_DELAY", 0.2)
    loop = asyncio.get_running_loop()
    times: dict[int, float] = {}
    enough = asyncio.Event()

    def after(number: int, said: str) -> str | None:
        times.setdefault(number, loop.time())
        if number >= 3:
            enough.set()
        return None if "<message" in said or number > 1 else " "

    here = await make("here.example")
    async with letting_in(here.authority, after) as host:
        here.hosts["there.example"] = host
        await make("else.example")
        here.send(ALICE, BOB)
        async with asyncio.timeout(10):
            await enough.wait()
    assert times[3] - times[1] >= 0.2 + 0.4


async def test_a_fast_domain_is_read_slowly_and_loses_nothing(make: Make) -> None:
    there = await make("there.example", stanzas_per_second=50)
    here = await make("here.example")
    here.send(ALICE, BOB)
    await there.behind.message()
    began = asyncio.get_running_loop().time()
    for _ in range(100):
        here.send(ALICE, BOB, "x" * 20_000)
    await there.behind.message(101)
    # Fifty at once, and the others as time allows, but for those that were read together with the last of the fifty.
    assert asyncio.get_running_loop().time() - began >= 0.5


async def test_reading_stops_while_too_much_is_under_way(make: Make) -> None:
    there = await make("there.example", stanzas_per_second=1_000_000)
    here = await make("here.example")
    there.behind.holding = True
    for _ in range(400):
        here.send(ALICE, BOB, "x" * 5_000)
    await there.behind.message(129)
    [connection] = there.gateway._incoming
    assert connection.transport._paused
    assert len(there.behind.came) < 400
    there.behind.holding = False
    while there.behind.unsettled:
        there.behind.unsettled.pop(0)()
    await there.behind.message(400)


async def test_a_connection_over_which_nothing_goes_is_closed(make: Make) -> None:
    there = await make("there.example", idle=0.3)
    here = await make("here.example", idle=0.3)
    here.send(ALICE, BOB)
    await there.behind.message()
    async with asyncio.timeout(10):
        while there.gateway._incoming or here.gateway._links:
            await asyncio.sleep(0.01)
    here.send(ALICE, BOB, "once more")
    assert (await there.behind.message(2)).child_text("body") == "once more"


def test_a_pace_is_an_average() -> None:
    now = [0.0]
    pace = Pace(10, lambda: now[0])
    assert [pace.take() for _ in range(10)] == [0.0] * 10
    assert pace.take() == pytest.approx(0.1)
    now[0] = 5.0
    assert pace.take() == 0.0
    assert not pace.idle
    now[0] = 6.0
    assert pace.idle
