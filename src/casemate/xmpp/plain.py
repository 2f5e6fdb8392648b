"""SASL PLAIN (RFC 4616): the password itself, for clients that know nothing better. Off unless a setting says so."""

from typing import Final, NamedTuple

from casemate.xmpp.scram import SaslError

PLAIN: Final = "PLAIN"
MAX_BYTES: Final = 4_096


class Password(NamedTuple):
    """What a client sends."""

    authzid: str
    name: str
    password: str


def read(data: bytes) -> Password:
    """The one message of the mechanism (section 2).

    Raises:
        SaslError: malformed-request, if it is none.
    """
    if len(data) > MAX_BYTES or data.count(b"\0") != 2:
        raise SaslError("malformed-request")
    try:
        authzid, name, password = data.decode().split("\0")
    except UnicodeDecodeError as error:
        raise SaslError("malformed-request") from error
    if not name or not password:
        raise SaslError("malformed-request")
    return Password(authzid, name, password)
