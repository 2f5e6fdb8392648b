"""Namespaces of the core protocol. Those of a XEP stand in the feature that implements it."""

from typing import Final

CLIENT: Final = "jabber:client"
STREAMS: Final = "http://etherx.jabber.org/streams"
FRAMING: Final = "urn:ietf:params:xml:ns:xmpp-framing"
TLS: Final = "urn:ietf:params:xml:ns:xmpp-tls"
SASL: Final = "urn:ietf:params:xml:ns:xmpp-sasl"
BIND: Final = "urn:ietf:params:xml:ns:xmpp-bind"
SESSION: Final = "urn:ietf:params:xml:ns:xmpp-session"
STREAM_MANAGEMENT: Final = "urn:xmpp:sm:3"
STREAM_LIMITS: Final = "urn:xmpp:stream-limits:0"
CHANNEL_BINDING: Final = "urn:xmpp:sasl-cb:0"
XML: Final = "http://www.w3.org/XML/1998/namespace"
"""Bound to the prefix `xml` by definition; `xml:lang` is its only attribute here."""
XMLNS: Final = "http://www.w3.org/2000/xmlns/"
"""Bound to the prefix `xmlns` by definition."""
