"""What the API is over; importing this imports none of its framework."""

from typing import NamedTuple

from casemate.accounts.entrance import Entrance
from casemate.accounts.joining import Joining


class Ways(NamedTuple):
    """What the API is over."""

    entrance: Entrance
    joining: Joining
    origin: str
    """`https://host:port`, from the settings: links never have what a request's Host header says (ATTACKS F5)."""
    websocket: str
    upload_limit: int
    invitation_seconds: float
    notice: str
    """The text of the acceptable-use notice."""
