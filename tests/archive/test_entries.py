"""What goes into the journal, and the other tenant's copy of it."""

from casemate.archive.entries import CoachedConfirmed, CoachedRow, Entry, HeldRow, seal_context
from casemate.archive.rows import coached_row, held_row, mail_rows
from casemate.audit.events import AuditAction, AuditEvent
from casemate.model.ids import ArchiveId, TenantId

EVENT = AuditEvent(tenant=1, actor="a", action=AuditAction.MESSAGE_HELD, subject="s", detail={"rule": "r"})
ENTRY = Entry(
    id=ArchiveId(5),
    tenant=TenantId(1),
    sender="alice@example.org",
    recipient="dave@other.example",
    direction="outbound",
    kind="message",
    verdict=3,
    visible=True,
    storable=True,
    stanza=b"<message/>",
    origin=4,
    rule="r",
    findings="[]",
    held=HeldRow(ArchiveId(5), "slow", "upload"),
    coached=CoachedRow(ArchiveId(5), "alice@example.org", "hash", 9),
    audit=[EVENT],
    updates=[CoachedConfirmed(ArchiveId(4))],
)


def test_the_other_tenants_copy_says_the_same_and_leaves_our_queues_alone() -> None:
    copy = ENTRY.copy_for(TenantId(2), ArchiveId(6))
    same = "sender recipient kind verdict visible storable stanza origin rule findings".split()
    assert all(getattr(copy, name) == getattr(ENTRY, name) for name in same)
    assert (copy.id, copy.tenant, copy.direction, copy.copy_of) == (6, 2, "inbound", 5)
    assert (copy.held, copy.coached, copy.updates) == (None, None, ())
    assert held_row(copy) is coached_row(copy) is None
    # Its events are on the other tenant's record, and ours stay ours.
    assert [(event.tenant, event.detail) for event in copy.audit] == [(2, {"rule": "r"})]
    assert [event.tenant for event in ENTRY.audit] == [1]


def test_a_seal_is_bound_to_both_ends_in_their_order() -> None:
    pairs = [("a@x", "b@x"), ("b@x", "a@x"), ("a@xb", "@x"), ("", "a@xb@x"), ("a@xb@x", "")]
    assert len({seal_context(*pair) for pair in pairs}) == len(pairs)


def test_in_whose_archives_it_is_found() -> None:
    owners = lambda **changes: [row[1] for row in mail_rows(changed(**changes))]  # noqa: E731
    assert owners() == ["alice@example.org", "dave@other.example"]
    assert owners(recipient="alice@example.org") == ["alice@example.org"]
    assert owners(visible=False) == []
    assert owners(kind="error") == []
    assert owners(kind="room", recipient="room@rooms.example.org") == ["room@rooms.example.org"]


def changed(**changes: object) -> Entry:
    values = {name: getattr(ENTRY, name) for name in ENTRY.__struct_fields__}
    return Entry(**(values | changes))
