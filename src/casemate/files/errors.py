"""What can go wrong with an upload, each said in words for the person, and typed for whoever answers them."""

from casemate.files.states import UploadState
from casemate.model.clock import Seconds
from casemate.model.errors import CasemateError, NotFound

_GONE = "There is no such file here, or it is not kept any more."
_NOT_READY = {
    UploadState.CHECKING: "This file is still being inspected; try again in a moment.",
    UploadState.HELD: "This file is held for a reviewer and can't be fetched.",
    UploadState.REFUSED: "This file was refused and can't be fetched.",
}


class FileTooLarge(CasemateError):
    """The file is larger than allowed (XEP-0363 section 5: `<file-too-large/>` with `max_size`)."""

    def __init__(self, max_size: int) -> None:
        super().__init__(f"The file is too large; the largest allowed is {human_size(max_size)}.")
        self.max_size = max_size


class QuotaReached(CasemateError):
    """Too much was uploaded, or is kept; `retry_at` (seconds since the epoch) tells when it may fit, if that is known."""

    def __init__(self, text: str, retry_at: Seconds | None = None) -> None:
        super().__init__(text)
        self.retry_at = retry_at


class BadFile(CasemateError):
    """What was asked for is no file: no name, no size."""


class UploadGone(NotFound):
    """There is no such upload, or not any more."""

    def __init__(self) -> None:
        super().__init__(_GONE)


class NotReady(UploadGone):
    """There is such an upload, but nobody may fetch it; `state` tells why."""

    def __init__(self, state: UploadState) -> None:
        CasemateError.__init__(self, _NOT_READY.get(state, _GONE))
        self.state = state


class WrongToken(CasemateError):
    """The upload was not started by whoever sends it."""

    def __init__(self) -> None:
        super().__init__("The authorization does not belong to this upload.")


class SlotTaken(CasemateError):
    """A slot takes one file, once (ATTACKS D7)."""

    def __init__(self) -> None:
        super().__init__("This address has its file already; ask for a new one.")


class TooBusy(CasemateError):
    """Too many uploads at once; trying again later helps."""

    def __init__(self) -> None:
        super().__init__("Too many files are being uploaded at once; try again in a moment.")


class SizeDiffers(CasemateError):
    """The bytes are not as many as announced (ATTACKS E4)."""

    def __init__(self, announced: int, *, more: bool) -> None:
        word = "more" if more else "fewer"
        super().__init__(f"The file has {word} bytes than the {announced} announced; nothing was kept.")
        self.more = more


class Interrupted(CasemateError):
    """The sender went away, or was too slow, before the file was whole. The slot may be used again."""

    def __init__(self) -> None:
        super().__init__("The file did not arrive as a whole; nothing was kept.")


def human_size(size: int) -> str:
    """`size` bytes for a person to read."""
    for power, unit in ((4, "TiB"), (3, "GiB"), (2, "MiB"), (1, "KiB")):
        if size >= 1024**power:
            return f"{size / 1024**power:.1f}".removesuffix(".0") + f" {unit}"
    return f"{size} bytes"
