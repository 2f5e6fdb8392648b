"""Ways around inspection (ATTACKS D): every text that would arrive is looked at, whatever it hides in."""

import asyncio
import io
import os
import signal
import tarfile
import zipfile
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from casemate.inspection.engine import Engine
from casemate.inspection.inspectors.dlp import DlpInspector
from casemate.inspection.inspectors.files import FilesInspector, FilesOptions
from casemate.inspection.inspectors.links import LinksInspector
from casemate.inspection.inspectors.links.lists import BadLinks
from casemate.inspection.inspectors.links.lookalike import Lookalikes
from casemate.model.errors import ConfigurationError
from casemate.model.ids import TenantId
from casemate.model.inspection import Context, Direction, FileItem, GapKind, Report, TextItem
from casemate.model.jid import Jid
from casemate.wiring.health import EICAR, Health
from tests.place import Place

CONTEXT = Context(TenantId(1), Direction.INTERNAL, Jid.parse("a@b.test"), Jid.parse("c@d.test"))
BAD = "http://phishing.test/x"
CARD = "4539 1488 0343 6467"


async def refused(place: Place, payload: str) -> None:
    """Nothing of a message with this payload arrives, and its sender gets a policy violation."""
    alice, bob = await place.client("alice"), await place.client("bob")
    alice.send(f"<message to='bob@localhost' type='chat'>{payload}</message>")
    error = await alice.element("message")
    assert error.find(".//{urn:ietf:params:xml:ns:xmpp-stanzas}policy-violation") is not None
    alice.send("<message to='bob@localhost' type='chat'><body>after</body></message>")
    assert (await bob.element("message")).findtext("{jabber:client}body") == "after"


async def test_d1_every_language_of_a_body(place: Place) -> None:
    await refused(place, f"<body>fine</body><body xml:lang='de'>{BAD}</body>")


@pytest.mark.parametrize(
    "payload",
    [
        f"<subject>{BAD}</subject>",
        f"<body>x</body><spoiler xmlns='urn:xmpp:spoiler:0'>{BAD}</spoiler>",
        f"<body>x</body><nick xmlns='http://jabber.org/protocol/nick'>{BAD}</nick>",
        f"<reactions xmlns='urn:xmpp:reactions:0' id='1'><reaction>{BAD}</reaction></reactions>",
        f"<body>x</body><x xmlns='jabber:x:oob'><url>{BAD}</url></x>",
        f"<body>x</body><x xmlns='jabber:x:oob'><url>https://ok.test</url><desc>{BAD}</desc></x>",
    ],
)
async def test_d2_every_element_with_text(place: Place, payload: str) -> None:
    await refused(place, payload)


async def test_d3_a_fallback_body_is_inspected_all_the_same(place: Place) -> None:
    await refused(
        place, f"<body>{BAD}</body><fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'><body/></fallback>"
    )


async def test_d4_a_correction_is_a_new_message(place: Place) -> None:
    await refused(place, f"<body>{BAD}</body><replace xmlns='urn:xmpp:message-correct:0' id='m0'/>")


async def test_d5_a_reply_is_inspected(place: Place) -> None:
    await refused(place, f"<body>&gt; old\n{BAD}</body><reply xmlns='urn:xmpp:reply:0' to='bob@localhost' id='m0'/>")


@pytest.mark.parametrize("namespace", ["eu.siacs.conversations.axolotl", "urn:xmpp:omemo:2"])
async def test_d8_end_to_end_encryption_is_never_clean(place: Place, namespace: str) -> None:
    await refused(place, f"<body>fallback</body><encrypted xmlns='{namespace}'><payload>AAAA</payload></encrypted>")


@pytest.mark.parametrize(
    "payload",
    [
        "<propose xmlns='urn:xmpp:jingle-message:0' id='1'/>",
        "<data xmlns='http://jabber.org/protocol/ibb' sid='1' seq='0'>AAAA</data>",
    ],
)
async def test_d9_peer_to_peer_offers_in_messages(place: Place, payload: str) -> None:
    await refused(place, payload)


@pytest.mark.parametrize(
    "payload",
    [
        "<jingle xmlns='urn:xmpp:jingle:1' action='session-initiate' sid='1'/>",
        "<open xmlns='http://jabber.org/protocol/ibb' sid='1' block-size='4096'/>",
        "<query xmlns='http://jabber.org/protocol/bytestreams' sid='1'/>",
        "<si xmlns='http://jabber.org/protocol/si' id='1'/>",
    ],
)
async def test_d9_peer_to_peer_offers_in_iqs(place: Place, payload: str) -> None:
    alice, bob = await place.client("alice"), await place.client("bob")
    alice.send(f"<iq type='set' id='1' to='bob@localhost/test'>{payload}</iq>")
    assert (await alice.element("iq")).get("type") == "error"
    alice.send("<message to='bob@localhost' type='chat'><body>after</body></message>")
    assert "<iq" not in await bob.until("</message>")


