"""Who sees whose presence, and in which words.

What a person shows is judged by their own tenant's policy, and once more for each other tenant whose people see them, and for
those at domains that are not ours. Nobody is shown words that were not judged for them: they see the bare presence.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from casemate.accounts.api import Accounts
from casemate.accounts.roster import Rosters
from casemate.model.ids import TenantId
from casemate.model.jid import Jid
from casemate.server.api import OUTSIDE, Sender, Session
from casemate.server.router import Router
from casemate.server.session import ClientSession
from casemate.xmpp.element import CLIENT, Element

_WORDLESS: Final = frozenset(
    {
        ("show", CLIENT),
        ("priority", CLIENT),
        ("c", "http://jabber.org/protocol/caps"),
        ("c", "urn:xmpp:caps"),
        ("x", "vcard-temp:x:update"),
        ("idle", "urn:xmpp:idle:1"),
    }
)
"""What says nothing to a person (`pipeline.shapes.PRESENCE` constrains it)."""

Abroad = Mapping[TenantId, Element]
"""A presence as other tenants may see it."""


class Audience:
    """Delivers presence to those who may see it."""

    def __init__(self, router: Router, accounts: Accounts, rosters: Rosters) -> None:
        self._router = router
        self._accounts = accounts
        self._rosters = rosters
        self._abroad: dict[Session, Abroad] = {}

    def watchers(self, session: Session) -> list[Jid]:
        """The contacts who see the person's presence."""
        return [item.jid for item in self._rosters.loaded(session.person).values() if item.subscription.shows]

    def viewers(self, session: ClientSession) -> list[Jid]:
        """Everybody who sees this session: the watchers, and those who got its presence directly."""
        watchers = self.watchers(session)
        known = set(watchers)
        return watchers + [jid for jid in session.directed if jid.bare not in known]

    def tenants_abroad(self, session: Session) -> Mapping[TenantId, Jid]:
        """The other tenants with watchers (`OUTSIDE` among them), and one watcher of each."""
        found: dict[TenantId, Jid] = {}
        for jid in self.watchers(session):
            tenant = self._tenant(jid)
            if tenant != session.tenant:
                found.setdefault(tenant, jid)
        return found

    def set(self, session: Session, presence: Element, abroad: Abroad) -> None:
        """Keep what a session shows."""
        session.presence = presence
        self._abroad[session] = abroad

    def clear(self, session: Session) -> None:
        """The session shows nothing any more."""
        session.presence = None
        self._abroad.pop(session, None)

    def broadcast(self, session: Session) -> None:
        """Send what a session shows to its watchers and to the person's own sessions (RFC 6121 section 4.2.2)."""
        self.show(session, *self.watchers(session), session.jid.bare)

    def show(self, session: Session, *viewers: Jid) -> None:
        """Send what a session shows to some of those who may see it."""
        if session.presence is not None:
            self.tell(session, session.presence, viewers, self._abroad.get(session, {}))

    def tell(
        self, session: Session, presence: Element, recipients: Iterable[Jid], abroad: Abroad | None = None
    ) -> None:
        """Send a presence of a session to each of `recipients` who does not refuse it.

        `abroad` is what other tenants may see of it; None if it was judged for its only recipient.
        """
        for recipient in dict.fromkeys(recipients):
            component = self._router.component_at(recipient.domain)
            if component is not None:
                gone = addressed(presence, session.jid, recipient)
                component.stanza(Sender(session.jid, session.tenant), gone, recipient, _nothing)
            elif self._router.refuses(session.jid, recipient.bare) is None:
                self.deliver(self._seen(session, presence, recipient, abroad), recipient)

    def reveal(self, person: Jid, contact: Jid) -> None:
        """Show a contact the person's sessions."""
        for session in self._router.sessions(person):
            self.show(session, contact)

    def conceal(self, person: Jid, contact: Jid) -> None:
        """Make the person's sessions disappear for a contact, who may be blocked by now."""
        for session in self._router.sessions(person):
            if session.presence is not None:
                gone = Element("presence", CLIENT, {"type": "unavailable"})
                self.deliver(addressed(gone, session.jid, contact), contact)

    def learn(self, session: Session, contact: Jid) -> None:
        """Show a session a contact whom it may see: what a probe would answer (RFC 6121 section 4.3)."""
        if self._router.refuses(session.jid, contact) is not None:
            return
        if self._tenant(contact) == OUTSIDE:
            attrs = {"from": str(session.jid), "to": str(contact), "type": "probe"}
            self._router.send(contact, Element("presence", CLIENT, attrs))
            return
        for other in self._router.sessions(contact):
            if other.presence is not None:
                session.send(self._seen(other, other.presence, session.jid, self._abroad.get(other, {})))

    def deliver(self, presence: Element, recipient: Jid) -> None:
        """Hand a presence to the available sessions of a bare address, to the session of a full one, or to where they are."""
        if self._tenant(recipient) == OUTSIDE:
            self._router.send(recipient, presence)
            return
        for session in self._router.sessions(recipient.bare):
            if session.jid == recipient or (recipient.is_bare and session.presence is not None):
                session.send(presence)

    def _seen(self, session: Session, presence: Element, viewer: Jid, abroad: Abroad | None) -> Element:
        tenant = self._tenant(viewer)
        if abroad is not None and tenant != session.tenant:
            presence = abroad.get(tenant) or wordless(presence)
        return addressed(presence, session.jid, viewer)

    def _tenant(self, jid: Jid) -> TenantId:
        tenant = self._accounts.tenant_at(jid.domain)
        return OUTSIDE if tenant is None else tenant


def _nothing() -> None:
    """Nobody waits for what a component makes of a departure."""


def addressed(presence: Element, sender: Jid, recipient: Jid) -> Element:
    """The presence as it goes from one to the other; children are shared."""
    copy = Element("presence", CLIENT, {**presence.attrs, "from": str(sender), "to": str(recipient)})
    copy.children = presence.children
    return copy


def wordless(presence: Element) -> Element:
    """The presence without what people read."""
    children = [child for child in presence.elements() if (child.name, child.ns) in _WORDLESS]
    return Element("presence", CLIENT, dict(presence.attrs), children)
