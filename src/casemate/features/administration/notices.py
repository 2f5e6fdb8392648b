"""Announcements, message of the day, welcome, and addresses that are shut out or let in (XEP-0133 sections 4.11, 4.12, 4.23 to 4.28).

What administrators announce takes the path like any message: it is judged and recorded as theirs.
"""

import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from casemate.accounts.api import Accounts
from casemate.accounts.notices import Notices
from casemate.features.administration.commands import Call, Command, Done
from casemate.features.administration.forms import Field, Values, jids
from casemate.features.administration.names import ADMIN
from casemate.model.ids import TenantId
from casemate.model.jid import Jid
from casemate.server.api import Sender, Server, SessionAvailable
from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import StanzaError

MOTD, WELCOME, BLACKLIST, WHITELIST = "motd", "welcome", "blacklist", "whitelist"
MAX_TEXT: Final = 10_000
"""Characters of an announcement."""


class NoticeCommands:
    """Writes to everybody, and keeps the lists of foreign addresses."""

    def __init__(self, server: Server, accounts: Accounts, notices: Notices) -> None:
        self._server = server
        self._accounts = accounts
        self._notices = notices
        self._reminded: dict[Jid, str] = {}
        self._welcomed: set[Jid] = set()
        server.on(SessionAvailable, self._arrived)
        server.refuse(self._refuses)

    def commands(self) -> Sequence[Command]:
        """All of them."""
        return [
            _command("announce", "Announce something to everybody who is here", _text("announcement"), self._announce),
            _command("set-motd", "Set the message of the day", _text("motd"), self._set_motd),
            _command("edit-motd", "Change the message of the day", self._current("motd", MOTD), self._set_motd),
            _command("delete-motd", "Delete the message of the day", None, self._delete(MOTD)),
            _command("set-welcome", "Set the welcome message", self._current("welcome", WELCOME), self._set_welcome),
            _command("delete-welcome", "Delete the welcome message", None, self._delete(WELCOME)),
            _command(
                "edit-blacklist", "Change who is shut out", self._listed("blacklistjids", BLACKLIST), self._blacklist
            ),
            _command(
                "edit-whitelist",
                "Change who alone is let in",
                self._listed("whitelistjids", WHITELIST),
                self._whitelist,
            ),
        ]

    # -- texts

    async def _announce(self, call: Call, values: Values) -> Done:
        text = _written(values, "announcement")
        here = {s.jid.bare for s in self._server.all_sessions() if s.tenant == call.session.tenant and s.presence}
        for jid in here:
            self._write(Sender(call.session.jid, call.session.tenant), call.domain, jid, text)
        await self._accounts.note_announcement(call.session.tenant, str(call.session.jid.bare), len(here))
        return Done(f"Announced to {len(here)}.")

    async def _set_motd(self, call: Call, values: Values) -> Done:
        text = _written(values, "motd")
        await self._keep(call, MOTD, text)
        for session in self._server.all_sessions():
            if session.tenant == call.session.tenant and session.presence is not None:
                self._remind(session.jid.bare, session.tenant)
        return Done("The message of the day was set.")

    async def _set_welcome(self, call: Call, values: Values) -> Done:
        await self._keep(call, WELCOME, _written(values, "welcome"))
        return Done("The welcome message was set.")

    def _delete(self, name: str) -> Callable[[Call, Values], Awaitable[Done]]:
        async def run(call: Call, _values: Values) -> Done:
            await self._keep(call, name, "")
            return Done("It was deleted.")

        return run

    async def _keep(self, call: Call, name: str, text: str) -> None:
        """A text with whose it is: it is sent, and judged, as theirs."""
        by = call.session.jid.bare
        kept = json.dumps({"by": str(by), "text": text}) if text else ""
        await self._notices.set(call.session.tenant, name, kept, str(by), int(self._server.clock() * 1000))

    def _arrived(self, event: SessionAvailable) -> None:
        session = event.session
        self._remind(session.jid.bare, session.tenant)
        if self._notices.get(session.tenant, WELCOME) and session.jid.bare not in self._welcomed:
            self._welcomed.add(session.jid.bare)
            self._server.start(self._welcome(session.jid.bare, session.tenant))

    async def _welcome(self, jid: Jid, tenant: TenantId) -> None:
        """The first time that somebody is here (section 4.26)."""
        person = await self._accounts.person(jid)
        if person is not None and await self._accounts.people.last_seen(person.id) is None:
            self._send(tenant, WELCOME, jid)

    def _remind(self, jid: Jid, tenant: TenantId) -> None:
        """The message of the day, once to everybody."""
        text = self._notices.get(tenant, MOTD)
        if text and self._reminded.get(jid) != text:
            self._reminded[jid] = text
            self._send(tenant, MOTD, jid)

    def _send(self, tenant: TenantId, name: str, to: Jid) -> None:
        kept = self._notices.get(tenant, name)
        if kept:
            row = json.loads(kept)
            by = Jid.parse(row["by"])
            self._write(Sender(by, tenant), to.domain, to, row["text"])

    def _write(self, sender: Sender, domain: str, to: Jid, text: str) -> None:
        attrs = {"from": domain, "to": str(to), "type": "headline"}
        message = Element("message", CLIENT, attrs, [Element("body", CLIENT, {}, [text])])
        self._server.submit(sender, message, to, _done)

    # -- lists

    async def _blacklist(self, call: Call, values: Values) -> Done:
        return await self._keep_list(call, values, "blacklistjids", BLACKLIST)

    async def _whitelist(self, call: Call, values: Values) -> Done:
        return await self._keep_list(call, values, "whitelistjids", WHITELIST)

    async def _keep_list(self, call: Call, values: Values, var: str, name: str) -> Done:
        listed = sorted({str(jid) for jid in jids(values, var)})
        by = str(call.session.jid.bare)
        now = int(self._server.clock() * 1000)
        await self._notices.set(call.session.tenant, name, json.dumps(listed) if listed else "", by, now)
        return Done(f"{len(listed)} on the list.")

    def _refuses(self, sender: Jid, recipient: Jid) -> StanzaError | None:
        """Nobody writes to an address outside that is shut out, nor receives from there."""
        if sender.domain == recipient.domain:
            return None
        for own, other in ((sender, recipient), (recipient, sender)):
            tenant = self._server.tenant_at(own.domain)
            if tenant is None or tenant == self._server.tenant_at(other.domain):
                continue
            black, white = (self._list(tenant, name) for name in (BLACKLIST, WHITELIST))
            if _matches(other, black) or (white and not _matches(other, white)):
                return StanzaError("not-allowed", "Your organisation does not exchange messages with them.")
        return None

    def _list(self, tenant: TenantId, name: str) -> frozenset[str]:
        text = self._notices.get(tenant, name)
        return frozenset(json.loads(text)) if text else frozenset()

    # -- forms

    def _current(self, var: str, name: str) -> Callable[[Call], Awaitable[Sequence[Field]]]:
        async def fields(call: Call) -> Sequence[Field]:
            kept = self._notices.get(call.session.tenant, name)
            lines: list[str] = json.loads(kept)["text"].split("\n") if kept else []
            return [Field(var, "text-multi", "The text", lines)]

        return fields

    def _listed(self, var: str, name: str) -> Callable[[Call], Awaitable[Sequence[Field]]]:
        async def fields(call: Call) -> Sequence[Field]:
            return [
                Field(
                    var,
                    "jid-multi",
                    "Addresses and domains",
                    sorted(self._list(call.session.tenant, name)),
                    required=False,
                )
            ]

        return fields


def _command(
    name: str,
    title: str,
    fields: Callable[[Call], Awaitable[Sequence[Field]]] | None,
    run: Callable[[Call, Values], Awaitable[Done]],
) -> Command:
    return Command(f"{ADMIN}#{name}", title, f"{title}: fill in the form.", fields, run)


def _text(var: str) -> Callable[[Call], Awaitable[Sequence[Field]]]:
    async def fields(_call: Call) -> Sequence[Field]:
        return [Field(var, "text-multi", "The text")]

    return fields


def _written(values: Values, var: str) -> str:
    text = "\n".join(values.get(var, ()))
    if len(text) > MAX_TEXT:
        raise StanzaError("not-acceptable", f"A text has at most {MAX_TEXT} characters.")
    return text


def _matches(jid: Jid, listed: frozenset[str]) -> bool:
    """An address of any form, matched as XEP-0016 section 2.1 has it: the client, the account, the domain's resource, the domain."""
    forms = (str(jid), str(jid.bare), f"{jid.domain}/{jid.resource}", jid.domain)
    return any(form in listed for form in forms)


def _done(_outcome: object) -> None:
    """The administrator is told by the path if it may not be sent."""
