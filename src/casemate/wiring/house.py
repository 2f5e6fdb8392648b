"""The house: every part of a running server, built from settings, and the order in which they start and stop."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Final

from casemate.accounts.blocking import Blocklists
from casemate.accounts.documents import Documents
from casemate.accounts.notices import Notices
from casemate.accounts.roster import Rosters
from casemate.admin.control import ControlServer
from casemate.archive.api import Archive
from casemate.archive.journal import Journal
from casemate.archive.keyfile import RootKey
from casemate.archive.sealing import Keyring
from casemate.audit.events import AuditAction, AuditEvent
from casemate.audit.heads import Signer
from casemate.files.addresses import public_origin
from casemate.files.api import Files
from casemate.model.errors import CasemateError
from casemate.pipeline.again import Again
from casemate.pipeline.contact import Contact
from casemate.pipeline.held import Held
from casemate.pipeline.judge import Judge
from casemate.pipeline.path import MessagePath
from casemate.pipeline.slow import SlowParts
from casemate.pipeline.uploads import UploadJudge
from casemate.pipeline.words import titles
from casemate.pubsub.api import PubSub
from casemate.pubsub.store import PubSubStore
from casemate.rooms.api import Rooms
from casemate.rooms.store import RoomStore
from casemate.server.federation.gateway import Federation
from casemate.server.foreign import ForeignRouting
from casemate.server.foreign_presence import ForeignPresence
from casemate.server.listener import Listener
from casemate.server.offline import Cursors, Offline
from casemate.server.presence import Presence
from casemate.server.router import Router
from casemate.server.shutdown import drain
from casemate.server.tls import Certificate, exporter_works
from casemate.server.vigil import Vigil
from casemate.settings.catalogue import catalogue
from casemate.settings.loader import Loaded, load
from casemate.settings.schema import Settings
from casemate.storage.engine import Database
from casemate.telemetry.log import get_logger
from casemate.web.app import make_app
from casemate.web.metrics import listen_address, make_monitoring
from casemate.web.server import WebServer
from casemate.wiring.commands import Commands
from casemate.wiring.entrance import make_ways
from casemate.wiring.features import features
from casemate.wiring.health import Health
from casemate.wiring.inspection import load_policy, make_engine, make_lists, policy_path
from casemate.wiring.places import (
    audit_witness,
    control_socket,
    database_url,
    make_accounts,
    make_components,
    make_external,
    make_federation,
    public_key_file,
    root_key,
)

_log = get_logger("service")
ENDED_EVERY: Final = 5.0
"""Seconds between looks for browsers whose session has reached its limits."""


class House:
    """Everything that runs. Build it with `build`."""

    def __init__(self, loaded: Loaded, written: Settings, db: Database) -> None:
        """`written` are the settings as they stand in the file, which a command may have changed for this run."""
        self.loaded = loaded
        self._written = written
        self.db = db
        self.federation: Federation | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._started = False
        self._stopped = False
        self._undo: list[Callable[[], Awaitable[None]]] = [db.close]

    @classmethod
    async def build(cls, loaded: Loaded) -> "House":
        """Make every part; nothing listens yet.

        Raises:
            CasemateError: if a part can't be made.
        """
        house = cls(loaded, load(loaded.path).settings, await Database.open(database_url(loaded)))
        try:
            await house._build()
        except BaseException:
            await house.stop()
            raise
        return house

    async def _build(self) -> None:
        loaded, settings, clock = self.loaded, self.loaded.settings, time.time
        key = root_key(loaded)
        keyring = Keyring.open(loaded.resolve(settings.storage.key_file), loaded.resolve(settings.storage.keys), clock)
        self.accounts = await make_accounts(loaded, self.db, key)
        self.journal = Journal(self.db, keyring, clock)
        await self.journal.start()
        self._undo.append(self.journal.close)
        self.archive = Archive(self.db, keyring)
        self.signer = Signer(self.db, key.derive("audit signing"), clock, audit_witness(loaded))
        self.signer.write_public_key(public_key_file(loaded))
        self.lists = make_lists(settings.inspection, loaded.path.parent, loaded.resolve("data") / "lists")
        domains = tuple(self.accounts.tenants.domains)
        self.engine = make_engine(settings.inspection, loaded.path.parent, self.lists, domains)
        self.judge = Judge(self.engine, load_policy(policy_path(loaded), self.engine.findings()), self.accounts, clock)
        self.again = Again(self.journal, self.accounts, clock)
        self.contact = Contact(self.journal, self.archive, self.accounts, self.again, clock)
        self.contact.titles = titles(self.engine.findings())
        uploads = UploadJudge(self.judge, self.contact, self.journal, self.accounts)
        self.files = Files(
            self.db,
            keyring,
            loaded.resolve(settings.storage.files),
            settings.files,
            clock,
            uploads,
            base=public_origin(settings.listen, next(iter(domains), "localhost")),
            hosts=domains,
        )
        self.files.on_settled(uploads.settled)
        slow = SlowParts(self.judge, self.files)
        self.path = MessagePath(self.judge, self.journal, slow, self.contact, clock)
        self.held = Held(self.archive, self.journal, self.again, self.contact, self.judge, slow)
        self.path.on_held = self.held.watch
        await self._build_server(keyring, key)

    async def _build_server(self, keyring: Keyring, key: RootKey) -> None:
        settings, clock = self.loaded.settings, time.time
        self.certificate = Certificate(settings.tls, self.loaded.path.parent)
        exporter_works()
        self.cursors = Cursors(self.db, self.accounts.people)
        kept = settings.features.offline_messages
        offline = Offline(self.archive, self.journal, self.accounts.people, self.cursors, kept)
        self.router = Router(settings, self.accounts, self.journal, offline, self.cursors, self.certificate, clock)
        rosters = Rosters(self.db)
        blocklists = Blocklists(self.db)
        await blocklists.load()
        self.presence = Presence(self.router, self.accounts, rosters, keyring)
        self.listener = Listener(self.router, settings.listen, settings.limits, self.certificate)
        self.router.path, self.router.presence, self.router.listener = self.path, self.presence, self.listener
        self.foreign = ForeignPresence(
            self.router, self.accounts, rosters, self.presence.audience, self.presence.subscriptions
        )
        self.router.foreign = ForeignRouting(self.router, self.foreign)
        self.components = make_components(self.loaded, self.router, self.accounts)
        self.router.connect(self.components)
        if settings.federation.enabled:
            self.federation = make_federation(self.loaded, self.router, self.accounts, key, self.certificate)
            self.router.connect(self.federation)
        self.path.post = self.again.post = self.contact.post = self.router
        documents = Documents(self.db, keyring)
        await documents.load()
        rooms = Rooms(RoomStore(self.db, keyring, key.derive("occupant ids")))
        await rooms.load()
        notices = Notices(self.db, keyring)
        await notices.load()
        if not settings.features.account_passwords:
            await self.accounts.devices.revoke_passwords(int(clock() * 1000))
        for feature in features(
            self.router,
            self.presence,
            self.accounts,
            rosters,
            blocklists,
            documents,
            self.archive,
            self.files,
            rooms,
            notices,
            PubSub(PubSubStore(self.db, keyring), settings.pubsub, clock),
            make_external(self.loaded),
            self.cursors,
            self.components,
        ):
            feature.attach(self.router)
        domain = next(iter(self.accounts.tenants.domains), "localhost")
        self.ways = make_ways(self.loaded, self.db, self.accounts, key, self.router, self.contact, self.files.addresses)
        app = make_app(self.files, self.listener, settings.listen, settings.limits, domain, self.ways)
        self.web = WebServer(
            app, settings.listen.host, settings.listen.https, settings.limits, lambda: self.certificate.context
        )
        self.health = Health(self.engine, self.journal, settings.operation.canary)
        control = Commands(
            self.health, self.router, self.held, self.archive, self.files, self.accounts, self.presence.leaving
        )
        self.control = ControlServer(control_socket(self.loaded), control.handlers())

    async def start(self) -> None:
        """Start every part, listeners last.

        Raises:
            CasemateError: if one can't start; what has started is stopped by `stop`.
        """
        settings = self.loaded.settings
        await self._begin(self.control.start, self.control.close)
        await self._begin(self.engine.start, self.engine.close)
        await self._begin(self.files.start, self.files.close)
        await self._begin(self.held.start, self.held.close)
        self.cursors.start()
        self._undo.append(self.cursors.close)
        self.health.start()
        self._undo.append(self.health.close)
        if settings.operation.metrics:
            host, port = listen_address(settings.operation.metrics)
            monitoring = WebServer(make_monitoring(self.health.reasons), host, port, settings.limits)
            await self._begin(monitoring.start, monitoring.stop)
        if settings.listen.https:
            await self._begin(self.web.start, self.web.stop)
        if settings.listen.components:
            host, port = settings.listen.components_host, settings.listen.components
            await self._begin(lambda: self.components.start(host, port), self.components.close)
        if self.federation is not None:
            self.federation.start()
        self.listener.start()
        vigil = Vigil(lambda: self.listener.connections, settings.limits, time.monotonic)
        self._every(vigil.interval, vigil.look)
        self._every(ENDED_EVERY, self.ways.entrance.end_stale)
        if any(source.startswith("https://") for source in settings.inspection.lists):
            self._every(settings.inspection.lists_refresh, self.lists.refresh, at_once=True)
        self.journal.audit(AuditEvent(tenant=0, actor="casemate", action=AuditAction.SERVER_STARTED, subject="server"))
        self._every(settings.operation.audit_sign, self._sign, at_once=True)
        self._started = True
        _log.info("serving", domains=list(self.accounts.tenants.domains), policy=self.judge.policy.name)

    def reload(self) -> None:
        """SIGHUP: read policy, lists and certificate again; what is refused stays as it was, with a line in the log."""
        try:
            written = load(self.loaded.path)
            named = written if written.settings.policy != self._written.policy else self.loaded
            policy = load_policy(policy_path(named), self.engine.findings())
            self.certificate.reload()
            if self.federation is not None:
                self.federation.tls.reload()
        except CasemateError as error:
            _log.error("the reload was refused; everything stays as it was", reason=str(error))
            return
        self.judge.policy = policy
        self._tasks.append(asyncio.get_running_loop().create_task(self.lists.refresh()))
        self.journal.audit(
            AuditEvent(tenant=0, actor="casemate", action=AuditAction.POLICY_LOADED, subject=policy.name)
        )
        _log.info("reloaded", policy=policy.name, rules=len(policy.rules))
        for setting in catalogue():
            if setting.section != "policy" and setting.of(written.settings) != setting.of(self._written):
                _log.warning("a changed setting takes effect at the next start", setting=setting.name)

    async def stop(self) -> None:
        """Drain and stop: nobody new, submissions settled, streams closed properly, everything written."""
        if self._stopped:
            return
        self._stopped = True
        if hasattr(self, "listener"):
            self.listener.stop()
            self.components.pause()
            if self.federation is not None:
                self.federation.stop()
            await drain(self.router, self.loaded.settings.operation.drain)
            await self.presence.close()
            await self.foreign.close()
            await self.router.close()
            await self.path.close()
            await self.contact.close()
            if self.federation is not None:
                await self.federation.close(self.loaded.settings.operation.drain)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._started:
            await self._last_words()
        while self._undo:
            await self._undo.pop()()

    async def _last_words(self) -> None:
        event = AuditEvent(tenant=0, actor="casemate", action=AuditAction.SERVER_STOPPED, subject="server")
        written = asyncio.Event()
        self.journal.audit(event, lambda _error: written.set())
        await written.wait()
        await self._sign()

    async def _begin(self, start: Callable[[], Awaitable[None]], stop: Callable[[], Awaitable[None]]) -> None:
        self._undo.append(stop)
        await start()

    def _every(self, seconds: float, work: Callable[[], Awaitable[object]], *, at_once: bool = False) -> None:
        async def repeat() -> None:
            if at_once:
                await work()
            while True:
                await asyncio.sleep(seconds)
                await work()

        self._tasks.append(asyncio.get_running_loop().create_task(repeat()))

    async def _sign(self) -> None:
        try:
            await self.signer.sign()
        except CasemateError as error:
            _log.warning("the audit record could not be signed", reason=str(error))
