"""Contact addresses (XEP-0157 1.1.1): who receives questions, as a form in the server's service discovery."""

from casemate.xmpp.element import Element
from casemate.xmpp.forms import form


def contact_form(domain: str) -> Element:
    """The form that names the service's contact in `domain` for support."""
    return form("http://jabber.org/network/serverinfo", {"support-addresses": [f"xmpp:casemate@{domain}"]})
