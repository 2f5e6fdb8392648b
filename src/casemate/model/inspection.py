"""What inspection sees and says: items go in, findings and gaps come out. Nothing here decides anything."""

from enum import IntEnum, StrEnum

import msgspec

from casemate.model.ids import TenantId
from casemate.model.jid import Jid


class Direction(StrEnum):
    """Where a message crosses the organisation's border."""

    INTERNAL = "internal"
    OUTBOUND = "outbound"
    INBOUND = "inbound"


class Severity(IntEnum):
    """How much a finding matters by itself; policy may weigh it otherwise."""

    INFO = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3
    CRITICAL = 4


class GapKind(StrEnum):
    """Why a part could not be inspected. Four different answers, none of them "clean"."""

    ENCRYPTED = "encrypted"
    TOO_LARGE = "too_large"
    MALFORMED = "malformed"
    UNAVAILABLE = "unavailable"


class FindingSpec(msgspec.Struct, frozen=True, gc=False):
    """An inspector's declaration of a finding that it can report: the vocabulary that policy matches."""

    id: str
    """Dotted, unique over all inspectors, e.g. `dlp.card`."""
    group: str
    """What policy usually matches, e.g. `card`, `secret`, `malware`."""
    severity: Severity
    description: str
    """One plain sentence for the documentation and for the sender."""


class Finding(msgspec.Struct, frozen=True, gc=False):
    """Something seen in one part of a message. `start` and `end` are characters of the original part."""

    id: str
    group: str
    severity: Severity
    part: str
    """Which item it was seen in, e.g. `body`, `body[de]`, `file:report.zip!inner.exe`."""
    start: int = 0
    end: int = 0
    excerpt: str = ""
    """What was seen, masked so that it may be shown and stored."""
    detail: str = ""
    """What a person should know beyond the description, e.g. the real domain of a link."""


class Gap(msgspec.Struct, frozen=True, gc=False):
    """A part that could not be inspected, and by whom."""

    kind: GapKind
    part: str
    source: str
    """The inspector that reports it."""
    detail: str = ""


class Report(msgspec.Struct, frozen=True, gc=False):
    """An inspector's whole answer for one item."""

    findings: tuple[Finding, ...] = ()
    gaps: tuple[Gap, ...] = ()


CLEAN = Report()


class TextItem(msgspec.Struct, frozen=True, gc=False):
    """A text that somebody would read: a body, a subject, a status, a file name, extracted text."""

    part: str
    text: str


class UrlItem(msgspec.Struct, frozen=True, gc=False):
    """An address in a field of its own (XEP-0066 and the like), not inside a text."""

    part: str
    url: str


class PayloadItem(msgspec.Struct, frozen=True, gc=False):
    """An element whose meaning bypasses inspection: end-to-end encryption, a peer-to-peer offer."""

    part: str
    namespace: str
    name: str


class FileItem(msgspec.Struct, frozen=True, gc=False):
    """A whole file, readable at `path` in clear for the time of the inspection."""

    part: str
    path: str
    name: str
    """The name its sender gave it."""
    declared_type: str
    """The MIME type its sender declared; may be empty."""
    size: int
    sha256: str
    """Lower-case hexadecimal."""


Item = TextItem | UrlItem | PayloadItem | FileItem


class Context(msgspec.Struct, frozen=True, gc=False):
    """Who speaks to whom, for inspectors that need it (look-alikes of the tenant's own domains, say)."""

    tenant: TenantId
    direction: Direction
    sender: Jid
    recipient: Jid
    domains: tuple[str, ...] = ()
    """The tenant's own domains."""


class Verdict(IntEnum):
    """What is to happen, in this order of gravity."""

    ALLOW = 0
    NOTICE = 1
    REDACT = 2
    COACH = 3
    EMAIL = 4
    HOLD = 5
    BLOCK = 6

    @property
    def word(self) -> str:
        """The lower-case word used in policy files, on the wire and in JSON."""
        return self.name.lower()


class Decision(msgspec.Struct, frozen=True, gc=False):
    """The policy's answer for one message or file."""

    verdict: Verdict
    rule: str = ""
    """Name of the rule that spoke; empty for the default (allow)."""
    message: str = ""
    """Plain words for the sender (or, for `notice`, the warning line for the recipient)."""
    tell_reviewers: bool = False
    redactions: tuple[Finding, ...] = ()
    """The findings to mask when the verdict is `redact`."""


ALLOW = Decision(Verdict.ALLOW)
