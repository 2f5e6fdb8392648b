"""What others see of an upload, and what they say about it."""

from collections.abc import Awaitable, Callable
from typing import Protocol

import msgspec

from casemate.files.states import UploadState
from casemate.model.ids import PersonId, TenantId
from casemate.model.inspection import CLEAN, Decision, FileItem, Report, Verdict
from casemate.model.jid import Jid


class UploadView(msgspec.Struct, frozen=True):
    """An upload as it stands. Times are milliseconds since the epoch."""

    id: str
    tenant: TenantId
    person: PersonId
    owner: Jid
    """Bare address of whoever uploaded it."""
    name: str
    """As its sender gave it: show it as text only."""
    declared_type: str
    size: int
    """Bytes, as announced; nothing else is ever stored."""
    state: UploadState
    created: int
    expires: int
    media_type: str = ""
    """By content, once judged."""
    verdict: Verdict | None = None
    sha256: str = ""
    """Hexadecimal, once stored."""
    reason: str = ""
    """Plain words, for held and refused."""
    report: Report = CLEAN
    """What inspection saw."""
    content: int | None = None
    """The stored content; None before it is stored and after it is removed."""


class UploadFacts(msgspec.Struct, frozen=True):
    """Whose file is judged."""

    upload: str
    tenant: TenantId
    person: PersonId
    owner: Jid


class Judgement(msgspec.Struct, frozen=True):
    """The verdict on a file, what was seen in it, and its type by content."""

    decision: Decision
    report: Report
    media_type: str


class Slot(msgspec.Struct, frozen=True):
    """The answer to a slot request (XEP-0363 section 4)."""

    put_url: str
    get_url: str
    headers: dict[str, str]
    """What the client must send with the PUT."""


class FileKeys(Protocol):
    """Gives keys for files, and seals small rows; `casemate.archive.sealing.Keyring` does."""

    def file_key(self, tenant: int, key: int | None = None) -> tuple[int, bytes]:
        """Number and 32 bytes of the present key, or of key `key`; raises CasemateError if it was destroyed."""
        ...

    def seal(self, tenant: int, context: str, row: int, data: bytes) -> tuple[int, bytes]:
        """Key number and sealed bytes."""
        ...

    def unseal(self, tenant: int, context: str, row: int, key: int, data: bytes) -> bytes:
        """What was sealed; raises CasemateError if it does not open."""
        ...


Judge = Callable[[FileItem, UploadFacts], Awaitable[Judgement]]
Settled = Callable[[UploadView], None]
"""Called on the event loop after a verdict (or a reviewer's word) is on record."""
