"""The facade of accounts: what sign-in, the path and the commands ask about people."""

import asyncio
import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Awaitable, Callable
from typing import Final

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from casemate.accounts.devices import ACCOUNT, Device, Devices
from casemate.accounts.invitations import MAX_USES, Invitation, Invitations, Wanted
from casemate.accounts.naming import plain_name
from casemate.accounts.people import ADMINISTRATORS, SALT_BYTES, SCRAM_ITERATIONS, People, Person, Role
from casemate.accounts.signing.standing import Grant
from casemate.accounts.tenants import PUBSUB, ROOMS, SERVICES, Tenant, Tenants
from casemate.accounts.throttle import Throttle
from casemate.accounts.tokens import LIFETIME, Attempt, Issued, Redeemed, Tokens
from casemate.audit.events import AuditAction, AuditEvent
from casemate.audit.store import append_events
from casemate.model.clock import Clock
from casemate.model.errors import CasemateError, Conflict, InvalidJid, NotFound
from casemate.model.ids import DeviceId, TenantId
from casemate.model.jid import Jid, prepare_local
from casemate.model.passwords import prepare_password
from casemate.storage.engine import Database
from casemate.xmpp.scram import ScramCredentials, ScramKeys, derive_keys

__all__ = [
    "ADMINISTRATORS",
    "PUBSUB",
    "ROOMS",
    "SERVICES",
    "SERVICE_LOCAL",
    "Accounts",
    "Attempt",
    "Device",
    "Invitation",
    "Issued",
    "Person",
    "Redeemed",
    "Role",
    "Tenant",
    "Throttle",
    "Wanted",
]

COMMAND_LINE: Final = "command line"
"""Who did it, on the audit record, when nobody is named."""
SERVICE_LOCAL: Final = "casemate"
"""Localpart of the service's own contact in every domain; nobody can have it as an account."""
MIN_PASSWORD, MAX_PASSWORD = 8, 128
"""Characters (NIST SP 800-63B-4 section 3.1.1: 8 beside a second factor, and at least 64 allowed)."""
ROLE_NAMES: Final = (
    "abuse admin administrator hostmaster info it-support marketing moderator noc postmaster root sales security service "
    "support system webmaster"
).split()
"""What nobody calls themselves who chooses their own name: others would take them for an office (RFC 2142)."""
_IDENTIFIER_BYTES: Final = 9


Keep = Callable[[AsyncConnection, Person], Awaitable[None]]
"""Keeps what a new person signs in with, inside the transaction that adds them."""


