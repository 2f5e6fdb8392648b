"""Namespaces of the archive protocol."""

from typing import Final

NS: Final = "urn:xmpp:mam:2"
EXTENDED: Final = "urn:xmpp:mam:2#extended"
GROUPCHAT: Final = ("urn:xmpp:mam:2#groupchat-field", "urn:xmpp:mam:2#groupchat-available")
"""What was said in rooms elsewhere is in a person's archive, and can be left out of an answer."""
RSM: Final = "http://jabber.org/protocol/rsm"
FORM: Final = "jabber:x:data"
VALIDATE: Final = "http://jabber.org/protocol/xdata-validate"
FORWARD: Final = "urn:xmpp:forward:0"
DELAY: Final = "urn:xmpp:delay"
STANZA_ID: Final = "urn:xmpp:sid:0"
