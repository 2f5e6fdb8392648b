"""Personal eventing (XEP-0163 1.2.2): every person's bare address is a publish-subscribe service (XEP-0060 1.26.0).

What is asked at one address is done in the order in which it came, publications with their inspection and notifications included.
"""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import ClassVar, Final

from casemate.accounts.api import Accounts
from casemate.accounts.documents import Documents
from casemate.accounts.roster import Rosters
from casemate.features.pubsub.abroad import Abroad
from casemate.features.pubsub.access import Access
from casemate.features.pubsub.affiliations import Affiliations
from casemate.features.pubsub.asked import Asked
from casemate.features.pubsub.avatars import Avatars
from casemate.features.pubsub.bookmarks import BOOKMARKS, Bookmarks
from casemate.features.pubsub.contacts import Contacts
from casemate.features.pubsub.discovery import Discovery
from casemate.features.pubsub.interests import Interests
from casemate.features.pubsub.items import Reading
from casemate.features.pubsub.names import FEATURES, OWNER, PUBSUB
from casemate.features.pubsub.notify import Notifier
from casemate.features.pubsub.owner import Ownership
from casemate.features.pubsub.profiles import VCARD4, Profiles
from casemate.features.pubsub.publish import Publishing
from casemate.features.pubsub.subscriptions import Subscriptions
from casemate.model.jid import Jid
from casemate.pubsub.api import PubSub
from casemate.server.api import Iq, Server, Session, Target
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError

ABROAD: Final = frozenset({"items", "subscribe", "unsubscribe", "subscriptions", "options", "default", "affiliations"})
"""What people elsewhere may ask: they read what they may see, and publish nothing here."""
Handler = Callable[[Asked], Awaitable[Element | None]]
Handlers = Mapping[tuple[str, str, str], Handler]


