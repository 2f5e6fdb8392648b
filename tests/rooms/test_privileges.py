"""The tables of XEP-0045 section 5, asked cell by cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemate.rooms.privileges import (
    Affiliation,
    Role,
    affiliation_change_error,
    initial_role,
    list_error,
    role_change_error,
)

A, R = Affiliation, Role
MODERATOR, ADMIN, OWNER = (R.MODERATOR, A.NONE), (R.MODERATOR, A.ADMIN), (R.MODERATOR, A.OWNER)
PARTICIPANT, VISITOR = (R.PARTICIPANT, A.NONE), (R.VISITOR, A.NONE)


@pytest.mark.parametrize(
    ("affiliation", "moderated", "role"),
    [
        (A.OUTCAST, False, R.NONE),
        (A.OUTCAST, True, R.NONE),
        (A.NONE, False, R.PARTICIPANT),
        (A.NONE, True, R.VISITOR),
        (A.MEMBER, False, R.PARTICIPANT),
        (A.MEMBER, True, R.PARTICIPANT),
        (A.ADMIN, True, R.MODERATOR),
        (A.OWNER, True, R.MODERATOR),
    ],
)
def test_initial_roles(affiliation: Affiliation, moderated: bool, role: Role) -> None:
    assert initial_role(affiliation, moderated=moderated) is role


@pytest.mark.parametrize(
    ("by", "of", "new", "error"),
    [
        # 8.2 kicking
        (MODERATOR, PARTICIPANT, R.NONE, None),
        (MODERATOR, VISITOR, R.NONE, None),
        (MODERATOR, ADMIN, R.NONE, "not-allowed"),
        (ADMIN, OWNER, R.NONE, "not-allowed"),
        (OWNER, ADMIN, R.NONE, None),
        (PARTICIPANT, VISITOR, R.NONE, "forbidden"),
        (VISITOR, VISITOR, R.NONE, "forbidden"),
        # 8.3, 8.4 voice
        (MODERATOR, VISITOR, R.PARTICIPANT, None),
        (MODERATOR, PARTICIPANT, R.VISITOR, None),
        (MODERATOR, ADMIN, R.VISITOR, "not-allowed"),
        (MODERATOR, OWNER, R.VISITOR, "not-allowed"),
        ((R.MODERATOR, A.MEMBER), (R.PARTICIPANT, A.MEMBER), R.VISITOR, "not-allowed"),
        ((R.MODERATOR, A.NONE), (R.PARTICIPANT, A.MEMBER), R.VISITOR, "not-allowed"),
        (ADMIN, (R.PARTICIPANT, A.MEMBER), R.VISITOR, None),
        (PARTICIPANT, VISITOR, R.PARTICIPANT, "forbidden"),
        # 9.6, 9.7 moderators
        (ADMIN, PARTICIPANT, R.MODERATOR, None),
        (OWNER, PARTICIPANT, R.MODERATOR, None),
        (MODERATOR, PARTICIPANT, R.MODERATOR, "forbidden"),
        (PARTICIPANT, PARTICIPANT, R.MODERATOR, "forbidden"),
        (ADMIN, MODERATOR, R.PARTICIPANT, None),
        (ADMIN, OWNER, R.PARTICIPANT, "not-allowed"),
        (ADMIN, ADMIN, R.VISITOR, "not-allowed"),
        (OWNER, ADMIN, R.PARTICIPANT, "not-allowed"),
        (MODERATOR, MODERATOR, R.PARTICIPANT, "forbidden"),
        (MODERATOR, ADMIN, R.PARTICIPANT, "not-allowed"),
        (MODERATOR, OWNER, R.PARTICIPANT, "not-allowed"),
        (MODERATOR, MODERATOR, R.NONE, "not-allowed"),
        (ADMIN, MODERATOR, R.NONE, None),
    ],
)
def test_changes_of_roles(
    by: tuple[Role, Affiliation], of: tuple[Role, Affiliation], new: Role, error: str | None
) -> None:
    assert role_change_error(by, of, new) == error


@pytest.mark.parametrize(
    ("by", "old", "new", "error"),
    [
        # 9.1, 9.2 bans
        (A.ADMIN, A.NONE, A.OUTCAST, None),
        (A.ADMIN, A.OUTCAST, A.NONE, None),
        (A.ADMIN, A.ADMIN, A.OUTCAST, "not-allowed"),
        (A.ADMIN, A.OWNER, A.OUTCAST, "not-allowed"),
        (A.MEMBER, A.NONE, A.OUTCAST, "forbidden"),
        (A.OWNER, A.ADMIN, A.OUTCAST, None),
        # 9.3, 9.4 membership
        (A.ADMIN, A.NONE, A.MEMBER, None),
        (A.ADMIN, A.MEMBER, A.NONE, None),
        (A.MEMBER, A.NONE, A.MEMBER, "forbidden"),
        # 10.3 to 10.8 owners and administrators
        (A.OWNER, A.MEMBER, A.ADMIN, None),
        (A.OWNER, A.ADMIN, A.OWNER, None),
        (A.OWNER, A.OWNER, A.ADMIN, None),
        (A.ADMIN, A.NONE, A.ADMIN, "forbidden"),
        (A.ADMIN, A.NONE, A.OWNER, "forbidden"),
        (A.ADMIN, A.OWNER, A.MEMBER, "forbidden"),
        (A.ADMIN, A.OWNER, A.NONE, "forbidden"),
        (A.ADMIN, A.ADMIN, A.NONE, "forbidden"),
        (A.NONE, A.NONE, A.OWNER, "forbidden"),
    ],
)
def test_changes_of_affiliations(by: Affiliation, old: Affiliation, new: Affiliation, error: str | None) -> None:
    assert affiliation_change_error(by, old, new, oneself=False, last_owner=False) == error


def test_nobody_bans_themselves_and_the_last_owner_stays() -> None:
    assert affiliation_change_error(A.OWNER, A.OWNER, A.OUTCAST, oneself=True, last_owner=False) == "conflict"
    assert affiliation_change_error(A.OWNER, A.OWNER, A.MEMBER, oneself=True, last_owner=True) == "conflict"
    assert affiliation_change_error(A.OWNER, A.OWNER, A.MEMBER, oneself=True, last_owner=False) is None
    assert affiliation_change_error(A.ADMIN, A.ADMIN, A.MEMBER, oneself=True, last_owner=False) == "forbidden"


@given(st.sampled_from(A), st.sampled_from(A), st.sampled_from(A), st.booleans())
def test_nobody_raises_anybody_to_more_than_they_are(
    by: Affiliation, old: Affiliation, new: Affiliation, oneself: bool
) -> None:
    old = by if oneself else old
    if affiliation_change_error(by, old, new, oneself=oneself, last_owner=False) is None:
        assert by >= A.ADMIN
        assert new <= by
        assert old <= by


@pytest.mark.parametrize(
    ("by", "wanted", "visible", "error"),
    [
        (ADMIN, A.OUTCAST, False, None),
        (MODERATOR, A.OUTCAST, True, "forbidden"),
        (ADMIN, A.MEMBER, False, None),
        (PARTICIPANT, A.MEMBER, False, "forbidden"),
        (PARTICIPANT, A.MEMBER, True, None),
        (ADMIN, A.OWNER, False, "forbidden"),
        (OWNER, A.ADMIN, False, None),
        (MODERATOR, R.PARTICIPANT, False, None),
        (PARTICIPANT, R.PARTICIPANT, False, "forbidden"),
        (MODERATOR, R.MODERATOR, False, "forbidden"),
        (ADMIN, R.MODERATOR, False, None),
    ],
)
def test_lists(by: tuple[Role, Affiliation], wanted: Affiliation | Role, visible: bool, error: str | None) -> None:
    assert list_error(by, wanted, members_visible=visible) == error
