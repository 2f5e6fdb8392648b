"""The verdict on an uploaded file, before anybody knows who will get it.

At upload the file is judged as if it stayed inside; the message that refers to it is judged again with what was
seen in the file and the direction it really takes (`slow`).
"""

from casemate.accounts.api import Accounts
from casemate.archive.journal import Journal
from casemate.audit.events import AuditAction, AuditEvent
from casemate.files.api import Judgement, UploadFacts, UploadState, UploadView
from casemate.model.filenames import sanitise_name
from casemate.model.inspection import Direction, FileItem
from casemate.pipeline.contact import Contact
from casemate.pipeline.judge import Judge
from casemate.pipeline.record import masked_name
from casemate.policy.api import FileFacts


class UploadJudge:
    """Judges uploads, and tells their owners when one is refused or held."""

    def __init__(self, judge: Judge, contact: Contact, journal: Journal, accounts: Accounts) -> None:
        self._judge = judge
        self._contact = contact
        self._journal = journal
        self._accounts = accounts

    async def __call__(self, item: FileItem, facts: UploadFacts) -> Judgement:
        """Inspect and decide."""
        context = self._judge.context(facts.tenant, Direction.INTERNAL, facts.owner, facts.owner)
        report = await self._judge.inspect_file(item, context)
        media_type = next((f.detail for f in report.findings if f.id == "files.type"), "application/octet-stream")
        decision = self._judge.decide(report, context, (FileFacts(item.name, media_type, item.size),))
        return Judgement(decision, report, media_type)

    def settled(self, view: UploadView) -> None:
        """Tell the owner why a file can't be shared."""
        name = sanitise_name(view.name)
        if view.state is UploadState.REFUSED:
            text = f"Your file {name} was stopped. {view.reason}"
            action = AuditAction.FILE_REFUSED
        elif view.state is UploadState.HELD:
            text = f"Your file {name} is held for a reviewer. {view.reason}"
            action = AuditAction.FILE_HELD
        else:
            return
        self._contact.say(view.tenant, view.owner, text)
        detail = {"name": masked_name(view.name, view.report), "sha256": view.sha256, "size": view.size}
        self._journal.audit(
            AuditEvent(tenant=view.tenant, actor=str(view.owner), action=action, subject=view.id, detail=detail)
        )
