"""Who may do what in a room: roles, affiliations, and their changes (XEP-0045 section 5).

A role is for a visit, an affiliation for good. Every change is asked here, and answered by None or by the error of the
specification: `forbidden` for those who may not change such things at all, `not-allowed` for those who may, but not to this person,
`conflict` for what would leave a room without an owner, or bans oneself.
"""

from enum import IntEnum
from typing import Final


class Affiliation(IntEnum):
    """A long-lived relation to a room (section 5.2), in order of privilege."""

    OUTCAST = 0
    NONE = 1
    MEMBER = 2
    ADMIN = 3
    OWNER = 4

    @property
    def word(self) -> str:
        """As it is written in the protocol."""
        return self.name.lower()


class Role(IntEnum):
    """A temporary position in a room (section 5.1), in order of privilege."""

    NONE = 0
    VISITOR = 1
    PARTICIPANT = 2
    MODERATOR = 3

    @property
    def word(self) -> str:
        """As it is written in the protocol."""
        return self.name.lower()


AFFILIATIONS: Final = {affiliation.word: affiliation for affiliation in Affiliation}
ROLES: Final = {role.word: role for role in Role}


def initial_role(affiliation: Affiliation, *, moderated: bool) -> Role:
    """The role on entering (section 5.1.2, table 5)."""
    if affiliation >= Affiliation.ADMIN:
        return Role.MODERATOR
    if affiliation is Affiliation.OUTCAST:
        return Role.NONE
    return Role.VISITOR if moderated and affiliation is Affiliation.NONE else Role.PARTICIPANT


def role_change_error(by: tuple[Role, Affiliation], of: tuple[Role, Affiliation], new: Role) -> str | None:
    """Why one occupant (role, affiliation) may not give another one the role `new`; None if they may (sections 8.2 to 8.4, 9.6, 9.7)."""
    role, affiliation = by
    old, standing = of
    if role is not Role.MODERATOR:
        return "forbidden"
    about_moderators = new is Role.MODERATOR or (old is Role.MODERATOR and new is not Role.NONE)
    if about_moderators:
        if affiliation < Affiliation.ADMIN:
            return "forbidden"
        return "not-allowed" if standing >= Affiliation.ADMIN and new is not Role.MODERATOR else None
    if new is Role.NONE:
        return (
            "not-allowed"
            if standing > affiliation or (old is Role.MODERATOR and affiliation < Affiliation.ADMIN)
            else None
        )
    return "not-allowed" if standing >= Affiliation.ADMIN else None


def affiliation_change_error(
    by: Affiliation, old: Affiliation, new: Affiliation, *, oneself: bool, last_owner: bool
) -> str | None:
    """Why somebody may not change an affiliation from `old` to `new`; None if they may (sections 9.1 to 9.5, 10.3 to 10.8).

    `oneself`: it is their own; `last_owner`: it is the only owner's.
    """
    if by < Affiliation.ADMIN:
        return "forbidden"
    if oneself and new is Affiliation.OUTCAST:
        return "conflict"
    if by is Affiliation.ADMIN and max(old, new) >= Affiliation.ADMIN and not (oneself and new < old):
        return "forbidden" if new >= Affiliation.ADMIN and old < Affiliation.ADMIN else "not-allowed"
    if last_owner and new is not Affiliation.OWNER:
        return "conflict"
    return None


def list_error(by: tuple[Role, Affiliation], wanted: Affiliation | Role, *, members_visible: bool) -> str | None:
    """Why somebody may not see a list of affiliations or roles (sections 8.5, 9.2, 9.5, 9.8, 10.5, 10.8); None if they may."""
    role, affiliation = by
    if isinstance(wanted, Role):
        least = Affiliation.ADMIN if wanted is Role.MODERATOR else Affiliation.OUTCAST
        return None if role is Role.MODERATOR and affiliation >= least else "forbidden"
    if members_visible and wanted >= Affiliation.MEMBER:
        return None
    least = Affiliation.OWNER if wanted >= Affiliation.ADMIN else Affiliation.ADMIN
    return None if affiliation >= least else "forbidden"
