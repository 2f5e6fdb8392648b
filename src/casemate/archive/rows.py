"""Journal entries as rows, and the statements that write them: the same columns on both engines.

Table and column names are constants of this file; every value is a parameter.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from casemate.archive.entries import CoachedConfirmed, Decided, Entry, HeldJudged, Work, seal_context
from casemate.archive.sealing import Keyring

Row = tuple[Any, ...]
Placeholder = Callable[[int], str]

MESSAGE: Final = (
    "id tenant sender recipient direction kind verdict visible storable origin rule findings key sealed".split()
)
HELD: Final = "id tenant state reason waits_for".split()
COACHED: Final = "id tenant sender code_hash expires".split()
AUDIT: Final = "seq tenant at actor action subject detail hash".split()
MAIL: Final = "tenant owner id other".split()
_LENGTH: Final = 4
"""Bytes that say how long the findings behind a stanza are."""


class Statements:
    """The statements in a driver's dialect of placeholders (`?` or `$1`)."""

    def __init__(self, placeholder: Placeholder) -> None:
        self._placeholder = placeholder
        self.message = self.insert("message", MESSAGE)
        self.mail = self.insert("mail", MAIL)
        self.held = self.insert("held", HELD)
        self.coached = self.insert("coached", COACHED)
        self.audit = self.insert("audit", AUDIT)
        p = placeholder
        self.decide = (
            f"UPDATE held SET state={p(1)}, decided={p(2)}, decided_by={p(3)} WHERE id={p(4)} AND state='waiting'"
        )
        self.judged = f"UPDATE held SET reason='verdict' WHERE id={p(1)} AND state='waiting' AND reason='slow'"
        self.confirm = f"UPDATE coached SET confirmed={p(1)} WHERE id={p(2)} AND confirmed IS NULL"
        self.last_audit = "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1"

    def decision(self, decided: Decided) -> str:
        """The statement that `decision_values` are for."""
        if isinstance(decided, CoachedConfirmed):
            return self.confirm
        return self.judged if isinstance(decided, HeldJudged) else self.decide

    def insert(self, table: str, columns: Sequence[str], rows: int = 1) -> str:
        """An INSERT of so many rows at once."""
        width = len(columns)
        values = ", ".join(
            f"({', '.join(self._placeholder(row * width + n) for n in range(1, width + 1))})" for row in range(rows)
        )
        names = ", ".join(f'"{column}"' for column in columns)
        return f"INSERT INTO {table} ({names}) VALUES {values}"


def message_row(entry: Entry, keyring: Keyring) -> Row:
    """The row of a message, sealed."""
    content = entry.stanza if entry.findings is None else _with_findings(entry.stanza, entry.findings)
    key, sealed = keyring.seal(entry.tenant, seal_context(entry.sender, entry.recipient), entry.id, content)
    return (
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
        None if entry.findings is None else entry.found,
        key,
        sealed,
    )


def _with_findings(stanza: bytes, findings: str) -> bytes:
    data = findings.encode()
    return stanza + data + len(data).to_bytes(_LENGTH, "big")


def without_findings(content: bytes) -> tuple[bytes, str]:
    """The stanza and the findings of a row whose column says that it has some."""
    end = len(content) - _LENGTH
    begin = end - int.from_bytes(content[end:], "big")
    return content[:begin], content[begin:end].decode()


def mail_rows(entry: Entry) -> Sequence[Row]:
    """In whose archives a message is to be found."""
    if not entry.visible or entry.kind not in {"message", "room", "whisper"}:
        return ()
    sent = (entry.tenant, entry.sender, entry.id, entry.recipient)
    received = (entry.tenant, entry.recipient, entry.id, entry.sender)
    if entry.kind == "room":
        return (received,)
    if entry.kind == "whisper":
        return (sent,)
    return (sent,) if entry.sender == entry.recipient else (sent, received)


def held_row(entry: Entry) -> Row | None:
    """Its place in the queue of held messages."""
    held = entry.held
    return None if held is None else (held.id, entry.tenant, "waiting", held.reason, held.waits_for)


def coached_row(entry: Entry) -> Row | None:
    """Its place among the coached messages."""
    row = entry.coached
    return None if row is None else (row.id, entry.tenant, row.sender, row.code_hash, row.expires)


def decisions(work: Work) -> Sequence[Decided]:
    """The decisions that go on record with it."""
    if isinstance(work, Entry):
        return work.updates
    return () if work.decided is None else (work.decided,)


def decision_values(decided: Decided, work: Work, now_ms: int) -> Row:
    """The parameters of `Statements.decision`."""
    if isinstance(decided, CoachedConfirmed):
        return (work.id if isinstance(work, Entry) else now_ms, decided.id)
    if isinstance(decided, HeldJudged):
        return (decided.id,)
    return (decided.state, now_ms, decided.by, decided.id)
