"""Rooms, and many people at once: what `bench.run` measures besides messages from one to another."""

import json
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.peers import Running, pinned

OCCUPANTS, CROWD = 500, 500
SCENARIOS = {
    "storm": ["--scenario", "storm", "--users", str(CROWD), "--connect-parallel", str(CROWD)],
    "room": ["--scenario", "room", "--users", str(OCCUPANTS), "--window", "4"],
}


def crowd(server: Running, core: int, scenario: str) -> dict[str, Any]:
    """Run a scenario over TLS; returns the generator's result, or what went wrong as `failed`."""
    command = [
        *(sys.executable, "-m", "bench.crowdload", *SCENARIOS[scenario]),
        *("--port", str(server.tls_port), "--tls", "direct", "--mech", server.mechanism),
        *("--pids", ",".join(map(str, server.pids))),
        *(("--credentials", str(server.credentials)) if server.credentials else ()),
    ]
    folder = Path(__file__).parents[1]
    done = subprocess.run(pinned(core, command), capture_output=True, text=True, timeout=600, check=False, cwd=folder)
    if done.returncode or not done.stdout.strip():
        return {"failed": done.stderr.strip().splitlines()[-1:]}
    result: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return result


_ROWS = (
    (f"room: messages delivered per CPU-second, 1 speaker, {OCCUPANTS} occupants", "room", "delivered_per_cpu_s", "{:,.0f}"),
    ("room: CPU-ms to enter", "room", "enter_cpu_ms", "{:.1f}"),
    (f"storm: CPU-ms a person, {CROWD} sign in at once with 50 contacts each", "storm", "cpu_ms_per_person", "{:.1f}"),
    ("storm: seconds until everybody sees everybody", "storm", "seconds", "{:.1f}"),
    ("signing in: CPU-ms, of the storm", "storm", "login_cpu_ms", "{:.1f}"),
)  # fmt: skip


def report(results: dict[str, dict[str, list[dict[str, Any]]]]) -> list[str]:
    """The part of the page about crowds."""
    names = list(results)
    out = [
        "\n## Rooms, and everybody at once (TLS)\n",
        "| | " + " | ".join(names) + " |",
        "|---|" + "---|" * len(names),
    ]
    for label, scenario, key, form in _ROWS:
        cells: list[str] = []
        for name in names:
            values = [row[key] for row in results[name].get(scenario, []) if row.get(key) is not None]
            cells.append(form.format(statistics.median(values)) if values else "-")
        out.append(f"| {label} | {' | '.join(cells)} |")
    out.append(
        "\nThe peers sign people in with PLAIN and compare a plain password; Casemate with SCRAM-SHA-256, and its rooms inspect, encrypt "
        "and commit before they deliver."
    )
    return out
