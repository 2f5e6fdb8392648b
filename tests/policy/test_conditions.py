"""One rule's conditions imply another's: never claimed when a circumstance tells them apart."""

from hypothesis import given, settings
from hypothesis import strategies as st

from casemate.model.inspection import Direction, Severity
from casemate.policy.conditions import FileFacts, PolicyContext, hold, implies
from casemate.policy.rules import Conditions, Hours
from tests.policy.support import GapKind, finding, gap

_NAMES = st.frozensets(st.sampled_from("abc"), max_size=2)
_TYPES = st.lists(st.sampled_from(["image/*", "image/png", "text/csv"]), max_size=2, unique=True).map(tuple)
_HOURS = st.none() | st.builds(Hours, from_=st.integers(0, 3), to=st.integers(4, 6))
conditions = st.none() | st.builds(
    Conditions,
    severity=st.sampled_from(list(Severity)),
    sources=_NAMES,
    parts=st.lists(st.sampled_from(["body", "file:*"]), max_size=2, unique=True).map(tuple),
    sender_groups=_NAMES,
    recipient_groups=_NAMES,
    file_types=_TYPES,
    file_larger_than=st.integers(0, 3),
    hours=_HOURS,
)
contexts = st.builds(
    PolicyContext,
    direction=st.just(Direction.INTERNAL),
    sender_groups=_NAMES,
    recipient_groups=_NAMES,
    now=st.integers(0, 7).map(lambda hour: hour * 3600.0),
    files=st.lists(
        st.builds(
            FileFacts,
            name=st.sampled_from("xy"),
            media_type=st.sampled_from(["image/png", "text/csv"]),
            size=st.integers(0, 4),
        ),
        max_size=2,
    ).map(tuple),
)
subjects = st.one_of(
    st.builds(
        lambda part, severity: finding("dlp.card", part, severity),
        st.sampled_from(["body", "file:x", "file:y!z"]),
        st.sampled_from(list(Severity)),
    ),
    st.builds(
        lambda part, source: gap(GapKind.ENCRYPTED, part, source),
        st.sampled_from(["body", "file:x"]),
        st.sampled_from("abc"),
    ),
)


@settings(max_examples=300)
@given(conditions, conditions, contexts, subjects)
def test_what_is_implied_holds(
    one: Conditions | None, other: Conditions | None, context: PolicyContext, subject: object
) -> None:
    if implies(one, other):
        first = one is None or hold(one, subject, context)  # type: ignore[arg-type]
        second = other is None or hold(other, subject, context)  # type: ignore[arg-type]
        assert second or not first


@given(conditions)
def test_everything_implies_itself_and_nothing_asked(one: Conditions | None) -> None:
    assert implies(one, one)
    assert implies(one, None)
    assert implies(one, Conditions())