class Pep:
    """The service at every person's address."""

    name: ClassVar[str] = "pep"
    xeps: ClassVar[tuple[str, ...]] = (
        "XEP-0048 1.2",
        "XEP-0060 1.26.0",
        "XEP-0084 1.1.4",
        "XEP-0163 1.2.2",
        "XEP-0223 1.1.1",
        "XEP-0292 0.11",
        "XEP-0398 1.0.0",
        "XEP-0402 1.2.0",
    )

    def __init__(self, pubsub: PubSub, accounts: Accounts, rosters: Rosters, documents: Documents) -> None:
        self._pubsub = pubsub
        self._accounts = accounts
        self._rosters = rosters
        self._documents = documents

    handlers: Handlers
    """What does each thing that can be asked for, by type, namespace and name; for the service at `pubsub.DOMAIN` too."""
    discovery: Discovery
    subscriptions: Subscriptions
    notifier: Notifier

    def attach(self, server: Server) -> None:
        """Join the server."""
        self._server = server
        pubsub = self._pubsub
        access = Access(self._accounts, self._rosters)
        abroad = Abroad(server)
        self.notifier = Notifier(pubsub, server, access, abroad, self._accounts, self._rosters)
        publishing = Publishing(pubsub, server, access, self.notifier)
        self.bookmarks = Bookmarks(pubsub, publishing, self.notifier)
        self.avatars = Avatars(pubsub, server, publishing, self.notifier, self._accounts, self._documents)
        reading = Reading(pubsub, access, abroad)
        self.discovery = Discovery(pubsub, access, abroad)
        subscriptions = self.subscriptions = Subscriptions(pubsub, server, access, self.notifier)
        affiliations = Affiliations(pubsub, self.notifier)
        ownership = Ownership(pubsub, access, publishing, self.notifier)
        self.handlers = {
            ("set", PUBSUB, "publish"): publishing.publish,
            ("set", PUBSUB, "retract"): publishing.retract,
            ("get", PUBSUB, "items"): reading.items,
            ("set", PUBSUB, "subscribe"): subscriptions.subscribe,
            ("set", PUBSUB, "unsubscribe"): subscriptions.unsubscribe,
            ("get", PUBSUB, "subscriptions"): subscriptions.mine,
            ("get", PUBSUB, "options"): subscriptions.options,
            ("set", PUBSUB, "options"): subscriptions.set_options,
            ("get", PUBSUB, "default"): subscriptions.default_options,
            ("get", OWNER, "subscriptions"): subscriptions.all,
            ("set", OWNER, "subscriptions"): subscriptions.change,
            ("get", PUBSUB, "affiliations"): affiliations.mine,
            ("get", OWNER, "affiliations"): affiliations.all,
            ("set", OWNER, "affiliations"): affiliations.change,
            ("set", PUBSUB, "create"): ownership.create,
            ("get", OWNER, "default"): ownership.defaults,
            ("get", OWNER, "configure"): ownership.configuration,
            ("set", OWNER, "configure"): ownership.configure,
            ("set", OWNER, "delete"): ownership.delete,
            ("set", OWNER, "purge"): ownership.purge,
        }
        for target in (Target.SELF, Target.PERSON):
            for kind in ("get", "set"):
                for namespace in (PUBSUB, OWNER):
                    readable = target is Target.PERSON and namespace == PUBSUB
                    server.serve_iq(target, kind, namespace, "pubsub", self._serve, abroad=readable)
        server.disco_account(PUBSUB, *(f"{PUBSUB}#{feature}" for feature in FEATURES))
        server.ask_abroad("get", PUBSUB, "pubsub")
        profiles = Profiles(pubsub, access, abroad, publishing)
        server.serve_iq(Target.SELF, "get", VCARD4, "vcard", partial(self._profile, profiles.get))
        server.serve_iq(Target.PERSON, "get", VCARD4, "vcard", partial(self._profile, profiles.get), abroad=True)
        server.serve_iq(Target.SELF, "set", VCARD4, "vcard", partial(self._profile, profiles.set))
        server.disco_account(VCARD4)
        server.disco_account(f"{BOOKMARKS}#compat", f"{BOOKMARKS}#compat-pep", "urn:xmpp:pep-vcard-conversion:0")
        self.notifier.contacts = Contacts(server, Interests(server, self._came), self._contact_came)

    async def _serve(self, iq: Iq) -> Element | None:
        service = iq.to.bare
        person = await self._accounts.person(service)
        if person is None:
            raise StanzaError("service-unavailable")
        names = ABROAD if iq.client is None else None
        action, handler = chosen(self.handlers, iq.element.attrs["type"], iq.payload, names)
        asked = Asked(iq.asker, service, person.tenant, iq.payload, action)
        async with self._pubsub.turn(service):
            return await handler(asked)

    async def _profile(self, handler: Handler, iq: Iq) -> Element | None:
        person = await self._accounts.person(iq.to.bare)
        if person is None:
            raise StanzaError("service-unavailable")
        async with self._pubsub.turn(iq.to.bare):
            return await handler(Asked(iq.asker, iq.to.bare, person.tenant, iq.payload, iq.payload))

    def _contact_came(self, person: Jid, contact: Jid, wanted: frozenset[str]) -> None:
        self._server.start(self.notifier.last_abroad(person, contact, wanted))

    def _came(self, session: Session, wanted: frozenset[str]) -> None:
        self._server.start(self.notifier.last(session, wanted))


def chosen(handlers: Handlers, kind: str, payload: Element, names: frozenset[str] | None) -> tuple[Element, Handler]:
    """What of a request says what is to be done, and what does it; `names`, if not all, are those that may be asked for.

    Raises:
        StanzaError: if nothing is asked for, or nothing that there is.
    """
    if next(payload.elements(), None) is None:
        raise StanzaError("bad-request", "Ask for something.")
    for action in payload.elements():
        handler = handlers.get((kind, action.ns, action.name))
        if handler is not None and action.ns == payload.ns and (names is None or action.name in names):
            return action, handler
    raise StanzaError("feature-not-implemented")
