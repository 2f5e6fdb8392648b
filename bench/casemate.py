"""Casemate as the benchmark runs it: everything on, and once more without TLS for the plain comparison.

The product has no plain listener. `python -m bench.casemate CONFIG PORT` runs the whole server, and opens one more
listener on loopback whose connections count as secure; it exists in this file only.
"""

import asyncio
import subprocess
import sys
import time
from pathlib import Path

import uvloop
from sqlalchemy import insert

from bench.crowdload import contacts
from bench.peers import Running, pinned, wait_for_port
from casemate.cli.setup import initialise
from casemate.model.ids import PersonId
from casemate.model.jid import Jid
from casemate.settings.loader import load
from casemate.storage.engine import Database
from casemate.storage.schema import roster_item
from casemate.telemetry.log import configure
from casemate.wiring.heap import settle_heap
from casemate.wiring.house import House
from casemate.wiring.places import database_url, open_accounts

DOMAIN = "localhost"


def start_casemate(folder: Path, users: int, core: int, port: int, crowd: int = 0) -> Running:
    """Casemate with TLS, inspection, encryption, and an archive committed before delivery. The first `crowd` have contacts."""
    config = initialise(folder, DOMAIN)
    text = config.read_text()
    text = text.replace('host = "::"', 'host = "127.0.0.1"').replace("c2s = 5222", f"c2s = {port}")
    text = text.replace("c2s_tls = 5223", f"c2s_tls = {port + 1}").replace("https = 5443", f"https = {port + 2}")
    text += f'\n[operation]\nmetrics = "127.0.0.1:{port + 3}"\nlog_level = "warning"\n'
    text += "\n[limits]\nconnections_per_address = 10000\nunauthenticated_per_address = 10000\n"
    config.write_text(text)
    credentials = folder / "credentials"
    credentials.write_text(asyncio.run(_add_people(config, users, crowd)))
    log = (folder / "output.log").open("wb")
    command = [sys.executable, "-m", "bench.casemate", str(config), str(port + 4)]
    started = time.monotonic()
    process = subprocess.Popen(pinned(core, command), stdout=log, stderr=log)
    wait_for_port(port + 4, process, folder / "output.log")
    running = Running("casemate", port + 4, port + 1, process, credentials, "SCRAM-SHA-256")
    running.extra["start_s"] = f"{time.monotonic() - started:.2f}"
    return running


async def _add_people(config: Path, users: int, crowd: int) -> str:
    loaded = load(config, {})
    lines: list[str] = []
    people: list[PersonId] = []
    async with open_accounts(loaded) as accounts:
        await accounts.add_tenant("Bench", [DOMAIN])
        for number in range(users):
            person = await accounts.add_person(Jid(f"u{number}", DOMAIN, ""))
            people.append(person.id)
            _, credential = await accounts.add_device(person, "bench")
            lines.append(f"u{number} {credential}\n")
    await _add_contacts(await Database.open(database_url(loaded)), people[:crowd])
    return "".join(lines)


async def _add_contacts(db: Database, people: list[PersonId]) -> None:
    rows = [
        {"person": person, "jid": f"u{other}@{DOMAIN}", "subscription": "both", "version": version}
        for number, person in enumerate(people)
        for version, other in enumerate(contacts(number, len(people)), 1)
    ]
    try:
        if rows:
            async with db.write() as conn:
                await conn.execute(insert(roster_item), rows)
    finally:
        await db.close()


async def _serve(config: Path, port: int) -> None:
    house = await House.build(load(config, {}))
    try:
        await house.start()
        house.listener.open_port(port, secure=True, tls=False)
        settle_heap()
        await asyncio.Event().wait()
    finally:
        await house.stop()


if __name__ == "__main__":
    configure("warning", "text")
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(Path(sys.argv[1]), int(sys.argv[2])))
