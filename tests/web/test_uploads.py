"""PUT, GET and HEAD over real TLS."""

import asyncio
import hashlib
from collections.abc import AsyncIterator

import msgspec
import pytest

from casemate.files.api import UploadState
from casemate.model.inspection import Verdict
from tests.files.support import id_of, until
from tests.web.support import ORIGIN, Site

DATA = bytes(range(256)) * 1500


async def test_put_then_get(site: Site) -> None:
    answer = await site.put(DATA, "data.bin")
    assert answer.status_code == 201
    url = await site.stored(DATA, "data.bin")
    got = await site.client.get(url)
    assert (got.status_code, got.content) == (200, DATA)
    assert got.headers["etag"] == f'"{hashlib.sha256(DATA).hexdigest()}"'
    assert got.headers["content-length"] == str(len(DATA))
    assert got.headers["accept-ranges"] == "bytes"
    assert "server" not in got.headers


async def test_head_is_get_without_body(site: Site) -> None:
    url = await site.stored(DATA)
    head, got = await site.client.head(url), await site.client.get(url)
    assert (head.status_code, head.content) == (200, b"")
    skip = {"date"}
    assert {k: v for k, v in head.headers.items() if k not in skip} == {
        k: v for k, v in got.headers.items() if k not in skip
    }


async def test_every_answer_is_locked_down(site: Site) -> None:
    url = await site.stored(DATA)
    answers = [
        await site.client.get(url),
        await site.client.get(site.base + "/"),
        await site.client.get(site.base + "/nowhere"),
        await site.client.post(site.base + "/"),
        await site.client.put(url, content=b"x"),
        await site.client.get(site.base + "/.well-known/host-meta"),
    ]
    for answer in answers:
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "cross-origin-resource-policy" in answer.headers
        assert "server" not in answer.headers
        for leak in ("uvicorn", "starlette", "python", "/work", "Traceback"):
            assert leak not in answer.text.lower()


async def test_a_refused_file_is_a_4xx_with_the_reason(site: Site) -> None:
    site.world.judge.says(Verdict.BLOCK, "It contains the virus Eicar-Test.")
    slot = await site.world.slot(5)
    answer = await site.client.put(site.at(slot), content=b"12345", headers=slot.headers)
    assert (answer.status_code, answer.text) == (422, "It contains the virus Eicar-Test.\n")
    assert answer.headers["content-type"].startswith("text/plain")
    got = await site.client.get(site.at(slot))
    assert got.status_code == 403
    assert "refused" in got.text


async def test_a_held_file_is_taken_and_not_given(site: Site) -> None:
    site.world.judge.says(Verdict.HOLD, "A program.")
    slot = await site.world.slot(5)
    answer = await site.client.put(site.at(slot), content=b"12345", headers=slot.headers)
    assert answer.status_code == 201
    assert "held" in answer.text
    assert (await site.client.get(site.at(slot))).status_code == 403
    await site.world.files.rule(id_of(slot), UploadState.READY)
    assert (await site.client.get(site.at(slot))).content == b"12345"
    await site.world.files.rule(id_of(slot), UploadState.REFUSED)
    assert (await site.client.get(site.at(slot))).status_code == 403


async def test_201_comes_with_the_verdict(site: Site) -> None:
    site.world.judge.gate.clear()
    putting = asyncio.create_task(site.put(b"12345"))
    await site.world.judge.asked.wait()
    assert not putting.done()
    site.world.judge.gate.set()
    assert (await putting).status_code == 201


async def test_201_without_verdict_after_a_while_and_get_refused_until_then(site: Site) -> None:
    # The same setting object is read at each upload.
    site.world.files._settings = msgspec.structs.replace(site.world.settings, answer_within=0.1)
    site.world.judge.gate.clear()
    slot = await site.world.slot(5)
    answer = await site.client.put(site.at(slot), content=b"12345", headers=slot.headers)
    assert answer.status_code == 201
    assert "still being inspected" in answer.text
    got = await site.client.get(site.at(slot))
    assert (got.status_code, got.headers["retry-after"]) == (403, "10")
    site.world.judge.gate.set()
    assert await site.world.files.settled(id_of(slot))
    assert (await site.client.get(site.at(slot))).content == b"12345"


