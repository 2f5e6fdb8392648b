"""What goes between the server and a worker: small, bounded, typed."""

from typing import Final

import msgspec

MAX_ANSWER: Final = 1 << 20
"""Bytes of an answer; a worker that says more is not trusted."""
MAX_MEMBERS_TOLD: Final = 1_000
"""Members of an archive whose hashes are told."""


class Limits(msgspec.Struct, frozen=True):
    """What a file may cost."""

    depth: int
    entries: int
    ratio: int
    unpacked: int


class Question(msgspec.Struct, frozen=True):
    """Look at a file; its descriptor comes along."""

    name: str
    size: int
    limits: Limits


class Seen(msgspec.Struct, frozen=True):
    """Something in the file: `what` is a key of `inspectors.files.findings`; `inner` names a member of an archive."""

    what: str
    inner: str = ""
    detail: str = ""


class NotSeen(msgspec.Struct, frozen=True):
    """A part that could not be inspected: `kind` is a `GapKind`."""

    kind: str
    inner: str = ""
    detail: str = ""


class Answer(msgspec.Struct, frozen=True):
    """Everything about a file."""

    media_type: str
    seen: list[Seen]
    not_seen: list[NotSeen]
    hashes: list[str]
    """SHA-256 of the members of archives."""


class Setup(msgspec.Struct, frozen=True):
    """How a worker is set up: `rules` is YARA source, `memory` bytes."""

    rules: str
    memory: int
