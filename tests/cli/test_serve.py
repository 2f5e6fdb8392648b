"""`casemate serve` as a process: what it says when it can't start, and what signals do."""

import asyncio
import json
import signal
import socket
import ssl
import subprocess
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from casemate.admin.certificates import make_certificates
from casemate.cli.console import Exit
from casemate.settings.loader import Loaded, load
from tests.cli.support import Given, refused
from tests.client import Client
from tests.demo import casemate

SECONDS = 30.0
STRICT = '[[rule]]\nname = "no-cards"\nwhen = { groups = ["card"] }\nthen = { verdict = "block", message = "No." }\n'
CARD = "<message to='bob@localhost' type='chat' id='c'><body>my card is 4539 1488 0343 6467</body></message>"


class Served:
    """A server in a process of its own; its log is read line by line."""

    def __init__(self, loaded: Loaded, process: asyncio.subprocess.Process, credential: str) -> None:
        self.loaded = loaded
        self.process = process
        self._credential = credential

    async def logged(self, event: str) -> dict[str, object]:
        """The next line of the log with that event."""
        assert self.process.stderr is not None
        async with asyncio.timeout(SECONDS):
            while line := await self.process.stderr.readline():
                entry: dict[str, object] = json.loads(line)
                if entry["event"] == event:
                    return entry
        raise AssertionError(f"the server ended without saying '{event}'")

    async def client(self) -> Client:
        client = await Client(self.loaded.path.parent / "tls" / "ca.pem").connect(self.loaded.settings.listen.c2s_tls)
        assert "<success" in await client.sign_in("alice", self._credential)
        await client.bind()
        await client.available()
        return client


@asynccontextmanager
async def serving(given: Given) -> AsyncGenerator[Served]:
    added = json.loads((await given.aside("device", "add", "alice@localhost", "--name", "test", "--json")).stdout)
    process = await asyncio.create_subprocess_exec(
        *casemate("serve", "-c", str(given.config)), stderr=asyncio.subprocess.PIPE
    )
    served = Served(load(given.config, {}), process, added["credential"])
    try:
        await served.logged("serving")
        yield served
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGKILL)
            await process.wait()


async def test_sigterm_settles_what_is_under_way(given: Given) -> None:
    async with serving(given) as served:
        client = await served.client()
        client.send("<enable xmlns='urn:xmpp:sm:3'/>")
        await client.until("<enabled[^>]*/>")
        client.send("".join(CARD.replace("my card is 4539 1488 0343 6467", f"n{n}") for n in range(50)))
        client.send("<r xmlns='urn:xmpp:sm:3'/>")
        await client.until("<a [^>]*h='50'[^>]*/>")
        served.process.send_signal(signal.SIGTERM)
        last = await client.closed()
        client.close()
        assert "system-shutdown" in last
        assert "</stream:stream>" in last
        assert await served.process.wait() == 0
    verified = await given.aside("audit", "verify", "--json")
    assert verified.exit_code == Exit.OK, verified.stdout


async def test_sighup_reads_policy_and_certificate_again(given: Given) -> None:
    policy = given.folder / "own.toml"
    policy.write_text((await given.aside("policy", "show")).stdout)
    given.edit('file = "" ', 'file = "own.toml" ')
    async with serving(given) as served:
        client = await served.client()
        client.send(CARD)
        assert (await _verdict(client)) == "coach"
        old = await _certificate(served)
        policy.write_text(STRICT)
        _replace_certificate(given.folder / "tls")
        served.process.send_signal(signal.SIGHUP)
        assert (await served.logged("reloaded"))["rules"] == 1
        client.send(CARD)
        assert (await _verdict(client)) == "block"
        assert await _certificate(served) != old
        client.close()


@pytest.mark.parametrize("spoiled", ["policy", "certificate", "key"])
async def test_a_bad_file_at_sighup_changes_nothing_and_is_told(given: Given, spoiled: str) -> None:
    policy = given.folder / "own.toml"
    policy.write_text((await given.aside("policy", "show")).stdout)
    given.edit('file = "" ', 'file = "own.toml" ')
    async with serving(given) as served:
        client = await served.client()
        old = await _certificate(served)
        if spoiled == "policy":
            _replace_certificate(given.folder / "tls")
            policy.write_text(STRICT.replace('"card"', '"crad"'))
        else:
            policy.write_text(STRICT)
            (given.folder / "tls" / ("server.pem" if spoiled == "certificate" else "server.key")).write_text("garbage")
        served.process.send_signal(signal.SIGHUP)
        told = await served.logged("the reload was refused; everything stays as it was")
        named = {"policy": "own.toml:3", "certificate": "server.pem", "key": "server.key"}[spoiled]
        assert named in str(told["reason"])
        client.send(CARD)
        assert (await _verdict(client)) == "coach"
        assert await _certificate(served) == old
        client.close()


@pytest.mark.parametrize("name", ["c2s", "c2s_tls", "https", "metrics"])
def test_a_port_that_is_taken(given: Given, name: str) -> None:
    settings = load(given.config, {}).settings
    with socket.create_server(("127.0.0.1", 0 if name == "metrics" else getattr(settings.listen, name))) as taken:
        port = taken.getsockname()[1]
        if name == "metrics":
            given.edit('metrics = ""', f'metrics = "127.0.0.1:{port}"')
        ended = subprocess.run(
            casemate("serve", "-c", str(given.config)), capture_output=True, text=True, timeout=SECONDS, check=False
        )
    assert ended.returncode == Exit.UNAVAILABLE
    told = [line for line in ended.stderr.splitlines() if line.startswith("casemate: ")]
    assert len(told) == 1, ended.stderr
    assert str(port) in told[0]
    assert "Traceback" not in ended.stderr
    assert given.run("audit", "verify").exit_code == Exit.OK


async def test_a_second_server_of_one_place(given: Given) -> None:
    async with serving(given) as served:
        second = await asyncio.create_subprocess_exec(
            *casemate("serve", "-c", str(given.config)), stderr=asyncio.subprocess.PIPE
        )
        _, said = await second.communicate()
        assert second.returncode == Exit.UNAVAILABLE
        assert b"a server runs already" in said.splitlines()[-1]
        assert b"Traceback" not in said
        (await served.client()).close()


@pytest.mark.parametrize("name", ["server.pem", "server.key"])
def test_a_certificate_that_is_damaged(given: Given, name: str) -> None:
    (given.folder / "tls" / name).write_text("garbage")
    refused(given.run("serve"), Exit.CONFIGURATION, name)


async def _verdict(client: Client) -> str | None:
    """Of the message sent last; the service's own word that follows is dropped."""
    while True:
        message = await client.element("message")
        verdict = message.find(".//{urn:casemate:verdict:0}verdict")
        if message.get("type") == "error" and verdict is not None:
            return verdict.get("verdict")


async def _certificate(served: Served) -> bytes:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    _, writer = await asyncio.open_connection("127.0.0.1", served.loaded.settings.listen.c2s_tls, ssl=context)
    certificate: bytes = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
    writer.transport.abort()
    return certificate


def _replace_certificate(folder: Path) -> None:
    fresh = folder.with_name("fresh")
    make_certificates(fresh, ["localhost"])
    for name in ("server.pem", "server.key"):
        (fresh / name).replace(folder / name)
