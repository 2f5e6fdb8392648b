"""Malformed stanzas of other servers (ATTACKS C10, CVE-2025-30355): one bad server stops nobody, and nothing of it stays."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from tests.attacks.test_c10_malformed_from_elsewhere import BAD
from tests.client import Client
from tests.peers import EXTERNAL, SERVER_HEADER, Authority
from tests.place import Place, free_ports, running

THERE = "there.example"


@pytest.fixture
async def federated(tmp_path: Path) -> AsyncGenerator[tuple[Place, Authority]]:
    port, port_tls = free_ports(2)
    authority = Authority(tmp_path / "ca")
    certificate, key = authority.files("localhost", "rooms.localhost", name="ours")
    settings = {"enabled": True, "allow": (THERE,), "port": port, "port_tls": port_tls, "ca_file": str(authority.file)}
    sections = {"tls": {"certificate": str(certificate), "key": str(key)}, "federation": settings}
    async with running(tmp_path / "place", sections) as place:
        place.ca = authority.file
        yield place, authority


async def proved(place: Place, authority: Authority, to: str) -> Client:
    """A connection of `THERE` that may speak to one of our domains."""
    peer = Client(authority.file)
    peer._tls.load_cert_chain(*authority.files(THERE, name="theirs"))
    peer._tls.check_hostname = False
    await peer.connect(place.loaded.settings.federation.port_tls)
    place.clients.append(peer)
    header = SERVER_HEADER.format(f" from='{THERE}' to='{to}'")
    peer.send(header)
    await peer.until("</stream:features>")
    peer.send(EXTERNAL)
    await peer.until("<success")
    peer.send(header)
    await peer.until("</stream:features>")
    return peer


@pytest.mark.parametrize("stanza", BAD)
async def test_c10_cve_2025_30355_one_bad_stanza_of_a_server_stops_nobody(
    federated: tuple[Place, Authority], stanza: str
) -> None:
    place, authority = federated
    alice = await place.client("alice")
    to = "rooms.localhost" if "rooms.localhost" in stanza else "localhost"
    bad = await proved(place, authority, to)
    bad.send(stanza.replace("bridge.example", THERE) * 3)
    good = await proved(place, authority, "localhost")
    good.send(f"<message from='ben@{THERE}' to='alice@localhost' type='chat'><body>good</body></message>")
    assert ">good<" in await alice.until("good</body>")
    await place.settled()
    bob = await place.client("bob")
    bob.send("<message to='alice@localhost' type='chat'><body>fine</body></message>")
    assert ">fine<" in await alice.until("fine</body>")
