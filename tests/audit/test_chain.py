from hypothesis import given
from hypothesis import strategies as st

from casemate.audit.chain import GENESIS, extend, row_hash
from casemate.audit.events import AuditAction, AuditEvent
from casemate.audit.heads import Signer
from casemate.audit.verify import Checker
from tests.archive.support import SetClock

EVENTS = st.builds(
    AuditEvent,
    tenant=st.integers(0, 2**31 - 1),
    actor=st.text(st.characters(codec="utf-8"), max_size=20),
    action=st.sampled_from(AuditAction),
    subject=st.text(st.characters(codec="utf-8"), max_size=20),
    detail=st.dictionaries(
        st.text(st.characters(codec="utf-8"), max_size=5), st.integers(-9, 9) | st.booleans(), max_size=3
    ),
)


@given(st.lists(EVENTS, max_size=10), st.lists(EVENTS, max_size=10))
def test_a_chain_goes_on_where_it_ended_and_verifies(first: list[AuditEvent], second: list[AuditEvent]) -> None:
    rows = extend(0, GENESIS, 5, first)
    seq, digest = (rows[-1].seq, rows[-1].hash) if rows else (0, GENESIS)
    rows += extend(seq, digest, 6, second)
    assert rows[len(first) :] == extend(len(first), digest, 6, second)
    checker = Checker(Signer(None, bytes(32), SetClock()).public_key, ())  # pyright: ignore[reportArgumentType]
    for row in rows:
        checker.row(row)
    result = checker.finish()
    assert result.good
    assert result.rows == len(first) + len(second)


def test_the_order_of_details_does_not_matter() -> None:
    one = AuditEvent(tenant=1, actor="a", action=AuditAction.FILE_HELD, subject="s", detail={"a": 1, "b": 2})
    other = AuditEvent(tenant=1, actor="a", action=AuditAction.FILE_HELD, subject="s", detail={"b": 2, "a": 1})
    assert extend(0, GENESIS, 1, [one]) == extend(0, GENESIS, 1, [other])


def test_fields_do_not_run_into_each_other() -> None:
    assert row_hash(GENESIS, 1, 1, 1, "ab", "c", "", "{}") != row_hash(GENESIS, 1, 1, 1, "a", "bc", "", "{}")
    assert row_hash(GENESIS, 1, 11, 1, "", "c", "", "{}") != row_hash(GENESIS, 11, 1, 1, "", "c", "", "{}")
