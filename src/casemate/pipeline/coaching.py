"""Coaching codes: how the sender of a coached message confirms it with a reason, from any client.

A code is short, because people type it; it is worth nothing to anybody but the sender of that message, once, for a day.
"""

import hashlib
import re
import secrets
from collections.abc import Iterator
from itertools import islice
from typing import Final

from casemate.archive.entries import CoachedRow
from casemate.model.clock import Clock
from casemate.model.ids import ArchiveId
from casemate.model.jid import Jid
from casemate.pipeline.api import Kind, Submission

LIFETIME: Final = 86_400.0
"""Seconds for which a code is good."""
MIN_REASON: Final = 3
"""Characters a reason must have: a word."""
_ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"
_AROUND: Final = " \t\n'\"`.,:;-"
_ANSWER: Final = re.compile(
    r"[\s'\"`]*([a-z0-9]{4})[ -]?([a-z0-9]{4})\b[\s'\"`:,;.-]*(.*)\Z", re.IGNORECASE | re.DOTALL | re.ASCII
)
_CODE: Final = re.compile(r"(?<![a-z0-9-])([a-z0-9]{4})-([a-z0-9]{4})(?![a-z0-9-])", re.IGNORECASE | re.ASCII)
MAX_CODES: Final = 3
"""Codes that are looked for within a text."""


class Coaching:
    """Makes codes and reads answers."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def offer(self, submission: Submission, archive_id: ArchiveId) -> tuple[str, CoachedRow | None]:
        """A new code and the row that remembers it; no code for what is no message (a status is simply not shown)."""
        if submission.kind is not Kind.MESSAGE:
            return "", None
        letters = "".join(secrets.choice(_ALPHABET) for _ in range(8))
        code = f"{letters[:4]}-{letters[4:]}"
        expires = int((self._clock() + LIFETIME) * 1000)
        return code, CoachedRow(archive_id, str(submission.sender.bare), hash_code(code, submission.sender), expires)


def hash_code(code: str, sender: Jid) -> str:
    """What is stored of a code: SHA-256 over sender and code, so that a code is nobody else's."""
    plain = code.replace("-", "").replace(" ", "").lower()
    return hashlib.sha256(f"{sender.bare}\0{plain}".encode()).hexdigest()


def read_answers(text: str) -> Iterator[tuple[str, str]]:
    """What may be a code in a reply to the service's contact, each with the reason behind it, the likeliest first.

    Lines that quote the contact's own words are left out: clients put them before what the person writes.
    """
    own = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith(">"))
    begins = _ANSWER.match(own)
    if begins is not None:
        yield _code(begins), begins[3].strip()
    for match in islice(_CODE.finditer(own), MAX_CODES):
        yield _code(match), own[match.end() :].strip(_AROUND)


def _code(match: re.Match[str]) -> str:
    return f"{match[1]}-{match[2]}".lower()
