"""TLS as it should be, certificates that change, and connections that cost no more than they may."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import pytest
from cryptography import x509

from casemate.admin.certificates import make_certificates
from casemate.settings.schema import Limits
from casemate.web import connections
from tests.web.support import Site, changed, open_site


async def handshake(site: Site, context: ssl.SSLContext, name: str | None = "localhost") -> tuple[str, str, bytes]:
    """Version, cipher and certificate of a connection."""
    _, writer = await asyncio.open_connection("127.0.0.1", site.server.port, ssl=context, server_hostname=name)
    tls: ssl.SSLObject = writer.get_extra_info("ssl_object")
    cipher = tls.cipher()
    certificate = tls.getpeercert(binary_form=True)
    assert cipher is not None
    assert certificate is not None
    writer.close()
    await writer.wait_closed()
    return tls.version() or "", cipher[0], certificate


def naive() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


async def test_tls_13_is_preferred_and_12_is_possible(site: Site) -> None:
    assert (await handshake(site, site.trust))[0] == "TLSv1.3"
    site.trust.maximum_version = ssl.TLSVersion.TLSv1_2
    version, cipher, _ = await handshake(site, site.trust)
    assert version == "TLSv1.2"
    assert "GCM" in cipher or "CHACHA20" in cipher


@pytest.mark.parametrize("ciphers", ["ECDHE-ECDSA-AES128-SHA256", "AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-SHA"])
async def test_ciphers_without_aead_or_forward_secrecy_are_refused(site: Site, ciphers: str) -> None:
    context = naive()
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(f"{ciphers}:@SECLEVEL=0")
    with pytest.raises((ssl.SSLError, ConnectionResetError)):
        await handshake(site, context)


async def test_clients_that_send_no_name_are_served_too(site: Site) -> None:
    context = naive()
    assert (await handshake(site, context, ""))[0] == "TLSv1.3"


async def test_a_new_certificate_is_used_at_once(site: Site, tmp_path: Path) -> None:
    async def serial() -> int:
        return x509.load_der_x509_certificate((await handshake(site, naive()))[2]).serial_number

    before = await serial()
    make_certificates(tmp_path / "new", ["localhost"])
    for name in ("server.pem", "server.key"):
        (tmp_path / "new" / name).replace(tmp_path / "tls" / name)
    assert await serial() == before
    site.certificate.reload()
    assert await serial() != before


async def test_plain_text_on_the_tls_port_gets_nothing(site: Site) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", site.server.port)
    writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    answer = await reader.read()
    assert b"HTTP" not in answer
    writer.close()
    await writer.wait_closed()


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nHost: files.example\r\nX-Slow: "])
async def test_headers_that_never_end_meet_a_deadline(site: Site, monkeypatch: pytest.MonkeyPatch, sent: bytes) -> None:
    monkeypatch.setattr(connections, "HEADER_SECONDS", 0.1)
    assert await ended(site, sent) == b""


async def test_the_deadline_holds_for_the_next_request_too(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "HEADER_SECONDS", 0.3)
    answer = await ended(site, b"GET / HTTP/1.1\r\nHost: files.example\r\n\r\n", b"GET / HT")
    assert answer.count(b"HTTP/1.1 200") == 1


async def test_headers_are_bounded(site: Site) -> None:
    # Without end: what comes whole in one read is bounded by the read.
    answer = await ended(site, b"GET / HTTP/1.1\r\nHost: files.example\r\nX: " + b"x" * 40_000)
    assert answer.startswith(b"HTTP/1.1 4")


async def test_an_address_has_only_so_many_connections(tmp_path: Path) -> None:
    async for site in sites(tmp_path, changed(Limits(), connections_per_address=3)):
        held = [await connected(site) for _ in range(3)]
        reader, writer = await connected(site)
        assert await read_rest(reader) == b""
        held.append((reader, writer))
        for _, each in held:
            each.close()
            await each.wait_closed()
        assert (await site.client.get(site.base + "/")).status_code == 200


async def test_stopping_lets_a_request_under_way_end(site: Site) -> None:
    site.world.judge.gate.clear()
    putting = asyncio.create_task(site.put(b"12345", Connection="close"))
    await site.world.judge.asked.wait()
    stopping = asyncio.create_task(site.server.stop())
    site.world.judge.gate.set()
    assert (await putting).status_code == 201
    await stopping


async def test_stopping_twice_is_stopping(site: Site) -> None:
    await site.server.stop()
    await site.server.stop()


async def connected(site: Site) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    return await asyncio.open_connection("127.0.0.1", site.server.port, ssl=site.trust, server_hostname="localhost")


async def read_rest(reader: asyncio.StreamReader) -> bytes:
    """What comes until the end, or until the connection is cut off."""
    got = bytearray()
    while True:
        try:
            data = await reader.read(65536)
        except (ConnectionError, ssl.SSLError):
            return bytes(got)
        if not data:
            return bytes(got)
        got += data


async def ended(site: Site, *parts: bytes) -> bytes:
    """All that the server answers to these parts before it ends the connection."""
    reader, writer = await connected(site)
    got = bytearray()
    for index, part in enumerate(parts):
        writer.write(part)
        await writer.drain()
        if index < len(parts) - 1:
            got += await reader.readuntil(b"</html>\n")
    got += await read_rest(reader)
    writer.close()
    try:
        await writer.wait_closed()
    except (ConnectionError, ssl.SSLError):
        return bytes(got)
    return bytes(got)


async def sites(folder: Path, limits: Limits) -> AsyncIterator[Site]:
    async with aclosing(open_site(folder, limits)) as opened:
        async for site in opened:
            yield site