TRANSFORMS = {
    "full-width": lambda t: "".join(chr(ord(c) + 0xFEE0) if "0" <= c <= "9" else c for c in t),
    "zero-width": "\u200b".join,
    "soft hyphen": "\u00ad".join,
    "bidi": lambda t: "\u202d" + t + "\u202c",
    "variation selectors": "\ufe0f".join,
    "mathematical digits": lambda t: "".join(chr(0x1D7CE + int(c)) if c.isdigit() else c for c in t),
    "dots": lambda t: t.replace(" ", "."),
    "dashes": lambda t: t.replace(" ", "-"),
    "together": lambda t: t.replace(" ", ""),
    "combining marks": "\u0332".join,
}


@pytest.mark.parametrize("name", TRANSFORMS)
def test_d11_a_card_is_seen_through(name: str) -> None:
    text = f"pay with {TRANSFORMS[name](CARD)} please"
    findings = DlpInspector().inspect(TextItem("body", text), CONTEXT).findings
    assert [f.id for f in findings] == ["dlp.card"]
    assert "4539" in DlpInspector().inspect(TextItem("body", text), CONTEXT).findings[0].excerpt


@pytest.mark.parametrize(
    "text",
    [
        "hxxp://phishing[.]test",
        "phishing(.)test/x",
        "http://PHISHING.test",
        "http://phishing\u3002test",
        "http://phi\u200bshing.test",
        "http://\uff50hishing.test",
    ],
)
def test_d11_a_link_is_seen_through(text: str, tmp_path: Path) -> None:
    assert "links.listed" in ids(links(tmp_path).inspect(TextItem("body", text), CONTEXT))


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("http://good.example@phishing.test/", "links.listed"),
        ("http:\\\\phishing.test\\x", "links.listed"),
        ("http:/phishing.test", "links.listed"),
        ("http://phishing.test%2f@good.example", "links.userinfo"),
        ("http://0x7f000001/", "links.ip_literal"),
        ("http://2130706433/", "links.ip_literal"),
        ("javascript:alert(1)", "links.scheme"),
        ("http://xn--80ak6aa92e.com/", "links.lookalike"),
        ("http://phishing.test./", "links.listed"),
    ],
)
def test_d12_links_mean_what_a_browser_makes_of_them(text: str, finding: str, tmp_path: Path) -> None:
    assert finding in ids(links(tmp_path).inspect(TextItem("body", text), CONTEXT))


@pytest.fixture
async def files() -> AsyncGenerator[FilesInspector]:
    inspector = FilesInspector(FilesOptions(entries=100, ratio=50, unpacked=8 << 20, seconds=20))
    await inspector.start()
    yield inspector
    await inspector.close()


async def look(inspector: FilesInspector, folder: Path, name: str, data: bytes) -> Report:
    path = folder / "content"
    path.write_bytes(data)
    item = FileItem(f"file:{name}", str(path), name, "", len(data), str(hash(data)))
    return await inspector.inspect(item, CONTEXT)


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


async def test_d14_encrypted_members_and_deep_nesting_are_gaps(files: FilesInspector, tmp_path: Path) -> None:
    plain = bytearray(zipped(("secret.txt", b"hello")))
    plain[6] |= 1
    plain[plain.rindex(b"PK\x01\x02") + 8] |= 1
    assert gaps(await look(files, tmp_path, "a.zip", bytes(plain))) == {GapKind.ENCRYPTED}
    nested = b"hello"
    for number in range(8):
        nested = zipped((f"{number}.zip" if number else "x.txt", nested))
    assert GapKind.TOO_LARGE in gaps(await look(files, tmp_path, "deep.zip", nested))


async def test_d15_cve_2024_0450_archive_bombs(files: FilesInspector, tmp_path: Path) -> None:
    for data in (
        zipped(("big.txt", b"0" * (20 << 20))),
        zipped(*((f"{n}.txt", b"") for n in range(200))),
        zipped(("a.zip", zipped(("big.txt", b"0" * (20 << 20))))),
    ):
        assert "files.bomb" in ids(await look(files, tmp_path, "bomb.zip", data))


