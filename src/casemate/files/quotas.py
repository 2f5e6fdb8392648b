"""How much one person and one tenant may upload and keep. Asked and booked in one transaction, so that two requests at once
can't both have the last byte (ATTACKS E4): a slot counts from the moment it is given.
"""

from typing import Final, NamedTuple

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from casemate.files.errors import QuotaReached, human_size
from casemate.files.states import COUNTED, UploadState
from casemate.settings.schema import Files as FilesSettings
from casemate.storage.schema import upload

DAY_MS: Final = 86_400_000
MAX_FILES_DAILY: Final = 10_000
"""Files of one person in 24 hours: bytes alone would allow endless rows of tiny files."""
MAX_OPEN_SLOTS: Final = 100
"""Slots of one person that wait for their file; a client that sends a folder asks for a few at once."""
_COUNTED: Final = [state.value for state in COUNTED]


class _Usage(NamedTuple):
    kept: int
    first_expiry: int | None
    daily: int
    files: int
    first_today: int | None
    slots: int


async def check_quotas(
    conn: AsyncConnection, settings: FilesSettings, tenant: int, person: int, size: int, now: int
) -> None:
    """Refuse `size` more bytes if they are too many. `conn` holds the tenant's lock; `now` in milliseconds.

    Raises:
        QuotaReached: telling which quota, and when there may be room again.
    """
    usage = await _usage(conn, person, now)
    tomorrow = (usage.first_today or now) / 1000 + DAY_MS / 1000
    if usage.daily + size > settings.per_person_daily:
        raise QuotaReached(
            f"You have uploaded as much as is allowed in one day ({human_size(settings.per_person_daily)}).", tomorrow
        )
    if usage.files >= MAX_FILES_DAILY:
        raise QuotaReached(f"You have uploaded as many files as are allowed in one day ({MAX_FILES_DAILY}).", tomorrow)
    if usage.slots >= MAX_OPEN_SLOTS:
        raise QuotaReached("Too many of your uploads have not begun yet.", now / 1000 + settings.slot_lifetime)
    if usage.kept + size > settings.per_person:
        text = f"Your files already take as much space as is allowed ({human_size(settings.per_person)})."
        raise QuotaReached(text, usage.first_expiry / 1000 if usage.first_expiry else None)
    if await _tenant_kept(conn, tenant, now) + size > settings.per_tenant:
        raise QuotaReached("There is no space left for files of your organisation; tell its administrator.")


async def _usage(conn: AsyncConnection, person: int, now: int) -> _Usage:
    table = upload.c
    # A slot that was never used counts for nothing once its time is over.
    live = or_(table.state != UploadState.SLOT.value, table.expires > now)
    kept = and_(table.state.in_(_COUNTED), table.expires > now)
    today = and_(table.created > now - DAY_MS, live)
    slot = and_(table.state == UploadState.SLOT.value, table.expires > now)
    query = select(
        func.coalesce(func.sum(case((kept, table.declared_size), else_=0)), 0),
        func.min(case((kept, table.expires))),
        func.coalesce(func.sum(case((today, table.declared_size), else_=0)), 0),
        func.coalesce(func.sum(case((today, 1), else_=0)), 0),
        func.min(case((today, table.created))),
        func.coalesce(func.sum(case((slot, 1), else_=0)), 0),
    ).where(table.person == person)
    row = (await conn.execute(query)).one()
    return _Usage(int(row[0]), row[1], int(row[2]), int(row[3]), row[4], int(row[5]))


async def _tenant_kept(conn: AsyncConnection, tenant: int, now: int) -> int:
    query = select(func.coalesce(func.sum(upload.c.declared_size), 0)).where(
        upload.c.tenant == tenant, upload.c.state.in_(_COUNTED), upload.c.expires > now
    )
    return int((await conn.execute(query)).scalar_one())
