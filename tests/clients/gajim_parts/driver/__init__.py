"""A plugin of Gajim through which a test opens conversations, writes, and reads what stands in the windows.

It runs inside Gajim, with the main loop of GTK, and answers each line of JSON that comes over a socket with another.
"""

import json
import os
import socket

from gajim.common import app
from gajim.plugins import GajimPlugin
from gi.repository import GLib, Gtk
from nbxmpp.protocol import JID


class Driver(GajimPlugin):
    # Gajim takes the first name of this module, by the alphabet, and expects the plugin: nothing may come before it.
    account = "test"

    def init(self):
        self.description = "Lets a test do what a person does"
        self._received = b""

    def activate(self):
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.connect(os.environ["CASEMATE_DRIVER"])
        GLib.io_add_watch(self._socket.fileno(), GLib.IO_IN | GLib.IO_HUP, self._on_input)

    def deactivate(self):
        self._socket.close()

    def _on_input(self, _source, _condition):
        data = self._socket.recv(65536)
        self._received += data
        while b"\n" in self._received:
            line, _, self._received = self._received.partition(b"\n")
            name, *arguments = json.loads(line)
            try:
                answer = {"answer": getattr(self, "do_" + name)(*arguments)}
            except (AttributeError, KeyError, TypeError, ValueError, GLib.Error) as error:
                answer = {"error": repr(error)}
            self._socket.sendall(json.dumps(answer).encode() + b"\n")
        return bool(data)

    def do_signed_in(self):
        """Whether the account is signed in and the window stands."""
        return app.window is not None and app.account_is_available(self.account)

    def do_open(self, jid):
        app.window.add_chat(self.account, JID.from_string(jid), "contact", select=True)

    def do_join(self, jid, nick):
        app.window.show_add_join_groupchat(self.account, jid, nickname=nick)

    def do_create(self, jid, name):
        """What the window for a new group chat does when it is filled in."""
        settings = {
            "muc#roomconfig_roomname": name,
            "muc#roomconfig_publicroom": True,
            "muc#roomconfig_membersonly": False,
        }
        app.get_client(self.account).get_module("MUC").create(jid, settings)

    def do_select(self, jid):
        app.window.select_chat(self.account, JID.from_string(jid))

    def do_joined(self, jid):
        contact = app.get_client(self.account).get_module("Contacts").get_contact(jid)
        return getattr(contact, "is_joined", False)

    def do_write(self, text):
        """What is typed, and the action of the Enter key; no when nothing can be typed yet."""
        box = app.window.get_chat_stack().get_message_input()
        if not box.is_sensitive():
            return False
        box.insert_text(text)
        app.window.get_action("send-message").activate()
        return True

    def do_correct(self, text):
        """The last message, written anew; no when Gajim knows of none yet."""
        box = app.window.get_chat_stack().get_message_input()
        app.window.get_action("correct-message").activate()
        if not box.is_correcting:
            return False
        box.get_buffer().set_text(text)
        app.window.get_action("send-message").activate()
        return True

    def do_add(self, jid, name):
        """What the window for a new contact does in the end."""
        app.get_client(self.account).get_module("Presence").subscribe(jid, name=name, auto_auth=True)

    def do_contact(self, jid):
        """The contact's name, subscription and presence, as the list of contacts has them."""
        contact = app.get_client(self.account).get_module("Contacts").get_contact(jid)
        return [contact.name, contact.subscription, contact.is_available]

    def do_screen(self):
        """All that can be read in the windows, with what appears under the pointer."""
        seen = []
        for window in Gtk.Window.list_toplevels():
            read(window, seen)
        return "\n".join(seen)

    def do_shows(self, text):
        return text in self.do_screen()


def read(widget, seen):
    if not widget.get_mapped():
        return
    if isinstance(widget, Gtk.Label):
        seen.append(widget.get_text())
    if tip := widget.get_tooltip_text():
        seen.append(tip)
    if isinstance(widget, Gtk.Container):
        widget.forall(read, seen)
