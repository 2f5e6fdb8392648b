"""Rooms (XEP-0045): the protocol over the state in `casemate.rooms`."""

from casemate.features.muc.component import Muc

__all__ = ["Muc"]
