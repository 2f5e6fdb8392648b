"""ejabberd and Casemate: known by their certificates, with people on both sides."""

import asyncio
import os
import shutil
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.client import Client
from tests.dns import names
from tests.peers import Authority, say
from tests.place import Place, free_ports, running

SECONDS = 15.0
ROMEO, DAVE = "romeo@ejabberd.example", "dave@other.example"
CONFIG = """
hosts: [ejabberd.example]
loglevel: info
certfiles: [{bundle}]
ca_file: {ca}
s2s_use_starttls: required
listen:
  - {{port: {c2s}, ip: "127.0.0.1", module: ejabberd_c2s}}
  - {{port: {s2s}, ip: "127.0.0.1", module: ejabberd_s2s_in}}
auth_method: internal
auth_password_format: plain
disable_sasl_mechanisms: [SCRAM-SHA-512, SCRAM-SHA-512-PLUS]
acl: {{local: {{user_regexp: ""}}}}
access_rules: {{local: {{allow: local}}, c2s: {{allow: all}}}}
modules:
  mod_caps: {{}}
  mod_disco: {{}}
  mod_roster: {{}}
  mod_s2s_dialback: {{}}
  mod_muc: {{host: conference.@HOST@, access_create: all}}
"""
START = (
    "inet_db:set_resolv_conf([]), inet_db:set_lookup([dns]), inet_db:add_ns({{127,0,0,1}}, {dns}), {{ok, _}} = ejabberd:start(), "
    'ok = ejabberd_auth:try_register(<<"romeo">>, <<"ejabberd.example">>, <<"verona">>), '
    'ok = file:write_file("there", "").'
)
"""To look names up where it is told, and to have somebody; ejabberd has no settings for either."""


class Verona(NamedTuple):
    """Our server with dave, and ejabberd with romeo."""

    place: Place
    dave: Client
    romeo: Client


@asynccontextmanager
async def ejabberd(
    folder: Path, authority: Authority, dns: int, s2s: int, files: tuple[Path, Path]
) -> AsyncGenerator[Client]:
    """ejabberd, which listens for servers on a port, with romeo signed in. It is started without its script, which wants its own user."""
    erl = shutil.which("erl")
    [libraries] = {str(found.parent) for found in Path("/usr/lib").glob("*/ejabberd-*")} or [""]
    assert erl, "ejabberd is missing: sudo apt-get install ejabberd"
    assert libraries, "ejabberd is missing: sudo apt-get install ejabberd"
    folder.mkdir()
    bundle, config, [c2s] = folder / "bundle.pem", folder / "ejabberd.yml", free_ports(1)
    bundle.write_bytes(files[0].read_bytes() + files[1].read_bytes())
    config.write_text(CONFIG.format(bundle=bundle, ca=authority.file, c2s=c2s, s2s=s2s))
    places = {
        "ERL_LIBS": libraries,
        "EJABBERD_CONFIG_PATH": str(config),
        "EJABBERD_LOG_PATH": str(folder / "ejabberd.log"),
        "SPOOL_DIR": str(folder),
        "HOME": str(folder),
    }
    arguments = ["-noinput", "-mnesia", "dir", f'"{folder / "spool"}"', "-eval", START.format(dns=dns)]
    with (folder / "output.log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            erl, *arguments, env=os.environ | places, cwd=folder, stdout=log, stderr=log
        )
    try:
        await until_there(folder, process)
        romeo = await Client(authority.file, "ejabberd.example").connect(c2s, tls=False)
        assert "<success" in await romeo.sign_in("romeo", "verona", "SCRAM-SHA-1")
        await romeo.bind("balcony")
        romeo.send("<presence/>")
        await romeo.element("presence")
        yield romeo
        romeo.close()
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def until_there(folder: Path, process: asyncio.subprocess.Process) -> None:
    """Its ports are open long before it takes anybody; the file is what `START` ends with."""
    async with asyncio.timeout(30):
        while not (folder / "there").exists():
            assert process.returncode is None, (folder / "output.log").read_text()
            await asyncio.sleep(0.05)


@asynccontextmanager
async def verona(folder: Path, *, theirs: tuple[str, ...]) -> AsyncGenerator[Verona]:
    """Both servers; `theirs` is what ejabberd's certificate is for."""
    authority = Authority(folder / "ca")
    async with names() as (table, dns):
        port, port_tls, s2s = free_ports(3)
        certificate, key = authority.files("localhost", "other.example", "rooms.other.example", name="ours")
        sections = {
            "tls": {"certificate": str(certificate), "key": str(key)},
            "federation": {
                "enabled": True,
                "allow": ("ejabberd.example",),
                "port": port,
                "port_tls": port_tls,
                "ca_file": str(authority.file),
                "hosts": dict.fromkeys(("ejabberd.example", "conference.ejabberd.example"), f"127.0.0.1:{s2s}"),
            },
        }
        for domain in ("other.example", "rooms.other.example"):
            # ejabberd looks hosts up with the system's resolver, which knows this one.
            table.records[f"_xmpp-server._tcp.{domain}.", "SRV"] = [f"0 0 {port} localhost."]
        async with (
            running(folder / "place", sections) as place,
            ejabberd(folder / "ejabberd", authority, dns, s2s, authority.files(*theirs, name="theirs")) as romeo,
        ):
            place.ca = authority.file
            yield Verona(place, await place.client("dave"), romeo)


@pytest.fixture
async def both(tmp_path: Path) -> AsyncGenerator[Verona]:
    async with verona(tmp_path, theirs=("ejabberd.example", "conference.ejabberd.example")) as made:
        yield made


async def test_messages_both_ways(both: Verona) -> None:
    say(both.dave, ROMEO, "good morning")
    assert "good morning" in await both.romeo.until("</message>", SECONDS)
    say(both.romeo, DAVE, "and to you")
    seen = await both.dave.until("</message>", SECONDS)
    assert "and to you" in seen
    assert f"from='{ROMEO}/balcony'" in seen


async def test_ejabberd_comes_first(both: Verona) -> None:
    say(both.romeo, DAVE, "who is there?")
    assert "who is there?" in await both.dave.until("</message>", SECONDS)
    say(both.romeo, DAVE, "see http://phishing.test/login")
    assert "policy-violation" in await both.romeo.until("</message>", SECONDS)
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
    room = "garden@conference.ejabberd.example"
    for client, nick in ((both.romeo, "Romeo"), (both.dave, "Dave")):
        client.send(f"<presence to='{room}/{nick}'><x xmlns='http://jabber.org/protocol/muc'/></presence>")
        await client.until("<subject", SECONDS)
    both.dave.send(f"<message to='{room}' type='groupchat' id='g1'><body>what light is this?</body></message>")
    assert "what light" in await both.romeo.until("what light.*?</message>", SECONDS)
    both.romeo.send(f"<message to='{room}' type='groupchat' id='g2'><body>it is the east</body></message>")
    assert "it is the east" in await both.dave.until("it is the east.*?</message>", SECONDS)


async def test_a_certificate_for_somebody_else_opens_no_door(tmp_path: Path) -> None:
    async with verona(tmp_path, theirs=("someone.else.example",)) as both:
        say(both.dave, ROMEO, "good morning")
        assert "type='error'" in await both.dave.until("</message>", SECONDS)
        say(both.romeo, DAVE, "it is me, really")
        assert "type='error'" in await both.romeo.until("</message>", SECONDS)
        both.dave.send("<iq type='get' id='after'><ping xmlns='urn:xmpp:ping'/></iq>")
        assert "really" not in await both.dave.until("id='after'")
