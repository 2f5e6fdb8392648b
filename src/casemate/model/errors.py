"""Errors that carry who made them and what to do: the base of every error Casemate shows to a person."""


class CasemateError(Exception):
    """An error with one plain line for a person: what, where, what to do. Never printed as a traceback."""


class InvalidJid(CasemateError):
    """An address that RFC 7622 does not allow."""

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(f"'{text[:100]}' is not an XMPP address: {reason}")
        self.text = text
        self.reason = reason


class ConfigurationError(CasemateError):
    """Something an administrator wrote is refused; the message names the file, the place and the remedy."""


class NotFound(CasemateError):
    """What a command or call names is not there."""


class Conflict(CasemateError):
    """What a command or call would make exists already, or has changed meanwhile."""


class Unavailable(CasemateError):
    """A part that is needed (database, scanner, disk) does not answer; trying again later may help."""