class Accounts:
    """People, devices, tenants and sign-in."""

    def __init__(
        self, db: Database, secret: bytes, throttle: Throttle, clock: Clock, token_lifetime: float = LIFETIME
    ) -> None:
        """`secret` makes the deterministic fake salts of unknown people, and clients' tokens; it stays the same over restarts."""
        self._secret = secret
        self._clock = clock
        self._db = db
        self.people = People(db)
        self.devices = Devices(db)
        self.tokens = Tokens(db, hmac.digest(secret, b"tokens", "sha256"), token_lifetime)
        self.tenants = Tenants(db)
        self.invitations = Invitations(db)
        self.throttle = throttle
        self.limit_tokens(10, 300.0)
        self._adding = asyncio.Lock()
        """Held while somebody is added: two who come at once must not look alike either."""
        self.shortest_password = MIN_PASSWORD
        self.granted: Callable[[str], Awaitable[Grant | None]] | None = None
        """Redeems tokens with which browsers open streams (`Entrance.redeem`); None where nobody signs in with a browser."""
        self.sha512 = False
        """Whether SCRAM-SHA-512 can be offered: to all, or it would tell who there is (ATTACKS F6)."""

    def limit_tokens(self, limit: int, window: float) -> None:
        """Allow `limit` wrong tokens of invitations from one address (or of one person) within `window` seconds."""
        self.wrong_tokens = Throttle(limit, window, self._clock, limit * 100)
        self.wrong_requests = Throttle(limit, window, self._clock, limit * 100)

    async def load(self) -> None:
        """Read people and tenants into memory."""
        await self.tenants.load()
        await self.people.load()
        self.sha512 = await self.devices.all_have_sha512()

    def tenant_of(self, domain: str) -> TenantId | None:
        """The tenant that owns a domain, None for foreign ones."""
        tenant = self.tenants.of_domain(domain)
        return None if tenant is None else tenant.id

    def tenant_at(self, domain: str) -> TenantId | None:
        """The tenant at a domain of ours or of a service below it (its rooms), None for foreign ones."""
        tenant = self.tenants.of_domain(domain) or self.tenants.of_service(domain)
        return None if tenant is None else tenant.id

    def domains(self, tenant: TenantId) -> tuple[str, ...]:
        """A tenant's domains."""
        return self.tenants.domains_of(tenant)

    def lookup(self, jid: Jid) -> Person | None:
        """The person at a bare address, from memory."""
        return self.people.lookup(jid)

    async def administers(self, jid: Jid) -> bool:
        """Whether somebody at a bare address administers their organisation."""
        person = await self.people.find(jid)
        return person is not None and person.role in ADMINISTRATORS

    async def person(self, jid: Jid) -> Person | None:
        """The person at a bare address."""
        return await self.people.find(jid)

    async def scram(self, jid: Jid, digest: str) -> ScramCredentials:
        """What SCRAM with `digest` (`sha512`, `sha256` or `sha1`) needs for a bare address.

        For people who do not exist, are disabled or have no device, a salt that is always the same for that address and
        a verifier that nothing matches, so that the answer tells nothing (ATTACKS F6).
        """
        person = await self.people.refresh(jid)
        keys = await self.devices.keys(person, digest) if person else ()
        decoy = ScramKeys(0, self._derive("stored", jid, digest), self._derive("server", jid, digest))
        if person is None:
            salt = self._derive("salt", jid, "")[:SALT_BYTES]
            return ScramCredentials(salt, SCRAM_ITERATIONS, (decoy,))
        usable = keys if keys and not person.disabled else (decoy,)
        return ScramCredentials(person.salt, person.iterations, usable)

    async def device_with(self, jid: Jid, password: str) -> int | None:
        """The device of a person (bare address) that has a password; as much work for somebody who does not exist."""
        credentials = await self.scram(jid, "sha256")
        stored, _ = await asyncio.to_thread(derive_keys, password, credentials.salt, credentials.iterations, "sha256")
        fitting = [keys.device for keys in credentials.keys if hmac.compare_digest(keys.stored, stored)]
        return fitting[0] if fitting else None

    async def upgrade(self, device: DeviceId, stored: bytes, server: bytes) -> bool:
        """Keep a verifier for SCRAM-SHA-512 (see `Devices.upgrade`)."""
        kept = await self.devices.upgrade(device, stored, server)
        self.sha512 = await self.devices.all_have_sha512()
        return kept

    async def redeem(self, jid: Jid, attempt: Attempt) -> Redeemed:
        """Sign somebody in with a token (see `Tokens.redeem` for errors); of nobody, none fits."""
        person = await self.people.refresh(jid)
        return await self.tokens.redeem(0 if person is None else person.id, attempt, self._now_ms())

    async def issue(self, person: Person, device: DeviceId, client: str, mechanism: str) -> Issued:
        """A token for a client (see `Tokens.issue`)."""
        return await self.tokens.issue(person, device, client, mechanism, self._now_ms())

    def identifier(self, person: Person, client: str, tag: str) -> str:
        """What a client of a person is called: always the same, and it does not tell the client's id (XEP-0386 section 3.2.1)."""
        named = f"client\0{person.id}\0{client}\0{tag}".encode()
        return urlsafe_b64encode(hmac.digest(self._secret, named, "sha256")[:_IDENTIFIER_BYTES]).decode()

    async def signed_in(self, device: DeviceId, address: str) -> bool:
        """Note a device's sign-in; False if it was revoked while it signed in."""
        return await self.devices.used(device, address, self._now_ms())

    async def add_tenant(self, name: str, domains: list[str], by: str = COMMAND_LINE) -> Tenant:
        """Add an organisation with its domains.

        Raises:
            CasemateError: if the name is empty or has what does not print; and as for `Tenants.add`.
        """
        return await self.tenants.add(plain_name("an organisation", name), domains, self._now_ms(), by)

    async def add_person(
        self,
        jid: Jid,
        role: Role = Role.EMPLOYEE,
        groups: frozenset[str] = frozenset(),
        by: str = COMMAND_LINE,
        *,
        alike: bool = False,
    ) -> Person:
        """Add a person to the tenant that owns the address's domain; `alike`: even if they look like somebody else.

        Raises:
            InvalidJid: if the address is not of the form name@domain.
            CasemateError: if a group has no name, or one that does not print.
            NotFound: if no tenant owns the domain.
            Conflict: if the address is taken, reserved for the service, or mistaken for somebody else's.
        """
        groups = frozenset(plain_name("a group", group) for group in groups)
        async with self._adding:
            return await self._add_person(jid, role, groups, by, alike=alike)

    async def _add_person(self, jid: Jid, role: Role, groups: frozenset[str], by: str, *, alike: bool) -> Person:
        tenant = self._may_be(jid, alike=alike)
        async with self._db.write() as conn:
            await self._not_kept(conn, jid, alike=alike)
            person = await self.people.add(conn, tenant.id, jid, role, groups, self._now_ms())
            detail = {"role": role.value, "groups": sorted(groups)}
            event = AuditEvent(
                tenant=tenant.id, actor=by, action=AuditAction.PERSON_ADDED, subject=str(jid), detail=detail
            )
            await append_events(conn, (event,), self._now_ms())
        await self.people.refresh(jid)
        return person

    async def invite(self, wanted: Wanted, by: str = COMMAND_LINE, most: int | None = None) -> tuple[Invitation, str]:
        """Make an invitation; return it and its token, to be shown once. `most` is how many its inviter may have.

        Raises:
            InvalidJid: if the name that it keeps is none.
            CasemateError: if it could not be used, or its inviter has too many.
            NotFound: if no tenant owns the domain.
            Conflict: as for `add_person`, of the name that it keeps.
        """
        tenant = self._tenant(wanted.domain)
        inviter = wanted.inviter
        if not 1 <= wanted.uses <= (MAX_USES if wanted.name is None else 1):
            raise CasemateError(f"an invitation is for 1 to {MAX_USES} uses, and for one if it keeps a name")
        if inviter is not None and (inviter.tenant != tenant.id or inviter.jid.domain != wanted.domain):
            raise CasemateError(f"{inviter.jid} can only invite to {inviter.jid.domain}")
        if inviter is not None and inviter.disabled:
            raise CasemateError(f"{inviter.jid} is disabled, and invites nobody")
        if inviter is None and (wanted.befriends or not wanted.registers):
            raise CasemateError("who invites somebody as a contact has to be named")
        groups = frozenset(plain_name("a group", group) for group in wanted.groups)
        named = None if wanted.name is None else Jid(prepare_local(wanted.name), wanted.domain, "")
        if named is not None:
            self._may_be(named, alike=False)
        wanted = msgspec.structs.replace(wanted, groups=groups, name=None if named is None else named.local)
        async with self._db.write() as conn:
            if named is not None and await self.people.exists(conn, named):
                raise Conflict(f"{named} exists already, or did")
            if named is not None:
                await self._not_kept(conn, named, alike=False)
            if inviter is not None and most is not None:
                opened = await self.invitations.open_of(conn, inviter.id, self._now_ms())
                if opened >= most:
                    raise CasemateError(
                        f"{opened} of your invitations are open already; wait until one was used or ends"
                    )
            return await self.invitations.make(conn, tenant.id, wanted, by, self._now_ms())

    async def revoke_invitation(self, number: int, by: str = COMMAND_LINE) -> Invitation:
        """Revoke an invitation (see `Invitations.revoke` for errors)."""
        return await self.invitations.revoke(number, by, self._now_ms())

    async def invitation(self, token: str, domain: str) -> Invitation | None:
        """The invitation to a domain that has a token, if it holds."""
        return await self.invitations.find(token, domain, self._now_ms())

    async def befriended(self, token: str, inviter: Person, guest: Jid) -> bool:
        """Whether a request to be a contact comes with a token of an invitation that holds; it is used with that (XEP-0379)."""
        if not self.wrong_requests.allowed(guest, guest.domain):
            return False
        used = await self.invitations.befriend(token, inviter, guest, self._now_ms())
        if not used:
            self.wrong_requests.failed(guest, guest.domain)
        return used

    async def register(self, invitation: Invitation, jid: Jid, password: str) -> Person:
        """Make the account that somebody was invited to make, with a password of their own choice.

        Raises:
            InvalidJid: if the address is not of the form name@domain.
            CasemateError: if the password is too short or has what no client could send.
            Conflict: if the address is taken, kept, or mistaken for somebody else's.
            NotFound: if the invitation was used or revoked meanwhile.
        """
        prepared = self.check_password(password)

        async def keep(conn: AsyncConnection, person: Person) -> None:
            await self.devices.insert(conn, person, ACCOUNT, prepared, self._now_ms(), str(jid))

        return await self.join(invitation, jid, keep)

    async def join(self, invitation: Invitation, jid: Jid, keep: Keep) -> Person:
        """As `register`, with something else to sign in with: `keep` keeps it."""
        if not invitation.registers or jid.domain != invitation.domain or invitation.name not in {None, jid.local}:
            raise CasemateError("the invitation is for another address")
        if invitation.name is None and self.people.looks(jid.local) in map(self.people.looks, ROLE_NAMES):
            raise Conflict(f"{jid} is an address of an office, not of a person; choose another name")
        async with self._adding:
            return await self._join(invitation, jid, keep)

    async def _join(self, invitation: Invitation, jid: Jid, keep: Keep) -> Person:
        self._may_be(jid, alike=False)
        now_ms, by = self._now_ms(), str(jid)
        async with self._db.write() as conn:
            await self.invitations.use(conn, invitation, jid, now_ms)
            await self._not_kept(conn, jid, alike=False, unless=invitation.id)
            person = await self.people.add(conn, invitation.tenant, jid, invitation.role, invitation.groups, now_ms)
            detail = {"role": person.role.value, "groups": sorted(person.groups), "invitation": invitation.id}
            event = AuditEvent(
                tenant=person.tenant, actor=by, action=AuditAction.PERSON_ADDED, subject=by, detail=detail
            )
            await append_events(conn, (event,), now_ms)
            await keep(conn, person)
        return await self.people.refresh(jid) or person

    def _tenant(self, domain: str) -> Tenant:
        tenant = self.tenants.of_domain(domain)
        if tenant is None:
            raise NotFound(f"no tenant owns the domain {domain}; add it with `casemate tenant add NAME {domain}`")
        return tenant

    def _may_be(self, jid: Jid, *, alike: bool) -> Tenant:
        """The tenant of an address that a new person may have."""
        if not jid.local or jid.resource:
            raise InvalidJid(str(jid), "a person's is name@domain")
        tenant = self._tenant(jid.domain)
        if jid.local == SERVICE_LOCAL:
            raise Conflict(f"{jid} is the address of the service itself; choose another name")
        if self.people.looks(jid.local) == self.people.looks(SERVICE_LOCAL):
            raise Conflict(f"{jid} is mistaken for the service itself; choose another name")
        if not alike and (other := self.people.alike(jid)) is not None and self.people.lookup(jid) is None:
            raise Conflict(f"{jid} is mistaken for {other}; choose another name, or say that it is meant (`--alike`)")
        return tenant

    async def _not_kept(self, conn: AsyncConnection, jid: Jid, *, alike: bool, unless: int = 0) -> None:
        """Whether no invitation but the one with the number `unless` keeps an address, or one that is mistaken for it."""
        for number, name in (await self.invitations.kept_names(conn, jid.domain, self._now_ms())).items():
            same = name == jid.local or (not alike and self.people.looks(name) == self.people.looks(jid.local))
            if same and number != unless:
                raise Conflict(
                    f"{jid} is kept for who was invited to be {name}; choose another name, or revoke invitation {number}"
                )

    async def set_disabled(self, jid: Jid, *, disabled: bool, by: str = COMMAND_LINE) -> Person:
        """Disable or enable a person (see `People.set_disabled` for errors)."""
        return await self.people.set_disabled(jid, disabled=disabled, by=by, now_ms=self._now_ms())

    async def set_role(self, jid: Jid, role: Role, by: str = COMMAND_LINE) -> Person:
        """Give a person another role (see `People.set_role` for errors)."""
        return await self.people.set_role(jid, role, by, self._now_ms())

    async def delete_person(self, jid: Jid, by: str = COMMAND_LINE) -> Person:
        """Delete a person (see `People.delete` for errors)."""
        return await self.people.delete(jid, by, self._now_ms())

    async def set_password(self, person: Person, password: str, by: str) -> Device:
        """Set the account's password, for clients that sign in with it.

        Raises:
            CasemateError: if it is too short or has what no client could send (RFC 8265).
        """
        return await self.devices.set_password(person, self.check_password(password), self._now_ms(), by)

    def check_password(self, password: str) -> str:
        """The password in the form in which it is hashed; raises what `set_password` raises."""
        if not self.shortest_password <= len(password) <= MAX_PASSWORD:
            raise CasemateError(f"a password has {self.shortest_password} to {MAX_PASSWORD} characters")
        return prepare_password(password)

    async def note_announcement(self, tenant: TenantId, by: str, recipients: int) -> None:
        """Put on the audit record that an administrator wrote to everybody who was there."""
        await self._note(tenant, AuditAction.ANNOUNCEMENT_SENT, by, "everybody", {"recipients": recipients})

    async def note_sessions_ended(self, person: Person, by: str) -> None:
        """Put on the audit record that an administrator ended somebody's sessions."""
        await self._note(person.tenant, AuditAction.SESSION_ENDED, by, str(person.jid), {})

    async def _note(
        self, tenant: TenantId, action: AuditAction, by: str, subject: str, detail: dict[str, object]
    ) -> None:
        event = AuditEvent(tenant=tenant, actor=by, action=action, subject=subject, detail=detail)
        async with self._db.write() as conn:
            await append_events(conn, (event,), self._now_ms())

    async def add_device(self, person: Person, name: str, by: str = COMMAND_LINE) -> tuple[Device, str]:
        """Add a device; return it and its credential, to be shown once.

        Raises:
            CasemateError: if the name is empty or has what does not print.
        """
        return await self.devices.add(person, plain_name("a client", name), self._now_ms(), by)

    async def revoke_device(self, device: DeviceId, by: str = COMMAND_LINE) -> Device:
        """Revoke a device (see `Devices.revoke` for errors)."""
        return await self.devices.revoke(device, self._now_ms(), by)

    def _derive(self, purpose: str, jid: Jid, digest: str) -> bytes:
        size = digest or "sha256"
        key = hmac.digest(self._secret, f"{purpose}\0{digest}\0{jid}".encode(), "sha256")
        return hashlib.new(size, key).digest()

    def _now_ms(self) -> int:
        return int(self._clock() * 1000)
