"""BOSH over real HTTPS: who may use it, what a request may cost, and what is left of a session in the end."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import httpx
import msgspec
import pytest

from casemate.settings.schema import Limits
from casemate.xmpp.stream import Framing
from tests.files.support import until
from tests.web.support import LISTEN, ORIGIN, Echo, Site, changed, open_site

BOSH = msgspec.structs.replace(LISTEN, bosh=True)
START = "<body xmlns='http://jabber.org/protocol/httpbind' "
CREATE = f"{START}rid='10' to='example.org' hold='1' wait='60'/>"
LIMITS = changed(Limits(), stanza=20_000, stanza_before_auth=5_000, send_queue=50_000, bosh_sessions=3)


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with aclosing(open_site(tmp_path, LIMITS, listen=BOSH)) as sites:
        async for site in sites:
            yield site


async def post(site: Site, text: str | bytes, **headers: str) -> httpx.Response:
    return await site.client.post(f"{site.base}/http-bind", content=text, headers=headers, timeout=20)


def request(sid: str, rid: int, payload: str = "", more: str = "") -> str:
    return f"{START}sid='{sid}' rid='{rid}'{more}>{payload}</body>"


async def created(site: Site) -> tuple[str, Echo]:
    """A session's id, and the server's end of it."""
    answer = await post(site, CREATE)
    return answer.text.partition("sid='")[2].partition("'")[0], site.acceptor.connections[-1]


async def test_a_session_is_a_connection_with_tls(site: Site) -> None:
    sid, connection = await created(site)
    assert len(sid) == 32
    assert site.acceptor.seen == [("127.0.0.1", Framing.BOSH, True)]
    assert connection.pipe.tls is None
    assert (await created(site))[0] != sid


async def test_the_headers_of_an_answer(site: Site) -> None:
    answer = await post(site, CREATE, **{"Content-Type": "text/plain"})
    assert answer.headers["content-type"] == "text/xml; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in answer.headers
    answer = await post(site, CREATE.replace("/>", " content='application/xml; charset=utf-8'/>"))
    assert answer.headers["content-type"] == "application/xml; charset=utf-8"
    answer = await post(site, CREATE.replace("/>", " content='text/html; charset=utf-8'/>"))
    assert answer.headers["content-type"] == "text/xml; charset=utf-8"


@pytest.mark.parametrize("origin", [None, ORIGIN, "https://files.example:5443"])
async def test_own_and_named_origins_and_programs_may_use_it(site: Site, origin: str | None) -> None:
    answer = await post(site, CREATE, **({"Origin": origin} if origin else {}))
    assert "sid=" in answer.text
    assert answer.headers.get("access-control-allow-origin") == origin
    assert "access-control-allow-credentials" not in answer.headers


async def test_pages_of_other_origins_may_not(site: Site) -> None:
    answer = await post(site, CREATE, Origin="https://evil.example")
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers
    assert site.acceptor.connections == []


async def test_a_preflight(site: Site) -> None:
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    answer = await site.client.options(f"{site.base}/http-bind", headers={"Origin": ORIGIN, **asked})
    assert answer.headers["access-control-allow-origin"] == ORIGIN
    assert "POST" in answer.headers["access-control-allow-methods"]
    answer = await site.client.options(f"{site.base}/http-bind", headers={"Origin": "https://evil.example", **asked})
    assert "access-control-allow-origin" not in answer.headers


async def test_only_posting(site: Site) -> None:
    assert (await site.client.get(f"{site.base}/http-bind")).status_code == 405
    assert (await site.client.put(f"{site.base}/http-bind", content=CREATE)).status_code == 405


async def test_nothing_compressed_is_taken(site: Site) -> None:
    answer = await post(site, CREATE, **{"Content-Encoding": "gzip"})
    assert answer.status_code == 415


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("", "bad-request"),
        (f"{START}rid='1'/>", "improper-addressing"),
        (f"{START}rid='1' to='a'><message/></body>", "bad-request"),
        (f"{START}rid='1' to='a' type='terminate'/>", "bad-request"),
        (request("unknown", 1), "item-not-found"),
        (f"{START}to='a'/>", "bad-request"),
    ],
)
async def test_what_makes_no_session(site: Site, text: str, condition: str) -> None:
    answer = await post(site, text)
    assert (answer.status_code, f"condition='{condition}'" in answer.text) == (200, True)
    assert site.acceptor.connections == []


async def test_how_large_a_request_may_be(site: Site) -> None:
    sid, connection = await created(site)
    text = f"<a>{'x' * 7_500}</a>"
    for refused in (CREATE + " " * 10_000, request("x" * 32, 11, text), request(sid, 11, text)):
        answer = await post(site, refused)
        assert "condition='policy-violation'" in answer.text
    connection.bound = True
    await post(site, request(sid, 11, text))
    assert len(connection.messages[-1]) > 7_500
    answer = await post(site, request(sid, 12, f"<a>{'x' * 22_100}</a>"))
    assert "condition='policy-violation'" in answer.text


async def test_a_request_whose_length_is_not_said_is_cut_off_as_well(site: Site) -> None:
    async def endless() -> AsyncIterator[bytes]:
        yield START.encode()
        while True:
            yield b" " * 1_000

    try:
        answer = await site.client.post(f"{site.base}/http-bind", content=endless(), timeout=20)
    except (httpx.WriteError, httpx.ReadError, httpx.RemoteProtocolError):
        # It was closed while the client still wrote.
        return
    assert "condition='policy-violation'" in answer.text


async def test_there_are_only_so_many(site: Site) -> None:
    for _ in range(3):
        assert (await created(site))[0]
    answer = await post(site, CREATE)
    assert "condition='policy-violation'" in answer.text
    assert len(site.acceptor.connections) == 3
    sid, connection = "", site.acceptor.connections[0]
    connection.pipe.abort()
    await connection.gone.wait()
    sid, _ = await created(site)
    assert sid


async def test_an_address_with_too_many(site: Site) -> None:
    site.acceptor.full = True
    answer = await post(site, CREATE)
    assert "condition='policy-violation'" in answer.text
    site.acceptor.full = False
    assert (await created(site))[0]


async def test_what_nobody_fetches_ends_it(site: Site) -> None:
    sid, connection = await created(site)
    while not connection.too_much.is_set():
        connection.pipe.write(b"<m>" + b"x" * 5_000 + b"</m>")
    await connection.gone.wait()
    assert connection.lost_times == 1
    assert "condition='item-not-found'" in (await post(site, request(sid, 11))).text


async def test_how_it_ended_is_told_to_the_next_request(site: Site) -> None:
    sid, connection = await created(site)
    connection.pipe.write(b"<last/>")
    connection.pipe.close()
    connection.pipe.write(b"<late/>")
    await connection.gone.wait()
    answer = await post(site, request(sid, 11))
    assert "type='terminate'><last/></body>" in answer.text
    assert "condition" not in answer.text
    assert "condition='item-not-found'" in (await post(site, request(sid, 12))).text
    assert connection.lost_times == 1


async def test_a_client_that_hangs_up_loses_nothing(site: Site) -> None:
    sid, connection = await created(site)
    connection.on_message = lambda _: None
    holding = asyncio.create_task(post(site, request(sid, 11, "<one/>")))
    await until(lambda: len(connection.messages) == 2)
    holding.cancel()
    await asyncio.wait({holding})
    await until(lambda: not connection.pipe._waiting)
    connection.pipe.write(b"<kept/>")
    answer = await post(site, request(sid, 11, "<one/>"))
    assert "<kept/>" in answer.text
    assert len(connection.messages) == 2


async def test_a_paused_session_takes_nothing(site: Site) -> None:
    sid, connection = await created(site)
    connection.on_message = lambda _: connection.pipe.pause()
    holding = asyncio.create_task(post(site, request(sid, 11, "<one/><two/>")))
    await until(lambda: len(connection.messages) == 2)
    # Written after the pause and fetched: so the loop has come round, and still no second element was taken.
    connection.pipe.write(b"<answer/>")
    assert "<answer/>" in (await holding).text
    assert len(connection.messages) == 2
    connection.on_message = lambda _: None
    connection.pipe.resume()
    await until(lambda: len(connection.messages) == 3)


async def test_a_silent_session_is_given_up(site: Site) -> None:
    sid, connection = await created(site)
    assert "<body" in (await post(site, request(sid, 11, more=" pause='0'"))).text
    await connection.gone.wait()
    assert connection.lost_times == 1
    assert "condition='item-not-found'" in (await post(site, request(sid, 12))).text
