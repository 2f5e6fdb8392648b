"""Stamping: nothing that a client claims about who it is survives (RFC 6120 section 8.1.2.1, ATTACKS B10)."""

from casemate.accounts.api import SERVICE_LOCAL
from casemate.model.errors import InvalidJid
from casemate.model.jid import Jid
from casemate.server.api import Target
from casemate.server.session import ClientSession
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError, StreamError


def stamp(session: ClientSession, element: Element) -> Jid | None:
    """Make `from` the session's own address (RFC 6120 section 8.1.2.1, ATTACKS B10); return the address in `to`."""
    attrs = element.attrs
    claimed = attrs.get("from")
    own = session.full_text
    if claimed is not None and claimed not in {own, session.bare_text}:
        raise StreamError("invalid-from", "You can only send as yourself.")
    attrs["from"] = own
    address = attrs.get("to")
    if address is None:
        return None
    try:
        to = Jid.parse(address)
    except InvalidJid as error:
        raise StanzaError("jid-malformed", error.reason) from error
    attrs["to"] = str(to)
    return to


def target_of(session: ClientSession, to: Jid | None) -> Target:
    """Whom an IQ without a full address is for."""
    if to is None or to == session.bare:
        return Target.SELF
    if to.is_domain:
        return Target.SERVER
    return Target.SERVICE if to.local == SERVICE_LOCAL else Target.PERSON
