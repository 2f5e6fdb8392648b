"""Checks the whole record: every hash, every number, every signed head."""

from typing import Final

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import select

from casemate.audit.chain import GENESIS, row_hash
from casemate.audit.heads import good_signature
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


async def verify(db: Database, key: Ed25519PublicKey) -> VerifyResult:
    """Verify the record in `db` with the public key that signs its heads."""
    result = VerifyResult(0, 0, 0, [])
    async with db.read() as conn:
        heads = {row.seq: row for row in (await conn.execute(select(audit_head))).all()}
        previous, expected = GENESIS, 1
        while True:
            query = select(audit).where(audit.c.seq >= expected).order_by(audit.c.seq).limit(_PAGE)
            page = (await conn.execute(query)).all()
            if not page:
                break
            for row in page:
                if row.seq != expected:
                    _note(result, f"rows {expected} to {row.seq - 1} are missing")
                content = (row.seq, row.tenant, row.at, row.actor, row.action, row.subject, row.detail)
                if not _equal(row_hash(previous, *content), row.hash):
                    _note(result, f"row {row.seq} was changed, or does not follow the row before it")
                head = heads.pop(row.seq, None)
                if head is not None:
                    result.heads += 1
                    result.newest_head = row.seq
                    if not _equal(head.hash, row.hash):
                        _note(result, f"row {row.seq} is not the one that was signed")
                    if not good_signature(key, head.seq, head.at, head.hash, head.signature):
                        _note(result, f"the signature over row {row.seq} is not by this key")
                previous, expected = row.hash, row.seq + 1
                result.rows += 1
    for seq in sorted(heads):
        _note(result, f"row {seq} was signed and is missing")
    return result


def _note(result: VerifyResult, problem: str) -> None:
    if len(result.problems) < MAX_PROBLEMS:
        result.problems.append(problem)


def _equal(one: bytes, other: bytes) -> bool:
    return bytes(one) == bytes(other)
