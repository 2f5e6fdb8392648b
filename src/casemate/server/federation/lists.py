"""Who may be talked to: nobody, until a domain is allowed."""

from collections.abc import Callable, Iterable

from casemate.model.errors import InvalidJid
from casemate.model.ids import TenantId
from casemate.model.jid import prepare_domain
from casemate.settings.schema import Federation


class Lists:
    """The lists of the settings; a domain on one stands for those below it as well, since a server's rooms are there."""

    def __init__(
        self,
        settings: Federation,
        tenant_at: Callable[[str], TenantId | None],
        domains: Callable[[TenantId], Iterable[str]],
    ) -> None:
        """`tenant_at` tells whose a domain of ours (or of a service below it) is, `domains` which a tenant has."""
        self._allow = _prepared(settings.allow)
        self._deny = _prepared(settings.deny)
        self._own = {_prepare(own): _prepared(allowed) for own, allowed in settings.allow_for.items()}
        self._tenant_at = tenant_at
        self._domains = domains

    def permits(self, own: str, domain: str) -> bool:
        """Whether a domain of ours, or a service below it, may exchange stanzas with `domain`."""
        tenant = self._tenant_at(own)
        if tenant is None:
            return False
        above = next((each for each in self._domains(tenant) if _below(own, each)), own)
        return self._lists_let(above, domain)

    def tenant_permits(self, tenant: TenantId, domain: str) -> bool:
        """Whether any domain of a tenant may exchange stanzas with `domain`."""
        return any(self._lists_let(own, domain) for own in self._domains(tenant))

    def _lists_let(self, own: str, domain: str) -> bool:
        if self._tenant_at(domain) is not None or _named(self._deny, domain):
            return False
        return _named(self._own.get(own, self._allow), domain)


def _below(domain: str, above: str) -> bool:
    return domain == above or domain.endswith(f".{above}")


def _named(listed: frozenset[str], domain: str) -> bool:
    if "*" in listed or domain in listed:
        return True
    parent = domain.partition(".")[2]
    while parent:
        if parent in listed:
            return True
        parent = parent.partition(".")[2]
    return False


def _prepared(domains: Iterable[str]) -> frozenset[str]:
    return frozenset(_prepare(domain) for domain in domains)


def _prepare(domain: str) -> str:
    try:
        return "*" if domain == "*" else prepare_domain(domain)
    except InvalidJid:
        return ""  # the settings were checked for it
