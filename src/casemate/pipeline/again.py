"""Delivering what was withheld: confirmed by its sender, released by a reviewer, or cleared by a late verdict.

It gets a new archive id, so that every synchronised device sees it, and a `<delay/>` (XEP-0203) with its original time.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple

from casemate.accounts.api import Accounts
from casemate.archive.api import Stored
from casemate.archive.entries import Decided, Entry
from casemate.archive.journal import Journal
from casemate.audit.events import AuditEvent
from casemate.model.clock import Clock
from casemate.model.ids import ArchiveId, TenantId
from casemate.model.inspection import Verdict
from casemate.model.jid import Jid
from casemate.pipeline.api import Parcel, Post
from casemate.pipeline.judge import Judged
from casemate.pipeline.record import findings_json
from casemate.xmpp.element import Element
from casemate.xmpp.limits import STORED
from casemate.xmpp.parser import parse_stanza
from casemate.xmpp.serialize import serialize

DELAY = "urn:xmpp:delay"


def timestamp(ms: int) -> str:
    """Milliseconds since the epoch as XEP-0082 writes them."""
    return datetime.fromtimestamp(ms / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def sender_of(stored: Stored, element: Element) -> Jid:
    """Who said it: the client, where the stanza names it; not the nickname under which it was said in a room."""
    said_by = Jid.parse(element.attrs["from"])
    return said_by if str(said_by.bare) == stored.sender else Jid.parse(stored.sender)


def stored_element(stored: Stored) -> Element:
    """The stanza of a record."""
    return parse_stanza(stored.stanza, STORED)


class Changed(NamedTuple):
    """What a late verdict made of a message: its words masked, say, or with a warning under them."""

    element: Element
    judged: Judged


class Again:
    """Records a withheld message anew as delivered, and delivers it."""

    post: Post

    def __init__(self, journal: Journal, accounts: Accounts, clock: Clock) -> None:
        self._journal = journal
        self._accounts = accounts
        self._clock = clock

    def deliver(
        self,
        stored: Stored,
        rule: str,
        decided: Decided,
        audit: AuditEvent,
        after: Callable[[Exception | None], None],
        changed: Changed | None = None,
    ) -> None:
        """Deliver `stored`, or what it was `changed` to, under a new id.

        That is done once it is on record with `decided` and `audit`; then `after` is called.
        """
        element = stored_element(stored) if changed is None else changed.element
        sender, recipient = sender_of(stored, element), Jid.parse(element.attrs["to"])
        domain = Jid.parse(element.attrs["from"]).domain
        element.add(Element("delay", DELAY, {"from": domain, "stamp": timestamp(stored.ms)}))
        wire = serialize(element)
        entry = self._entry(stored, wire, rule, changed)
        entry.audit, entry.updates = (audit,), (decided,)
        tenant = TenantId(stored.tenant)
        other = self._accounts.tenant_at(recipient.domain)
        last = entry
        refused: list[Exception] = []
        if other is not None and other != tenant:
            # The second record's commit follows this one's, and shares its fate; this one knows why.
            self._journal.append(entry, lambda error: refused.extend(() if error is None else (error,)))
            last = entry.copy_for(other, self._next())

        def committed(error: Exception | None) -> None:
            if error is None:
                parcel = Parcel(element, wire, sender, recipient, last.tenant, last.id, last.storable, entry.id)
                self.post.deliver(parcel)
            after(refused[0] if refused else error)

        self._journal.append(last, committed)

    def _entry(self, stored: Stored, wire: bytes, rule: str, changed: Changed | None) -> Entry:
        return Entry(
            id=self._next(),
            tenant=TenantId(stored.tenant),
            sender=stored.sender,
            recipient=stored.recipient,
            direction=stored.direction,
            kind=stored.kind,
            verdict=int(Verdict.ALLOW if changed is None else changed.judged.decision.verdict),
            visible=True,
            storable=stored.kind not in {"room", "history", "event"},
            origin=stored.id,
            rule=rule,
            findings=None if changed is None else findings_json(changed.judged.report),
            stanza=wire,
        )

    def _next(self) -> ArchiveId:
        return self._journal.ids.next(int(self._clock() * 1000))
