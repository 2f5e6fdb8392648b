"""Somebody with slixmpp, over STARTTLS against a demo."""

import asyncio
from typing import Any

import slixmpp

from tests.demo import Demo

PLUGINS = (
    "xep_0030",
    "xep_0045",
    "xep_0054",
    "xep_0085",
    "xep_0184",
    "xep_0191",
    "xep_0198",
    "xep_0199",
    "xep_0280",
    "xep_0313",
    "xep_0363",
)


class Person(slixmpp.ClientXMPP):
    """Somebody with slixmpp."""

    def __init__(self, running: Demo, name: str, resource: str = "slixmpp", plugins: tuple[str, ...] = PLUGINS) -> None:
        jid = f"{name}@localhost"
        super().__init__(f"{jid}/{resource}", running.credentials[jid])
        self.ca_certs = running.ca
        self.port_to_use = running.ports["c2s"]
        for plugin in plugins:
            self.register_plugin(plugin)
        self.inbox: asyncio.Queue[Any] = asyncio.Queue()
        self.started = asyncio.Event()
        self.add_event_handler("session_start", self._start)
        self.add_event_handler("message", self.inbox.put_nowait)
        self.add_event_handler("message_error", self.inbox.put_nowait)

    async def _start(self, _event: object) -> None:
        self.send_presence()
        await self.get_roster()
        self.started.set()

    async def online(self) -> "Person":
        self.connect("127.0.0.1", self.port_to_use)
        await asyncio.wait_for(self.started.wait(), 15)
        return self

    async def next(self) -> Any:
        return await asyncio.wait_for(self.inbox.get(), 10)

    def events(self, name: str) -> asyncio.Queue[Any]:
        """What slixmpp tells under that name from now on."""
        told: asyncio.Queue[Any] = asyncio.Queue()
        self.add_event_handler(name, told.put_nowait)
        return told
