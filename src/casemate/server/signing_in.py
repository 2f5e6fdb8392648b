"""Signing in: one exchange after the other until one succeeds, by either profile (RFC 6120 section 6, XEP-0388).

Both profiles share everything but the elements on the wire, which the stream knows: mechanisms, the throttle, the count of
failures, the audit record.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from typing import Final

from casemate.accounts.api import Attempt, Person
from casemate.audit.events import AuditAction, AuditEvent
from casemate.model.errors import InvalidJid
from casemate.model.ids import DeviceId, TenantId
from casemate.model.jid import Jid, prepare_local
from casemate.server.desk import Desk, Tasks
from casemate.server.ports import Host, Identity
from casemate.telemetry import metrics
from casemate.xmpp import upgrade
from casemate.xmpp.bearer import OAUTHBEARER, REFUSAL, Bearer
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StreamError
from casemate.xmpp.ht import read_initiator
from casemate.xmpp.namespaces import STREAM_MANAGEMENT
from casemate.xmpp.plain import PLAIN, Password
from casemate.xmpp.plain import read as read_plain
from casemate.xmpp.sasl import BearerExchange, Mechanisms
from casemate.xmpp.sasl2 import Request, bind_feature, fast_feature, feature, read_fast, read_request, token
from casemate.xmpp.scram import SaslError, ScramServer, ScramSuccess, verifier
from casemate.xmpp.stream import Auth, AuthAbort, Authenticate, AuthResponse, Next, TaskData

MAX_ATTEMPTS: Final = 5
"""Failed sign-ins on one connection (RFC 6120 section 6.4.5: at least 2, at most 5)."""
SaslEvent = Auth | Authenticate | AuthResponse | AuthAbort | Next | TaskData


class SignIn:
    """The exchanges of one connection."""

    def __init__(
        self, host: Host, desk: Desk, welcome: Callable[[Identity, Request, bytes, Sequence[Element]], Awaitable[None]]
    ) -> None:
        """`welcome` does what was asked for besides, and ends the exchange with `accepted`; SaslError fails it after all."""
        self.identity: Identity | None = None
        """Who has signed in."""
        self.entering: Identity | None = None
        """Who has shown that they are it; they are let in unless their device is revoked meanwhile."""
        self._host = host
        self._desk = desk
        self._welcome = welcome
        self._mechanisms: Mechanisms | None = None
        self._upgrades: Collection[str] = ()
        self._tasks: Tasks | None = None
        self._tokens: Mapping[str, bytes] = {}
        self._exchange: ScramServer | None = None
        self._request: Request | None = None
        self._who: Jid | None = None
        self._mechanism = ""
        self._bearer: BearerExchange | None = None
        """Whether a token is still to come, or the client is still to take note that it was refused."""
        self._refused = False
        self._by_password = False
        """Whether PLAIN has begun, and the password is still to come."""
        self._attempts = 0

    def features(self, bindings: Mapping[str, bytes], *, websocket: bool) -> list[Element]:
        """What is offered, in both profiles."""
        accounts = self._host.accounts
        digests = ("sha512", "sha256", "sha1") if accounts.sha512 else ("sha256", "sha1")
        # The same in both: Strophe.js takes every <mechanism/> of the features for one of RFC 6120.
        plain = self._host.settings.features.sasl_plain
        bearers = {OAUTHBEARER: Bearer} if self._host.accounts.granted is not None else {}
        self._mechanisms = Mechanisms(bindings, websocket=websocket, bearers=bearers, digests=digests, plain=plain)
        self._upgrades = () if accounts.sha512 else upgrade.TASKS
        inline = [Element("sm", STREAM_MANAGEMENT), bind_feature(self._host.bind_features())]
        if accounts.tokens.lifetime:
            self._tokens = self._mechanisms.tokens()
            inline.append(fast_feature(self._tokens))
        return [*self._mechanisms.features(), feature(self._mechanisms.names, inline, self._upgrades)]

    def handle(self, event: SaslEvent) -> None:
        """The client's next step."""
        match event:
            case Auth(mechanism, data):
                self._begin(mechanism, data, None)
            case Authenticate(mechanism, data, element):
                self._begin(mechanism, data, read_request(element))
            case AuthResponse(data):
                self._respond(data)
            case AuthAbort(condition):
                self._fail(SaslError(condition))
            case Next(task):
                self._begin_task(task)
            case TaskData(element):
                self._end_task(element)

    def _begin(self, mechanism: str, data: bytes | None, request: Request | None) -> None:
        self._request = request
        self._who = None
        self._by_password = self._refused = False
        self._bearer = None
        self._mechanism = mechanism
        if request is not None and mechanism in self._tokens:
            self._with_token(mechanism, data, request)
            return
        if mechanism == PLAIN and self._mechanisms is not None and self._mechanisms.plain and self._may_ask(request):
            self._by_password = True
            if data is None:
                self._desk.pipe.write(self._desk.stream.challenge(b""))
            else:
                self._with_password(data)
            return
        bearer = self._mechanisms.bearer(mechanism) if self._mechanisms is not None else None
        if bearer is not None and self._may_ask(request):
            self._with_bearer(bearer, data)
            return
        exchange = self._mechanisms.scram(mechanism) if self._mechanisms is not None else None
        if exchange is None or not self._may_ask(request):
            self._fail(SaslError("invalid-mechanism"))
            return
        self._exchange = exchange
        if data is None:
            self._desk.pipe.write(self._desk.stream.challenge(b""))
        else:
            self._first(exchange, data)

    def _may_ask(self, request: Request | None) -> bool:
        return request is None or set(request.upgrades) <= set(self._upgrades)

    def _respond(self, data: bytes) -> None:
        exchange = self._exchange
        if self._bearer is not None:
            self._with_bearer(self._bearer, data)
        elif self._by_password:
            self._with_password(data)
        elif exchange is None:
            self._fail(SaslError("malformed-request"))
        elif self._who is None:
            self._first(exchange, data)
        elif not self._host.accounts.throttle.allowed(self._who, self._desk.pipe.address):
            # Once more, now that a failure counts at once: of exchanges begun together, not all may guess (ATTACKS F3).
            self._fail(SaslError("temporary-auth-failure", "Too many failed sign-ins. Wait a few minutes."))
        else:
            try:
                success = exchange.final(data)
            except SaslError as error:
                self._fail(error)
                return
            self._desk.later(self._admit(self._who, success))

    def _first(self, exchange: ScramServer, data: bytes) -> None:
        try:
            name = exchange.first(data)
        except SaslError as error:
            self._fail(error)
            return
        who = self._named(name)
        if who is not None:
            self._desk.later(self._challenge(exchange, who))

    def _named(self, name: str) -> Jid | None:
        """Whose name it is; None if the attempt failed with it."""
        try:
            who = Jid(prepare_local(name), self._desk.domain, "")
        except InvalidJid:
            self._fail(SaslError("not-authorized"))
            return None
        self._who = who
        if not self._host.accounts.throttle.allowed(who, self._desk.pipe.address):
            self._fail(SaslError("temporary-auth-failure", "Too many failed sign-ins. Wait a few minutes."))
            return None
        return who

    async def _challenge(self, exchange: ScramServer, who: Jid) -> None:
        credentials = await self._host.accounts.scram(who, exchange.digest)
        self._desk.pipe.write(self._desk.stream.challenge(exchange.challenge(credentials)))

    def _with_password(self, data: bytes) -> None:
        """Sign in with a password that is sent as it is (RFC 4616)."""
        self._by_password = False
        try:
            given = read_plain(data)
        except SaslError as error:
            self._fail(error)
            return
        who = self._named(given.name)
        if who is not None:
            self._desk.later(self._compare(who, given))

    async def _compare(self, who: Jid, given: Password) -> None:
        device = await self._host.accounts.device_with(who, given.password)
        if device is None:
            self._fail(SaslError("not-authorized"))
        else:
            await self._admit(who, ScramSuccess(device, b"", given.authzid))

    def _with_bearer(self, bearer: BearerExchange, data: bytes | None) -> None:
        """Sign in with a token that a browser was given (RFC 7628)."""
        if self._refused:
            # Whatever the client answers to the refusal (section 3.2.3), it ends with this.
            self._fail(SaslError("not-authorized"))
            return
        self._bearer = bearer
        if data is None:
            self._desk.pipe.write(self._desk.stream.challenge(b""))
            return
        try:
            token, name = bearer.token(data)
        except SaslError as error:
            self._fail(error)
            return
        if not self._host.accounts.throttle.allowed(self._desk.pipe.address, self._desk.pipe.address):
            self._fail(SaslError("temporary-auth-failure", "Too many failed sign-ins. Wait a few minutes."))
            return
        self._desk.later(self._grant(token, name))

    async def _grant(self, token: str, name: str) -> None:
        redeem = self._host.accounts.granted
        granted = None if redeem is None else await redeem(token)
        if granted is None or granted.person.jid.domain != self._desk.domain:
            self._refused = True
            self._host.accounts.throttle.failed(self._desk.pipe.address, self._desk.pipe.address)
            self._desk.pipe.write(self._desk.stream.challenge(REFUSAL))
            return
        self._bearer, self._who = None, granted.person.jid
        await self._admit(granted.person.jid, ScramSuccess(granted.device, b"", name))

    def _with_token(self, mechanism: str, data: bytes | None, request: Request) -> None:
        """Sign in with a token (XEP-0484 section 3.4)."""
        try:
            name, attempt = _attempt(mechanism, data, request, self._tokens[mechanism])
        except SaslError as error:
            self._fail(error)
            return
        who = self._named(name)
        if who is not None:
            self._desk.later(self._redeem(who, attempt))

    async def _redeem(self, who: Jid, attempt: Attempt) -> None:
        try:
            redeemed = await self._host.accounts.redeem(who, attempt)
        except SaslError as error:
            self._fail(error)
            return
        renew = attempt.mechanism if redeemed.due else ""
        await self._admit(who, ScramSuccess(redeemed.device, redeemed.answer, ""), renew)

    async def _admit(self, who: Jid, success: ScramSuccess, renew: str = "") -> None:
        """Somebody has proven who they are; `renew` is the mechanism for which a token is to be replaced."""
        request = self._request
        try:
            identity = Identity(await self._proven(who, success), DeviceId(success.device))
            if request is None:
                self._desk.pipe.write(self._desk.stream.success(success.server_final))
                self._note_success(identity)
            elif request.upgrades:
                self._tasks = Tasks(identity, request.upgrades)
                self._desk.pipe.write(
                    self._desk.stream.tasks(upgrade.tasks(request.upgrades[:1], success.server_final))
                )
            else:
                await self._finish(identity, request, success.server_final, renew)
        except SaslError as error:
            self._fail(error)

    async def _finish(self, identity: Identity, request: Request, data: bytes, renew: str = "") -> None:
        tokens = await self._give_token(identity, request, renew)
        await self._welcome(identity, request, data, tokens)
        self._note_success(identity)

    def _note_success(self, identity: Identity) -> None:
        self.identity = identity
        self._exchange = None
        metrics.sign_ins.labels("succeeded").inc()
        detail: dict[str, object] = {"device": identity.device, "mechanism": self._mechanism}
        self._note(AuditAction.SIGN_IN_SUCCEEDED, identity.person.tenant, identity.person.jid, detail)

    # -- upgrades (XEP-0480)

    def _begin_task(self, task: str) -> None:
        tasks = self._tasks
        if tasks is None or task != tasks.left[0]:
            self._fail(SaslError("malformed-request", "That task was not asked for."))
            return
        person = tasks.identity.person
        self._desk.pipe.write(self._desk.stream.task(upgrade.salt(person.salt, person.iterations)))

    def _end_task(self, data: Element) -> None:
        tasks = self._tasks
        if tasks is None:
            self._fail(SaslError("malformed-request", "No task was asked for."))
            return
        try:
            salted = upgrade.read_hash(tasks.left[0], data)
        except SaslError as error:
            self._fail(error)
            return
        self._desk.later(self._upgrade(tasks, salted))

    async def _upgrade(self, tasks: Tasks, salted: bytes) -> None:
        if not await self._host.accounts.upgrade(tasks.identity.device, *verifier(salted, "sha512")):
            self._fail(SaslError("credentials-expired", "This device was revoked, or its password is another one."))
            return
        left, request = tasks.left[1:], self._request
        if left:
            self._tasks = Tasks(tasks.identity, left)
            self._desk.pipe.write(self._desk.stream.tasks(upgrade.tasks(left[:1], b"")))
        elif request is not None:
            self._tasks = None
            try:
                await self._finish(tasks.identity, request, b"")
            except SaslError as error:
                self._fail(error)

    async def _give_token(self, identity: Identity, request: Request, renew: str) -> list[Element]:
        mechanism = request.token if request.token in self._tokens else renew
        if not mechanism or not request.client or self._mechanism == OAUTHBEARER:
            # A browser signs in anew with each stream; a token of its own would outlive its session.
            return []
        issued = await self._host.accounts.issue(identity.person, identity.device, request.client, mechanism)
        return [token(issued.token, issued.expires)]

    async def _proven(self, who: Jid, success: ScramSuccess) -> Person:
        """The person who has proven to be `who`.

        Raises:
            SaslError: if they may not sign in all the same.
        """
        accounts, address = self._host.accounts, self._desk.pipe.address
        person = accounts.lookup(who)
        if person is None or person.disabled:
            raise SaslError("not-authorized")
        if success.authzid and (success.authzid != str(who) or not self._agrees(who)):
            raise SaslError("invalid-authzid", "You can only be yourself.")
        self.entering = Identity(person, DeviceId(success.device))
        if not await accounts.signed_in(DeviceId(success.device), address):
            raise SaslError("credentials-expired", "This device was revoked.")
        accounts.throttle.succeeded(who, address)
        return person

    def _agrees(self, who: Jid) -> bool:
        """Whether the stream's `from` names the same person, if it names any (XEP-0388 section 2.3)."""
        if self._request is None or not self._desk.sender:
            return True
        try:
            return Jid.parse(self._desk.sender).bare == who
        except InvalidJid:
            return False

    def _fail(self, error: SaslError) -> None:
        self._exchange = self._tasks = self._bearer = None
        self._by_password = self._refused = False
        self._attempts += 1
        who, self._who = self._who, None
        metrics.sign_ins.labels(error.condition).inc()
        if who is not None and error.condition == "not-authorized":
            self._host.accounts.throttle.failed(who, self._desk.pipe.address)
            tenant = self._host.accounts.tenant_of(who.domain)
            if tenant is not None:
                self._note(AuditAction.SIGN_IN_FAILED, tenant, who, {"condition": error.condition})
        text = error.text if error.text != error.condition else ""
        self._desk.pipe.write(self._desk.stream.failure(error.condition, text))
        if self._attempts >= MAX_ATTEMPTS:
            self._desk.end(StreamError("policy-violation", "Too many failed sign-ins on one connection."))

    def _note(self, action: AuditAction, tenant: TenantId, who: Jid, detail: dict[str, object]) -> None:
        detail = {**detail, "address": self._desk.pipe.address}
        self._host.audit(AuditEvent(tenant=tenant, actor=str(who), action=action, subject=str(who), detail=detail))


def _attempt(mechanism: str, data: bytes | None, request: Request, binding: bytes) -> tuple[str, Attempt]:
    """Whose token it is said to be, and the proof."""
    if request.upgrades:
        # It would turn a token, which ends, into a password, which does not.
        raise SaslError(
            "malformed-request", "Only who signs in with a password can let us have another verifier of it."
        )
    if request.fast is None or not request.client or data is None:
        raise SaslError("malformed-request", "A token needs <fast/>, the client's id, and an initial response.")
    name, proof = read_initiator(data)
    tries, invalidate = read_fast(request.fast)
    return name, Attempt(request.client, mechanism, proof, binding, tries, invalidate)
