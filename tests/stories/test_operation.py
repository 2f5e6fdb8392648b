"""What an operator sees of a running server: metrics, health, and logs that say nothing of what people write."""

import io
import json
from pathlib import Path

import httpx
import pytest
import structlog

from casemate.inspection.engine import SAMPLE
from casemate.inspection.inspectors.files import inspector as files
from casemate.telemetry.log import configure
from tests.clamd import clamd
from tests.place import Place, free_ports, running
from tests.stories.support import chat, said, text_of, upload, verdict


def monitored() -> tuple[str, dict[str, object]]:
    [port] = free_ports(1)
    return f"http://127.0.0.1:{port}", {"metrics": f"127.0.0.1:{port}", "drain": 1.0}


async def numbers(base: str) -> dict[str, float]:
    async with httpx.AsyncClient() as http:
        text = (await http.get(f"{base}/metrics")).text
    pairs = (line.rpartition(" ") for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _, value in pairs}


async def healthz(base: str) -> tuple[int, list[str]]:
    async with httpx.AsyncClient() as http:
        answer = await http.get(f"{base}/healthz")
    return answer.status_code, answer.json()["reasons"]


async def test_metrics_count_what_happens(tmp_path: Path) -> None:
    base, operation = monitored()
    async with running(tmp_path / "place", {"operation": operation}) as place:
        before = await numbers(base)
        alice, bob = await place.client("alice"), await place.client("bob")
        for text in ("see http://phishing.test/", "my card is 4539 1488 0343 6467", *["hello"] * SAMPLE):
            alice.send(chat(text))
        for _ in range(SAMPLE):
            await bob.element("message")
        await upload(place, alice, "minutes.txt", b"minutes")
        after = await numbers(base)

        def more(name: str) -> float:
            return after[name] - before.get(name, 0.0)

        assert more('casemate_messages_total{verdict="allow"}') == SAMPLE
        assert more('casemate_messages_total{verdict="block"}') == 1
        assert more('casemate_messages_total{verdict="coach"}') == 1
        assert more('casemate_findings_total{finding="dlp.card"}') == 1
        for inspector in ("links", "dlp", "opaque", "files"):
            assert more(f'casemate_inspection_seconds_count{{inspector="{inspector}"}}') >= 1, inspector
        assert more("casemate_commit_batch_count") >= 1
        assert more("casemate_commit_batch_sum") >= more("casemate_commit_batch_count")
        assert more('casemate_sessions{state="bound"}') == 2
        assert more('casemate_sign_ins_total{result="succeeded"}') == 2
        assert more('casemate_uploads_total{result="ready"}') == 1
        assert {'casemate_queue_depth{queue="journal"}', 'casemate_queue_depth{queue="uploads"}'} <= after.keys()


async def test_a_clamd_that_stops_is_unhealthy_though_our_own_signatures_still_catch_it(tmp_path: Path) -> None:
    base, operation = monitored()
    with clamd(tmp_path / "clamd") as (address, process):
        sections = {"operation": operation, "inspection": {"clamd": address, "workers": 1}}
        async with running(tmp_path / "place", sections) as place:
            await place.house.health.test()
            assert await healthz(base) == (200, [])
            process.kill()
            process.wait()
            await place.house.health.test()
            assert await healthz(base) == (503, ["the scanner clamd did not catch the test virus"])
            assert (await numbers(base))['casemate_scanner_healthy{scanner="clamd"}'] == 0
            assert (await numbers(base))['casemate_scanner_healthy{scanner="files"}'] == 1


async def test_signatures_that_do_not_know_the_test_virus_are_unhealthy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_rules", lambda _paths: "rule nothing { condition: false }")
    base, operation = monitored()
    async with running(tmp_path / "place", {"operation": operation}) as place:
        await place.house.health.test()
        assert await healthz(base) == (503, ["the scanner files did not catch the test virus"])


async def test_logs_have_no_word_of_what_people_write(tmp_path: Path) -> None:
    log = io.StringIO()
    configure("debug", "json", log)
    try:
        async with running(tmp_path / "place") as place:
            await _talk(place)
    finally:
        structlog.reset_defaults()
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    assert {"serving"} <= {line["event"] for line in lines}
    assert all({"event", "level", "timestamp"} <= line.keys() for line in lines)
    for word in ("Aldebaran", "4539", "phishing.test/zzz", "my own reason"):
        assert word not in log.getvalue(), word


async def _talk(place: Place) -> None:
    alice, bob = await place.client("alice"), await place.client("bob")
    alice.send(chat("the ship Aldebaran sails"))
    assert "Aldebaran" in text_of(await bob.element("message"))
    for text in ("Aldebaran http://phishing.test/zzz", "Aldebaran 4539 1488 0343 6467"):
        alice.send(chat(text))
        await verdict(alice)
        await said(alice)
    alice.send(chat("IBAN of Aldebaran DE89 3704 0044 0532 0130 00", "dave@other.example"))
    assert await verdict(alice) == "hold"
    await upload(place, alice, "Aldebaran.txt", b"Aldebaran in a file")
    alice.send("<message to='bob@localhost' type='chat'><body>Aldebaran &bad;</body></message>")
    assert "Aldebaran" not in await alice.closed()
