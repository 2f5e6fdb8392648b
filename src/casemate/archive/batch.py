"""One transaction's worth of work, sealed and laid out as rows: the same for both engines."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from casemate.archive.entries import CoachedConfirmed, Decided, Entry, seal_context
from casemate.archive.sealing import Keyring
from casemate.audit.events import AuditEvent


class Update(NamedTuple):
    """A decision on a held or coached message, without a new message."""

    decided: Decided | None
    audit: Sequence[AuditEvent]


Work = Entry | Update

MESSAGE_COLUMNS = (
    "id",
    "tenant",
    "sender",
    "recipient",
    "direction",
    "kind",
    "verdict",
    "visible",
    "storable",
    "origin",
    "rule",
    "findings",
    "key",
    "sealed",
)
HELD_COLUMNS = ("id", "tenant", "state", "reason", "waits_for")
COACHED_COLUMNS = ("id", "tenant", "sender", "code_hash", "expires")
AUDIT_COLUMNS = ("seq", "tenant", "at", "actor", "action", "subject", "detail", "hash")

Row = tuple[Any, ...]


class Batch:
    """Rows to write."""

    __slots__ = ("audit", "coached", "confirmed", "decided", "held", "messages")

    def __init__(self, work: Sequence[Work], keyring: Keyring, now_ms: int) -> None:
        self.messages: list[Row] = []
        self.held: list[Row] = []
        self.coached: list[Row] = []
        self.decided: list[Row] = []
        """(state, decided, decided_by, id)"""
        self.confirmed: list[Row] = []
        """(confirmed, id)"""
        self.audit: list[AuditEvent] = []
        for item in work:
            if isinstance(item, Entry):
                self._entry(item, keyring, now_ms)
            else:
                self._decision(item.decided, now_ms, 0)
                self.audit.extend(item.audit)

    def _entry(self, entry: Entry, keyring: Keyring, now_ms: int) -> None:
        context = seal_context(entry.sender, entry.recipient)
        key, sealed = keyring.seal(entry.tenant, context, entry.id, entry.stanza)
        self.messages.append(
            (
                entry.id,
                entry.tenant,
                entry.sender,
                entry.recipient,
                entry.direction,
                entry.kind,
                entry.verdict,
                entry.visible,
                entry.storable,
                entry.origin,
                entry.rule,
                entry.findings,
                key,
                sealed,
            )
        )
        if entry.held is not None:
            self.held.append((entry.held.id, entry.tenant, "waiting", entry.held.reason, entry.held.waits_for))
        if entry.coached is not None:
            row = entry.coached
            self.coached.append((row.id, entry.tenant, row.sender, row.code_hash, row.expires))
        for decided in entry.updates:
            self._decision(decided, now_ms, entry.id)
        self.audit.extend(entry.audit)

    def _decision(self, decided: Decided | None, now_ms: int, archive_id: int) -> None:
        if decided is None:
            return
        if isinstance(decided, CoachedConfirmed):
            self.confirmed.append((archive_id, decided.id))
        else:
            self.decided.append((decided.state, now_ms, decided.by, decided.id))
