"""OAUTHBEARER (RFC 7628): the client's only message is a token; a refusal is told in JSON before the exchange fails."""

import re
from typing import Final

from casemate.xmpp.scram import SaslError

OAUTHBEARER: Final = "OAUTHBEARER"
SEPARATOR: Final = b"\x01"
MAX_MESSAGE: Final = 4096
REFUSAL: Final = b'{"status":"invalid_token"}'
"""Section 3.2.2; no scope or configuration is told, since there is none that would help."""
_GS2: Final = re.compile(rb"(?:n|y),(?:a=([^,\x01]*))?,")
_TOKEN: Final = re.compile(rb"Bearer ([A-Za-z0-9._~+/-]+=*)", re.IGNORECASE)  # RFC 6750 section 2.1


class Bearer:
    """The exchange."""

    def token(self, data: bytes) -> tuple[str, str]:
        """The token and the requested authorisation identity (empty if none) in a client's message (section 3.1).

        Raises:
            SaslError: if it is malformed.
        """
        malformed = SaslError("malformed-request", "This is no OAUTHBEARER message.")
        header, separator, rest = data[:MAX_MESSAGE].partition(SEPARATOR)
        gs2 = _GS2.fullmatch(header)
        if gs2 is None or not separator or len(data) > MAX_MESSAGE or not rest.endswith(SEPARATOR * 2):
            raise malformed
        pairs = [pair.partition(b"=") for pair in rest.removesuffix(SEPARATOR * 2).split(SEPARATOR)]
        given = [value for key, mark, value in pairs if mark and key == b"auth"]
        token = _TOKEN.fullmatch(given[0]) if len(given) == 1 else None
        if token is None:
            raise malformed
        try:
            name = (gs2[1] or b"").decode().replace("=2C", ",").replace("=3D", "=")
        except UnicodeDecodeError:
            raise malformed from None
        return token[1].decode(), name
