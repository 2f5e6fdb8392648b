"""Contact addresses (XEP-0157 1.1.1): who receives questions, as a form in the server's service discovery."""

from casemate.settings.schema import Contacts
from casemate.xmpp.element import Element
from casemate.xmpp.forms import form


def contact_form(domain: str, contacts: Contacts) -> Element:
    """The form that names whom to write to about the service in `domain`; the service's own contact is one for support."""
    fields = {
        f"{kind}-addresses": getattr(contacts, kind) for kind in Contacts.__struct_fields__ if getattr(contacts, kind)
    }
    fields["support-addresses"] = (f"xmpp:casemate@{domain}", *contacts.support)
    return form("http://jabber.org/network/serverinfo", fields)
