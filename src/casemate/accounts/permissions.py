"""What each role may do (ASVS 5.0, 8.1 and 8.2). Who administers reads no messages; who reviews is recorded reading."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from casemate.accounts.people import Role


class Permission(StrEnum):
    """What may be done; every route of the API asks for one."""

    NOTHING = "nothing"
    """Asked of everybody, signed in or not."""
    ACCOUNT = "account"
    """One's own sign-in: of everybody whose password was right, also without a second factor yet."""
    MESSAGES = "messages"
    """Writing and reading one's own messages."""
    DIRECTORY = "directory"
    """Looking people of one's own organisation up."""
    PEOPLE = "people"
    """Inviting people, disabling them, changing their roles, helping them in again."""
    REVIEW = "review"
    """Reading what was held, and deciding on it."""
    AUDIT = "audit"
    """Reading the audit record."""


_EVERYBODY: Final = frozenset({Permission.NOTHING, Permission.ACCOUNT, Permission.MESSAGES, Permission.DIRECTORY})
PERMISSIONS: Final[Mapping[Role, frozenset[Permission]]] = {
    Role.EMPLOYEE: _EVERYBODY,
    Role.REVIEWER: _EVERYBODY | {Permission.REVIEW},
    Role.ADMINISTRATOR: _EVERYBODY | {Permission.PEOPLE},
    Role.AUDITOR: _EVERYBODY | {Permission.AUDIT},
    Role.OWNER: _EVERYBODY | {Permission.PEOPLE, Permission.AUDIT},
}
"""Nobody has all: whoever makes accounts can't read with them what others wrote."""
