"""The way in for browsers (NIST SP 800-63B-4, ASVS 5.0 chapters 6 and 7).

Every step that fails counts in the one throttle that SCRAM counts in, whichever factor it was (ATTACKS F3). A browser that a person
has signed in with before has a count of its own, so that strangers can't shut them out (ATTACKS F7).
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from casemate.accounts.api import Accounts
from casemate.accounts.factors.api import Asked, FactorRefused, Factors, Kind
from casemate.accounts.passwords.api import Passwords
from casemate.accounts.people import Person
from casemate.accounts.signing.around import Endings, Tells
from casemate.accounts.signing.browsers import Browsers, browser_name
from casemate.accounts.signing.pending import Pending, Purpose
from casemate.accounts.signing.resets import Resets
from casemate.accounts.signing.rules import Rules
from casemate.accounts.signing.sessions import Session, Sessions
from casemate.accounts.signing.standing import (
    ASKED_COOKIE,
    DEVICE_COOKIE,
    SESSION_COOKIE,
    STEP_COOKIE,
    Entered,
    FreshNeeded,
    Grant,
    Refused,
    Standing,
    State,
    TooMany,
    Visitor,
)
from casemate.audit.events import AuditAction, AuditEvent
from casemate.audit.store import append_events
from casemate.model.clock import Clock
from casemate.model.errors import InvalidJid
from casemate.model.ids import DeviceId
from casemate.model.jid import Jid
from casemate.settings.passwords import SignIn
from casemate.storage.engine import Database

STEP_SECONDS: Final = 300.0
"""How long somebody may look for their second factor."""
SOCKET_SECONDS: Final = 60.0
NEW_BROWSER: Final = (
    "You have just signed in with a new browser: {browser}, from {address}. If that was not you, end that session on the page of "
    "your account, change your password, and tell your administrator."
)
"""What a person reads on their other devices (NIST SP 800-63B-4 section 4.6)."""
_WRONG: Final = "The address or the password is wrong."
_WRONG_FACTOR: Final = "That did not fit. Look again, or use another way."


class Entrance:
    """Lets people in."""

    def __init__(
        self,
        db: Database,
        accounts: Accounts,
        passwords: Passwords,
        factors: Factors,
        settings: SignIn,
        endings: Endings,
        tell: Tells,
        clock: Clock,
        notice: str = "",
    ) -> None:
        """`notice` is the version of the acceptable-use notice; empty if there is none."""
        self._db = db
        self.accounts: Final = accounts
        self.passwords: Final = passwords
        self.factors: Final = factors
        self.settings: Final = settings
        self.endings: Final = endings
        self._tell: Final = tell
        self.notice: Final = notice
        self.pending: Final = Pending(db, clock)
        self.browsers: Final = Browsers(db)
        self.sessions: Final = Sessions(db, settings, clock)
        self.resets: Final = Resets(db, clock)
        self.rules: Final = Rules(db, clock)
        self._granted: set[DeviceId] = set()
        """Browsers that were given a stream."""

    async def standing(self, visitor: Visitor) -> Standing:
        """Where somebody stands."""
        session = await self.sessions.find(visitor.cookie(SESSION_COOKIE))
        if session is not None:
            person = self.accounts.people.by_id(session.person)
            person = None if person is None else await self.accounts.people.refresh(person.jid)
            if person is not None and not person.disabled:
                return await self._standing_of(person, session)
        waiting = await self._waiting(visitor)
        if waiting is not None:
            return Standing(State.FACTOR, waiting, factors=await self._ways(waiting))
        return Standing(State.SIGNED_OUT)

    async def with_password(self, visitor: Visitor, address: str, password: str) -> Entered:
        """The first step.

        Raises:
            Refused: if address or password is wrong, or the person is disabled: which of these is not told.
            TooMany: if there were too many wrong tries.
        """
        try:
            jid = Jid.parse(address.strip()).bare
        except InvalidJid:
            jid = Jid("", "invalid", "")
        person = await self.accounts.people.refresh(jid) if jid.local else None
        place = await self._place(visitor, person)
        self._may_try(jid, place)
        right = await self.passwords.verify(person, password)
        if not right or person is None or person.disabled:
            await self._failed(jid, visitor, "password")
            raise Refused(_WRONG)
        self._right(jid, place)
        ways = await self._ways(person)
        if not ways:
            return await self._enter(visitor, person, strong=False, how="password")
        step = await self.pending.put(Purpose.FACTOR, STEP_SECONDS, person=person.id)
        return Entered(Standing(State.FACTOR, person, factors=ways), {STEP_COOKIE: step, SESSION_COOKIE: None})

    async def ask_passkey(self, visitor: Visitor) -> tuple[Asked, str]:
        """What a browser needs to show a passkey, and the secret of the cookie under which the challenge waits."""
        standing = await self.standing(visitor)
        asked = await self.factors.passkeys.ask(standing.person)
        state = {"challenge": asked.challenge.hex()}
        secret = await self.pending.put(
            Purpose.PASSKEY, STEP_SECONDS, person=standing.person.id if standing.person else None, state=state
        )
        return asked, secret

    async def with_passkey(self, visitor: Visitor, credential: Mapping[str, Any]) -> Entered:
        """Sign in, go on, or step up with a passkey.

        Raises:
            Refused: if it does not fit.
            TooMany: if there were too many wrong tries.
        """
        standing = await self.standing(visitor)
        waiting = await self.pending.take(Purpose.PASSKEY, visitor.cookie(ASKED_COOKIE))
        mine = None if standing.person is None else standing.person.id
        if waiting is None or waiting.person != mine:
            raise Refused("The browser waited too long. Try again.")
        who = standing.person.jid if standing.person else visitor.address
        place = await self._place(visitor, standing.person)
        self._may_try(who, place)
        try:
            shown = await self.factors.passkeys.check(
                standing.person, bytes.fromhex(waiting.state["challenge"]), credential
            )
        except FactorRefused as error:
            if standing.person is not None:
                await self._failed(standing.person.jid, visitor, "passkey")
            raise Refused(_WRONG_FACTOR) from error
        self._right(who, place)
        person = self.accounts.people.by_id(shown.person)
        person = None if person is None else await self.accounts.people.refresh(person.jid)
        if person is None or person.disabled or (standing.person is None and not shown.verified):
            raise Refused(_WRONG_FACTOR)
        return await self._proven(visitor, standing, person, "passkey")

    async def with_totp(self, visitor: Visitor, code: str) -> Entered:
        """Go on, or step up, with a code of an authenticator app (errors as for `with_passkey`)."""
        return await self._with_code(visitor, code, "totp")

    async def with_recovery(self, visitor: Visitor, code: str) -> Entered:
        """Go on, or step up, with a recovery code (errors as for `with_passkey`)."""
        return await self._with_code(visitor, code, "recovery")

    async def confirm(self, visitor: Visitor, password: str) -> Entered:
        """Step up with the password, where there is no second factor (errors as for `with_passkey`)."""
        standing = await self.standing(visitor)
        if standing.person is None or standing.session is None or await self._ways(standing.person):
            raise Refused(_WRONG_FACTOR)
        await self.check_password(visitor, standing.person, password)
        return await self._renew(standing.person, standing.session, strong=False)

    async def check_password(self, visitor: Visitor, person: Person, password: str) -> None:
        """Nothing, if a password is that of somebody who is signed in (errors as for `with_passkey`)."""
        place = await self._place(visitor, person)
        self._may_try(person.jid, place)
        if not await self.passwords.verify(person, password):
            await self._failed(person.jid, visitor, "password")
            raise Refused("The password is wrong.")
        self._right(person.jid, place)

    async def enter_new(self, visitor: Visitor, person: Person) -> Entered:
        """Somebody has just made their account with a password of their own."""
        return await self._enter(visitor, person, strong=False, how="invitation")

    async def renewed(self, person: Person, session: Session) -> Entered:
        """A session with a new secret, as strong as it was."""
        return await self._renew(person, session, strong=False)

    def may_guess(self, visitor: Visitor) -> None:
        """TooMany, if an address has shown too many tokens that are none."""
        seconds = self.accounts.wrong_tokens.wait(visitor.address, visitor.address)
        if seconds:
            raise TooMany(seconds)

    def guessed(self, visitor: Visitor) -> None:
        """An address has shown a token that is none."""
        self.accounts.wrong_tokens.failed(visitor.address, visitor.address)

    async def sign_out(self, visitor: Visitor) -> None:
        """End the session, and the stream that it opened."""
        session = await self.sessions.find(visitor.cookie(SESSION_COOKIE))
        if session is not None:
            await self.end(session)

    async def end(self, session: Session) -> None:
        """End a session and its stream."""
        await self.sessions.end(session.id)
        self.endings.device(session.device)
        person = self.accounts.people.by_id(session.person)
        if person is not None:
            await self.note(person, AuditAction.BROWSER_SIGNED_OUT, {"session": session.id})

    async def end_others(self, person: Person, but: Session | None) -> int:
        """End a person's other sessions (all, without `but`); returns how many there were."""
        ended = await self.sessions.end_others(person.id, None if but is None else but.id)
        for session in ended:
            self.endings.device(session.device)
        if ended:
            await self.note(person, AuditAction.BROWSER_SIGNED_OUT, {"sessions": [s.id for s in ended]})
        return len(ended)

    async def end_stale(self) -> None:
        """End streams of browsers whose session has ended meanwhile, by its own limits or in another process."""
        holding: set[DeviceId] = await self.sessions.open_devices() if self._granted else set()
        for device in self._granted - holding:
            self.endings.device(device)
        self._granted &= holding

    async def socket_token(self, standing: Standing) -> str:
        """A token with which the browser opens one stream within a minute."""
        if standing.state is not State.SIGNED_IN or standing.person is None or standing.session is None:
            raise Refused("Sign in first.")
        return await self.pending.put(
            Purpose.SOCKET, SOCKET_SECONDS, person=standing.person.id, session=standing.session.id
        )

    async def redeem(self, token: str) -> Grant | None:
        """Whose token for a stream it is; it is used with that."""
        waiting = await self.pending.take(Purpose.SOCKET, token)
        if waiting is None or waiting.session is None or waiting.person is None:
            return None
        session = await self.sessions.by_id(waiting.session)
        person = self.accounts.people.by_id(waiting.person)
        person = None if person is None else await self.accounts.people.refresh(person.jid)
        if session is None or person is None or person.disabled or session.person != person.id:
            return None
        self._granted.add(session.device)
        return Grant(person, session.device)

    async def fresh(self, standing: Standing) -> None:
        """Nothing, if a factor was shown just now.

        Raises:
            FreshNeeded: if not. While a factor has to be set up, having signed in is enough.
        """
        if standing.session is None or standing.person is None:
            raise Refused("Sign in first.")
        if self.sessions.now_ms() >= self.sessions.fresh_until(standing.session):
            raise FreshNeeded(await self._ways(standing.person) or ("password",))

    async def new_factor(self, standing: Standing) -> Entered:
        """A second factor was set up: the session counts as signed in with it, and gets a new secret."""
        if standing.session is None or standing.person is None:
            raise Refused("Sign in first.")
        return await self._renew(standing.person, standing.session, strong=True)

    async def note(self, person: Person, action: AuditAction, detail: Mapping[str, object]) -> None:
        """Put on the audit record what a person did to their own sign-in."""
        event = AuditEvent(
            tenant=person.tenant, actor=str(person.jid), action=action, subject=str(person.jid), detail=detail
        )
        async with self._db.write() as conn:
            await append_events(conn, (event,), self.sessions.now_ms())

    # -- steps

    async def _with_code(self, visitor: Visitor, code: str, how: str) -> Entered:
        standing = await self.standing(visitor)
        person = standing.person
        if person is None:
            raise Refused("The sign-in took too long. Begin again with your password.")
        place = await self._place(visitor, person)
        self._may_try(person.jid, place)
        check = self.factors.totp.check if how == "totp" else self.factors.recovery.use
        if not await check(person, code):
            await self._failed(person.jid, visitor, how)
            raise Refused(_WRONG_FACTOR)
        self._right(person.jid, place)
        return await self._proven(visitor, standing, person, how)

    async def _proven(self, visitor: Visitor, standing: Standing, person: Person, how: str) -> Entered:
        """A second factor was shown."""
        if standing.session is not None:
            entered = await self._renew(person, standing.session, strong=True)
        else:
            entered = await self._enter(visitor, person, strong=True, how=how)
        await self.pending.take(Purpose.FACTOR, visitor.cookie(STEP_COOKIE))
        return Entered(entered.standing, {**entered.cookies, STEP_COOKIE: None, ASKED_COOKIE: None})

    async def _renew(self, person: Person, session: Session, *, strong: bool) -> Entered:
        renewed, secret = await self.sessions.renew(session, strong=strong)
        return Entered(await self._standing_of(person, renewed), {SESSION_COOKIE: secret})

    async def _enter(self, visitor: Visitor, person: Person, *, strong: bool, how: str) -> Entered:
        place = await self._place(visitor, person)
        device = await self.browsers.known(visitor.cookie(DEVICE_COOKIE), person)
        cookies: dict[str, str | None] = {}
        new = device is None
        if device is None:
            device, cookies[DEVICE_COOKIE] = await self.browsers.add(person, visitor.agent, self.sessions.now_ms())
        await self.browsers.used(device, visitor.address, self.sessions.now_ms())
        session, secret = await self.sessions.begin(person, device, visitor.address, visitor.agent, strong=strong)
        cookies[SESSION_COOKIE] = secret
        self.accounts.throttle.succeeded(person.jid, place)
        self.accounts.throttle.succeeded(person.jid, _browser(device))
        detail = {"session": session.id, "device": device, "how": how, "address": visitor.address, "new": new}
        await self.note(person, AuditAction.BROWSER_SIGNED_IN, detail)
        if new and how != "invitation":
            self._tell(person, NEW_BROWSER.format(browser=browser_name(visitor.agent), address=visitor.address))
        return Entered(await self._standing_of(person, session), cookies)

    async def _standing_of(self, person: Person, session: Session) -> Standing:
        """Where somebody with a session stands."""
        factors = await self.factors.of(person)
        until = await self.rules.grace_until(person)
        state, grace = State.SIGNED_IN, None
        if not factors and until is not None:
            grace = until
            if self.sessions.now_ms() >= until:
                state = State.ENROL
        elif factors and not session.strong:
            # One was set up elsewhere since: this session was never asked for it.
            await self.sessions.end(session.id)
            self.endings.device(session.device)
            return Standing(State.SIGNED_OUT)
        if state is State.SIGNED_IN and self.notice and not await self.rules.has_acknowledged(person, self.notice):
            state = State.NOTICE
        return Standing(state, person, session, grace_until=grace, required=until is not None)

    async def _waiting(self, visitor: Visitor) -> Person | None:
        """Who has shown their password with this browser and not yet their second factor."""
        secret = visitor.cookie(STEP_COOKIE)
        waiting = await self.pending.look(Purpose.FACTOR, secret) if secret else None
        person = None if waiting is None or waiting.person is None else self.accounts.people.by_id(waiting.person)
        person = None if person is None else await self.accounts.people.refresh(person.jid)
        return None if person is None or person.disabled else person

    async def _ways(self, person: Person) -> Sequence[str]:
        """With what a person can go on after their password; nothing if they have set nothing up."""
        kinds = {factor.kind for factor in await self.factors.of(person)}
        ways = [kind.value for kind in (Kind.PASSKEY, Kind.TOTP) if kind in kinds]
        if ways and await self.factors.recovery.left(person):
            ways.append("recovery")
        return ways

    # -- the throttle

    async def _place(self, visitor: Visitor, person: Person | None) -> str:
        """Where tries are counted: the browser, if the person has signed in with it before, or else its address."""
        device = None if person is None else await self.browsers.known(visitor.cookie(DEVICE_COOKIE), person)
        if person is None or device is None:
            return visitor.address
        place = _browser(device)
        self.accounts.throttle.vouch(person.jid, place)
        return place

    def _may_try(self, who: Jid | str, place: str) -> None:
        """Count a try, which `_right` takes back: of many made at once none gets around the limit (ATTACKS F3)."""
        seconds = self.accounts.throttle.begin(who, place)
        if seconds:
            raise TooMany(seconds)

    def _right(self, who: Jid | str, place: str) -> None:
        """A try was right. What failed before it goes on counting until the sign-in is complete."""
        self.accounts.throttle.spare(who, place)

    async def _failed(self, jid: Jid, visitor: Visitor, how: str) -> None:
        tenant = self.accounts.tenant_of(jid.domain)
        if tenant is None:
            return
        detail = {"how": how, "address": visitor.address}
        event = AuditEvent(
            tenant=tenant, actor=str(jid), action=AuditAction.SIGN_IN_FAILED, subject=str(jid), detail=detail
        )
        async with self._db.write() as conn:
            await append_events(conn, (event,), self.sessions.now_ms())


def _browser(device: DeviceId) -> str:
    return f"device {device}"
