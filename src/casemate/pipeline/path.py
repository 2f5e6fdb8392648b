"""The path of a message, written out: normalise -> inspect -> decide -> record -> deliver. Read it from `submit` down.

What is fast (all of it, unless a file or a picture is involved) runs straight through on the event loop and waits only
for the commit. What is slow waits in the lane of its sender and recipient (`lanes`), at most `PATIENCE` seconds; then it
is held on record, judged again when the slow part is done (`held`), and the next ones pass.

Nothing is delivered, and nothing is acknowledged, before its record is committed.
"""

from collections.abc import Callable
from functools import partial
from typing import Final

from casemate.archive.entries import HeldRow
from casemate.archive.journal import Journal
from casemate.model.clock import Clock
from casemate.model.ids import ArchiveId, TenantId
from casemate.model.inspection import ALLOW, CLEAN, Context, Decision, Direction, TextItem, Verdict
from casemate.model.jid import Jid
from casemate.pipeline.api import Done, Kind, Outcome, Parcel, Post, Submission
from casemate.pipeline.authorship import Authorship
from casemate.pipeline.coaching import Coaching
from casemate.pipeline.contact import Contact
from casemate.pipeline.judge import Judge, Judged, graver
from casemate.pipeline.lanes import Job, Lanes
from casemate.pipeline.normalise import Normalised, normalise
from casemate.pipeline.record import PASSING, carry_out, entry_for, is_storable
from casemate.pipeline.slow import SlowParts
from casemate.telemetry import metrics
from casemate.telemetry.log import get_logger
from casemate.xmpp.element import Element
from casemate.xmpp.serialize import serialize

_COUNTERS: Final = {verdict: metrics.messages.labels(verdict.word) for verdict in Verdict}
_log = get_logger("path")
_PASSED: Final = Outcome  # the common outcome is built once per message, so the name is looked up once
_LATE: Final = Decision(
    Verdict.HOLD, rule="slow", message="A file in it is still being checked. It is delivered when that is done."
)


