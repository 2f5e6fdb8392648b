"""Inspect and decide, in one place: for messages, for files and for `casemate inspect` alike."""

from collections.abc import Sequence
from typing import Final

import msgspec

from casemate.accounts.api import Accounts
from casemate.inspection.engine import Engine
from casemate.model.clock import Clock
from casemate.model.ids import TenantId
from casemate.model.inspection import (
    Context,
    Decision,
    Direction,
    FileItem,
    Finding,
    Gap,
    Item,
    Report,
    TextItem,
    Verdict,
)
from casemate.model.jid import Jid
from casemate.policy.api import CompiledPolicy, FileFacts, PolicyContext, decide

NO_GROUPS: Final[frozenset[str]] = frozenset()


class Judged(msgspec.Struct, frozen=True, gc=False):
    """What was seen and what follows."""

    report: Report
    decision: Decision


def merged(reports: Sequence[Report]) -> Report:
    """Several reports as one."""
    findings: list[Finding] = []
    gaps: list[Gap] = []
    for report in reports:
        findings.extend(report.findings)
        gaps.extend(report.gaps)
    return Report(tuple(findings), tuple(gaps))


def graver(judged: Sequence[Judged]) -> Judged:
    """The gravest decision of several policies, over what all of them saw."""
    if len(judged) == 1:
        return judged[0]
    decision = max((each.decision for each in judged), key=lambda d: d.verdict)
    report = merged([each.report for each in judged])
    return Judged(Report(tuple(dict.fromkeys(report.findings)), tuple(dict.fromkeys(report.gaps))), decision)


class Judge:
    """The engine's eyes and the policy's word. `policy` may be replaced while running."""

    def __init__(self, engine: Engine, policy: CompiledPolicy, accounts: Accounts, clock: Clock) -> None:
        self.engine = engine
        self.policy = policy
        self._accounts = accounts
        self._clock = clock

    def context(self, tenant: TenantId, direction: Direction, sender: Jid, recipient: Jid) -> Context:
        """Who speaks to whom."""
        return Context(tenant, direction, sender, recipient, self._accounts.domains(tenant))

    def contexts(self, tenant: TenantId, direction: Direction, sender: Jid, recipient: Jid) -> tuple[Context, ...]:
        """Who speaks to whom, as the sender's tenant sees it, and the recipient's when that is another one of ours."""
        own = self.context(tenant, direction, sender, recipient)
        other = self.other_tenant(tenant, sender, recipient)
        return (own,) if other is None else (own, self.context(other, Direction.INBOUND, sender, recipient))

    def other_tenant(self, tenant: TenantId, sender: Jid, recipient: Jid) -> TenantId | None:
        """The recipient's tenant when it is another one of ours."""
        if recipient.domain == sender.domain:
            return None
        other = self._accounts.tenant_at(recipient.domain)
        return other if other is not None and other != tenant else None

    def inspect(self, items: Sequence[Item], context: Context) -> Report:
        """All inline inspectors over the items of a message."""
        return self.engine.inspect(items, context)

    async def inspect_file(self, item: FileItem, context: Context) -> Report:
        """A file and its name."""
        content = await self.engine.inspect_file(item, context)
        return merged((content, self.engine.inspect((TextItem(f"{item.part}.name", item.name),), context)))

    def decide(self, report: Report, context: Context, files: tuple[FileFacts, ...] = ()) -> Decision:
        """What the policy says to a report. Who is elsewhere can't be coached: what they would be asked about is held."""
        decision = decide(
            self.policy,
            report,
            PolicyContext(
                direction=context.direction,
                sender_groups=self._groups(context.sender),
                recipient_groups=self._groups(context.recipient),
                now=self._clock(),
                files=files,
            ),
        )
        if decision.verdict is Verdict.COACH and self._accounts.tenant_at(context.sender.domain) is None:
            return msgspec.structs.replace(decision, verdict=Verdict.HOLD)
        return decision

    def judge(self, items: Sequence[Item], context: Context) -> Judged:
        """Inspect and decide a message without files."""
        report = self.engine.inspect(items, context)
        return Judged(report, self.decide(report, context))

    def _groups(self, jid: Jid) -> frozenset[str]:
        person = self._accounts.lookup(jid.bare)
        return NO_GROUPS if person is None else person.groups
