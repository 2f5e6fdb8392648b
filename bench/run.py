"""`make bench`: Casemate with everything on, beside Prosody and ejabberd with their archives, driven by one load generator.

Server and generator are pinned to different cores; the servers take turns, at least three rounds; medians count. CPU-us per
message comes from /proc and does not depend on how fast the generator is. Writes bench/results.md.
"""

import argparse
import json
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.casemate import start_casemate
from bench.crowds import CROWD, OCCUPANTS, SCENARIOS, crowd
from bench.crowds import report as crowds_report
from bench.peers import Running, pinned, start_ejabberd, start_prosody
from casemate.admin.certificates import make_certificates

SERVER_CORE, LOAD_CORE = 0, 1
USERS, IDLE = 200, 2_000
RESULTS = Path(__file__).parent / "results.md"

CASES = {
    "plain, 1 in flight": ["--window", "1"],
    "plain, 10 in flight": ["--window", "10"],
    "TLS, 1 in flight": ["--window", "1", "--tls", "direct"],
    "TLS, 10 in flight": ["--window", "10", "--tls", "direct"],
    "500 messages/s, TLS": ["--rate", "500", "--tls", "direct"],
}
BUDGETS = {
    "plain, 1 in flight": 100.0,
    "plain, 10 in flight": 80.0,
    "TLS, 1 in flight": 130.0,
    "TLS, 10 in flight": None,
    "500 messages/s, TLS": None,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--only", default="", help="one server")
    parser.add_argument("--no-idle", action="store_true", help="leave the 2,000 idle connections out")
    parser.add_argument("--no-crowds", action="store_true", help="leave rooms and presence storms out")
    parser.add_argument("--crowds-only", action="store_true", help="only rooms and presence storms")
    args = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="casemate-bench-", dir="/var/tmp"))
    folder.chmod(0o755)
    make_certificates(folder / "tls", ["localhost", "127.0.0.1"])
    people = max(USERS, OCCUPANTS, CROWD) if args.no_idle else IDLE
    friends = 0 if args.no_crowds else CROWD
    starters: dict[str, Callable[[Path], Running]] = {
        "casemate": lambda f: start_casemate(f, people, SERVER_CORE, 20_000, friends),
        "prosody": lambda f: start_prosody(f, people, SERVER_CORE, 21_000, folder / "tls", friends),
        "ejabberd": lambda f: start_ejabberd(f, people, SERVER_CORE, 22_000, folder / "tls", friends),
    }
    chosen = {name: start for name, start in starters.items() if args.only in {"", name}}
    results: dict[str, dict[str, list[dict[str, Any]]]] = {name: {} for name in chosen}
    try:
        for number in range(args.rounds):
            for name, start in chosen.items():
                measure(name, start(folder / f"{name}-{number}"), results[name], args)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    text = report(results, args)
    print(text)
    if not args.only and not args.crowds_only:
        RESULTS.write_text(text)
    return 0


def measure(name: str, server: Running, results: dict[str, list[dict[str, Any]]], args: argparse.Namespace) -> None:
    """One round of one server."""
    try:
        if not args.no_crowds:
            for scenario in SCENARIOS:
                row = crowd(server, LOAD_CORE, scenario)
                results.setdefault(scenario, []).append(row)
                print(f"{name:9} {scenario:22} {row}", file=sys.stderr)
        for case, options in () if args.crowds_only else CASES.items():
            row = load(server, [*options, "--users", str(USERS), "--duration", str(args.seconds)])
            results.setdefault(case, []).append(row)
            print(f"{name:9} {case:22} {row.get('cpu_us_per_msg')} us  p50 {row.get('p50_ms')} ms", file=sys.stderr)
        if not (args.no_idle or args.crowds_only) and "idle" not in results:
            idle(name, server, results)
        results.setdefault("start", []).append({"start_s": server.extra.get("start_s")})
    finally:
        server.stop()


