"""What the way in needs of the server around it."""

from typing import Protocol

from casemate.accounts.people import Person
from casemate.model.ids import DeviceId


class Endings(Protocol):
    """Ends streams that are open, within a second."""

    def device(self, device: DeviceId) -> None:
        """Of a device."""
        ...

    def person(self, person: Person) -> None:
        """Of a person, whatever device they are on."""
        ...


class Tells(Protocol):
    """Writes to people's clients."""

    def __call__(self, person: Person, text: str) -> None:
        """Write to a person, wherever they are signed in."""
        ...
