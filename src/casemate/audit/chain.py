"""The hash chain: each row's hash covers its content and the hash before it, so nothing can be changed, removed or moved.

Cutting off the tail is what a chain alone cannot show; the signed heads (`heads`) bound how much could be missing.
"""

import hashlib
from collections.abc import Sequence
from typing import Final, NamedTuple

import msgspec

from casemate.audit.events import AuditEvent

GENESIS: Final = bytes(32)
"""The hash before the first row."""


MAX_TEXT: Final = 2047
"""Characters of an actor or a subject that are kept; the longest address has no more."""


class AuditRow(NamedTuple):
    """A row of the table `audit`."""

    seq: int
    tenant: int
    at: int
    actor: str
    action: str
    subject: str
    detail: str
    hash: bytes


def row_hash(
    previous: bytes, seq: int, tenant: int, at: int, actor: str, action: str, subject: str, detail: str
) -> bytes:
    """SHA-256 over the previous hash and the canonical JSON array of the row."""
    return hashlib.sha256(previous + msgspec.json.encode([seq, tenant, at, actor, action, subject, detail])).digest()


def extend(seq: int, previous: bytes, at: int, events: Sequence[AuditEvent]) -> list[AuditRow]:
    """Rows for `events`, to follow row number `seq` whose hash is `previous`. `at` is milliseconds since the epoch."""
    rows: list[AuditRow] = []
    for event in events:
        seq += 1
        detail = msgspec.json.encode(event.detail, order="deterministic").decode()
        actor, action, subject = _storable(event.actor), event.action.value, _storable(event.subject)
        previous = row_hash(previous, seq, event.tenant, at, actor, action, subject, detail)
        rows.append(AuditRow(seq, event.tenant, at, actor, action, subject, detail, previous))
    return rows


def _storable(text: str) -> str:
    """What both databases can hold: who a stranger claims to be must not keep their deed from the record."""
    return text[:MAX_TEXT].replace("\0", "\ufffd").encode(errors="replace").decode()
