"""What inspection cannot see into: end-to-end encryption, and transfers between two computers (ATTACKS D8, D9).

Whether such a payload may pass is for the policy to say; it is never reported as clean.
"""

from collections.abc import Mapping
from typing import ClassVar, Final

from casemate.model.inspection import (
    CLEAN,
    Context,
    Finding,
    FindingSpec,
    Item,
    PayloadItem,
    Report,
    Severity,
    TextItem,
)

ENCRYPTED: Final = FindingSpec(
    "opaque.encrypted",
    "encrypted-message",
    Severity.HIGH,
    "The message is end-to-end encrypted (OMEMO, OpenPGP, OTR), so nothing in it can be inspected.",
)
PEER_TO_PEER: Final = FindingSpec(
    "opaque.peer_to_peer",
    "peer-to-peer",
    Severity.HIGH,
    "It offers a transfer directly between two computers, which bypasses inspection.",
)
_KINDS: Final[Mapping[str, FindingSpec]] = {
    "omemo": ENCRYPTED,
    "openpgp": ENCRYPTED,
    "pgp": ENCRYPTED,
}
"""Part of a payload -> its finding; every other payload is an offer."""
_OTR: Final = "?OTR"
_LOOKED_AT: Final = (PayloadItem, TextItem)
_PGP: Final = "-----BEGIN PGP MESSAGE-----"


class Opaque:
    """Reports payloads that bypass inspection."""

    name: ClassVar[str] = "opaque"
    findings: ClassVar[tuple[FindingSpec, ...]] = (ENCRYPTED, PEER_TO_PEER)

    def wants(self, item: Item) -> bool:
        """Payloads, and texts that may be armoured."""
        return isinstance(item, _LOOKED_AT)

    def inspect(self, item: Item, context: Context) -> Report:
        """See `Inspector.inspect`."""
        del context
        if isinstance(item, TextItem):
            start = _armour(item.text)
            if start < 0:
                return CLEAN
            return Report((_finding(ENCRYPTED, item.part, "encrypted text", start, len(item.text)),))
        if isinstance(item, PayloadItem):
            spec = _KINDS.get(item.part, PEER_TO_PEER)
            return Report((_finding(spec, item.part, f"{item.name} ({item.namespace})", 0, 0),))
        return CLEAN


def _armour(text: str) -> int:
    if text.startswith(_OTR):
        return 0
    return text.find(_PGP) if "-----BEGIN" in text else -1


def _finding(spec: FindingSpec, part: str, excerpt: str, start: int, end: int) -> Finding:
    return Finding(spec.id, spec.group, spec.severity, part, start, end, excerpt[:120])