async def test_d16_names_inside_never_touch_the_disk(files: FilesInspector, tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name in ("../../escaped.txt", "/tmp/escaped-casemate.txt"):
            info = tarfile.TarInfo(name)
            info.size = 5
            archive.addfile(info, io.BytesIO(b"hello"))
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    await look(files, tmp_path, "a.tar", out.getvalue())
    assert not Path("/tmp/escaped-casemate.txt").exists()
    assert not (tmp_path.parent / "escaped.txt").exists()


async def test_d18_ambiguous_archives_are_malformed(files: FilesInspector, tmp_path: Path) -> None:
    good = zipped(("a.txt", b"hello"))
    end = good[-22:]
    commented = good[:-2] + len(end).to_bytes(2, "little") + end
    for data in (good + good, b"prefix" + good, commented):
        assert GapKind.MALFORMED in gaps(await look(files, tmp_path, "a.zip", data))
    # An archive that is stored, not packed, in another is ambiguous to nobody, whatever its name's length.
    for name in ("b.zip", "b" * 100 + ".zip"):
        nested = await look(
            files, tmp_path, "a.zip", zipped((name, zipped(("a.com", EICAR))), method=zipfile.ZIP_STORED)
        )
        assert "files.yara" in ids(nested)
        assert not gaps(nested)


@pytest.mark.parametrize("name", ["photo.jpg", "report.pdf", "report.pdf.exe", "annual\u202efdp.exe"])
async def test_d19_a_program_in_disguise(files: FilesInspector, tmp_path: Path, name: str) -> None:
    program = b"\x7fELF\x02\x01\x01" + bytes(1000)
    assert "files.disguised" in ids(await look(files, tmp_path, name, program))


async def test_d20_a_killed_worker_costs_a_gap_and_is_replaced(files: FilesInspector, tmp_path: Path) -> None:
    await look(files, tmp_path, "a.txt", b"warm")
    worker = next(iter(files._pool._all))
    assert worker._process is not None
    os.kill(worker._process.pid, signal.SIGSTOP)
    pending = asyncio.ensure_future(look(files, tmp_path, "b.txt", b"hello"))
    await asyncio.sleep(0)
    os.kill(worker._process.pid, signal.SIGKILL)
    assert gaps(await pending) == {GapKind.UNAVAILABLE}
    assert not gaps(await look(files, tmp_path, "c.txt", b"hello"))


def test_d20_the_sandbox_has_no_network_no_programs_and_no_writing(tmp_path: Path) -> None:
    import subprocess
    import sys

    script = (
        "import os, socket\n"
        "from casemate.inspection.extract.sandbox import lock_in\n"
        "lock_in(1 << 28)\n"
        "def refused(what):\n"
        "    try:\n        what()\n"
        "    except OSError as error:\n        return error.errno in (1, 22)\n"
        "    return False\n"
        f"target = {str(tmp_path / 'written')!r}\n"
        "print([refused(lambda: socket.socket()), refused(lambda: os.execv('/bin/true', ['true'])),"
        " refused(lambda: os.open(target, os.O_WRONLY | os.O_CREAT)), refused(lambda: os.kill(1, 0)), refused(os.fork)])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[True, True, True, True, True]", done.stderr


@pytest.mark.parametrize("pattern", ["(", "a{9999999}", "", "x*", "(?=lookahead)", r"\1"])
def test_d21_patterns_that_can_not_be_run_safely_are_refused(pattern: str) -> None:
    with pytest.raises(ConfigurationError, match=r"inspection\.patterns\.mine"):
        DlpInspector(patterns={"mine": pattern})


def test_d21_cve_class_redos_costs_no_more_than_linear() -> None:
    inspector = DlpInspector(patterns={"evil": r"(a+)+b"})
    import time

    def cost(length: int) -> float:
        item = TextItem("body", "a" * length)
        started = time.process_time()
        for _ in range(20):
            inspector.inspect(item, CONTEXT)
        return time.process_time() - started

    cost(1_000)
    assert cost(40_000) < 200 * max(cost(1_000), 1e-4)


async def test_d22_a_scanner_that_is_down_is_a_gap_never_clean(tmp_path: Path) -> None:
    inspector = FilesInspector(FilesOptions(clamd=str(tmp_path / "nobody.sock")))
    await inspector.start()
    try:
        report = await look(inspector, tmp_path, "a.txt", b"hello")
    finally:
        await inspector.close()
    assert gaps(report) == {GapKind.UNAVAILABLE}


async def test_d23_a_scanner_that_misses_the_canary_is_unhealthy(place: Place) -> None:
    class Blind:
        name = "blind"
        findings = ()

        def wants(self, item: object) -> bool:
            return True

        async def inspect(self, item: object, context: object) -> Report:
            return Report()

        async def start(self) -> None: ...

        async def close(self) -> None: ...

    health = Health(Engine([], [Blind()]), place.house.journal, 60)
    await health.test()
    assert await health.reasons() == ("the scanner blind did not catch the test virus",)
    await place.house.health.test()
    assert await place.house.health.reasons() == ()
    assert len(EICAR) == 68


def links(folder: Path) -> LinksInspector:
    (folder / "list.txt").write_text("phishing.test\n")
    lists = BadLinks(["list.txt"], folder, folder / "cache")
    lists.load()
    return LinksInspector(lists, Lookalikes(["example.org"], []))


def ids(report: Report) -> set[str]:
    return {f.id for f in report.findings}


def gaps(report: Report) -> set[GapKind]:
    return {g.kind for g in report.gaps}
