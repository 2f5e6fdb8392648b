"""Namespaces of service administration."""

from typing import Final

COMMANDS: Final = "http://jabber.org/protocol/commands"
ADMIN: Final = "http://jabber.org/protocol/admin"
DATA: Final = "jabber:x:data"
DISCO_INFO: Final = "http://jabber.org/protocol/disco#info"
DISCO_ITEMS: Final = "http://jabber.org/protocol/disco#items"
