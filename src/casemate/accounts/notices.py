"""What administrators write for everybody (XEP-0133): sealed texts by name, one of each name for an organisation."""

from sqlalchemy import delete, insert, select

from casemate.accounts.documents import Sealer
from casemate.audit.events import AuditAction, AuditEvent
from casemate.audit.store import append_events
from casemate.model.ids import TenantId
from casemate.storage.engine import Database
from casemate.storage.schema import notice as table


class Notices:
    """Keeps them in memory, and writes every change down."""

    def __init__(self, db: Database, sealer: Sealer) -> None:
        self._db = db
        self._sealer = sealer
        self._texts: dict[tuple[TenantId, str], str] = {}

    async def load(self) -> None:
        """Read all."""
        async with self._db.read() as conn:
            rows = (await conn.execute(select(table))).all()
        self._texts = {
            (TenantId(row.tenant), row.name): self._sealer.unseal(
                row.tenant, f"notice\0{row.name}", 0, row.key, row.sealed
            ).decode()
            for row in rows
        }

    def get(self, tenant: TenantId, name: str) -> str:
        """A text; empty if there is none."""
        return self._texts.get((tenant, name), "")

    async def set(self, tenant: TenantId, name: str, text: str, by: str, now_ms: int) -> None:
        """Write a text, or remove it (empty); `by` whom goes on the audit record."""
        async with self._db.write() as conn:
            await conn.execute(delete(table).where(table.c.tenant == tenant, table.c.name == name))
            if text:
                key, sealed = self._sealer.seal(tenant, f"notice\0{name}", 0, text.encode())
                await conn.execute(insert(table).values(tenant=tenant, name=name, key=key, sealed=sealed))
            event = AuditEvent(tenant=tenant, actor=by, action=AuditAction.NOTICE_CHANGED, subject=name)
            await append_events(conn, (event,), now_ms)
        if text:
            self._texts[tenant, name] = text
        else:
            self._texts.pop((tenant, name), None)
