"""External services (XEP-0215) and contacts (XEP-0157) as settings name them, over a whole server."""

import base64
import hashlib
import hmac
import time
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from casemate.model.errors import ConfigurationError
from casemate.model.services import CallService, call_service
from tests.client import Client
from tests.place import running

NS = "{urn:xmpp:extdisco:2}"
CALLS = {"services": ["stun:stun.example", "turn:turn.example:3479?transport=tcp", "turns:[2001:db8::1]"]}


async def ask(client: Client, payload: str) -> ET.Element:
    client.send(f"<iq type='get' id='x' to='localhost'>{payload}</iq>")
    answer = await client.element("iq")
    assert answer.get("id") == "x"
    return answer


def secret_file(folder: Path, text: str = "shared", mode: int = 0o600) -> dict[str, str]:
    file = folder / "turn.secret"
    file.write_text(text)
    file.chmod(mode)
    return {"secret_file": str(file)}


async def test_services_with_credentials_of_the_hour(tmp_path: Path) -> None:
    async with running(tmp_path / "place", {"calls": CALLS | secret_file(tmp_path)}) as place:
        alice = await place.client("alice")
        services = (await ask(alice, f"<services xmlns='{NS[1:-1]}'/>")).findall(f".//{NS}service")
        assert [(s.get("type"), s.get("host"), s.get("port"), s.get("transport")) for s in services] == [
            ("stun", "stun.example", "3478", "udp"),
            ("turn", "turn.example", "3479", "tcp"),
            ("turns", "2001:db8::1", "5349", "tcp"),
        ]
        assert services[0].get("username") is None
        user = services[1].get("username") or ""
        password = base64.b64encode(hmac.digest(b"shared", user.encode(), hashlib.sha1)).decode()
        assert services[1].get("password") == password
        assert 11 * 3600 < int(user.partition(":")[0]) - time.time() <= 12 * 3600
        assert (services[1].get("expires") or "").endswith("Z")
        assert "alice" not in user
        chosen = await ask(alice, f"<services xmlns='{NS[1:-1]}' type='turn'/>")
        assert [s.get("type") for s in chosen.iter(f"{NS}service")] == ["turn"]


async def test_credentials_for_one_of_them(tmp_path: Path) -> None:
    async with running(tmp_path / "place", {"calls": CALLS | secret_file(tmp_path)}) as place:
        alice = await place.client("alice")

        async def asked(service: str) -> ET.Element:
            return await ask(alice, f"<credentials xmlns='{NS[1:-1]}'>{service}</credentials>")

        given = (await asked("<service type='turn' host='turn.example'/>")).findall(f"{NS}credentials/{NS}service")
        assert [bool(service.get("password")) for service in given] == [True]
        for missing in (
            "<service type='turn' host='other.example'/>",
            "<service type='turn' host='turn.example' port='1'/>",
        ):
            assert b"item-not-found" in ET.tostring(await asked(missing))
        assert b"bad-request" in ET.tostring(await asked(""))


async def test_without_any_there_are_none(tmp_path: Path) -> None:
    async with running(tmp_path / "place") as place:
        answer = await ask(await place.client("alice"), "<services xmlns='urn:xmpp:extdisco:2'/>")
        assert answer.get("type") == "result"
        assert not list(answer.iter(f"{NS}service"))


@pytest.mark.parametrize(
    ("text", "mode", "words"),
    [("shared", 0o644, "chmod 600"), (" \n", 0o600, "is empty"), ("", 0o000, "is empty")],
)
async def test_a_secret_that_is_none(text: str, mode: int, words: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=f"calls.secret_file: .*{words}"):
        async with running(tmp_path / "place", {"calls": secret_file(tmp_path, text, mode)}):
            pass


async def test_a_secret_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="No such file"):
        async with running(tmp_path / "place", {"calls": {"secret_file": "nowhere"}}):
            pass


@pytest.mark.parametrize(
    ("uri", "service"),
    [
        ("stuns:s.example", CallService("stuns", "s.example", 5349, "tcp")),
        ("turn:t.example:1", CallService("turn", "t.example", 1, "udp")),
        ("turn:t.example:0", None),
        ("turn://t.example", None),
        ("stun:s.example\n", None),
        ("turn:t.example?transport=sctp", None),
    ],
)
def test_addresses_of_services(uri: str, service: CallService | None) -> None:
    assert call_service(uri) == service


async def test_whom_to_write_to(tmp_path: Path) -> None:
    contacts = {"abuse": ["mailto:abuse@x.example"], "support": ["https://x.example/help"]}
    async with running(tmp_path / "place", {"contacts": contacts}) as place:
        answer = await ask(await place.client("alice"), "<query xmlns='http://jabber.org/protocol/disco#info'/>")
        fields = {
            field.get("var"): [value.text for value in field]
            for field in answer.iter("{jabber:x:data}field")
            if (field.get("var") or "").endswith("-addresses")
        }
        assert fields == {
            "abuse-addresses": ["mailto:abuse@x.example"],
            "support-addresses": ["xmpp:casemate@localhost", "https://x.example/help"],
        }
