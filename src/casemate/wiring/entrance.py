"""The way in for browsers, built from settings."""

import hashlib
import time
from typing import Final

from casemate.accounts.api import Accounts
from casemate.accounts.entrance import Entrance
from casemate.accounts.factors.api import Factors, Site
from casemate.accounts.joining import Joining
from casemate.accounts.passwords.api import Passwords
from casemate.accounts.people import Person
from casemate.archive.keyfile import RootKey
from casemate.files.addresses import Addresses
from casemate.model.errors import ConfigurationError
from casemate.model.ids import DeviceId
from casemate.pipeline.contact import Contact
from casemate.server.router import Router
from casemate.settings.loader import Loaded
from casemate.storage.engine import Database
from casemate.web.api.ways import Ways

MAX_NOTICE: Final = 64 * 1024
_VERSION: Final = 16


class Streams:
    """Ends streams: `accounts.entrance.Endings` over the router."""

    def __init__(self, router: Router) -> None:
        self._router = router

    def device(self, device: DeviceId) -> None:
        """Of a device."""
        self._router.revoke(device)

    def person(self, person: Person) -> None:
        """Of a person."""
        self._router.disable(person.id)


def make_ways(
    loaded: Loaded,
    db: Database,
    accounts: Accounts,
    key: RootKey,
    router: Router,
    contact: Contact,
    addresses: Addresses,
) -> Ways:
    """Everything that the API of account pages is over; streams take its tokens from now on.

    Raises:
        ConfigurationError: if the acceptable-use notice can't be read.
    """
    settings, clock = loaded.settings, time.time
    notice = _notice(loaded)
    passwords = Passwords(db, key.derive("passwords"), settings.passwords, clock)
    host = (
        addresses.authority.rpartition(":")[0]
        if addresses.authority[-1:].isdigit() and ":" in addresses.authority
        else addresses.authority
    )
    site = Site(host.strip("[]"), addresses.base, "Casemate")
    factors = Factors(db, key.derive("second factors"), site, clock)
    version = hashlib.sha256(notice.encode()).hexdigest()[:_VERSION] if notice else ""

    def tell(person: Person, text: str) -> None:
        contact.say(person.tenant, person.jid, text)

    entrance = Entrance(db, accounts, passwords, factors, settings.sign_in, Streams(router), tell, clock, version)
    accounts.granted = entrance.redeem
    return Ways(
        entrance=entrance,
        joining=Joining(db, entrance, clock),
        origin=addresses.base,
        websocket=f"wss://{addresses.authority}/xmpp",
        upload_limit=settings.files.max_size,
        invitation_seconds=settings.invitations.lifetime,
        notice=notice,
    )


def _notice(loaded: Loaded) -> str:
    """The text that everybody acknowledges; empty if there is none."""
    name = loaded.settings.sign_in.notice
    if not name:
        return ""
    path = loaded.path.parent / name
    try:
        text = path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"sign_in.notice: {path} can't be read as text: {error}") from error
    if not text or len(text) > MAX_NOTICE:
        raise ConfigurationError(f"sign_in.notice: {path} has {len(text)} characters; 1 to {MAX_NOTICE} are possible")
    return text
