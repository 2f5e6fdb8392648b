"""Ad-hoc commands (XEP-0050 1.3.0): listed, executed in at most two steps, only by administrators."""

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from typing import Final, NamedTuple

from casemate.accounts.api import ADMINISTRATORS, Accounts
from casemate.features.administration.forms import Field, Values, bad_request, filled, form
from casemate.features.administration.names import COMMANDS, DATA, DISCO_INFO, DISCO_ITEMS
from casemate.model.errors import CasemateError, Conflict
from casemate.model.ids import token
from casemate.model.jid import Jid
from casemate.server.api import Iq, Server, Session, Target
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError

MAX_OPEN: Final = 1_000
"""Forms that were sent and not answered; the oldest is forgotten first."""
PATIENCE: Final = 600.0
"""Seconds that a form may be filled in."""
_ACTIONS: Final = frozenset({"execute", "next", "complete", "prev", "cancel"})
_STOPS: Final = frozenset({"bad-request", "conflict", "feature-not-implemented", "forbidden", "not-allowed"})
"""Errors that end a command (XEP-0133 section 5, XEP-0050 section 4.4); of others it tells in a note, which clients show."""


class Call(NamedTuple):
    """Who executes a command, and for which domain."""

    session: Session
    domain: str


class Done(NamedTuple):
    """What a command has to say."""

    text: str = ""
    form: Element | None = None
    failed: bool = False


class Command(NamedTuple):
    """A command: `fields` are asked for first, if there are any."""

    node: str
    name: str
    instructions: str
    fields: Callable[[Call], Awaitable[Sequence[Field]]] | None
    run: Callable[[Call, Values], Awaitable[Done]]
    everybody: bool = False
    """Whether those who are no administrators may execute it."""


class _Open(NamedTuple):
    jid: Jid
    node: str
    until: float
    fields: Sequence[Field]


class Commands:
    """Lists and executes commands."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts
        self._commands: dict[str, Command] = {}
        self._open: OrderedDict[str, _Open] = OrderedDict()

    def attach(self, server: Server, commands: Sequence[Command]) -> None:
        """Join the server."""
        # At their own address as well, where some clients look for what they may do.
        for target in (Target.SERVER, Target.SELF):
            server.serve_iq(target, "set", COMMANDS, "command", self._execute)
        server.serve_node(COMMANDS, self._list_info, self._list)
        for command in commands:
            self._commands[command.node] = command
            server.serve_node(command.node, self._info, _no_items)
        server.disco_server(COMMANDS)

    # -- discovery

    async def _list_info(self, iq: Iq) -> Element:
        del iq
        return _identified("command-list", "Commands", COMMANDS, (DISCO_INFO, DISCO_ITEMS))

    async def _list(self, iq: Iq) -> Element:
        query = Element("query", DISCO_ITEMS, {"node": COMMANDS})
        for node, command in sorted(self._commands.items()):
            if self._may(iq, command):
                query.add(Element("item", DISCO_ITEMS, {"jid": iq.to.domain, "node": node, "name": command.name}))
        return query

    async def _info(self, iq: Iq) -> Element:
        node = iq.payload.get("node") or ""
        if not self._may(iq, self._commands[node]):
            raise StanzaError("forbidden")
        return _identified("command-node", self._commands[node].name, node, (COMMANDS, DATA))

    # -- execution

    async def _execute(self, iq: Iq) -> Element:
        command = self._commands.get(iq.payload.get("node") or "")
        if not self._may(iq, command):
            raise StanzaError("forbidden", "Only administrators do that.")
        if command is None:
            raise StanzaError("item-not-found", "There is no such command.")
        action = iq.payload.get("action") or "execute"
        if action not in _ACTIONS:
            raise bad_request("malformed-action", "That is no action.")
        identifier = iq.payload.get("sessionid")
        call = Call(iq.session, iq.to.domain)
        if identifier is None:
            return await self._begin(call, command, action)
        return await self._go_on(call, command, action, identifier, iq.payload.find("x", DATA))

    async def _begin(self, call: Call, command: Command, action: str) -> Element:
        if action != "execute":
            raise bad_request("bad-action", "There is nothing to go on with.")
        identifier = token(12)
        if command.fields is None:
            return _completed(command, identifier, await _run(command, call, {}))
        fields = await command.fields(call)
        self._remember(identifier, _Open(call.session.jid, command.node, time.monotonic() + PATIENCE, fields))
        actions = Element("actions", COMMANDS, {"execute": "complete"}, [Element("complete", COMMANDS)])
        return _answer(command, identifier, "executing", [actions, form(command.name, command.instructions, fields)])

    async def _go_on(self, call: Call, command: Command, action: str, identifier: str, x: Element | None) -> Element:
        opened = self._open.get(identifier)
        if opened is None or opened.jid != call.session.jid or opened.node != command.node:
            raise bad_request("bad-sessionid", "There is no such session.")
        if opened.until < time.monotonic():
            del self._open[identifier]
            raise StanzaError("not-allowed", "That took too long.", payloads=(Element("session-expired", COMMANDS),))
        if action == "prev":
            raise bad_request("bad-action", "There is no step before.")
        if action == "cancel":
            del self._open[identifier]
            return _answer(command, identifier, "canceled", [])
        if x is None or x.get("type") != "submit":
            raise bad_request("bad-payload", "Send the form, filled in.")
        values = filled(x, opened.fields)
        del self._open[identifier]
        return _completed(command, identifier, await _run(command, call, values))

    def _remember(self, identifier: str, opened: _Open) -> None:
        self._open[identifier] = opened
        while len(self._open) > MAX_OPEN:
            self._open.popitem(last=False)

    def _may(self, iq: Iq, command: Command | None) -> bool:
        person = self._accounts.lookup(iq.session.jid.bare)
        if person is None or self._accounts.tenant_of(iq.to.domain) != iq.session.tenant:
            return False
        return person.role in ADMINISTRATORS or (command is not None and command.everybody)


def _identified(kind: str, name: str, node: str, features: Sequence[str]) -> Element:
    query = Element("query", DISCO_INFO, {"node": node})
    query.add(Element("identity", DISCO_INFO, {"category": "automation", "type": kind, "name": name}))
    for var in features:
        query.add(Element("feature", DISCO_INFO, {"var": var}))
    return query


async def _run(command: Command, call: Call, values: Values) -> Done:
    try:
        return await command.run(call, values)
    except Conflict as error:
        raise StanzaError("conflict", f"{error}.") from error
    except StanzaError as error:
        if error.condition in _STOPS:
            raise
        return Done(error.text, failed=True)
    except CasemateError as error:
        return Done(f"{error}.", failed=True)


async def _no_items(iq: Iq) -> Element:
    return Element("query", DISCO_ITEMS, {"node": iq.payload.get("node") or ""})


def _completed(command: Command, identifier: str, done: Done) -> Element:
    children: list[Element] = []
    if done.form is not None:
        children.append(done.form)
    if done.text:
        children.append(Element("note", COMMANDS, {"type": "error" if done.failed else "info"}, [done.text]))
    return _answer(command, identifier, "completed", children)


def _answer(command: Command, identifier: str, status: str, children: Sequence[Element]) -> Element:
    attrs = {"node": command.node, "sessionid": identifier, "status": status}
    return Element("command", COMMANDS, attrs, children)
