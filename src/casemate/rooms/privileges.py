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
    if new is Role.MODERATOR:
        return None if affiliation >= Affiliation.ADMIN or old is new else "forbidden"
    if new is Role.NONE:
        # 8.2: participants and visitors are kicked by moderators, moderators by administrators, nobody from below.
        peer = old is Role.MODERATOR and affiliation < Affiliation.ADMIN
        return "not-allowed" if standing > affiliation or peer else None
    # 8.4, 9.7: nobody takes voice or moderation from administrators and owners.
    if standing >= Affiliation.ADMIN:
        return "not-allowed"
    if old is Role.MODERATOR:
        return None if affiliation >= Affiliation.ADMIN else "forbidden"
    # 8.4: nor voice from those of the same affiliation; to have none is not to have the same one.
    equal = standing > Affiliation.NONE and standing >= affiliation
    return "not-allowed" if new is Role.VISITOR and equal else None


def affiliation_change_error(
    by: Affiliation, old: Affiliation, new: Affiliation, *, oneself: bool, last_owner: bool
) -> str | None:
    """Why somebody may not change an affiliation from `old` to `new`; None if they may (sections 9.1 to 9.5, 10.3 to 10.8).

    `oneself`: it is their own; `last_owner`: the room would have no owner after it.
    """
    if by < Affiliation.ADMIN:
        return "forbidden"
    if oneself and new is Affiliation.OUTCAST:
        return "conflict"
    if by is Affiliation.ADMIN and max(old, new) >= Affiliation.ADMIN:
        # 9.1: a ban from below is not allowed to anybody; 10.3 to 10.8: the lists of owners and administrators are the owners' only.
        return "not-allowed" if new is Affiliation.OUTCAST else "forbidden"
    return "conflict" if last_owner else None


def list_error(by: tuple[Role, Affiliation], wanted: Affiliation | Role, *, members_visible: bool) -> str | None:
    """Why somebody may not see a list of affiliations or roles (sections 8.5, 9.2, 9.5, 9.8, 10.5, 10.8); None if they may.

    `members_visible`: addresses are no secret in the room, and its settings let occupants of that role see the lists.
    """
    role, affiliation = by
    if isinstance(wanted, Role):
        least = Affiliation.ADMIN if wanted is Role.MODERATOR else Affiliation.OUTCAST
        return None if role is Role.MODERATOR and affiliation >= least else "forbidden"
    if members_visible and wanted >= Affiliation.MEMBER:
        return None
    least = Affiliation.OWNER if wanted >= Affiliation.ADMIN else Affiliation.ADMIN
    return None if affiliation >= least else "forbidden"
