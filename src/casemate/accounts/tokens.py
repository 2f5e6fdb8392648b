"""Tokens with which a client signs in again without its credential (XEP-0484).

The server has to know a token to check a proof made with it, so a hash would not do. What is kept is a random number; the token is
derived from it and the server's secret, which is not in the database: who reads the database can make no token.

A client has at most two: the one that it has used, and a newer one that it may not have received. Using the newer one voids the
other. A token is the device's with whose credential the client first signed in, and is void with it.
"""

import hmac
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from sqlalchemy import RowMapping, and_, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from casemate.accounts.people import Person
from casemate.model.ids import DeviceId
from casemate.storage.engine import Database
from casemate.storage.rows import columns
from casemate.storage.schema import device as device_table
from casemate.storage.schema import fast_token as table
from casemate.xmpp.ht import initiator, responder
from casemate.xmpp.scram import SaslError

LIFETIME: Final = 21 * 86_400.0
ROTATE_AFTER: Final = 86_400.0
"""Seconds after which a token that is used is replaced, or half of its life, if that is less."""
MAX_CLIENTS: Final = 50
"""Clients of one person that have tokens; of more, those that were given theirs first lose them."""
_NONCE_BYTES: Final = 16


class Issued(NamedTuple):
    """A token, as its client gets it."""

    token: str
    expires: int
    """Milliseconds since the epoch."""


class Attempt(NamedTuple):
    """What a client says to sign in with a token."""

    client: str
    mechanism: str
    proof: bytes
    binding: bytes
    tries: int | None = None
    """How often it has tried with this token, if it counts (section 3.4)."""
    invalidate: bool = False
    """Whether the token is to be void from now on."""


class Redeemed(NamedTuple):
    """A token that was accepted."""

    device: DeviceId
    answer: bytes
    due: bool
    """Whether the client is to get a new one."""


class Tokens:
    """Issues and redeems tokens."""

    def __init__(self, db: Database, secret: bytes, lifetime: float) -> None:
        """`lifetime` in seconds; 0 issues and takes none."""
        self._db = db
        self._secret = secret
        self.lifetime = lifetime

    async def issue(self, person: Person, device: DeviceId, client: str, mechanism: str, now_ms: int) -> Issued:
        """A new token for a client; it takes the place of one that was issued and never used."""
        values = {
            "tenant": person.tenant,
            "person": person.id,
            "client": self._named(client),
            "used": False,
            "device": device,
            "mechanism": mechanism,
            "nonce": secrets.token_bytes(_NONCE_BYTES),
            "issued": now_ms,
            "expires": now_ms + int(self.lifetime * 1000),
            "count": 0,
        }
        mine = table.c.person == person.id
        unused = and_(mine, table.c.client == values["client"], table.c.used.is_(False))
        async with self._db.write() as conn:
            await conn.execute(delete(table).where(unused | (mine & (table.c.expires <= now_ms))))
            await conn.execute(insert(table).values(values))
            await self._forget_oldest(conn, person)
        return Issued(self._token(values), int(values["expires"]))

    async def redeem(self, person: int, attempt: Attempt, now_ms: int) -> Redeemed:
        """Accept a proof made with a token of the person; the newer one is tried first (section 5.1).

        Raises:
            SaslError: `not-authorized` if it is no token of this client, or is replayed; `credentials-expired` if it is too old.
        """
        if not self.lifetime:
            raise SaslError("not-authorized", "No tokens are taken.")
        async with self._db.read() as conn:
            known = await self._matching(conn, person, attempt, lock=False)
        if known is None:
            # Whoever guesses does not make us write.
            raise SaslError("not-authorized", "The token is not known.")
        async with self._db.write() as conn:
            row = await self._matching(conn, person, attempt, lock=True)
            if row is None:
                raise SaslError("not-authorized", "The token was replaced meanwhile.")
            if row["expires"] <= now_ms:
                raise SaslError("credentials-expired", "The token is too old.")
            if attempt.tries is not None and attempt.tries <= row["count"]:
                raise SaslError("not-authorized", "The token was used with this count already.")
            await self._use(conn, row, attempt)
        age = (now_ms - row["issued"]) / 1000
        due = not attempt.invalidate and age >= min(ROTATE_AFTER, self.lifetime / 2)
        return Redeemed(DeviceId(row["device"]), responder(self._token(row), attempt.binding), due)

    async def _matching(self, conn: AsyncConnection, person: int, attempt: Attempt, *, lock: bool) -> RowMapping | None:
        """The token that a proof was made with, the newer one first."""
        mine = and_(table.c.person == person, table.c.client == self._named(attempt.client))
        valid = and_(table.c.device == device_table.c.id, device_table.c.revoked.is_(None))
        query = select(table).join(device_table, valid).where(mine).order_by(table.c.used)
        if lock:
            query = query.with_for_update(of=table)
        found: RowMapping | None = None
        for each in (await conn.execute(query)).all():
            row = columns(each)
            right = hmac.compare_digest(initiator(self._token(row), attempt.binding), attempt.proof)
            if right and row["mechanism"] == attempt.mechanism and found is None:
                found = row
        return found

    async def _use(self, conn: AsyncConnection, row: RowMapping, attempt: Attempt) -> None:
        mine = and_(table.c.person == row["person"], table.c.client == row["client"])
        this = and_(mine, table.c.used.is_(row["used"]))
        if not row["used"]:
            await conn.execute(delete(table).where(mine, table.c.used.is_(True)))
        if attempt.invalidate:
            await conn.execute(delete(table).where(this))
            return
        count = row["count"] if attempt.tries is None else attempt.tries
        await conn.execute(update(table).where(this).values(used=True, count=count))

    async def _forget_oldest(self, conn: AsyncConnection, person: Person) -> None:
        query = select(table.c.client).where(table.c.person == person.id).order_by(table.c.issued.desc())
        clients = dict.fromkeys((await conn.execute(query)).scalars())
        for client in list(clients)[MAX_CLIENTS:]:
            await conn.execute(delete(table).where(table.c.person == person.id, table.c.client == client))

    def _named(self, client: str) -> str:
        """A client's id as it is kept: it is a secret of the client."""
        return hmac.new(self._secret, b"client\0" + client.encode(), "sha256").hexdigest()

    def _token(self, row: Mapping[str, Any] | RowMapping) -> str:
        """The token of a row; what the row says of it is part of it, and can't be changed."""
        said = "\0".join(str(row[name]) for name in ("person", "client", "device", "mechanism", "expires"))
        return urlsafe_b64encode(
            hmac.digest(self._secret, b"token\0" + row["nonce"] + said.encode(), "sha256")
        ).decode()
