"""Whether a password is in a published leak, asked of a range service: it learns five of forty hex digits, not the password.

The protocol is that of "Pwned Passwords" (https://haveibeenpwned.com/API/v3#PwnedPasswords): k-anonymity over SHA-1, answers padded.
"""

import asyncio
import hashlib
import urllib.request
from http.client import HTTPException, HTTPMessage, HTTPResponse
from time import monotonic
from typing import IO, Final

from casemate.accounts.passwords.advice import normalised

PREFIX: Final = 5
MAX_ANSWER: Final = 256 * 1024
"""Bytes; an answer has about 40 KiB."""
SECONDS: Final = 3.0
"""How long an answer is waited for. Without one the password counts as not leaked: the service is no condition for signing in."""


class Breaches:
    """Asks a range service; without an address nothing is asked."""

    def __init__(self, address: str) -> None:
        """`address` is what the five digits are appended to, `https://api.pwnedpasswords.com/range/`."""
        self._address = address
        self._opener = urllib.request.build_opener(_NoRedirects())

    async def has(self, password: str) -> bool:
        """Whether a password is in a leak."""
        if not self._address:
            return False
        digest = hashlib.sha1(normalised(password).encode(), usedforsecurity=False).hexdigest().upper()
        try:
            answer = await asyncio.to_thread(self._ask, digest[:PREFIX])
        except (OSError, ValueError, HTTPException):
            return False
        return _counted(answer, digest[PREFIX:])

    def _ask(self, prefix: str) -> str:
        headers = {"Add-Padding": "true", "User-Agent": "Casemate"}
        # The settings take no other scheme than https (and http on this very machine).
        request = urllib.request.Request(self._address + prefix, headers=headers)  # noqa: S310
        with self._opener.open(request, timeout=SECONDS) as answer:
            return _read(answer, monotonic() + SECONDS).decode("ascii", "replace")


def _read(answer: HTTPResponse, until: float) -> bytes:
    """A body, as far as it comes in time: one that comes byte by byte holds nobody up.

    Raises:
        TimeoutError: if it takes longer than until `until`.
    """
    body = b""
    while len(body) < MAX_ANSWER and (piece := answer.read1(MAX_ANSWER - len(body))):
        body += piece
        if monotonic() > until:
            raise TimeoutError
    return body


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self,
        req: urllib.request.Request,  # noqa: ARG002
        fp: IO[bytes],  # noqa: ARG002
        code: int,  # noqa: ARG002
        msg: str,  # noqa: ARG002
        headers: HTTPMessage,  # noqa: ARG002
        newurl: str,  # noqa: ARG002
    ) -> None:
        return None


def _counted(answer: str, suffix: str) -> bool:
    """Whether a suffix stands in an answer with a number above 0: padding has 0."""
    for line in answer.splitlines():
        found, _, count = line.partition(":")
        if found.strip().upper() == suffix:
            return count.strip() not in {"", "0"}
    return False
