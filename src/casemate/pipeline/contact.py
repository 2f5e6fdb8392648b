"""The service's own contact, `casemate@DOMAIN`: it tells senders what became of their messages, and hears their answers.

It talks with our own people. Somebody elsewhere gets an error and the policy's words when something of theirs is stopped, and no
more: what was seen in it, and by which rule, would only help to get around it.
"""

import asyncio
from collections.abc import Coroutine, Mapping
from types import MappingProxyType
from typing import Final

from casemate.accounts.api import SERVICE_LOCAL, Accounts, Role
from casemate.archive.api import Archive, CoachedMessage
from casemate.archive.entries import CoachedConfirmed, Entry
from casemate.archive.journal import Journal
from casemate.audit.events import AuditAction, AuditEvent
from casemate.model.clock import Clock
from casemate.model.errors import Conflict, Unavailable
from casemate.model.ids import ArchiveId, TenantId, encode_id, token
from casemate.model.inspection import ALLOW, CLEAN, Direction, Verdict
from casemate.model.jid import Jid
from casemate.pipeline import words
from casemate.pipeline.again import Again, stored_element
from casemate.pipeline.api import Done, Kind, Outcome, Parcel, Post, Submission
from casemate.pipeline.coaching import MIN_REASON, hash_code, read_answers
from casemate.pipeline.judge import Judged
from casemate.pipeline.normalise import Normalised
from casemate.pipeline.record import entry_for
from casemate.pipeline.repeats import Repeats
from casemate.telemetry.log import get_logger
from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import StanzaError, error_reply
from casemate.xmpp.serialize import serialize

HELP: Final = (
    "I am Casemate. I look at messages, links and files before they are delivered, and I write to you when one of yours "
    "needs a second look. To send a message that I gave you a code for, answer with the code and your reason, "
    "for example: abcd-efgh because the customer asked for it."
)
NOT_RECORDED: Final = "This could not be put on record, so it was not delivered. Please try again in a moment."
_AGAIN: Final = "That did not work just now. Please answer again in a moment."
_USED: Final = "That message has been sent already; a code works once."
_ERROR_KIND: Final = {Verdict.COACH: "modify", Verdict.BLOCK: "cancel"}
_log = get_logger("contact")


