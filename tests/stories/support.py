"""What people in the stories do: share a file, see what the service says, and what is left behind on the disk."""

import ssl
from pathlib import Path
from xml.etree import ElementTree as ET

import httpx
from sqlalchemy import select

from casemate.archive.api import ArchiveQuery
from casemate.audit.heads import read_public_key, read_witness
from casemate.audit.verify import verify
from casemate.model.ids import TenantId
from casemate.model.jid import Jid
from casemate.storage.schema import audit
from casemate.wiring.places import audit_witness, public_key_file
from tests.client import Client
from tests.place import Place

VERDICT = "{urn:casemate:verdict:0}verdict"
UPLOAD = "{urn:xmpp:http:upload:0}"
OTHER = TenantId(2)
DAVE = Jid.parse("dave@other.example")


def chat(text: str, to: str = "bob@localhost") -> str:
    return f"<message to='{to}' type='chat' id='m'><body>{text}</body></message>"


def shared(url: str, to: str = "bob@localhost") -> str:
    return f"<message to='{to}' type='chat' id='f'><body>{url}</body><x xmlns='jabber:x:oob'><url>{url}</url></x></message>"


def text_of(message: ET.Element) -> str:
    return message.findtext("{jabber:client}body") or ""


async def said(client: Client) -> str:
    """What the service's own contact writes next."""
    while True:
        message = await client.element("message")
        if message.get("from", "").startswith("casemate@"):
            return text_of(message)


async def verdict(client: Client) -> str | None:
    """Of the next message that tells one: what is stopped comes back as an error, what is held is told by the service."""
    while True:
        found = (await client.element("message")).find(f".//{VERDICT}")
        if found is not None:
            return found.get("verdict")


def web(place: Place) -> httpx.AsyncClient:
    return httpx.AsyncClient(verify=ssl.create_default_context(cafile=str(place.ca)))


async def upload(place: Place, client: Client, name: str, data: bytes) -> tuple[httpx.Response, str]:
    """Ask for a slot, put the file there; the answer and the address to fetch it at."""
    client.send(
        f"<iq type='get' id='slot' to='localhost'><request xmlns='urn:xmpp:http:upload:0' "
        f"filename='{name}' size='{len(data)}'/></iq>"
    )
    slot = (await client.element("iq")).find(f"{UPLOAD}slot")
    assert slot is not None
    put, get = slot.find(f"{UPLOAD}put"), slot.find(f"{UPLOAD}get")
    assert put is not None
    assert get is not None
    headers = {header.get("name", ""): header.text or "" for header in put.findall(f"{UPLOAD}header")}
    async with web(place) as http:
        answer = await http.put(put.get("url", ""), content=data, headers=headers)
    return answer, get.get("url", "")


async def fetch(place: Place, url: str) -> httpx.Response:
    async with web(place) as http:
        return await http.get(url)


async def heard_by_dave(place: Place) -> list[bytes]:
    page = await place.house.archive.page(OTHER, DAVE, ArchiveQuery(100))
    return [item.stanza for item in page.items]


async def actions(place: Place) -> list[tuple[str, str, str]]:
    """The audit record: actor, action, subject and detail as text; with all that has happened until now."""
    await place.settled()
    async with place.house.db.read() as conn:
        rows = (await conn.execute(select(audit).order_by(audit.c.seq))).all()
    return [(row.actor, row.action, f"{row.subject} {row.detail}") for row in rows]


async def record_is_whole(place: Place) -> bool:
    await place.house.signer.sign()
    result = await verify(
        place.house.db, read_public_key(public_key_file(place.loaded)), read_witness(audit_witness(place.loaded))
    )
    return result.good and result.heads > 0


def on_disk(folder: Path) -> bytes:
    """Every byte of every file of the place."""
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