@pytest.mark.parametrize("header", [None, "Bearer x", "Basic x", "Bearer", "bearer x y"])
async def test_put_needs_the_slots_token(site: Site, header: str | None) -> None:
    slot = await site.world.slot(5)
    headers = {"Authorization": header} if header else {}
    answer = await site.client.put(site.at(slot), content=b"12345", headers=headers)
    assert answer.status_code == 403
    assert (await site.client.get(site.at(slot))).status_code == 404


async def test_unknown_addresses(site: Site) -> None:
    for path in ("/upload/" + "x" * 43 + "/a.txt", "/upload/short/a.txt", "/upload/", "/upload", "/upload/a/b/c"):
        assert (await site.client.get(site.base + path)).status_code == 404
        assert (await site.client.put(site.base + path, content=b"x")).status_code == 404


@pytest.mark.parametrize("method", ["POST", "DELETE", "PATCH", "TRACE", "PROPFIND"])
async def test_other_methods(site: Site, method: str) -> None:
    url = await site.stored(b"12345")
    answer = await site.client.request(method, url)
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]


async def test_files_under_another_host_name_are_not_served(site: Site) -> None:
    url = await site.stored(b"12345")
    for host, status in (
        ("evil.example", 421),
        ("", 421),
        ("files.example", 200),
        ("FILES.EXAMPLE.:1", 200),
        ("[::1]:5", 200),
        ("example.org", 200),
    ):
        assert (await site.client.get(url, headers={"Host": host})).status_code == status, host


@pytest.mark.parametrize(
    ("header", "status", "part"),
    [
        ("bytes=0-0", 206, DATA[:1]),
        ("bytes=100-199", 206, DATA[100:200]),
        ("bytes=383999-", 206, DATA[-1:]),
        ("bytes=-10", 206, DATA[-10:]),
        ("bytes=0-99999999", 206, DATA),
        ("bytes=65530-65545", 206, DATA[65530:65546]),
        ("bytes=384000-", 416, None),
        ("bytes=-0", 416, None),
        ("bytes=5-1", 200, DATA),
        ("bytes=0-1,5-6", 200, DATA),
        ("lines=0-1", 200, DATA),
        ("bytes=" + "9" * 400 + "-", 200, DATA),
    ],
)
async def test_ranges(site: Site, header: str, status: int, part: bytes | None) -> None:
    url = await site.stored(DATA)
    got = await site.client.get(url, headers={"Range": header})
    assert got.status_code == status
    if part is None:
        assert got.headers["content-range"] == f"bytes */{len(DATA)}"
    else:
        assert got.content == part
        assert got.headers["content-length"] == str(len(part))
    if status == 206:
        assert got.headers["content-range"].endswith(f"/{len(DATA)}")


async def test_conditions(site: Site) -> None:
    url = await site.stored(DATA)
    etag = (await site.client.get(url)).headers["etag"]
    not_changed = await site.client.get(url, headers={"If-None-Match": f'"x", W/{etag}'})
    assert (not_changed.status_code, not_changed.content, not_changed.headers["etag"]) == (304, b"", etag)
    assert (await site.client.get(url, headers={"If-None-Match": '"x"'})).status_code == 200
    part = {"Range": "bytes=0-4"}
    assert (await site.client.get(url, headers={**part, "If-Range": etag})).status_code == 206
    assert (await site.client.get(url, headers={**part, "If-Range": '"old"'})).content == DATA
    assert (await site.client.head(url, headers=part)).headers["content-length"] == str(len(DATA))


async def test_not_modified_only_while_the_verdict_stands(site: Site) -> None:
    url = await site.stored(DATA)
    etag = (await site.client.get(url)).headers["etag"]
    await site.world.files.rule(url.split("/")[4], UploadState.REFUSED)
    assert (await site.client.get(url, headers={"If-None-Match": etag})).status_code == 403


