#!/usr/bin/env python3
"""Crowds over raw sockets, beside `xmppload` (which sends to one person at a time).

    --scenario room     one speaks to a room with --users occupants; counts what all of them receive
    --scenario storm    --users people sign in at once, each with contacts on both sides of a ring; over when everybody has seen
                        everybody whom they may see

CPU seconds of the server come from /proc of --pids. The result is one line of JSON.
"""

import argparse
import asyncio
import json
import re
import resource
import sys
import time
from typing import Any

import uvloop

from bench.xmppload import END, TAIL, Client, Run, cpu_seconds, parse_args

CONTACTS = 50
_FROM = re.compile(rb"<presence\b[^>]*?\bfrom=['\"]u(\d+)@")
_SELF = re.compile(rb"<status\b[^>]*?\bcode=['\"]110['\"]")
_KEPT = 2_000
"""Bytes of what came that are looked at again together with what comes next."""
_DEADLINE = 120.0


def contacts(number: int, users: int, count: int = CONTACTS) -> list[int]:
    """The contacts of a user: the next ones on both sides of a ring."""
    return [(number + step) % users for step in range(-count // 2, count // 2 + 1) if step]


class Occupant(Client):
    """Somebody in a room, who counts what is said."""

    __slots__ = ("inside", "own")

    def __init__(self, run: "RoomRun", index: int) -> None:
        super().__init__(run, index)
        self.inside: asyncio.Future[None] | None = None
        self.own = 0

    def data_received(self, data: bytes) -> None:
        """Wait for one's own presence in the room, then count messages."""
        if self.steady:
            data = self.tail + data
            said = data.count(END)
            self.tail = data[-TAIL:]
            self.run.delivered += said
            if self.index == 0:
                self.run.heard(said)
        elif self.inside is None:
            super().data_received(data)
        else:
            self.buf = self.buf[-_KEPT:] + data
            if not self.inside.done() and _SELF.search(self.buf):
                self.inside.set_result(None)

    async def enter(self, room: str) -> None:
        """Enter the room; over when it has said so."""
        self.inside = asyncio.get_running_loop().create_future()
        self.write(
            f"<presence to='{room}/u{self.index}'><x xmlns='http://jabber.org/protocol/muc'>"
            "<history maxstanzas='0'/></x></presence>"
        )
        async with asyncio.timeout(_DEADLINE):
            await self.inside


class RoomRun(Run):
    """One speaks, all listen."""

    client = Occupant
    measuring = False

    def heard(self, count: int) -> None:
        """The speaker has heard themselves: as much again is said."""
        if self.measuring:
            for _ in range(count):
                self.say()

    def say(self) -> None:
        self.sent += 1
        body = (
            "please review the attached draft before our meeting on thursday and tell me whether the numbers look right"
        )
        self.clients[0].write(
            f"<message to='{self.args.room}' type='groupchat' id='r{self.sent}'><body>{body}</body></message>"
        )

    async def main(self) -> dict[str, Any]:
        args = self.args
        await self.connect_all()
        before = cpu_seconds(args.pids)
        for client in self.clients:
            await client.enter(args.room)
            if client.index == 0:
                await self._open(client)
        entering = cpu_seconds(args.pids) - before
        await asyncio.sleep(args.settle + 2)
        for client in self.clients:
            client.steady = True
        self.measuring = True
        for _ in range(args.window):
            self.say()
        await asyncio.sleep(args.warmup)
        delivered, cpu, start = self.delivered, cpu_seconds(args.pids), time.perf_counter()
        await asyncio.sleep(args.duration)
        delivered, cpu = self.delivered - delivered, cpu_seconds(args.pids) - cpu
        self.measuring = False
        seconds = time.perf_counter() - start
        await self._close()
        return {
            "occupants": args.users,
            "delivered": delivered,
            "delivered_per_cpu_s": round(delivered / cpu) if cpu else None,
            "delivered_per_s": round(delivered / seconds),
            "enter_cpu_ms": round(1e3 * entering / args.users, 2),
            "errors": self.errors,
        }

    async def _open(self, owner: Client) -> None:
        """A new room may be locked until its owner has set it up (XEP-0045 section 10.1.2)."""
        owner.write(
            f"<iq type='set' id='open' to='{self.args.room}'><query xmlns='http://jabber.org/protocol/muc#owner'>"
            "<x xmlns='jabber:x:data' type='submit'/></query></iq>"
        )
        await asyncio.sleep(0.5)

    async def _close(self) -> None:
        self.closing = True
        for client in self.clients:
            client.transport.abort()
        await asyncio.sleep(0.3)


class Contact(Client):
    """Somebody who signs in and waits until all contacts are there."""

    __slots__ = ("missing", "seen")

    def __init__(self, run: "StormRun", index: int) -> None:
        super().__init__(run, index)
        self.missing = {str(number).encode() for number in contacts(index, run.args.users)}
        self.seen: asyncio.Future[None] | None = None

    def data_received(self, data: bytes) -> None:
        """Tick off who is there."""
        if self.seen is None:
            super().data_received(data)
            return
        self.buf = self.buf[-_KEPT:] + data
        self.missing.difference_update(_FROM.findall(self.buf))
        if not self.missing and not self.seen.done():
            self.seen.set_result(None)

    async def login(self) -> None:
        """As a client does: roster, then presence."""
        await super().login()
        self.seen = asyncio.get_running_loop().create_future()
        self.write("<iq type='get' id='roster'><query xmlns='jabber:iq:roster'/></iq><presence/>")


class StormRun(Run):
    """All sign in at once."""

    client = Contact

    async def main(self) -> dict[str, Any]:
        args = self.args
        args.no_presence = True
        cpu, start = cpu_seconds(args.pids), time.perf_counter()
        await self.connect_all()
        signed_in, login_cpu = time.perf_counter() - start, cpu_seconds(args.pids) - cpu
        async with asyncio.timeout(_DEADLINE):
            await asyncio.gather(*(client.seen for client in self.clients))
        seconds, cpu = time.perf_counter() - start, cpu_seconds(args.pids) - cpu
        self.closing = True
        for client in self.clients:
            client.transport.abort()
        await asyncio.sleep(0.3)
        return {
            "people": args.users,
            "contacts": CONTACTS,
            "seconds": round(seconds, 2),
            "signed_in_s": round(signed_in, 2),
            "cpu_s": round(cpu, 2),
            "cpu_ms_per_person": round(1e3 * cpu / args.users, 2),
            "login_cpu_ms": round(1e3 * login_cpu / args.users, 2),
            "errors": self.errors,
        }


SCENARIOS = {"room": RoomRun, "storm": StormRun}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenario", choices=sorted(SCENARIOS), required=True)
    parser.add_argument("--room", default="bench@rooms.localhost")
    own, rest = parser.parse_known_args()
    args = parse_args(rest)
    args.room = own.room
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, args.users + 400), hard))
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        print(json.dumps(runner.run(SCENARIOS[own.scenario](args).main())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
