"""How far somebody has come in signing in with a browser."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

import msgspec

from casemate.accounts.people import Person
from casemate.accounts.signing.sessions import Session
from casemate.model.errors import CasemateError
from casemate.model.ids import DeviceId

SESSION_COOKIE: Final = "__Host-casemate"
DEVICE_COOKIE: Final = "__Host-casemate-device"
STEP_COOKIE: Final = "__Host-casemate-step"
ASKED_COOKIE: Final = "__Host-casemate-asked"


class State(StrEnum):
    """The steps."""

    SIGNED_OUT = "signed-out"
    FACTOR = "factor"
    """The password was right; a second factor is asked for."""
    ENROL = "enrol"
    """A second factor is required, and has to be set up now."""
    NOTICE = "notice"
    """The acceptable-use notice has to be acknowledged."""
    SIGNED_IN = "signed-in"


class Visitor(msgspec.Struct, frozen=True):
    """A browser that asks for something."""

    address: str
    agent: str = ""
    cookies: Mapping[str, str] = {}

    def cookie(self, name: str) -> str:
        """A cookie's value; empty if there is none."""
        return self.cookies.get(name, "")


class Standing(msgspec.Struct, frozen=True):
    """Where somebody stands."""

    state: State
    person: Person | None = None
    session: Session | None = None
    factors: Sequence[str] = ()
    """What can be shown in the state `factor`."""
    grace_until: int | None = None
    """Until when a second factor need not be set up; only while there is none."""
    required: bool = False


class Entered(msgspec.Struct, frozen=True):
    """The outcome of a step, and cookies to be set: a value, or None to remove one."""

    standing: Standing
    cookies: Mapping[str, str | None] = {}


class Grant(NamedTuple):
    """Who may open a stream, and with which device."""

    person: Person
    device: DeviceId


class Refused(CasemateError):
    """What was shown is wrong: nothing more is told."""


class TooMany(CasemateError):
    """Too many wrong tries; `seconds` is when to come back."""

    def __init__(self, seconds: float) -> None:
        super().__init__("There were too many wrong tries. Wait a few minutes, then try again.")
        self.seconds = seconds


class FreshNeeded(CasemateError):
    """What is asked for needs a factor shown just now."""

    def __init__(self, factors: Sequence[str]) -> None:
        super().__init__("Please show that it is you: this needs your second factor (or password) once more.")
        self.factors = factors
