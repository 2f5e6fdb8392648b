"""Checks the whole record: every hash, every number, every signed head."""

from collections.abc import Iterable
from typing import Any, Final

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import ColumnElement, literal_column, select

from casemate.audit.chain import GENESIS, AuditRow, row_hash
from casemate.audit.heads import Head, good_signature
from casemate.storage.engine import Database
from casemate.storage.schema import audit, audit_head

MAX_PROBLEMS: Final = 100
"""Problems that are told one by one; a broken chain breaks often."""
_PAGE: Final = 1_000


class VerifyResult(msgspec.Struct):
    """What was found."""

    rows: int
    heads: int
    newest_head: int
    """Number of the newest signed row; rows after it are chained, but not yet witnessed by a signature."""
    problems: list[str]

    @property
    def good(self) -> bool:
        """Whether the record is whole."""
        return not self.problems


class Checker:
    """Takes the rows in the order of their numbers, and notes what is wrong."""

    def __init__(self, key: Ed25519PublicKey, heads: Iterable[Head], witness: Head | None = None) -> None:
        """`witness` is a head that is kept outside of the database."""
        self._key = key
        self._witness = witness
        self._heads = {head.seq: head for head in heads}
        self._previous = GENESIS
        self._last = 0
        self._result = VerifyResult(0, 0, 0, [])

    def row(self, row: AuditRow) -> None:
        """Check the next row."""
        expected = self._last + 1
        if row.seq > expected:
            self._note(f"rows {expected} to {row.seq - 1} are missing")
        elif row.seq < expected:
            self._note(f"row {row.seq} should not be there")
        right = row_hash(self._previous, *row[:-1])
        if right != row.hash:
            self._note(f"row {row.seq} was changed, or does not follow the row before it")
        head = self._heads.pop(row.seq, None)
        if head is not None:
            self._head(head, row)
        if self._witness is not None and row.seq == self._witness.seq:
            self._seen_by(self._witness, row)
        # A tampered row may hold anything, text for a hash included.
        self._previous, self._last = (row.hash if type(row.hash) is bytes else right), row.seq
        self._result.rows += 1

    def finish(self) -> VerifyResult:
        """What was found, when there are no more rows."""
        for seq in sorted(self._heads):
            self._note(f"row {seq} was signed and is missing")
        if self._witness is not None and self._witness.seq > self._last:
            self._note(
                f"rows after {self._last} are missing: row {self._witness.seq} was signed, as the witness has it"
            )
        elif self._witness is not None and self._result.newest_head < self._witness.seq:
            self._note(f"the signed head of row {self._witness.seq} is missing: the witness has it")
        return self._result

    def _seen_by(self, witness: Head, row: AuditRow) -> None:
        if not good_signature(self._key, witness):
            self._note(f"the witness's signature over row {row.seq} is not by this key")
        elif witness.hash != row.hash:
            self._note(f"row {row.seq} is not the one that the witness saw signed")

    def _head(self, head: Head, row: AuditRow) -> None:
        self._result.heads += 1
        self._result.newest_head = row.seq
        if head.hash != row.hash:
            self._note(f"row {row.seq} is not the one that was signed")
        if not good_signature(self._key, head):
            self._note(f"the signature over row {row.seq} is not by this key")

    def _note(self, problem: str) -> None:
        if len(self._result.problems) < MAX_PROBLEMS:
            self._result.problems.append(problem)


async def verify(db: Database, key: Ed25519PublicKey, witness: Head | None = None) -> VerifyResult:
    """Verify the record in `db` with the public key that signs its heads.

    `witness` is the newest head as it is kept outside of the database. What was appended after it is chained but not
    witnessed: if that is cut off, nothing shows it.

    Raises:
        Unavailable: if the database does not answer.
    """
    async with db.read() as conn:
        heads = (await conn.execute(select(*map(_as_it_is, Head._fields)).select_from(audit_head))).all()
        checker = Checker(key, [Head(*row) for row in heads], witness)
        rows = select(*map(_as_it_is, AuditRow._fields)).select_from(audit).order_by(audit.c.seq)
        after = None
        while True:
            page = rows if after is None else rows.where(audit.c.seq > after)
            found = (await conn.execute(page.limit(_PAGE))).all()
            for row in found:
                checker.row(AuditRow(*row))
            if len(found) < _PAGE:
                return checker.finish()
            after = found[-1][0]


def _as_it_is(name: str) -> ColumnElement[Any]:
    """A column without the conversions of its type, which would stumble over what a tampered row may hold."""
    column: ColumnElement[Any] = literal_column(f'"{name}"')
    return column
