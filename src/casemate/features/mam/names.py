"""Namespaces of the archive protocol."""

from typing import Final

NS: Final = "urn:xmpp:mam:2"
EXTENDED: Final = "urn:xmpp:mam:2#extended"
RSM: Final = "http://jabber.org/protocol/rsm"
FORM: Final = "jabber:x:data"
VALIDATE: Final = "http://jabber.org/protocol/xdata-validate"
FORWARD: Final = "urn:xmpp:forward:0"
DELAY: Final = "urn:xmpp:delay"
STANZA_ID: Final = "urn:xmpp:sid:0"
