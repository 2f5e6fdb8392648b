"""Gajim on a screen that nobody sees: started with a profile of its own, driven through a plugin inside it."""

import asyncio
import json
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

PARTS = Path(__file__).parent / "gajim_parts"
SECONDS = 30.0
# Nothing is asked of the internet, no key ring is looked for, and no window asks to be closed first.
APP = {
    "use_keyring": False,
    "check_for_update": False,
    "plugins_update_check": False,
    "plugins_auto_update": False,
    "action_on_close": "quit",
    "last_update_check": "",
    "sounds_on": False,
}


class Gajim:
    """A running program, and the connection of its plugin."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, log: Path) -> None:
        self._reader = reader
        self._writer = writer
        self._log = log

    async def do(self, name: str, *arguments: str) -> Any:
        """Have the plugin do something, inside Gajim's main loop."""
        self._writer.write(json.dumps([name, *arguments]).encode() + b"\n")
        async with asyncio.timeout(SECONDS):
            line = await self._reader.readline()
        assert line, f"Gajim is gone:\n{self.log()}"
        answer = json.loads(line)
        assert "error" not in answer, (answer, self.log())
        return answer["answer"]

    async def until(self, name: str, *arguments: str, answer: object = True) -> None:
        """Wait until the plugin's answer is yes, or that one."""
        deadline = time.monotonic() + SECONDS
        while await self.do(name, *arguments) != answer:
            assert time.monotonic() < deadline, (
                f"{name} {arguments} never came:\n{await self.do('screen')}\n{self.log()}"
            )
            await asyncio.sleep(0.1)

    async def shows(self, text: str) -> str:
        """Wait until the text can be read in a window."""
        await self.until("shows", text)
        return await self.do("screen")

    def log(self) -> str:
        return self._log.read_text(errors="replace")[-3000:]


@asynccontextmanager
async def gajim(account: Mapping[str, object], certificate: Path) -> AsyncGenerator[Gajim]:
    """Gajim with a new profile: signs in with `account` (its own settings), trusts the certificate as if somebody had accepted it."""
    # Not below pytest's folders: Gajim refuses to run as root, and those are closed to other accounts.
    folder = Path(tempfile.mkdtemp(prefix="casemate-gajim-", dir="/tmp"))
    try:
        user = _owner(folder)
        environment = _environment(folder)
        _prepare(folder, user, environment, account, certificate)
        async with _screen(user, environment) as display, _plugin(folder, user) as (path, connected):
            environment |= {"DISPLAY": display, "CASEMATE_DRIVER": str(path)}
            log = folder / "log"
            with log.open("wb") as output:
                program = await asyncio.create_subprocess_exec(
                    *("/usr/bin/gajim", "-c", str(folder / "profile"), "-l", "gajim=INFO"),
                    user=user,
                    env=environment,
                    cwd=folder,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=output,
                )
            try:
                yield await _first(connected, program, log)
            finally:
                await _end(program)
    finally:
        shutil.rmtree(folder)


async def _first(
    connected: "asyncio.Future[tuple[asyncio.StreamReader, asyncio.StreamWriter]]",
    program: asyncio.subprocess.Process,
    log: Path,
) -> Gajim:
    """The plugin's connection; signed in, with the window there."""
    ended = asyncio.ensure_future(program.wait())
    await asyncio.wait({connected, ended}, timeout=SECONDS, return_when=asyncio.FIRST_COMPLETED)
    ended.cancel()
    assert connected.done(), f"Gajim did not start:\n{log.read_text(errors='replace')}"
    started = Gajim(*connected.result(), log)
    await started.until("signed_in")
    return started


async def _end(program: asyncio.subprocess.Process) -> None:
    if program.returncode is None:
        program.terminate()
        try:
            await asyncio.wait_for(program.wait(), SECONDS)
        except TimeoutError:
            program.kill()
            await program.wait()


def _owner(folder: Path) -> str | None:
    if os.geteuid() != 0:
        return None
    shutil.chown(folder, pwd.getpwnam("nobody").pw_uid)
    return "nobody"


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of the person who runs the tests: neither their folders nor their desktop."""
    return {
        "HOME": str(folder),
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "XDG_RUNTIME_DIR": str(folder),
        "DBUS_SESSION_BUS_ADDRESS": "disabled:",
        "NO_AT_BRIDGE": "1",
        "GDK_BACKEND": "x11",
    }


def _prepare(
    folder: Path, user: str | None, environment: dict[str, str], account: Mapping[str, object], certificate: Path
) -> None:
    done = subprocess.run(
        ["/usr/bin/python3", "-c", (PARTS / "prepare.py").read_text()],
        input=json.dumps({"folder": str(folder / "profile"), "app": APP, "account": account}),
        capture_output=True,
        text=True,
        user=user,
        env=environment,
        cwd=folder,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    places = json.loads(done.stdout.splitlines()[-1])
    shutil.copy(certificate, Path(places["certificates"]) / "server")
    shutil.copytree(PARTS / "driver", Path(places["plugins"]) / "driver", ignore=shutil.ignore_patterns("__pycache__"))
    for place in (Path(places["certificates"]), Path(places["plugins"])):
        for path in place.rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)


@asynccontextmanager
async def _screen(user: str | None, environment: dict[str, str]) -> AsyncGenerator[str]:
    """An X server of its own; it chooses its number, and says it when it is ready."""
    server = await asyncio.create_subprocess_exec(
        *("Xvfb", "-displayfd", "1", "-screen", "0", "1200x900x24", "-nolisten", "tcp"),
        user=user,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert server.stdout is not None
        async with asyncio.timeout(SECONDS):
            number = (await server.stdout.readline()).decode().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
    finally:
        await _end(server)


@asynccontextmanager
async def _plugin(
    folder: Path, user: str | None
) -> AsyncGenerator[tuple[Path, "asyncio.Future[tuple[asyncio.StreamReader, asyncio.StreamWriter]]"]]:
    """The socket to which the plugin connects, when Gajim has loaded it."""
    connected: asyncio.Future[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = asyncio.Future()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connected.set_result((reader, writer))

    path = folder / "driver"
    server = await asyncio.start_unix_server(accept, path, limit=1 << 20)
    if user is not None:
        shutil.chown(path, user)
    try:
        yield path, connected
    finally:
        server.close()
        if connected.done():
            connected.result()[1].close()
