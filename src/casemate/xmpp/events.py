"""What a stream tells: closed, small, immutable; `match` over `StreamEvent` is exhaustive."""

import msgspec

from casemate.xmpp.element import Element
from casemate.xmpp.errors import StreamError


class StreamOpened(msgspec.Struct, frozen=True):
    """The client opened (or restarted) the stream; answer with `open` and `features`, or `error`."""

    to: str
    sender: str
    version: str
    lang: str


class StartTls(msgspec.Struct, frozen=True):
    """Answer with `proceed`, start TLS, then call `secured`."""


class Auth(msgspec.Struct, frozen=True):
    """SASL begins; `data` is None without an initial response (answer with an empty challenge)."""

    mechanism: str
    data: bytes | None


class Authenticate(msgspec.Struct, frozen=True):
    """SASL begins by XEP-0388; answer with `challenge`, `failure`, `tasks` or `accepted`."""

    mechanism: str
    data: bytes | None
    element: Element
    """All of it: what the client asks for besides, see `sasl2.read_request`."""


class Next(msgspec.Struct, frozen=True):
    """The client begins a task (XEP-0388 section 2.6.3); answer with `task` or `failure`."""

    task: str


class TaskData(msgspec.Struct, frozen=True):
    """The client's part of a task; answer with `task`, `tasks`, `accepted` or `failure`."""

    element: Element


class AuthResponse(msgspec.Struct, frozen=True):
    """The client's answer to a challenge."""

    data: bytes


class AuthAbort(msgspec.Struct, frozen=True):
    """The exchange is over without a result; answer with `failure(condition)`."""

    condition: str = "aborted"
    """Or `incorrect-encoding`: what came was not base64 (RFC 6120 section 6.5.6)."""


class BindRequest(msgspec.Struct, frozen=True):
    """Answer with `bound`, or `not_bound`."""

    id: str
    resource: str | None


class Received(msgspec.Struct, frozen=True, gc=False):
    """A stanza or another element of a bound stream; before that, `<resume/>` or `<enable/>`, for `resumed` or `not_bound`."""

    element: Element


class StreamClosed(msgspec.Struct, frozen=True):
    """The client closed the stream properly."""


class Violated(msgspec.Struct, frozen=True):
    """The client broke the protocol: send `error` and disconnect. Nothing follows."""

    error: StreamError


StreamEvent = (
    StreamOpened
    | StartTls
    | Auth
    | Authenticate
    | AuthResponse
    | AuthAbort
    | Next
    | TaskData
    | BindRequest
    | Received
    | StreamClosed
    | Violated
)
