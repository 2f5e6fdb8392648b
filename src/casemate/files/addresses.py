"""The addresses of uploads: made here, recognised here, so that both always agree.

An id is 32 random bytes made by the server; nothing of it comes from the client (ATTACKS E1, E5). The name in the address
only decorates it (clients guess a file's kind by it): letters and digits are kept, all else becomes `_`.
"""

import re
import secrets
from collections.abc import Iterable
from typing import Final
from urllib.parse import quote

from can_ada import parse

from casemate.settings.schema import Listen

FOLDER: Final = "/upload/"
MAX_SEGMENT: Final = 120
"""Characters of the name kept in the address: its end, which has the extension."""
_ID: Final = re.compile(r"[A-Za-z0-9_-]{43}\Z")
_PATH: Final = re.compile(r"/upload/([A-Za-z0-9_-]{43})(?:/|\Z)")
_ADDRESS: Final = re.compile(r"\[[0-9a-f:.]+\]|[0-9]{1,3}(\.[0-9]{1,3}){3}")
_SCHEMES: Final = frozenset({"https:", "http:", "aesgcm:"})


def new_id() -> str:
    """256 random bits: an address that can't be guessed."""
    return secrets.token_urlsafe(32)


def is_id(text: str) -> bool:
    """Whether `text` has the form of an id."""
    return _ID.match(text) is not None


def segment(name: str) -> str:
    """The part of an address that shows `name`, not yet percent-encoded; never empty, never `.` or `..`."""
    kept = "".join(c if c.isalnum() or c in "._-" else "_" for c in name[-MAX_SEGMENT:])
    return kept if kept.strip(".") else "file"


def public_origin(listen: Listen, domain: str) -> str:
    """The origin that clients are told, from the settings; `domain` is the first domain, for want of a public host."""
    host = listen.public_host or domain
    port = listen.public_https or listen.https
    return parse(f"https://[{host}]:{port}" if ":" in host else f"https://{host}:{port}").origin


class Addresses:
    """Where uploads can be had."""

    def __init__(self, base: str, hosts: Iterable[str] = ()) -> None:
        """`base` is the public origin (`https://host:port`); `hosts` are other names under which we may be called."""
        own = parse(base)
        self.base: Final = f"https://{own.host}"
        self.authority: Final = own.host
        """Host, and port if it is not 443."""
        names = {parse(f"https://{host}").hostname for host in hosts}
        self._hosts = frozenset({_plain(host) for host in names} | {_plain(own.hostname), "localhost"})

    def of(self, upload_id: str, name: str) -> str:
        """The address of an upload."""
        return f"{self.base}{FOLDER}{upload_id}/{quote(segment(name), safe='')}"

    def is_own_host(self, host: str) -> bool:
        """Whether `host` (without port) may mean this server: a name of ours, or any bare IP address.

        The HTTPS listener serves uploads under these names only, and addresses with these names are recognised: so there is
        no way to write an address that is served but not recognised.
        """
        plain = _plain(host)
        return plain in self._hosts or _ADDRESS.fullmatch(plain) is not None

    def upload_id(self, url: str) -> str | None:
        """The id in an address of ours, read as a browser reads it (WHATWG), or None."""
        try:
            parsed = parse(url)
        except ValueError:
            return None
        match = _PATH.match(parsed.pathname)
        if match is None or parsed.protocol not in _SCHEMES or not self.is_own_host(parsed.hostname):
            return None
        return match[1]


def _plain(host: str) -> str:
    return host.lower().removesuffix(".")
