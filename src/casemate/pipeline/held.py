"""Held messages: released or refused by a reviewer, or judged again when the file that they wait for has its verdict."""

import asyncio
from collections.abc import Sequence

from casemate.archive.api import Archive, HeldMessage, Stored
from casemate.archive.entries import HeldDecided, HeldJudged
from casemate.archive.journal import Journal
from casemate.audit.events import AuditAction, AuditEvent
from casemate.model.errors import Conflict, NotFound, Unavailable
from casemate.model.ids import ArchiveId, TenantId, encode_id
from casemate.model.inspection import Direction, Verdict
from casemate.model.jid import Jid
from casemate.pipeline import words
from casemate.pipeline.again import Again, Changed, sender_of, stored_element
from casemate.pipeline.api import Kind, Submission
from casemate.pipeline.contact import Contact
from casemate.pipeline.judge import Judge, Judged
from casemate.pipeline.normalise import normalise
from casemate.pipeline.record import PASSING, audit_events, carry_out
from casemate.pipeline.slow import SlowParts
from casemate.telemetry.log import get_logger

_SYSTEM = "casemate"
_RELEASED, _REFUSED = "released", "refused"
_REFUSED_WORDS = "This message was not delivered."
_log = get_logger("held")


class Held:
    """The queue of withheld messages."""

    def __init__(
        self, archive: Archive, journal: Journal, again: Again, contact: Contact, judge: Judge, slow: SlowParts
    ) -> None:
        self._archive = archive
        self._journal = journal
        self._again = again
        self._contact = contact
        self._judge = judge
        self._slow = slow
        self._tasks: set[asyncio.Task[None]] = set()
        self._deciding: set[ArchiveId] = set()

    async def start(self) -> None:
        """Take up what waited for a file when the server last stopped."""
        for row in await self.waiting():
            if row.reason == "slow":
                self.watch(ArchiveId(row.id))

    async def close(self) -> None:
        """Stop watching; what still waits is taken up at the next start."""
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)

    async def waiting(self, tenant: TenantId | None = None) -> Sequence[HeldMessage]:
        """What waits for a decision, oldest first."""
        return await self._archive.held(tenant)

    async def release(self, archive_id: ArchiveId, by: str) -> Stored:
        """Deliver a held message.

        Raises:
            NotFound, Conflict, Unavailable: if there is no such message, it is decided already, or it can't be recorded.
        """
        return await self._decide(archive_id, by, _RELEASED, "")

    async def refuse(self, archive_id: ArchiveId, by: str, reason: str) -> Stored:
        """Refuse a held message for good, and tell its sender `reason` (errors as for `release`)."""
        return await self._decide(archive_id, by, _REFUSED, reason)

    def watch(self, archive_id: ArchiveId) -> None:
        """Judge a message that was held only because it was slow, as soon as its slow parts are done."""
        task = asyncio.get_running_loop().create_task(self._rejudge(archive_id))
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    async def _decide(
        self, archive_id: ArchiveId, by: str, state: str, reason: str, changed: Changed | None = None
    ) -> Stored:
        if archive_id in self._deciding:
            raise Conflict(f"the message {encode_id(archive_id)} is being decided by somebody else")
        self._deciding.add(archive_id)
        try:
            row = await self._archive.held_one(archive_id)
            stored = await self._archive.get(TenantId(row.tenant), archive_id) if row else None
            if row is None or stored is None:
                raise NotFound(f"no message {encode_id(archive_id)} is held; `casemate held list` shows what is")
            if row.state != "waiting":
                raise Conflict(f"the message {encode_id(archive_id)} was {row.state} already, by {row.decided_by}")
            await self._record(stored, by, state, reason, changed)
        finally:
            self._deciding.discard(archive_id)
        text = _outcome(stored, state, reason)
        payload = words.news(Verdict.HOLD, state, stored_element(stored).attrs.get("id", ""), archive_id, text)
        self._contact.say(TenantId(stored.tenant), Jid.parse(stored.sender), text, payload)
        if state == _REFUSED:
            element = stored_element(stored)
            self._contact.refused(sender_of(stored, element), element, reason or _REFUSED_WORDS)
        return stored

    async def _record(self, stored: Stored, by: str, state: str, reason: str, changed: Changed | None) -> None:
        action = AuditAction.MESSAGE_RELEASED if state == _RELEASED else AuditAction.MESSAGE_REFUSED
        audit = AuditEvent(
            tenant=stored.tenant, actor=by, action=action, subject=encode_id(stored.id), detail={"reason": reason}
        )
        decided = HeldDecided(ArchiveId(stored.id), state, by)
        recorded: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def after(error: Exception | None) -> None:
            if recorded.done():
                return
            if error is None:
                recorded.set_result(None)
            elif isinstance(error, Conflict):
                recorded.set_exception(error)
            else:
                recorded.set_exception(Unavailable(f"it could not be put on record: {error}"))

        if state == _RELEASED:
            self._again.deliver(stored, _RELEASED, decided, audit, after, changed)
        else:
            self._journal.update(decided, audit, after)
        await recorded

    async def _rejudge(self, archive_id: ArchiveId) -> None:
        row = await self._archive.held_one(archive_id)
        if row is None or row.state != "waiting":
            return
        stored = await self._archive.get(TenantId(row.tenant), archive_id)
        if stored is None:
            return
        element = stored_element(stored)
        sender = sender_of(stored, element)
        # What a room elsewhere says is in its own name; what is said in ours is in the name of who said it.
        from_room = stored.direction == Direction.INBOUND and stored.kind in {"room", "history"}
        room = sender.bare if from_room and element.attrs["from"].startswith(f"{sender.bare}/") else None
        normal = normalise(Kind.MESSAGE, element, room, events=stored.kind == "event")
        submission = Submission(
            Kind.MESSAGE,
            element,
            sender,
            Jid.parse(element.attrs["to"]),
            TenantId(stored.tenant),
            Direction(stored.direction),
        )
        contexts = self._judge.contexts(
            submission.tenant, submission.direction, submission.sender, submission.recipient
        )
        judged = await self._slow.judge(normal, contexts)
        verdict = judged.decision.verdict
        if verdict in PASSING:
            carry_out(normal, Kind.MESSAGE, judged.decision, judged.report)
            await self._decide(archive_id, _SYSTEM, _RELEASED, "", Changed(normal.element, judged))
            if verdict is Verdict.REDACT or judged.decision.tell_reviewers:
                self._contact.tell_sender(submission, judged, archive_id, "")
        elif verdict in {Verdict.BLOCK, Verdict.COACH}:
            await self._decide(archive_id, _SYSTEM, _REFUSED, words.reason(judged.decision))
            if judged.decision.tell_reviewers:
                self._contact.tell_reviewers(submission, judged, archive_id)
        else:
            self._keep(submission, judged, stored)

    def _keep(self, submission: Submission, judged: Judged, stored: Stored) -> None:
        """What is to be held stays held, now for a reviewer: who has been told that it only waits is told that it does not."""
        archive_id = ArchiveId(stored.id)

        def recorded(error: Exception | None) -> None:
            if error is not None:
                _log.warning("why a message stays held was not recorded", error=str(error))
            elif judged.decision.rule != stored.rule:
                self._contact.tell_sender(submission, judged, archive_id, "")

        (audit,) = audit_events(submission, archive_id, judged.decision, judged.report)
        self._journal.update(HeldJudged(archive_id), audit, recorded)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        # A conflict: a reviewer came first.
        if not task.cancelled() and (error := task.exception()) and not isinstance(error, Conflict):
            _log.error("a held message could not be judged again; it stays held", error=repr(error))


def _outcome(stored: Stored, state: str, reason: str) -> str:
    if state == _RELEASED:
        return f"Your message to {stored.recipient} was released and is delivered now."
    why = f" {reason}" if reason else ""
    return f"Your message to {stored.recipient} was refused and is not delivered.{why}"
