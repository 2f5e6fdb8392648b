"""Settings that are right one by one and wrong together."""

import re
from collections.abc import Iterator

from casemate.model.errors import InvalidJid
from casemate.model.jid import Jid, prepare_domain
from casemate.model.peers import peer_host, resolver_address
from casemate.model.services import call_service
from casemate.settings.schema import Settings

DATABASES = ("sqlite:///", "postgresql://")
FORM_OF_SECRET = "has 16 to 200 characters of ASCII that print, without spaces and & < > ' \""  # noqa: S105 - about secrets
_SECRET = re.compile(r"(?:(?![&<>'\"])[!-~]){16,200}\Z")
_URI = re.compile(r"(mailto|xmpp|tel|https?):[!-~]+\Z")


def contradictions(settings: Settings) -> Iterator[tuple[str, str, str]]:
    """Section, key and what is wrong with it beside the others."""
    yield from _ports(settings)
    yield from _sizes(settings)
    yield from _addresses(settings)
    yield from _components(settings)
    yield from _federation(settings)
    yield from _invitations(settings)
    storage = settings.storage
    if not storage.database.startswith(DATABASES):
        yield "storage", "database", f"begins with {' or '.join(DATABASES)}"
    for section, key, value in (
        ("storage", "keys", storage.keys),
        ("storage", "key_file", storage.key_file),
        ("storage", "files", storage.files),
        ("tls", "certificate", settings.tls.certificate),
        ("tls", "key", settings.tls.key),
    ):
        if not value.strip():
            yield section, key, "is empty; name a file or folder"
    metrics = settings.operation.metrics
    port = metrics.rpartition(":")[2]
    if metrics and not (":" in metrics and port.isascii() and port.isdecimal() and int(port) <= 65535):
        yield "operation", "metrics", "is host:port, e.g. 127.0.0.1:5480, or empty"


def _invitations(settings: Settings) -> Iterator[tuple[str, str, str]]:
    invitations = settings.invitations
    if invitations.accounts and not settings.features.account_passwords:
        yield (
            "invitations",
            "accounts",
            "needs features.account_passwords: whoever makes an account chooses its password",
        )
    if invitations.members == "accounts" and not invitations.accounts:
        yield "invitations", "members", "is accounts, but invitations.accounts is off"


def _sizes(settings: Settings) -> Iterator[tuple[str, str, str]]:
    limits, files = settings.limits, settings.files
    if limits.stanza < limits.stanza_before_auth:
        yield "limits", "stanza", "is smaller than limits.stanza_before_auth; who has signed in may not send less"
    if files.max_size > files.per_person:
        yield "files", "max_size", "is larger than files.per_person, so that the largest file could never be kept"
    if files.per_person > files.per_tenant:
        yield "files", "per_person", "is larger than files.per_tenant, of which it is a part"


def _addresses(settings: Settings) -> Iterator[tuple[str, str, str]]:
    for address in settings.inspection.lists:
        if address.startswith("http://"):
            yield "inspection", "lists", f"names {address}, which anybody on the way could change; use https or a file"
    for origin in settings.listen.origins:
        if not origin.startswith(("https://", "http://")) or origin.count("/") != 2:
            yield (
                "listen",
                "origins",
                f"names '{origin}', which is no origin: write e.g. https://chat.example, without a path",
            )
    for address in settings.calls.services:
        if call_service(address) is None:
            yield "calls", "services", f"names '{address}'; write e.g. stun:stun.example:3478 or turns:turn.example"
    for kind in type(settings.contacts).__struct_fields__:
        for address in getattr(settings.contacts, kind):
            if not _URI.match(address):
                yield "contacts", kind, f"names '{address}'; write e.g. mailto:abuse@example.com"


def _components(settings: Settings) -> Iterator[tuple[str, str, str]]:
    domains: set[str] = set()
    for component in settings.components:
        try:
            domain = prepare_domain(component.domain)
        except InvalidJid as error:
            yield "components", "domain", f"is no domain: {error}"
            continue
        if domain != component.domain:
            yield "components", "domain", f"'{component.domain}' is written {domain}"
        if domain in domains:
            yield "components", "domain", f"{domain} is there twice"
        domains.add(domain)
        if bool(component.secret) == bool(component.secret_file):
            yield "components", "secret", f"of {domain} is missing, or there twice: give a secret or a secret_file"
        elif component.secret and not component_secret(component.secret):
            yield "components", "secret", f"of {domain} {FORM_OF_SECRET}"


def component_secret(secret: str) -> bool:
    """Whether a component's secret has the right form: others may write the XML way what XML escapes, so it has none of that."""
    return _SECRET.match(secret) is not None


def _federation(settings: Settings) -> Iterator[tuple[str, str, str]]:
    federation = settings.federation
    listed = [("allow", federation.allow), ("deny", federation.deny), ("hosts", federation.hosts)]
    listed += [("allow_for", (own, *allowed)) for own, allowed in federation.allow_for.items()]
    for key, domains in listed:
        for domain in domains:
            if not _domain(domain) and (domain != "*" or key == "hosts"):
                yield "federation", key, f"names '{domain}', which is no domain"
    for domain, host in federation.hosts.items():
        if peer_host(host) is None:
            yield (
                "federation",
                "hosts",
                f"has '{host}' for {domain}; write e.g. xmpp.example:5269 or xmpps://192.0.2.1:5270",
            )
    for address in federation.resolvers:
        if resolver_address(address) is None:
            yield "federation", "resolvers", f"names '{address}'; write an address, e.g. 192.0.2.53"


def _domain(text: str) -> bool:
    try:
        return Jid.parse(text).is_domain
    except InvalidJid:
        return False


def _ports(settings: Settings) -> Iterator[tuple[str, str, str]]:
    taken: dict[int, str] = {}
    places = [("listen", settings.listen, key) for key in ("c2s", "c2s_tls", "https", "components")]
    if settings.federation.enabled:
        places += [("federation", settings.federation, key) for key in ("port", "port_tls")]
    for section, values, key in places:
        port = getattr(values, key)
        if port and port in taken:
            yield section, key, f"is the port of {taken[port]} too; each needs its own"
        taken[port] = f"{section}.{key}"
    if not settings.listen.c2s and not settings.listen.c2s_tls and not settings.listen.https:
        yield "listen", "c2s", "is off, and so are the other ports: nobody could connect"
