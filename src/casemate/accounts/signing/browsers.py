"""Browsers: each is a device of a person, known again by a cookie after its session has ended."""

import re
from typing import Final

from sqlalchemy import insert, select, update

from casemate.accounts.people import Person
from casemate.accounts.signing.secrets import hash_of, new_secret
from casemate.audit.events import AuditAction, AuditEvent
from casemate.audit.store import append_events
from casemate.model.ids import DeviceId
from casemate.storage.engine import Database
from casemate.storage.schema import device as table

BROWSER: Final = "browser"
_PRODUCTS: Final = (
    ("Edge", re.compile(r"\bEdgA?/")),
    ("Opera", re.compile(r"\bOPR/")),
    ("Firefox", re.compile(r"\b(?:Firefox|FxiOS)/")),
    ("Chrome", re.compile(r"\b(?:Chrome|CriOS|HeadlessChrome)/")),
    ("Safari", re.compile(r"\bSafari/")),
)
_SYSTEMS: Final = (
    ("Android", re.compile(r"\bAndroid\b")),
    ("iPhone", re.compile(r"\biPhone\b")),
    ("iPad", re.compile(r"\biPad\b")),
    ("Windows", re.compile(r"\bWindows\b")),
    ("macOS", re.compile(r"\bMacintosh\b")),
    ("ChromeOS", re.compile(r"\bCrOS\b")),
    ("Linux", re.compile(r"\bLinux\b")),
)


class Browsers:
    """Knows browsers again."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def known(self, cookie: str, person: Person) -> DeviceId | None:
        """The device of a person that has a cookie."""
        if not cookie:
            return None
        mine = (table.c.cookie == hash_of(cookie)) & (table.c.person == person.id) & table.c.revoked.is_(None)
        async with self._db.read() as conn:
            found = (await conn.execute(select(table.c.id).where(mine))).scalar_one_or_none()
        return None if found is None else DeviceId(found)

    async def add(self, person: Person, agent: str, now_ms: int) -> tuple[DeviceId, str]:
        """A new browser of a person, and the cookie that it is known by."""
        cookie, name = new_secret(), browser_name(agent)
        values = {
            "tenant": person.tenant,
            "person": person.id,
            "name": name,
            "created": now_ms,
            "kind": BROWSER,
            "cookie": hash_of(cookie),
            # It has no credential of its own: nothing fits these.
            **dict.fromkeys(("sha256_stored", "sha256_server", "sha1_stored", "sha1_server"), b""),
        }
        async with self._db.write() as conn:
            number = int((await conn.execute(insert(table).values(values).returning(table.c.id))).scalar_one())
            detail = {"device": number, "name": name}
            event = AuditEvent(
                tenant=person.tenant,
                actor=str(person.jid),
                action=AuditAction.DEVICE_ADDED,
                subject=str(person.jid),
                detail=detail,
            )
            await append_events(conn, (event,), now_ms)
        return DeviceId(number), cookie

    async def used(self, device: DeviceId, address: str, now_ms: int) -> None:
        """A browser was used."""
        query = update(table).where(table.c.id == device).values(last_used=now_ms, last_address=address[:64])
        async with self._db.write() as conn:
            await conn.execute(query)


def browser_name(agent: str) -> str:
    """What a browser is called, by the words of its User-Agent that everybody knows."""
    agent = agent[:500]
    product = next((name for name, form in _PRODUCTS if form.search(agent)), "Browser")
    system = next((name for name, form in _SYSTEMS if form.search(agent)), "")
    return f"{product} on {system}" if system else product