def idle(name: str, server: Running, results: dict[str, list[dict[str, Any]]]) -> None:
    """Memory of idle connections, once: it does not vary. A peer that does not take so many is left out."""
    options = ["--idle", "--tls", "direct", "--users", str(IDLE), "--settle", "3", "--connect-parallel", "5"]
    try:
        row = load(server, options)
    except RuntimeError as error:
        print(f"{name:9} did not take {IDLE} connections: {str(error).splitlines()[-1]}", file=sys.stderr)
        row = {}
    results["idle"] = [row]
    print(f"{name:9} idle {row.get('kib_per_conn')} KiB a connection", file=sys.stderr)


def load(server: Running, options: list[str]) -> dict[str, Any]:
    """Drive a server; returns the generator's result."""
    port = server.tls_port if "direct" in options else server.port
    command = [
        sys.executable,
        str(Path(__file__).with_name("xmppload.py")),
        *("--port", str(port), "--mech", server.mechanism, "--pids", ",".join(map(str, server.pids))),
        *(("--credentials", str(server.credentials)) if server.credentials else ()),
        *options,
    ]
    done = subprocess.run(pinned(LOAD_CORE, command), capture_output=True, text=True, timeout=600, check=False)
    if not done.stdout.strip():
        raise RuntimeError(f"the load generator failed: {done.stderr[-2000:]}")
    result: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    if result.get("errors"):
        raise RuntimeError(f"{server.name} answered with errors: {result}")
    return result


def median(rows: list[dict[str, Any]], key: str) -> float | None:
    values = [row[key] for row in rows if row.get(key) is not None]
    return statistics.median(values) if values else None


def report(results: dict[str, dict[str, list[dict[str, Any]]]], args: argparse.Namespace) -> str:
    """The page."""
    names = list(results)
    out = [
        "# What a message costs\n",
        f"Written by `make bench` on {datetime.now(UTC):%Y-%m-%d}, {platform.processor() or platform.machine()}, "
        f"Python {platform.python_version()}: medians of {args.rounds} rounds, servers taking turns, server and generator on one "
        "core each. Casemate inspects, encrypts, and commits to its archive before it delivers; Prosody 0.12 and ejabberd 23 "
        "(Debian 12) run with their archives on (files; Mnesia) and inspect nothing.\n",
        f"## CPU-us a message, {USERS} senders\n",
        "| case | " + " | ".join(names) + " | budget | prosody / casemate | ejabberd / casemate |",
        "|---|" + "---|" * (len(names) + 3),
    ]
    for case, budget in BUDGETS.items():
        values = {name: median(results[name].get(case, []), "cpu_us_per_msg") for name in names}
        own = values.get("casemate")
        ratios = [f"{values[p] / own:.1f}" if values.get(p) and own else "-" for p in ("prosody", "ejabberd")]
        cells = [f"{v:.0f}" if v else "-" for v in values.values()]
        out.append(f"| {case} | {' | '.join(cells)} | {budget or '-'} | {' | '.join(ratios)} |")
    out += [
        "\n## Latency at 500 messages/s, TLS (ms)\n",
        "| | " + " | ".join(names) + " | budget |",
        "|---|" + "---|" * (len(names) + 1),
    ]
    for label, key, budget in (("p50", "p50_ms", "0.8"), ("p99", "p99_ms", "5")):
        cells = [str(median(results[name].get("500 messages/s, TLS", []), key)) for name in names]
        out.append(f"| {label} | {' | '.join(cells)} | {budget} |")
    if not args.no_idle:
        out += [
            f"\n## Memory of an idle TLS connection, {IDLE} of them (KiB)\n",
            "| " + " | ".join(names) + " | budget |",
            "|" + "---|" * (len(names) + 1),
        ]
        cells = [str(median(results[name].get("idle", []), "kib_per_conn") or "-") for name in names]
        out.append(f"| {' | '.join(cells)} | 30 |")
    if not args.no_crowds:
        out += crowds_report(results)
    starts = [float(r["start_s"]) for r in results.get("casemate", {}).get("start", []) if r.get("start_s")]
    if starts:
        out.append(f"\nStart to listening: {statistics.median(starts):.2f} s (budget to the first message: 2.5 s).")
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    sys.exit(main())
