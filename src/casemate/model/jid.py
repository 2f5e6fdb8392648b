"""XMPP addresses (RFC 7622), prepared once at the edge and compared as plain strings afterwards."""

import ipaddress
import re
from functools import lru_cache
from typing import Final, NamedTuple

from precis_i18n import get_profile

from casemate.model.errors import InvalidJid

MAX_PART_BYTES: Final = 1023
"""RFC 7622 section 3.1: each part is at most 1,023 octets after preparation."""
_MAX_DOMAIN: Final = 253
"""Characters of a host name in its ASCII form (RFC 1035 section 2.3.4, without the root's dot)."""

_PLAIN_LOCAL = re.compile(r"[a-z0-9._\-+=~!#$%*?^`{|}]+\Z")
_PLAIN_DOMAIN = re.compile(r"[a-z0-9]([a-z0-9\-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9\-]{0,61}[a-z0-9])?)*\Z")
_PLAIN_RESOURCE = re.compile(r"[!-~]([ -~]*[!-~])?\Z")
_LOCAL_FORBIDDEN = frozenset("\"&'/:<>@")
_USERNAME = get_profile("UsernameCaseMapped")
_OPAQUE = get_profile("OpaqueString")


class Jid(NamedTuple):
    """An address whose parts are already prepared; build it with `parse` or `bare`/`with_resource`.

    Equality is address equality, because both sides went through the same preparation.
    """

    local: str
    domain: str
    resource: str

    def __str__(self) -> str:
        bare = f"{self.local}@{self.domain}" if self.local else self.domain
        return f"{bare}/{self.resource}" if self.resource else bare

    @property
    def bare(self) -> "Jid":
        """The address without its resource."""
        return self if not self.resource else Jid(self.local, self.domain, "")

    @property
    def is_bare(self) -> bool:
        """Whether there is no resource part."""
        return not self.resource

    @property
    def is_domain(self) -> bool:
        """Whether this is a bare domain: the service itself."""
        return not self.local and not self.resource

    def with_resource(self, resource: str) -> "Jid":
        """The full address of `resource` (any Unicode; prepared here).

        Raises:
            InvalidJid: if the resource is not allowed by RFC 7622 section 3.4.
        """
        return Jid(self.local, self.domain, prepare_resource(resource))

    @staticmethod
    def parse(text: str) -> "Jid":
        """The address written as `[local@]domain[/resource]` (RFC 7622 section 3.1).

        Raises:
            InvalidJid: naming the part that is wrong and why.
        """
        return _parse(text)


@lru_cache(maxsize=16384)
def _parse(text: str) -> Jid:
    rest, slash, resource = text.partition("/")
    if slash and not resource:
        raise InvalidJid(text, "the resource after '/' is empty")
    local, at, domain = rest.partition("@")
    if not at:
        local, domain = "", rest
    elif not local:
        raise InvalidJid(text, "the part before '@' is empty")
    return Jid(
        prepare_local(local) if local else "",
        prepare_domain(domain),
        prepare_resource(resource) if resource else "",
    )


def prepare_local(local: str) -> str:
    """Prepare a localpart (RFC 7622 section 3.3): case-mapped user name without `"&'/:<>@`.

    Raises:
        InvalidJid: if it is empty, too long, or has a character that is not allowed.
    """
    if _PLAIN_LOCAL.match(local) and len(local) <= MAX_PART_BYTES:
        return local
    try:
        prepared = _USERNAME.enforce(local)
    except UnicodeEncodeError as error:
        raise InvalidJid(local, "the part before '@' has a character that is not allowed") from error
    if _LOCAL_FORBIDDEN.intersection(prepared):
        raise InvalidJid(local, "the part before '@' has one of \"&'/:<>@")
    return _bounded(prepared, local)


def prepare_domain(domain: str) -> str:
    """Prepare a domainpart (RFC 7622 section 3.2): lower case, IDNA as Unicode, no trailing dot.

    Raises:
        InvalidJid: if it is neither a host name nor an IP literal.
    """
    domain = domain.removesuffix(".")
    if _PLAIN_DOMAIN.match(domain) and len(domain) <= _MAX_DOMAIN and "xn--" not in domain:
        return domain
    if domain.startswith("[") and domain.endswith("]"):
        return f"[{_ipv6(domain)}]"
    return _international(domain)


def prepare_resource(resource: str) -> str:
    """Prepare a resourcepart (RFC 7622 section 3.4): an opaque string, case kept.

    Raises:
        InvalidJid: if it is empty, too long, or has a control character.
    """
    if _PLAIN_RESOURCE.match(resource) and len(resource) <= MAX_PART_BYTES:
        return resource
    try:
        prepared = _OPAQUE.enforce(resource)
    except UnicodeEncodeError as error:
        raise InvalidJid(resource, "the resource has a character that is not allowed") from error
    return _bounded(prepared, resource)


def _ipv6(domain: str) -> str:
    try:
        return ipaddress.IPv6Address(domain[1:-1]).compressed
    except ValueError as error:
        raise InvalidJid(domain, "not an IPv6 address in brackets") from error


def _international(domain: str) -> str:
    labels: list[str] = []
    for label in domain.lower().split("."):
        try:
            unicode_label = label.encode("ascii").decode("idna") if label.startswith("xn--") else label
            if not unicode_label or unicode_label.encode("idna").decode("idna").lower() != unicode_label:
                raise InvalidJid(domain, "the domain has a label that is not allowed")
        except UnicodeError as error:
            raise InvalidJid(domain, "the domain has a label that is not allowed") from error
        if (
            unicode_label[0] == "-"
            or unicode_label[-1] == "-"
            or not all(c.isalnum() or c in "-·" for c in unicode_label)
        ):
            raise InvalidJid(domain, "the domain has a character that is not allowed")
        labels.append(unicode_label)
    joined = ".".join(labels)
    if len(joined.encode("idna")) > _MAX_DOMAIN:
        raise InvalidJid(domain, "the domain is too long")
    return joined


def _bounded(prepared: str, given: str) -> str:
    if not prepared or len(prepared.encode()) > MAX_PART_BYTES:
        raise InvalidJid(given, f"a part must have 1 to {MAX_PART_BYTES} bytes")
    return prepared