class MessagePath:
    """The path. `post` is set once by the wiring, because server and path need each other."""

    post: Post

    def __init__(self, judge: Judge, journal: Journal, slow: SlowParts, contact: Contact, clock: Clock) -> None:
        self._judge = judge
        self._journal = journal
        self._slow = slow
        self._contact = contact
        self._clock = clock
        self._lanes = Lanes()
        self._authorship = Authorship()
        self.coaching = Coaching(clock)
        self.on_held: Callable[[ArchiveId], None] | None = None

    async def close(self) -> None:
        """Wait for the slow ones under way."""
        await self._lanes.close()

    # -- one message, from submission to verdict

    def submit(self, submission: Submission, done: Done) -> None:
        """Take a stamped stanza along the path (see `casemate.pipeline.api.Path`)."""
        submission.element = self._authorship.own(submission)
        normal = normalise(submission.kind, submission.element, submission.room, events=submission.events)
        if normal.removed:
            metrics.removed.inc(normal.removed)
        pair = (submission.sender.bare, submission.recipient.bare)
        if not normal.record:
            self._follow(pair, partial(self._pass_unrecorded, submission, normal, done))
            return
        if submission.kind is Kind.MESSAGE and self._contact.is_at(submission.recipient):
            self._contact.hear(submission, normal, done)
            return
        waits = self._slow.needed(normal)
        if not waits and not (self._lanes and self._lanes.busy(pair)):
            self._settle(submission, normal, self._judge_now(submission, normal), done)
            return
        self._lanes.put(
            pair,
            Job(
                work=partial(self._judge_slowly, submission, normal, done),
                late=partial(self._give_up, submission, normal, done),
            ),
        )

    def _judge_now(self, submission: Submission, normal: Normalised) -> Judged:
        return graver([self._judge.judge(normal.items, context) for context in self._contexts(submission)])

    async def _judge_slowly(self, submission: Submission, normal: Normalised, done: Done) -> Callable[[], None]:
        judged = await self._slow.judge(normal, self._contexts(submission))
        return partial(self._settle, submission, normal, judged, done)

    def _give_up(self, submission: Submission, normal: Normalised, done: Done) -> None:
        """Patience has ended, or inspection has failed: held, unless the words alone are to be held or stopped."""
        try:
            judged = self._judge_now(submission, normal)
        except Exception as error:  # noqa: BLE001 - it may be what failed before; nothing is lost and nothing passes
            _log.error("the words of a slow message can't be judged; it is held", error=repr(error))
            judged = Judged(CLEAN, _LATE)
        if judged.decision.verdict < Verdict.HOLD:
            judged = Judged(judged.report, _LATE)
        self._settle(submission, normal, judged, done, late=judged.decision.verdict is Verdict.HOLD)

    # -- verdict, record, delivery

    def _settle(
        self, submission: Submission, normal: Normalised, judged: Judged, done: Done, *, late: bool = False
    ) -> None:
        decision, report = judged.decision, judged.report
        verdict = decision.verdict
        _COUNTERS[verdict].inc()
        if report.findings:
            for finding in report.findings:
                metrics.findings.labels(finding.id).inc()
        archive_id = self._next()
        other = self._other_tenant(submission)
        copy_id = None if other is None else self._next()
        carry_out(normal, submission.kind, decision, report)
        wire = serialize(normal.element)
        storable = is_storable(submission)
        code, coached = self.coaching.offer(submission, archive_id) if verdict is Verdict.COACH else ("", None)
        held = _held_row(archive_id, submission, normal, verdict, self._slow, late=late)
        entry = entry_for(submission, archive_id, wire, decision, report, storable=storable, held=held, coached=coached)
        if verdict in PASSING:
            after = partial(self._deliver, submission, normal, wire, archive_id, copy_id, judged, storable, done)
        else:
            after = partial(self._withhold, submission, normal, archive_id, judged, code, late, done)
        committed = partial(self._committed, submission, after, done)
        if other is None or copy_id is None:
            self._journal.append(entry, committed)
            return
        # A message between two tenants is on both records, and delivered after the second.
        self._journal.append(entry, _ignore)
        self._journal.append(entry.copy_for(other, copy_id), committed)

    def _committed(
        self, submission: Submission, after: Callable[[], None], done: Done, error: Exception | None
    ) -> None:
        if error is None:
            after()
            return
        if submission.kind is Kind.MESSAGE:
            self._contact.not_recorded(submission)
        done(None)

    def _deliver(
        self,
        submission: Submission,
        normal: Normalised,
        wire: bytes,
        archive_id: ArchiveId,
        copy_id: ArchiveId | None,
        judged: Judged,
        storable: bool,
        done: Done,
    ) -> None:
        if submission.kind is Kind.MESSAGE:
            self._authorship.note(submission, normal.element)
            self.post.deliver(
                Parcel(
                    normal.element,
                    wire,
                    submission.sender,
                    submission.recipient,
                    self._other_tenant(submission) or submission.tenant,
                    copy_id or archive_id,
                    storable,
                    archive_id,
                )
            )
        done(_PASSED(judged.decision, archive_id, normal.element, True))
        if judged.decision.verdict is Verdict.REDACT or judged.decision.tell_reviewers:
            self._contact.tell_sender(submission, judged, archive_id, "")

    def _withhold(
        self,
        submission: Submission,
        normal: Normalised,
        archive_id: ArchiveId,
        judged: Judged,
        code: str,
        late: bool,
        done: Done,
    ) -> None:
        done(_PASSED(judged.decision, archive_id, normal.element, False))
        self._contact.refuse(submission, judged, archive_id, code)
        if late and self.on_held is not None:
            self.on_held(archive_id)

    def _follow(self, pair: tuple[Jid, Jid], act: Callable[[], None]) -> None:
        """What is not recorded does not overtake what is (RFC 6120 section 10.1)."""
        follow = partial(self._journal.follow, act)
        if self._lanes and self._lanes.busy(pair):
            self._lanes.put(pair, Job(work=partial(_ready, follow), late=follow))
        else:
            follow()

    def _pass_unrecorded(self, submission: Submission, normal: Normalised, done: Done) -> None:
        """Typing, receipts, bare presence: they say nothing that could be inspected."""
        if submission.kind is Kind.MESSAGE and normal.element.children:
            self.post.deliver(
                Parcel(
                    normal.element,
                    serialize(normal.element),
                    submission.sender,
                    submission.recipient,
                    submission.tenant,
                    None,
                    storable=False,
                )
            )
        done(_PASSED(ALLOW, None, normal.element, True))

    def say(self, tenant: TenantId, to: Jid, text: str) -> None:
        """Write to a person from the service's own contact."""
        self._contact.say(tenant, to, text)

    def keep(self, tenant: TenantId, sender: Jid, element: Element, to: Jid) -> None:
        """See `casemate.pipeline.api.Path`."""
        self._contact.keep(tenant, sender, element, to)

    def harmless(self, tenant: TenantId, who: Jid, name: str) -> bool:
        """Whether nothing is to be said of a name, inside or outside (see `casemate.pipeline.api.Path`)."""
        item = TextItem("resource", name)
        contexts = [self._judge.context(tenant, way, who, who) for way in (Direction.INTERNAL, Direction.OUTBOUND)]
        return all(self._judge.judge((item,), context).decision.verdict is Verdict.ALLOW for context in contexts)

    def _next(self) -> ArchiveId:
        return self._journal.ids.next(int(self._clock() * 1000))

    # -- who is on the other side

    def _contexts(self, submission: Submission) -> tuple[Context, ...]:
        return self._judge.contexts(submission.tenant, submission.direction, submission.sender, submission.recipient)

    def _other_tenant(self, submission: Submission) -> TenantId | None:
        return self._judge.other_tenant(submission.tenant, submission.sender, submission.recipient)


def _held_row(
    archive_id: ArchiveId, submission: Submission, normal: Normalised, verdict: Verdict, slow: SlowParts, *, late: bool
) -> HeldRow | None:
    if verdict not in {Verdict.HOLD, Verdict.EMAIL} or submission.kind is not Kind.MESSAGE:
        return None
    waits_for = slow.waits_for(normal)
    return HeldRow(archive_id, "slow" if late else "verdict", waits_for)


def _ignore(_error: Exception | None) -> None:
    """The first of two records: the second one's commit, which follows it, decides."""


async def _ready(act: Callable[[], None]) -> Callable[[], None]:
    return act
