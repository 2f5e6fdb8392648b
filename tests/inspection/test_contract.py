"""One contract for every inspector: it reports what it declares, where it stands, the same each time, whatever comes."""

import hashlib
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casemate.inspection.api import Inspector, SlowInspector
from casemate.inspection.inspectors.dlp import DlpInspector
from casemate.inspection.inspectors.files import FilesInspector, FilesOptions
from casemate.inspection.inspectors.links import LinksInspector
from casemate.inspection.inspectors.links.lists import BadLinks
from casemate.inspection.inspectors.links.lookalike import Lookalikes
from casemate.inspection.inspectors.opaque import Opaque
from casemate.model.ids import TenantId
from casemate.model.inspection import Context, Direction, FileItem, Item, PayloadItem, Report, TextItem, UrlItem
from casemate.model.jid import Jid
from casemate.wiring.health import EICAR
from casemate.wiring.inspection import all_findings
from tests.inspection.files.support import ELF, zipped

CONTEXT = Context(TenantId(1), Direction.OUTBOUND, Jid.parse("a@example.org"), Jid.parse("b@else.example"))
INLINE: dict[str, Inspector] = {
    "links": LinksInspector(BadLinks([], Path(), Path()), Lookalikes(["example.org"], [])),
    "dlp": DlpInspector({"projects": ["Falcon"]}, {"ticket": r"TCK-\d{6}"}),
    "opaque": Opaque(),
}
CARD = "4111 1111 1111 1111"
KEY = "AKIA" + "QYLPMN5HHHFPZAM2"
TEXTS = [
    "plain words",
    f"pay with {CARD} today",
    "pay with " + CARD.replace("1", "\uff11") + " today",
    f"key {KEY} and pass\u200bword",
    "IBAN DE89 3704 0044 0532 0130 00 please",
    "about Falcon and TCK-123456",
    "go to http://user@192.0.2.7/setup.exe or hxxp://paypa1[.]com",
    "?OTRv23? hello",
    "hello\n-----BEGIN PGP MESSAGE-----\n\nhQEM",
    "\u202e\u200b\ud7ff" * 50,
    "",
]
ITEMS: list[Item] = [
    *(TextItem("body", text) for text in TEXTS),
    UrlItem("oob", "http://192.0.2.7/setup.exe"),
    UrlItem("oob", "\x00"),
    PayloadItem("omemo", "urn:xmpp:omemo:2", "encrypted"),
    PayloadItem("jingle", "urn:xmpp:jingle:1", "jingle"),
]
PIECES = st.sampled_from(
    [CARD, KEY, "http://", "example.org", "Falcon", "\u200b", "@", "?OTR", "DE89370400440532013000", " "]
)
WRITTEN = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=10).map("".join)


@pytest.fixture(params=INLINE)
def inspector(request: pytest.FixtureRequest) -> Inspector:
    return INLINE[request.param]


@pytest.fixture
async def files() -> AsyncGenerator[FilesInspector]:
    made = FilesInspector(FilesOptions())
    await made.start()
    yield made
    await made.close()


def check(inspector: Inspector | SlowInspector, item: Item, report: Report) -> None:
    """What holds for every report."""
    declared = {spec.id: spec for spec in inspector.findings}
    for finding in report.findings:
        spec = declared[finding.id]
        assert (finding.group, finding.severity) == (spec.group, spec.severity)
        assert finding.part.partition("!")[0] == item.part
        text = item.text if isinstance(item, TextItem) else item.url if isinstance(item, UrlItem) else ""
        assert 0 <= finding.start <= finding.end <= len(text)
        if isinstance(item, TextItem):
            assert finding.start < finding.end
        assert len(finding.excerpt) <= 200
    for gap in report.gaps:
        assert gap.part.partition("!")[0] == item.part
        assert gap.source


def test_together_they_declare_what_policies_can_name() -> None:
    kinds = [*INLINE.values(), FilesInspector(FilesOptions())]
    assert {spec.id for kind in kinds for spec in kind.findings} == {spec.id for spec in all_findings()}
    assert {kind.name for kind in kinds} == {spec.id.partition(".")[0] for spec in all_findings()}


def test_what_is_declared_is_described(inspector: Inspector) -> None:
    assert isinstance(inspector, Inspector)
    assert len({spec.id for spec in inspector.findings}) == len(inspector.findings)
    for spec in inspector.findings:
        assert spec.id.startswith(f"{inspector.name}.")
        assert spec.group
        assert spec.description.endswith(".")
        assert len(spec.description.split()) >= 2


def test_every_item_is_answered_alike_each_time(inspector: Inspector) -> None:
    for item in ITEMS:
        wanted = inspector.wants(item)
        report = inspector.inspect(item, CONTEXT)
        check(inspector, item, report)
        assert inspector.wants(item) is wanted
        assert inspector.inspect(item, CONTEXT) == report
        if not wanted:
            assert not report.findings
            assert not report.gaps


def test_each_sees_something_in_the_samples(inspector: Inspector) -> None:
    assert any(inspector.inspect(item, CONTEXT).findings for item in ITEMS)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=WRITTEN)
def test_it_survives_whatever_is_written(inspector: Inspector, text: str) -> None:
    for item in (TextItem("body", text), UrlItem("oob", text), PayloadItem("omemo", text, text)):
        if inspector.wants(item):
            check(inspector, item, inspector.inspect(item, CONTEXT))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=WRITTEN)
def test_wants_hides_nothing(inspector: Inspector, text: str) -> None:
    item = TextItem("body", text)
    if not inspector.wants(item):
        assert not inspector.inspect(item, CONTEXT).findings


@pytest.mark.parametrize("secret", [CARD, KEY, "DE89 3704 0044 0532 0130 00"])
def test_excerpts_of_confidential_data_are_masked(secret: str) -> None:
    report = INLINE["dlp"].inspect(TextItem("body", f"here: {secret} thanks"), CONTEXT)
    assert report.findings
    for finding in report.findings:
        told = finding.excerpt + finding.detail
        assert secret not in told
        assert secret.replace(" ", "") not in told.replace(" ", "")
        assert f"here: {secret} thanks"[finding.start : finding.end].strip() in secret


async def test_files_keep_the_same_contract(files: FilesInspector, tmp_path: Path) -> None:
    assert isinstance(files, SlowInspector)
    for name, data in (
        ("a.txt", b"hello"),
        ("a.txt", EICAR),
        ("photo.jpg", ELF),
        ("a.zip", zipped(("tool", ELF))),
        ("a.zip", b"PK\x03\x04 broken"),
        ("", b""),
    ):
        path = tmp_path / "content"
        path.write_bytes(data)
        item = FileItem("file:x", str(path), name, "text/plain", len(data), hashlib.sha256(data).hexdigest())
        assert files.wants(item)
        report = await files.inspect(item, CONTEXT)
        check(files, item, report)
        assert await files.inspect(item, CONTEXT) == report
    missing = FileItem("file:x", str(tmp_path / "gone"), "gone", "", 5, "0" * 64)
    report = await files.inspect(missing, CONTEXT)
    check(files, missing, report)
    assert report.gaps
    assert not any(files.wants(item) for item in ITEMS)
