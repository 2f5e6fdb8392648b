"""Look-alikes: hosts that are read as somebody else's (UTS 39 skeletons, one letter off, a known name in the wrong place)."""

from collections.abc import Iterable
from functools import lru_cache
from importlib import resources
from typing import Final

from casemate.inspection.inspectors.links.extract import suffixes
from casemate.inspection.text import skeleton

MIN_LENGTH: Final = 5
"""Letters of a name below which one letter more or less says nothing."""
_LURES: Final = (
    "login",
    "signin",
    "secure",
    "verify",
    "account",
    "update",
    "support",
    "service",
    "wallet",
    "billing",
    "auth",
)


class Lookalikes:
    """Knows whom to compare with."""

    def __init__(self, own: Iterable[str], partners: Iterable[str]) -> None:
        """`own` and `partners` are domains; the well-known ones ship with us."""
        known = [*own, *partners, *well_known()]
        self._domains = frozenset(d.lower() for d in known)
        self._names = {label: d for d in reversed(known) if (label := name(d)) is not None}
        self._skeletons = {skeleton(label): d for label, d in self._names.items()}
        self._near = {variant: d for label, d in self._names.items() for variant in _deletions(skeleton(label))}

    def resembles(self, host: str, unicode_host: str) -> str | None:
        """The known domain that `host` is mistaken for; None if it is none, or that very domain."""
        registrable = suffixes().privatesuffix(host) or host
        if registrable in self._domains or host in self._domains:
            return None
        label = name(unicode_host) or unicode_host.split(".", maxsplit=1)[0]
        looks = skeleton(label)
        if (twin := self._skeletons.get(looks)) is not None and label != name(twin):
            return twin
        if len(looks) >= MIN_LENGTH and label.isascii():
            for variant in (looks, *_deletions(looks)):
                twin = self._near.get(variant) or self._skeletons.get(variant)
                if twin is not None and _one_off(label, name(twin) or ""):
                    return twin
        return self._placed(host, registrable, label)

    def _placed(self, host: str, registrable: str, label: str) -> str | None:
        """A known domain as part of another: paypal.com.evil.example, paypal-login.example."""
        below = host.removesuffix(registrable).strip(".")
        for domain in self._domains:
            if below == domain or below.endswith(f".{domain}") or f"{domain}." in f"{below}.":
                return domain
        parts = label.split("-")
        if len(parts) > 1 and any(part in _LURES for part in parts):
            return next((self._names[part] for part in parts if part in self._names and len(part) >= MIN_LENGTH), None)
        return None


def name(domain: str) -> str | None:
    """The label that people know a domain by."""
    registrable = suffixes().privatesuffix(domain.lower())
    return registrable.split(".")[0] if registrable else None


@lru_cache(maxsize=1)
def well_known() -> tuple[str, ...]:
    """Domains that are imitated most."""
    text = resources.files("casemate.inspection").joinpath("data/well_known.txt").read_text(encoding="utf-8")
    return tuple(text.split())


def _deletions(text: str) -> set[str]:
    """`text` with one letter less, each: two texts one edit apart share such a form (or the other itself)."""
    return {text[:i] + text[i + 1 :] for i in range(len(text))} if len(text) >= MIN_LENGTH else set()


def _one_off(one: str, other: str) -> bool:
    """Whether two different texts are one insertion, deletion, substitution or swap of neighbours apart."""
    if one == other or abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < MIN_LENGTH:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    swap = len(a) > 1 and len(b) > 1 and a[0] == b[1] and a[1] == b[0] and a[2:] == b[2:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or swap
