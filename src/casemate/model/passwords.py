"""Passwords that people choose, as they are compared (RFC 8265 section 4)."""

from precis_i18n import get_profile

from casemate.model.errors import CasemateError

_OPAQUE = get_profile("OpaqueString")


def prepare_password(password: str) -> str:
    """The password in the form in which it is hashed.

    Raises:
        CasemateError: if it is empty or has a character that is not allowed.
    """
    try:
        prepared: str = _OPAQUE.enforce(password)
    except UnicodeEncodeError as error:
        raise CasemateError("the password is empty or has a character that can't be typed") from error
    return prepared
