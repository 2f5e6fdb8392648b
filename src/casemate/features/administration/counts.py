"""How many people there are, and who (XEP-0133 sections 4.13 to 4.22).

Whoever has a client connected is online; of these, whoever is not away by the word of all of them is active.
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Final

from casemate.accounts.api import Accounts
from casemate.features.administration.commands import Call, Command, Done
from casemate.features.administration.forms import Field, Values, result
from casemate.features.administration.names import ADMIN
from casemate.server.api import Server, Session

_LIMITS: Final = ("25", "50", "75", "100", "150", "200", "none")
_AWAY: Final = frozenset({"away", "xa"})
_NODES: Final = {"active": "get-active-users", "idle": "get-idle-users"}


class CountCommands:
    """Counts and lists people: registered, disabled, online, active and idle ones."""

    def __init__(self, server: Server, accounts: Accounts) -> None:
        self._server = server
        self._accounts = accounts

    def commands(self) -> Sequence[Command]:
        """A number and a list of each."""
        made: list[Command] = []
        for word, title, who in (
            ("registered", "registered people", self._registered),
            ("disabled", "disabled people", self._disabled),
            ("online", "people who are signed in", self._online),
            ("active", "people who are active", self._active),
            ("idle", "people who are idle", self._idle),
        ):
            made += [_number(word, title, who), _list(word, title, who, _NODES.get(word, f"get-{word}-users-list"))]
        return made

    async def _registered(self, call: Call) -> list[str]:
        return [str(p.jid) for p in await self._accounts.people.everybody(call.session.tenant)]

    async def _disabled(self, call: Call) -> list[str]:
        return [str(p.jid) for p in await self._accounts.people.everybody(call.session.tenant) if p.disabled]

    async def _online(self, call: Call) -> list[str]:
        return _people(self._sessions(call))

    async def _active(self, call: Call) -> list[str]:
        return _people(s for s in self._sessions(call) if not _is_idle(s))

    async def _idle(self, call: Call) -> list[str]:
        active = set(await self._active(call))
        return [jid for jid in await self._online(call) if jid not in active]

    def _sessions(self, call: Call) -> Iterable[Session]:
        return (s for s in self._server.all_sessions() if s.tenant == call.session.tenant)


def _is_idle(session: Session) -> bool:
    """Away by their own word; a client in the background (XEP-0352) says so by its presence."""
    return session.presence is not None and (session.presence.child_text("show") or "") in _AWAY


def _people(sessions: Iterable[Session]) -> list[str]:
    return sorted({str(session.jid.bare) for session in sessions})


def _number(word: str, title: str, who: Callable[[Call], Awaitable[list[str]]]) -> Command:
    async def run(call: Call, _values: Values) -> Done:
        count = str(len(await who(call)))
        return Done("", result([Field(f"{word}usersnum", "text-single", f"The number of {title}", [count])]))

    return Command(f"{ADMIN}#get-{word}-users-num", f"Show the number of {title}", "", None, run)


def _list(word: str, title: str, who: Callable[[Call], Awaitable[list[str]]], node: str) -> Command:
    async def fields(_call: Call) -> Sequence[Field]:
        return [Field("max_items", "list-single", "How many at most", ["none"], required=False, options=_LIMITS)]

    async def run(call: Call, values: Values) -> Done:
        text = next(iter(values.get("max_items", ())), "none")
        most = int(text) if text.isdecimal() and len(text) < 7 else None
        listed = (await who(call))[:most]
        return Done("", result([Field(f"{word}userjids", "jid-multi", f"The {title}", listed)]))

    return Command(f"{ADMIN}#{node}", f"List the {title}", "Choose how many.", fields, run)