async def test_a_preflight_of_an_allowed_page(site: Site) -> None:
    slot = await site.world.slot(5)
    asked = {"Origin": ORIGIN, "Access-Control-Request-Method": "PUT"}
    answer = await site.client.options(site.at(slot), headers=asked)
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == ORIGIN
    assert "PUT" in answer.headers["access-control-allow-methods"]
    assert "Authorization" in answer.headers["access-control-allow-headers"]
    put = await site.client.put(site.at(slot), content=b"12345", headers={**slot.headers, "Origin": ORIGIN})
    assert (put.status_code, put.headers["access-control-allow-origin"]) == (201, ORIGIN)
    got = await site.client.get(site.at(slot), headers={"Origin": ORIGIN})
    assert "ETag" in got.headers["access-control-expose-headers"]
    assert got.headers["vary"] == "Origin"


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://chat.example", ORIGIN + ".evil.example"])
async def test_pages_of_other_origins_are_refused(site: Site, origin: str) -> None:
    slot = await site.world.slot(5)
    answer = await site.client.options(site.at(slot), headers={"Origin": origin})
    assert "access-control-allow-origin" not in answer.headers
    put = await site.client.put(site.at(slot), content=b"12345", headers={**slot.headers, "Origin": origin})
    assert put.status_code == 403
    assert "access-control-allow-origin" not in put.headers


async def test_an_upload_without_length_is_counted(site: Site) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        yield b"123"
        yield b"45"

    slot = await site.world.slot(5)
    answer = await site.client.put(site.at(slot), content=chunks(), headers=slot.headers)
    assert answer.status_code == 201


async def test_a_client_that_goes_away_leaves_nothing(site: Site) -> None:
    slot = await site.world.slot(1_000_000)
    path = site.at(slot).removeprefix(site.base)
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", site.server.port, ssl=site.trust, server_hostname="localhost"
    )
    head = f"PUT {path} HTTP/1.1\r\nHost: files.example\r\nContent-Length: 1000000\r\n"
    writer.write(f"{head}Authorization: {slot.headers['Authorization']}\r\n\r\n".encode() + bytes(600_000))
    await writer.drain()
    await until(site.world.incoming)
    writer.close()
    await writer.wait_closed()
    await until(lambda: not site.world.incoming())
    again = await site.client.put(site.at(slot), content=bytes(1_000_000), headers=slot.headers)
    assert again.status_code == 201
    del reader


async def test_a_download_that_is_given_up_lets_go_of_the_file(site: Site) -> None:
    data = bytes(8 * 1024 * 1024)
    url = await site.stored(data)
    async with site.client.stream("GET", url) as answer:
        assert answer.status_code == 200
        async for _ in answer.aiter_bytes():
            break
        assert site.world.files._downloads._open
    await until(lambda: not site.world.files._downloads._open)


async def test_a_database_that_does_not_answer_is_told_plainly(site: Site) -> None:
    url = await site.stored(b"12345")
    database = site.world.folder / "casemate.sqlite3"
    await site.world.db.close()
    database.rename(database.with_suffix(".away"))
    database.mkdir()
    got = await site.client.get(url)
    assert got.status_code == 503
    assert str(database) not in got.text
    database.rmdir()
    database.with_suffix(".away").rename(database)
    assert (await site.client.get(url)).status_code == 200


async def test_expect_continue(site: Site) -> None:
    slot = await site.world.slot(5)
    path = site.at(slot).removeprefix(site.base)
    head = f"PUT {path} HTTP/1.1\r\nHost: files.example\r\nContent-Length: 5\r\nExpect: 100-continue\r\n"
    answer = await site.raw(f"{head}Authorization: Bearer wrong\r\nConnection: close\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.1 403 ")


async def test_errors_are_sentences(site: Site) -> None:
    for answer in (
        await site.client.get(site.base + "/nowhere"),
        await site.client.post(site.base + "/"),
        await site.client.get(site.base + "/upload/" + "x" * 43 + "/a"),
    ):
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert answer.text.endswith(".\n")