class Contact:
    """Writes and reads as `casemate@DOMAIN`."""

    post: Post
    titles: Mapping[str, str] = MappingProxyType({})
    """What the findings are called, by their ids."""

    def __init__(self, journal: Journal, archive: Archive, accounts: Accounts, again: Again, clock: Clock) -> None:
        self._journal = journal
        self._archive = archive
        self._accounts = accounts
        self._again = again
        self._clock = clock
        self._repeats = Repeats(clock)
        self._tasks: set[asyncio.Task[None]] = set()

    async def close(self) -> None:
        """Wait for answers under way."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    def is_at(self, address: Jid) -> bool:
        """Whether it is who is written to: not a room, say, that somebody called by its name."""
        return address.local == SERVICE_LOCAL and self._accounts.tenant_of(address.domain) is not None

    def say(self, tenant: TenantId, to: Jid, text: str, payload: Element | None = None) -> None:
        """Write to a person of ours, recorded and kept for them like any message."""
        if self._is_elsewhere(to):
            return
        sender = Jid(SERVICE_LOCAL, to.domain, "")
        attrs = {"from": str(sender), "to": str(to.bare), "type": "chat", "id": token()}
        element = Element("message", CLIENT, attrs, [Element("body", CLIENT, {}, [text])])
        if payload is not None:
            element.add(payload)
        self.keep(tenant, sender, element, to.bare)

    def keep(self, tenant: TenantId, sender: Jid, element: Element, to: Jid) -> None:
        """Record a message of the server's own, and deliver it or keep it for them (see `Path.keep`)."""
        wire = serialize(element)
        archive_id = self._next()
        entry = Entry(
            id=archive_id,
            tenant=tenant,
            sender=str(sender),
            recipient=str(to),
            direction=Direction.INTERNAL.value,
            kind=Kind.MESSAGE.value,
            verdict=int(Verdict.ALLOW),
            visible=True,
            storable=True,
            rule="service",
            stanza=wire,
        )

        def committed(error: Exception | None) -> None:
            if error is not None:
                _log.warning("a message of the service was not recorded", error=str(error))
                return
            self.post.deliver(Parcel(element, wire, sender, to, tenant, archive_id, storable=True))

        self._journal.append(entry, committed)

    def not_recorded(self, submission: Submission) -> None:
        """Tell the sender of a message that it could not be put on record, by an error that says to try again.

        Not in words: they could not be put on record either. And no error answers an error (RFC 6120 section 8.3.1).
        """
        if submission.element.attrs.get("type") != "error":
            error = StanzaError("resource-constraint", NOT_RECORDED)
            self.post.reply(submission.sender, error_reply(submission.element, error))

    def refuse(self, submission: Submission, judged: Judged, archive_id: ArchiveId, code: str) -> None:
        """Tell the sender that something of theirs was withheld: by an error (blocked, coached) and in words."""
        kind = _ERROR_KIND.get(judged.decision.verdict)
        if kind is not None and submission.kind is Kind.MESSAGE and submission.element.attrs.get("type") != "error":
            payloads = (self._payload(submission, judged, archive_id, code),)
            if self._is_elsewhere(submission.sender):
                payloads = ()
            error = StanzaError("policy-violation", words.reason(judged.decision), kind=kind, payloads=payloads)
            self.post.reply(submission.sender, error_reply(submission.element, error))
        self.tell_sender(submission, judged, archive_id, code)

    def tell_sender(self, submission: Submission, judged: Judged, archive_id: ArchiveId, code: str) -> None:
        """Say the verdict in words to the sender, and to the reviewers if the policy wants it."""
        payload = self._payload(submission, judged, archive_id, code)
        if judged.decision.verdict > Verdict.NOTICE:
            message = submission.kind is Kind.MESSAGE
            text = words.told(judged.decision, judged.report, _subject(submission), code, message=message)
            # Clients publish by themselves, several things and again at each sign-in; whoever did it on purpose gets an error.
            same = words.reason(judged.decision) if submission.kind is Kind.IQ else text
            if message or not self._repeats.again(submission.sender.bare, same):
                self.say(submission.tenant, submission.sender.bare, text, payload)
        if judged.decision.tell_reviewers:
            self.tell_reviewers(submission, judged, archive_id)

    def _payload(self, submission: Submission, judged: Judged, archive_id: ArchiveId, code: str) -> Element:
        origin = submission.element.attrs.get("id", "")
        return words.payload(judged.decision, judged.report, archive_id, code, origin=origin, titles=self.titles)

    def refused(self, to: Jid, stanza: Element, text: str) -> None:
        """Tell somebody elsewhere that a message of theirs, which was held, is refused for good."""
        if self._is_elsewhere(to) and stanza.attrs.get("type") != "error":
            self.post.reply(to, error_reply(stanza, StanzaError("policy-violation", text, kind="cancel")))

    def _is_elsewhere(self, address: Jid) -> bool:
        return self._accounts.tenant_at(address.domain) is None

    def hear(self, submission: Submission, normal: Normalised, done: Done) -> None:
        """A message to the service itself: recorded, then answered."""
        archive_id = self._next()
        entry = entry_for(submission, archive_id, serialize(normal.element), ALLOW, CLEAN, storable=False)

        def committed(error: Exception | None) -> None:
            if error is not None:
                self.not_recorded(submission)
                done(None)
                return
            done(Outcome(ALLOW, archive_id, normal.element, passed=True))
            text = normal.element.child_text("body")
            # To answer a client's error would go on for ever (RFC 6120 section 8.3.1).
            if text and submission.element.attrs.get("type") != "error":
                self._start(self._answer(submission, archive_id, text))

        self._journal.append(entry, committed)

    async def _answer(self, submission: Submission, answer_id: ArchiveId, text: str) -> None:
        """`answer_id` is the record of what the person wrote."""
        try:
            await self._read(submission, answer_id, text)
        except Unavailable as error:
            _log.warning("an answer could not be looked up", error=str(error))
            self.say(submission.tenant, submission.sender.bare, _AGAIN)

    async def _read(self, submission: Submission, answer_id: ArchiveId, text: str) -> None:
        sender = submission.sender.bare
        found = await self._coached(sender, text)
        if found is None:
            self.say(submission.tenant, sender, HELP)
            return
        row, code, reason = found
        if row.confirmed is not None:
            self.say(submission.tenant, sender, _USED)
        elif row.expires < self._clock() * 1000:
            self.say(submission.tenant, sender, "That code is too old. Please send the message again.")
        elif len(reason) < MIN_REASON:
            self.say(submission.tenant, sender, f"Please add your reason after the code: {code} because ...")
        else:
            await self._confirm(submission, ArchiveId(row.id), answer_id)

    async def _coached(self, sender: Jid, text: str) -> tuple[CoachedMessage, str, str] | None:
        """The message that an answer is about, with the code and the reason."""
        for code, reason in read_answers(text):
            row = await self._archive.coached(hash_code(code, sender))
            if row is not None and row.sender == str(sender):
                return row, code, reason
        return None

    async def _confirm(self, submission: Submission, archive_id: ArchiveId, answer_id: ArchiveId) -> None:
        stored = await self._archive.get(submission.tenant, archive_id)
        sender = submission.sender.bare
        if stored is None:
            self.say(submission.tenant, sender, "That message is not kept any more. Please send it again.")
            return
        audit = AuditEvent(
            tenant=submission.tenant,
            actor=str(sender),
            action=AuditAction.MESSAGE_CONFIRMED,
            subject=encode_id(archive_id),
            # The reason is what the person wrote: it is sealed like every message, and this is where.
            detail={"answer": encode_id(answer_id)},
        )

        def recorded(error: Exception | None) -> None:
            payload = None
            if error is None:
                text = f"Sent to {stored.recipient}. Your reason is on record."
                origin = stored_element(stored).attrs.get("id", "")
                payload = words.news(Verdict.COACH, "delivered", origin, archive_id, text)
            elif isinstance(error, Conflict):
                text = _USED
            else:
                text = _AGAIN
            self.say(submission.tenant, sender, text, payload)

        self._again.deliver(stored, "confirmed", CoachedConfirmed(archive_id), audit, recorded)

    def tell_reviewers(self, submission: Submission, judged: Judged, archive_id: ArchiveId) -> None:
        """Reviewers learn that something waits, and what was seen; the content they open on record."""
        text = (
            f"{judged.decision.verdict.word}: a message from {submission.sender.bare} to {submission.recipient.bare} "
            f"({', '.join(sorted({f.id for f in judged.report.findings})) or judged.decision.rule}). "
            f"See `casemate held list`; its id is {encode_id(archive_id)}."
        )
        for person in self._accounts.people.having(submission.tenant, Role.REVIEWER):
            self.say(submission.tenant, person.jid, text)

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            _log.error("answering a person failed", error=repr(error))

    def _next(self) -> ArchiveId:
        return self._journal.ids.next(int(self._clock() * 1000))


def _subject(submission: Submission) -> str:
    """What somebody wrote, as they would call it."""
    recipient = submission.recipient.bare
    if submission.kind is Kind.MESSAGE:
        return f"Your message to {recipient}"
    if recipient == submission.sender.bare:
        return "Your status" if submission.kind is Kind.PRESENCE else "What you published"
    return f"What you show to {recipient}" if submission.kind is Kind.PRESENCE else f"Your request to {recipient}"
