"""Delivering what was withheld: confirmed by its sender, released by a reviewer, or cleared by a late verdict.

It gets a new archive id, so that every synchronised device sees it, and a `<delay/>` (XEP-0203) with its original time.
"""

from collections.abc import Callable
from datetime import UTC, datetime

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
from casemate.xmpp.element import Element
from casemate.xmpp.limits import STORED
from casemate.xmpp.parser import parse_stanza
from casemate.xmpp.serialize import serialize

DELAY = "urn:xmpp:delay"


def timestamp(ms: int) -> str:
    """Milliseconds since the epoch as XEP-0082 writes them."""
    return datetime.fromtimestamp(ms / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def stored_element(stored: Stored) -> Element:
    """The stanza of a record."""
    return parse_stanza(stored.stanza, STORED)


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
    ) -> None:
        """Deliver `stored` under a new id once that is on record with `decided` and `audit`; then call `after`."""
        element = stored_element(stored)
        sender, recipient = Jid.parse(element.attrs["from"]), Jid.parse(element.attrs["to"])
        stamp = {"from": sender.domain, "stamp": timestamp(stored.ms)}
        element.add(Element("delay", DELAY, stamp))
        wire = serialize(element)
        tenant = TenantId(stored.tenant)
        storable = stored.kind != "room"
        entry = Entry(
            id=self._next(),
            tenant=tenant,
            sender=stored.sender,
            recipient=stored.recipient,
            direction=stored.direction,
            kind=stored.kind,
            verdict=int(Verdict.ALLOW),
            visible=True,
            storable=storable,
            origin=stored.id,
            rule=rule,
            stanza=wire,
            audit=(audit,),
            updates=(decided,),
        )
        other = self._accounts.tenant_at(recipient.domain)
        last = entry
        if other is not None and other != tenant:
            self._journal.append(entry, _follows)
            last = entry.copy_for(other, self._next())

        def committed(error: Exception | None) -> None:
            if error is None:
                self.post.deliver(
                    Parcel(
                        element, wire, sender, recipient, TenantId(last.tenant), ArchiveId(last.id), storable=storable
                    )
                )
            after(error)

        self._journal.append(last, committed)

    def _next(self) -> ArchiveId:
        return self._journal.ids.next(int(self._clock() * 1000))


def _follows(_error: Exception | None) -> None:
    """The second record's commit follows this one and decides."""
