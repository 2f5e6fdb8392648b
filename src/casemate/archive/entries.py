"""What goes into the journal."""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from casemate.audit.events import AuditEvent
from casemate.model.ids import ArchiveId, TenantId


class HeldRow(NamedTuple):
    """A withheld message waits for a decision; `reason` is `verdict` or `slow`."""

    id: ArchiveId
    reason: str
    waits_for: str | None


class CoachedRow(NamedTuple):
    """A coached message may be confirmed by its sender; `expires` is milliseconds since the epoch."""

    id: ArchiveId
    sender: str
    code_hash: str
    expires: int


class HeldDecided(NamedTuple):
    """A held message is decided: `state` is `released` or `refused`."""

    id: ArchiveId
    state: str
    by: str


class HeldJudged(NamedTuple):
    """A message that was held because it was slow has been judged, and stays held for that."""

    id: ArchiveId


class CoachedConfirmed(NamedTuple):
    """A coached message was confirmed."""

    id: ArchiveId


Decided = HeldDecided | HeldJudged | CoachedConfirmed


class Entry(msgspec.Struct, kw_only=True, gc=False):
    """A stanza and its verdict, as it goes on record. `stanza` is its canonical serialisation, sealed by the writer."""

    id: ArchiveId
    tenant: TenantId
    sender: str
    recipient: str
    direction: str
    kind: str
    verdict: int
    visible: bool
    storable: bool
    stanza: bytes
    origin: int | None = None
    rule: str | None = None
    findings: str | None = None
    """What was seen, as JSON: sealed with the stanza, because it quotes it."""
    found: str = "[]"
    """The kinds of it, as JSON: in the clear, so that what waits can be listed."""
    held: HeldRow | None = None
    coached: CoachedRow | None = None
    audit: Sequence[AuditEvent] = ()
    updates: Sequence[Decided] = ()
    copy_of: int | None = None
    """The record of the sender's tenant that this one repeats for the recipient's: refused if that one is."""

    def copy_for(self, tenant: TenantId, archive_id: ArchiveId) -> "Entry":
        """The other tenant's record of the same message: inbound, without our queues and updates.

        It is to be appended right after the original, before anything else.
        """
        return msgspec.structs.replace(
            self,
            id=archive_id,
            tenant=tenant,
            direction="inbound",
            held=None,
            coached=None,
            audit=[msgspec.structs.replace(event, tenant=tenant) for event in self.audit],
            updates=(),
            copy_of=self.id,
        )


class Update(msgspec.Struct, frozen=True, gc=False):
    """A decision or an audit event without a new message."""

    decided: Decided | None
    audit: Sequence[AuditEvent]


Work = Entry | Update
"""What the journal takes."""


def seal_context(sender: str, recipient: str) -> str:
    """The conversation to which a record's seal is bound."""
    return f"{sender}\0{recipient}"
