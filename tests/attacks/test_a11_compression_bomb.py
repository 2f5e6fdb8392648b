"""Nothing that could be inflated is offered (ATTACKS A11)."""

import asyncio
import ssl

from tests.client import HEADER
from tests.place import Place


async def test_a11_cve_2014_2741_no_stream_compression(place: Place) -> None:
    client = await place.connect()
    client.send(HEADER.format(domain="localhost"))
    assert "compress" not in await client.until("</stream:features>")
    client.send("<compress xmlns='http://jabber.org/protocol/compress'><method>zlib</method></compress>")
    assert "not-authorized" in await client.closed()


async def test_a11_cve_2026_1526_no_websocket_compression(place: Place) -> None:
    port = place.loaded.settings.listen.https
    context = ssl.create_default_context(cafile=str(place.ca))
    reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=context, server_hostname="localhost")
    writer.write(
        f"GET /xmpp HTTP/1.1\r\nHost: localhost:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: xmpp\r\n"
        "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n".encode()
    )
    answer = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    writer.close()
    assert answer.startswith("http/1.1 101")
    assert "deflate" not in answer
