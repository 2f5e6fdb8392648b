"""What the control socket can ask of a running server."""

from collections.abc import Mapping
from typing import Any

import msgspec

from casemate.accounts.api import COMMAND_LINE, Accounts
from casemate.admin.control import Handler
from casemate.archive.api import Archive, HeldMessage
from casemate.files.api import Files, UploadState
from casemate.model.errors import NotFound
from casemate.model.ids import ArchiveId, DeviceId, archive_id_ms, decode_id, encode_id
from casemate.model.jid import Jid
from casemate.pipeline.held import Held
from casemate.server.leaving import Leaving
from casemate.server.router import Router
from casemate.wiring.health import Health


class Commands:
    """The commands, over the parts that carry them out."""

    def __init__(
        self,
        health: Health,
        router: Router,
        held: Held,
        archive: Archive,
        files: Files,
        accounts: Accounts,
        leaving: Leaving,
    ) -> None:
        self._health = health
        self._router = router
        self._held = held
        self._archive = archive
        self._files = files
        self._accounts = accounts
        self._leaving = leaving

    def handlers(self) -> Mapping[str, Handler]:
        """Command -> handler."""
        return {
            "status": self.status,
            "held.list": self.held_list,
            "held.release": self.held_release,
            "held.refuse": self.held_refuse,
            "person.changed": self.person_changed,
            "person.delete": self.person_delete,
            "device.revoked": self.device_revoked,
            "tenants.changed": self.tenants_changed,
        }

    async def status(self) -> dict[str, Any]:
        """Whether it is healthy, and how many are here."""
        reasons = await self._health.reasons()
        sessions = sum(1 for _ in self._router.all_sessions())
        return {"healthy": not reasons, "reasons": list(reasons), "sessions": sessions}

    async def held_list(self) -> list[dict[str, Any]]:
        """The queue."""
        return [_row(row) for row in await self._held.waiting()]

    async def held_release(self, id: str, by: str) -> str:
        """Deliver a held message, and open the file that it waits for."""
        archive_id = _archive_id(id)
        row = await self._archive.held_one(archive_id)
        if row is not None and row.waits_for:
            view = await self._files.view(row.waits_for)
            if view is not None and view.state is UploadState.HELD:
                await self._files.rule(row.waits_for, UploadState.READY)
        stored = await self._held.release(archive_id, by)
        return f"Released: from {stored.sender} to {stored.recipient}."

    async def held_refuse(self, id: str, by: str, reason: str = "") -> str:
        """Refuse a held message."""
        stored = await self._held.refuse(_archive_id(id), by, reason)
        return f"Refused: from {stored.sender} to {stored.recipient}."

    async def person_changed(self, jid: str) -> None:
        """A person was added, disabled or enabled."""
        person = await self._accounts.people.refresh(Jid.parse(jid))
        if person is not None and person.disabled:
            self._router.disable(person.id)

    async def person_delete(self, jid: str) -> str:
        """Delete a person, and tell their contacts."""
        person = await self._accounts.person(Jid.parse(jid).bare)
        if person is None:
            raise NotFound(f"there is no person {jid}; `casemate person list` shows who there is")
        await self._leaving.delete(person, COMMAND_LINE)
        self._router.disable(person.id)
        return f"Deleted {person.jid}. Their messages stay on record."

    async def device_revoked(self, device: int) -> None:
        """A device was revoked."""
        self._router.revoke(DeviceId(device))

    async def tenants_changed(self) -> None:
        """A tenant was added."""
        await self._accounts.tenants.load()


def _archive_id(text: str) -> ArchiveId:
    archive_id = decode_id(text)
    if archive_id is None:
        raise NotFound(f"'{text}' is no id; `casemate held list` shows them")
    return archive_id


def _row(row: HeldMessage) -> dict[str, Any]:
    return {
        "id": encode_id(row.id),
        "ms": archive_id_ms(row.id),
        "sender": row.sender,
        "recipient": row.recipient,
        "rule": row.rule,
        "reason": row.reason,
        "findings": msgspec.json.decode(row.found, type=list[str]) if row.found else [],
    }
