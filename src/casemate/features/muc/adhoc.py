"""Ad-hoc commands of rooms (XEP-0050): listed, and executed in one step or in two, by a form.

A client that knows the form may send it at once, filled in.
"""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final, NamedTuple

from casemate.features.muc.names import COMMANDS, DATA, DISCO_INFO, DISCO_ITEMS
from casemate.model.ids import token
from casemate.model.jid import Jid
from casemate.rooms.api import Room
from casemate.server.api import Sender
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError

MAX_OPEN: Final = 1_000
"""Forms that were sent and not answered; the oldest is forgotten first."""
PATIENCE: Final = 600.0
"""Seconds that a form may be filled in."""
_ACTIONS: Final = frozenset({"execute", "next", "complete", "prev", "cancel"})
Values = Mapping[str, str]
"""What was filled in: the first value of each field."""


class Call(NamedTuple):
    """Who executes a command in which room, in which language."""

    room: Room
    sender: Sender
    language: str


class Command(NamedTuple):
    """A command."""

    node: str
    name: str
    form: Callable[[Room], Element] | None
    """What is to be filled in; None if nothing is."""
    run: Callable[[Call, Values], Awaitable[Element | None]]
    """Returns a form that tells something, or None."""


class _Open(NamedTuple):
    jid: Jid
    room: Jid
    node: str
    until: float


class Commands:
    """Lists and executes commands; who may is asked before."""

    def __init__(self, commands: Sequence[Command], clock: Callable[[], float]) -> None:
        self._commands = {command.node: command for command in commands}
        self._clock = clock
        self._open: OrderedDict[str, _Open] = OrderedDict()

    def __contains__(self, node: str | None) -> bool:
        return node == COMMANDS or node in self._commands

    # -- discovery

    def items(self, room: Room, node: str) -> Element:
        """What is at a node (XEP-0050 section 2.2)."""
        query = Element("query", DISCO_ITEMS, {"node": node})
        if node == COMMANDS:
            for command in self._commands.values():
                attrs = {"jid": str(room.jid), "node": command.node, "name": command.name}
                query.add(Element("item", DISCO_ITEMS, attrs))
        return query

    def info(self, node: str) -> Element:
        """What a node is (sections 2.1 and 2.3)."""
        query = Element("query", DISCO_INFO, {"node": node})
        listed = node == COMMANDS
        name = "Commands" if listed else self._commands[node].name
        kind = "command-list" if listed else "command-node"
        query.add(Element("identity", DISCO_INFO, {"category": "automation", "type": kind, "name": name}))
        for var in (DISCO_INFO, DISCO_ITEMS) if listed else (COMMANDS, DATA):
            query.add(Element("feature", DISCO_INFO, {"var": var}))
        return query

    # -- execution

    async def execute(self, call: Call, payload: Element) -> Element:
        """A step of a command. Raises StanzaError."""
        command = self._commands.get(payload.get("node") or "")
        if command is None:
            raise StanzaError("item-not-found", "There is no such command.")
        action, identifier = payload.get("action") or "execute", payload.get("sessionid")
        if action not in _ACTIONS:
            raise _bad_request("malformed-action", "That is no action.")
        form = payload.find("x", DATA)
        if identifier is not None:
            return await self._go_on(call, command, action, identifier, form)
        if action not in {"execute", "complete"} or (action == "complete" and form is None):
            raise _bad_request("bad-action", "There is nothing to go on with.")
        identifier = token(12)
        if command.form is None or form is not None:
            return await _completed(call, command, identifier, form)
        self._remember(identifier, _Open(call.sender.jid, call.room.jid, command.node, self._clock() + PATIENCE))
        actions = Element("actions", COMMANDS, {"execute": "complete"}, [Element("complete", COMMANDS)])
        return _answer(command, identifier, "executing", [actions, command.form(call.room)])

    async def _go_on(self, call: Call, command: Command, action: str, identifier: str, form: Element | None) -> Element:
        opened = self._open.get(identifier)
        if opened is None or (opened.jid, opened.room, opened.node) != (call.sender.jid, call.room.jid, command.node):
            raise _bad_request("bad-sessionid", "There is no such session.")
        if opened.until < self._clock():
            del self._open[identifier]
            raise StanzaError("not-allowed", "That took too long.", payloads=(Element("session-expired", COMMANDS),))
        if action == "prev":
            raise _bad_request("bad-action", "There is no step before.")
        if action == "cancel":
            del self._open[identifier]
            return _answer(command, identifier, "canceled", [])
        if form is None:
            raise _bad_request("bad-payload", "Send the form, filled in.")
        completed = await _completed(call, command, identifier, form)
        self._open.pop(identifier, None)
        return completed

    def _remember(self, identifier: str, opened: _Open) -> None:
        self._open[identifier] = opened
        while len(self._open) > MAX_OPEN:
            self._open.popitem(last=False)


def needed(values: Values, *names: str) -> str:
    """The value of a field, which some call otherwise.

    Raises:
        StanzaError: if it is missing.
    """
    for name in names:
        if text := values.get(name, "").strip():
            return text
    raise _bad_request("bad-payload", f"Fill in {names[0]}.")


async def _completed(call: Call, command: Command, identifier: str, form: Element | None) -> Element:
    if form is not None and form.get("type") != "submit":
        raise _bad_request("bad-payload", "Send the form, filled in.")
    told = await command.run(call, _values(form) if form is not None else {})
    return _answer(command, identifier, "completed", [told] if told is not None else [])


def _values(form: Element) -> Values:
    values: dict[str, str] = {}
    for field in form.find_all("field"):
        # XEP-0317 example 7 has the value inside of the option that was chosen.
        value = field.find("value") or next((option.find("value") for option in field.find_all("option")), None)
        values[field.get("var") or ""] = value.text() if value is not None else ""
    return values


def _bad_request(condition: str, text: str) -> StanzaError:
    """An error of XEP-0050 section 4.4."""
    return StanzaError("bad-request", text, payloads=(Element(condition, COMMANDS),))


def _answer(command: Command, identifier: str, status: str, children: Sequence[Element]) -> Element:
    attrs = {"node": command.node, "sessionid": identifier, "status": status}
    return Element("command", COMMANDS, attrs, children)
