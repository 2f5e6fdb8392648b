"""G6: a process killed at any instant has on record all that it was told is committed (crash tests of the server: tests/crash)."""

import asyncio
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from casemate.storage.schema import message
from tests.archive.support import opened

# Appends in a crowd, writes every answered id to its standard output at once, and kills itself in a callback.
CHILD = """
import asyncio, os, signal, sys
from pathlib import Path
from tests.archive.support import opened

async def main(url, folder, kill_after):
    async with opened(url, Path(folder)) as record:
        answered = 0

        def send():
            entry = record.entry()
            record.journal.append(entry, lambda error: done(entry.id, error))

        def done(archive_id, error):
            nonlocal answered
            assert error is None
            os.write(1, b"%d\\n" % archive_id)
            answered += 1
            if answered == kill_after:
                os.kill(os.getpid(), signal.SIGKILL)
            send()

        for _ in range(40):
            send()
        await asyncio.Event().wait()

asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
"""


@pytest.mark.parametrize("kill_after", [1, 41, 170, 2_345])
async def test_g6_what_was_answered_is_there(database_url: str, tmp_path: Path, kill_after: int) -> None:
    child = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-c", CHILD, database_url, str(tmp_path), str(kill_after)],
        stdout=subprocess.PIPE,
        check=False,
        timeout=60,
        cwd=Path(__file__).parents[2],
    )
    assert child.returncode == -signal.SIGKILL
    answered = [int(line) for line in child.stdout.split()]
    assert len(answered) == kill_after
    assert answered == sorted(answered)
    async with opened(database_url, tmp_path) as record:
        async with record.db.read() as conn:
            there = set((await conn.execute(select(message.c.id))).scalars())
        assert set(answered) <= there
        # It goes on where it stopped, and everything opens.
        assert await record.append(record.entry()) == [None]
        for archive_id in answered[-3:]:
            stored = await record.archive.get(1, archive_id)
            assert stored is not None
            assert stored.stanza == b"<message/>"
