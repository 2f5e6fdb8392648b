"""The slow parts of a message: uploads that it refers to, and pictures inside it."""

import asyncio
import hashlib
import os
from collections.abc import Sequence
from typing import Final

import msgspec

from casemate.files.api import Files, UploadState, UploadView
from casemate.model.inspection import Context, Decision, FileItem, Finding, Gap, GapKind, Report, Severity, Verdict
from casemate.pipeline.judge import Judge, Judged, graver, merged
from casemate.pipeline.normalise import Blob, Normalised, can_mask
from casemate.pipeline.record import masked_name
from casemate.pipeline.references import possible_uploads, upload_references
from casemate.policy.api import FileFacts

GONE: Final = "The file that it refers to is not there, or has expired."


class Seen(msgspec.Struct, frozen=True):
    """What the slow parts turned out to be."""

    uploads: tuple[UploadView, ...]
    missing: bool
    reports: tuple[Report, ...]


class SlowParts:
    """Waits for the verdicts of uploads and inspects pictures."""

    def __init__(self, judge: Judge, files: Files) -> None:
        self._judge = judge
        self._files = files
        self._looking: set[asyncio.Task[Report]] = set()

    def needed(self, normal: Normalised) -> bool:
        """Whether the message has slow parts at all (cheap: asked for every message)."""
        return bool(normal.blobs or upload_references(normal.items, self._files) or possible_uploads(normal.items))

    def waits_for(self, normal: Normalised) -> str | None:
        """The upload that a held message waits for."""
        references = upload_references(normal.items, self._files)
        return references[0] if references else None

    async def inspect(self, normal: Normalised, context: Context) -> Seen:
        """Wait for every slow part."""
        references = upload_references(normal.items, self._files)
        uploads = await asyncio.gather(*(self._files.settled(upload) for upload in references))
        others = [upload for upload in possible_uploads(normal.items) if upload not in references]
        hidden = await asyncio.gather(*(self._files.settled(upload) for upload in others))
        reports = await asyncio.gather(*(self._picture(blob, context) for blob in normal.blobs))
        there = tuple(upload for upload in (*uploads, *hidden) if upload is not None)
        return Seen(there, None in uploads, tuple(reports))

    async def judge(self, normal: Normalised, contexts: Sequence[Context]) -> Judged:
        """Wait for every slow part, then judge the whole as each tenant concerned does."""
        seen = await self.inspect(normal, contexts[0])
        return graver([self.judged(normal, seen, context) for context in contexts])

    def judged(self, normal: Normalised, seen: Seen, context: Context) -> Judged:
        """The verdict on the whole message: its text, its pictures and its files."""
        refused = next((u for u in seen.uploads if u.state is UploadState.REFUSED), None)
        report = merged(
            (
                self._judge.inspect(normal.items, context),
                *seen.reports,
                *(_renamed(upload) for upload in seen.uploads),
            )
        )
        if refused is not None:
            return Judged(report, Decision(Verdict.BLOCK, rule="file-refused", message=refused.reason))
        if seen.missing:
            return Judged(report, Decision(Verdict.BLOCK, rule="file-gone", message=GONE))
        facts = tuple(FileFacts(u.name, u.media_type, u.size) for u in seen.uploads)
        decision = self._judge.decide(report, context, facts)
        held = next((u for u in seen.uploads if u.state is UploadState.HELD), None)
        if held is not None and decision.verdict < Verdict.HOLD:
            decision = Decision(Verdict.HOLD, rule="file-held", message=held.reason)
        if decision.verdict is Verdict.REDACT and not can_mask(normal, decision.redactions):
            # A picture, say: nothing of it can be masked, so nobody sees it before a reviewer has.
            decision = msgspec.structs.replace(decision, verdict=Verdict.HOLD, redactions=())
        return Judged(report, decision)

    async def _picture(self, blob: Blob, context: Context) -> Report:
        """A picture inside a stanza.

        The look at it goes on when nobody waits any more: the engine shares and remembers it, and must not find
        something else under the number of a descriptor that was closed meanwhile.
        """
        task = asyncio.get_running_loop().create_task(self._look_at(blob, context))
        self._looking.add(task)
        task.add_done_callback(self._looking.discard)
        return await asyncio.shield(task)

    async def _look_at(self, blob: Blob, context: Context) -> Report:
        """Inspect a picture as a file that exists in memory only."""
        descriptor = os.memfd_create("picture", os.MFD_CLOEXEC)
        try:
            os.write(descriptor, blob.data)
            item = FileItem(
                part=blob.part,
                path=f"/proc/{os.getpid()}/fd/{descriptor}",
                name="",
                declared_type="",
                size=len(blob.data),
                sha256=hashlib.sha256(blob.data).hexdigest(),
            )
            report = await self._judge.engine.inspect_file(item, context)
        finally:
            os.close(descriptor)
        return _must_be_picture(report, blob.part)


def _must_be_picture(report: Report, part: str) -> Report:
    kind = next((f.detail for f in report.findings if f.id == "files.type"), "")
    if kind.startswith("image/") and kind != "image/svg+xml":
        return report
    gap = Gap(GapKind.MALFORMED, part, "pipeline", "not a picture")
    return Report(report.findings, (*report.gaps, gap))


def _renamed(upload: UploadView) -> Report:
    """A file's findings under the name that its sender gave it, but for secrets in that."""
    report = upload.report
    part = f"file:{masked_name(upload.name, report)}"

    def moved(found: str) -> str:
        _, mark, inner = found.partition("!")
        return f"{part}!{inner}" if mark else part

    findings: Sequence[Finding] = [
        msgspec.structs.replace(f, part=moved(f.part)) for f in report.findings if f.severity > Severity.INFO
    ]
    gaps = [msgspec.structs.replace(g, part=moved(g.part)) for g in report.gaps]
    return Report(tuple(findings), tuple(gaps))
