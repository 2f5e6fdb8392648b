"""The control socket: private, one server, and clear answers to whatever is sent."""

import asyncio
import json
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casemate.admin import control
from casemate.admin.control import ControlServer, answers, call
from casemate.model.errors import CasemateError, Conflict, NotFound, Unavailable


async def add(a: int, b: int) -> int:
    return a + b


async def missing() -> None:
    raise NotFound("there is no such thing")


async def taken() -> None:
    raise Conflict("it is taken")


async def broken() -> None:
    raise ZeroDivisionError("secret details")


HANDLERS = {"add": add, "missing": missing, "taken": taken, "broken": broken}


async def raw(path: Path, line: bytes) -> bytes:
    reader, writer = await asyncio.open_unix_connection(path)
    writer.write(line)
    writer.write_eof()
    answer = await reader.read()
    writer.close()
    return answer


async def test_results_and_errors_come_as_what_they_are(tmp_path: Path) -> None:
    path = tmp_path / "control.sock"
    server = ControlServer(path, HANDLERS)
    await server.start()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert await answers(path)
    assert await call(path, "add", a=1, b=2) == 3
    with pytest.raises(NotFound, match="no such thing"):
        await call(path, "missing")
    with pytest.raises(Conflict, match="taken"):
        await call(path, "taken")
    with pytest.raises(CasemateError, match="no command 'fly'"):
        await call(path, "fly")
    with pytest.raises(CasemateError, match="does not take these arguments"):
        await call(path, "add", a=1)
    await server.close()
    assert not path.exists()
    assert not await answers(path)
    with pytest.raises(Unavailable, match="casemate serve"):
        await call(path, "add", a=1, b=2)


async def test_a_mistake_of_ours_is_answered_too(tmp_path: Path) -> None:
    path = tmp_path / "control.sock"
    server = ControlServer(path, HANDLERS)
    await server.start()
    with pytest.raises(CasemateError, match="failed at 'broken'; its log says why"):
        await call(path, "broken")
    assert await call(path, "add", a=1, b=2) == 3
    await server.close()


async def test_one_server_a_socket_and_a_dead_ones_is_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "control.sock"
    server = ControlServer(path, HANDLERS)
    await server.start()
    with pytest.raises(Unavailable, match="runs already"):
        await ControlServer(path, HANDLERS).start()
    assert await call(path, "add", a=1, b=1) == 2
    await server.close()
    dead = await asyncio.start_unix_server(lambda _reader, _writer: None, path)
    dead.close()
    path.touch()
    again = ControlServer(path, HANDLERS)
    await again.start()
    assert await call(path, "add", a=2, b=2) == 4
    await again.close()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_get_one_line_or_none(tmp_path: Path, data: bytes) -> None:
    async def run() -> None:
        path = tmp_path / "control.sock"
        server = ControlServer(path, HANDLERS)
        await server.start()
        try:
            answer = await raw(path, data + b"\n")
            assert answer.count(b"\n") == 1
            assert json.loads(answer)["error"]
        finally:
            await server.close()

    asyncio.run(run())


async def test_a_line_without_end_is_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(control, "MAX_LINE", 1000)
    path = tmp_path / "control.sock"
    server = ControlServer(path, HANDLERS)
    await server.start()
    reader, writer = await asyncio.open_unix_connection(path)
    writer.write(b"x" * 100_000)
    assert await reader.read() == b""
    writer.close()
    assert await call(path, "add", a=1, b=1) == 2
    await server.close()
