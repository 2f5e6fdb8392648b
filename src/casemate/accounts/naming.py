"""Names of organisations, groups and clients."""

from typing import Final

from casemate.model.errors import CasemateError

MAX_NAME: Final = 200
"""Characters in the name of an organisation, a group or a client: a line of a list."""


def plain_name(of: str, text: str) -> str:
    """A name as lists show it, without blanks around it."""
    name = text.strip()
    if not name or not name.isprintable() or len(name) > MAX_NAME:
        raise CasemateError(f"{of} has a name of 1 to {MAX_NAME} characters that print, not {text[:50]!r}")
    return name
