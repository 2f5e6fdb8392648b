"""Prosody and Casemate: found by DNS, known by their certificates, with people on both sides."""

import asyncio
import shutil
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.client import Client
from tests.dns import names
from tests.peers import Authority, listening, say
from tests.place import Place, free_ports, running

SECONDS = 15.0
ROMEO, DAVE = "romeo@prosody.example", "dave@other.example"
CONFIG = """
run_as_root = true
pidfile = "{folder}/prosody.pid"
data_path = "{folder}/data"
log = {{ info = "{folder}/prosody.log" }}
interfaces = {{ "127.0.0.1" }}
c2s_ports = {{ {c2s} }}
c2s_direct_tls_ports = {{}}
s2s_ports = {{ {s2s} }}
s2s_direct_tls_ports = {{}}
http_ports = {{}}
https_ports = {{}}
authentication = "internal_plain"
allow_unencrypted_plain_auth = true
c2s_require_encryption = false
s2s_require_encryption = true
s2s_secure_auth = {secure}
unbound = {{ resolvconf = false, forward = "127.0.0.1@{dns}", options = {{ ["do-not-query-localhost:"] = "no" }} }}
modules_enabled = {{ "roster", "saslauth", "tls", "disco", "ping", "presence", "message", "iq", "s2s", "dialback" }}
ssl = {{ certificate = "{certificate}", key = "{key}", cafile = "{ca}" }}
VirtualHost "prosody.example"
Component "conference.prosody.example" "muc"
muc_room_locking = false
"""


class Verona(NamedTuple):
    """Our server with dave, and Prosody with romeo."""

    place: Place
    dave: Client
    romeo: Client


@asynccontextmanager
async def prosody(
    folder: Path, authority: Authority, dns: int, s2s: int, files: tuple[Path, Path]
) -> AsyncGenerator[Client]:
    """Prosody, which listens for servers on a port, with romeo signed in."""
    program = shutil.which("prosody")
    assert program, "prosody is missing: sudo apt-get install prosody lua-unbound"
    [c2s] = free_ports(1)
    accounts = folder / "data" / "prosody%2eexample" / "accounts"
    accounts.mkdir(parents=True)
    (accounts / "romeo.dat").write_text('return { ["password"] = "verona"; };\n')
    config = folder / "prosody.cfg.lua"
    config.write_text(
        CONFIG.format(
            folder=folder,
            c2s=c2s,
            s2s=s2s,
            dns=dns,
            certificate=files[0],
            key=files[1],
            ca=authority.file,
            secure="true",
        )
    )
    with (folder / "output.log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(program, "--config", str(config), "-F", stdout=log, stderr=log)
    try:
        await listening(c2s, process, folder)
        romeo = await Client(authority.file, "prosody.example").connect(c2s, tls=False)
        assert "<success" in await romeo.sign_in("romeo", "verona", "SCRAM-SHA-1")
        await romeo.bind("balcony")
        romeo.send("<presence/>")
        await romeo.element("presence")
        yield romeo
        romeo.close()
    finally:
        process.terminate()
        await process.wait()


@asynccontextmanager
async def verona(folder: Path, *, ours: tuple[str, ...], theirs: tuple[str, ...]) -> AsyncGenerator[Verona]:
    """Both servers; `ours` and `theirs` are what their certificates are for."""
    authority = Authority(folder / "ca")
    async with names() as (table, dns):
        port, port_tls, s2s = free_ports(3)
        certificate, key = authority.files("localhost", *ours, name="ours")
        sections = {
            "tls": {"certificate": str(certificate), "key": str(key)},
            "federation": {
                "enabled": True,
                "allow": ("prosody.example",),
                "port": port,
                "port_tls": port_tls,
                "ca_file": str(authority.file),
                # An address of this machine is believed from the settings only, not from DNS.
                "hosts": dict.fromkeys(("prosody.example", "conference.prosody.example"), f"127.0.0.1:{s2s}"),
            },
        }
        for domain in ("other.example", "rooms.other.example"):
            table.server(domain, port)
        async with (
            running(folder / "place", sections) as place,
            prosody(folder / "prosody", authority, dns, s2s, authority.files(*theirs, name="theirs")) as romeo,
        ):
            place.ca = authority.file
            yield Verona(place, await place.client("dave"), romeo)


@pytest.fixture
async def both(tmp_path: Path) -> AsyncGenerator[Verona]:
    ours, theirs = ("other.example", "rooms.other.example"), ("prosody.example", "conference.prosody.example")
    async with verona(tmp_path, ours=ours, theirs=theirs) as made:
        yield made


async def test_messages_both_ways(both: Verona) -> None:
    say(both.dave, ROMEO, "good morning")
    assert "good morning" in await both.romeo.until("</message>", SECONDS)
    say(both.romeo, DAVE, "and to you")
    seen = await both.dave.until("</message>", SECONDS)
    assert "and to you" in seen
    assert f"from='{ROMEO}/balcony'" in seen


async def test_prosody_comes_first(both: Verona) -> None:
    say(both.romeo, DAVE, "who is there?")
    assert "who is there?" in await both.dave.until("</message>", SECONDS)
    say(both.romeo, DAVE, "see http://phishing.test/login")
    refused = await both.romeo.until("</message>", SECONDS)
    assert "policy-violation" in refused
    both.dave.send("<iq type='get' id='after'><ping xmlns='urn:xmpp:ping'/></iq>")
    assert "phishing" not in await both.dave.until("id='after'")


async def test_contacts_see_each_other(both: Verona) -> None:
    both.dave.send(f"<presence to='{ROMEO}' type='subscribe'/>")
    await both.romeo.until("<presence[^>]*type=.subscribe.", SECONDS)
    both.romeo.send(f"<presence to='{DAVE}' type='subscribed'/><presence to='{DAVE}' type='subscribe'/>")
    await both.dave.until("<presence[^>]*type='subscribe'", SECONDS)
    both.dave.send(f"<presence to='{ROMEO}' type='subscribed'/>")
    await both.romeo.until(f"<presence[^>]*from=.{DAVE}/test", SECONDS)
    both.romeo.send("<presence><status>on the balcony</status></presence>")
    await both.dave.until("on the balcony", SECONDS)


async def test_a_room_of_theirs(both: Verona) -> None:
    room = "garden@conference.prosody.example"
    for client, nick in ((both.romeo, "Romeo"), (both.dave, "Dave")):
        client.send(f"<presence to='{room}/{nick}'><x xmlns='http://jabber.org/protocol/muc'/></presence>")
        await client.until("<subject", SECONDS)
    both.dave.send(f"<message to='{room}' type='groupchat' id='g1'><body>what light is this?</body></message>")
    assert "what light" in await both.romeo.until("what light.*?</message>", SECONDS)
    both.romeo.send(f"<message to='{room}' type='groupchat' id='g2'><body>it is the east</body></message>")
    assert "it is the east" in await both.dave.until("it is the east.*?</message>", SECONDS)


async def test_a_certificate_for_somebody_else_opens_no_door(tmp_path: Path) -> None:
    theirs = ("someone.else.example",)
    async with verona(tmp_path, ours=("other.example",), theirs=theirs) as both:
        say(both.dave, ROMEO, "good morning")
        refused = await both.dave.until("</message>", SECONDS)
        assert "type='error'" in refused
        say(both.romeo, DAVE, "it is me, really")
        assert "type='error'" in await both.romeo.until("</message>", SECONDS)
        both.dave.send("<iq type='get' id='after'><ping xmlns='urn:xmpp:ping'/></iq>")
        assert "really" not in await both.dave.until("id='after'")
