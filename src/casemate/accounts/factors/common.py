"""What all second factors share."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from casemate.accounts.people import Person
from casemate.audit.events import AuditAction, AuditEvent
from casemate.audit.store import append_events
from casemate.model.errors import CasemateError
from casemate.storage.schema import person as person_table

MAX_FACTORS: Final = 20
"""Factors of one kind that a person may have."""
MAX_NAME: Final = 100


class FactorRefused(CasemateError):
    """What was shown does not prove what it should."""


class Kind(StrEnum):
    """The kinds of second factors that are set up; recovery codes stand in for them."""

    TOTP = "totp"
    PASSKEY = "passkey"


class Factor(msgspec.Struct, frozen=True):
    """A second factor that is set up; times in milliseconds."""

    id: int
    kind: Kind
    name: str
    created: int
    last_used: int | None


def named(text: str) -> str:
    """A name as lists show it.

    Raises:
        CasemateError: if there is none, or it does not print.
    """
    name = text.strip()
    if not name or not name.isprintable() or len(name) > MAX_NAME:
        raise CasemateError(f"a second factor has a name of 1 to {MAX_NAME} characters that print")
    return name


async def alone(conn: AsyncConnection, person: Person) -> None:
    """Hold a person's row until the transaction ends, so that of changes made at once each sees the one before.

    SQLite has one writer at a time anyway.
    """
    await conn.execute(select(person_table.c.id).where(person_table.c.id == person.id).with_for_update())


async def note(
    conn: AsyncConnection, person: Person, action: AuditAction, by: str, now_ms: int, detail: Mapping[str, object]
) -> None:
    """Put on the audit record what happened to a person's factor."""
    event = AuditEvent(tenant=person.tenant, actor=by, action=action, subject=str(person.jid), detail=detail)
    await append_events(conn, (event,), now_ms)
