"""What inspection can't see into is told, never clean (ATTACKS D8, D9)."""

import pytest

from casemate.inspection.inspectors.opaque import Opaque
from casemate.model.ids import TenantId
from casemate.model.inspection import CLEAN, Context, Direction, PayloadItem, TextItem, UrlItem
from casemate.model.jid import Jid
from casemate.pipeline.shapes import OPAQUE

CONTEXT = Context(TenantId(1), Direction.INTERNAL, Jid.parse("a@example.org"), Jid.parse("b@example.org"))
ENCRYPTION = {
    "eu.siacs.conversations.axolotl": ("encrypted", "list"),
    "urn:xmpp:omemo:0": ("encrypted", "list"),
    "urn:xmpp:omemo:1": ("encrypted", "devices"),
    "urn:xmpp:omemo:2": ("encrypted", "devices"),
    "urn:xmpp:openpgp:0": ("openpgp", "public-keys-list"),
    "jabber:x:encrypted": ("x",),
}
TRANSFERS = {
    "urn:xmpp:jingle:1": ("jingle",),
    "urn:xmpp:jingle-message:0": ("propose",),
    "urn:xmpp:jingle-message:1": ("propose",),
    "http://jabber.org/protocol/ibb": ("open", "data"),
    "http://jabber.org/protocol/bytestreams": ("query",),
    "http://jabber.org/protocol/si": ("si",),
}
PAYLOADS = [
    (ns, name, finding)
    for finding, kinds in (("opaque.encrypted", ENCRYPTION), ("opaque.peer_to_peer", TRANSFERS))
    for ns, names in kinds.items()
    for name in names
]


def test_every_namespace_is_one_or_the_other() -> None:
    assert set(OPAQUE) == set(ENCRYPTION) | set(TRANSFERS)


@pytest.mark.parametrize(("ns", "name", "finding"), PAYLOADS)
def test_payloads(ns: str, name: str, finding: str) -> None:
    item = PayloadItem(OPAQUE[ns].part, ns, name)
    assert Opaque().wants(item)
    [found] = Opaque().inspect(item, CONTEXT).findings
    assert found.id == finding
    assert found.part == OPAQUE[ns].part
    assert ns in found.excerpt


@pytest.mark.parametrize("text", ["?OTRv23?", "?OTR:AAMDJ+MVmSfjFZcAAAAAAQ", "hi\n-----BEGIN PGP MESSAGE-----\n\nhQEM"])
def test_armoured_texts(text: str) -> None:
    [found] = Opaque().inspect(TextItem("body", text), CONTEXT).findings
    assert found.id == "opaque.encrypted"
    assert text[found.start : found.end].startswith(("?OTR", "-----BEGIN PGP MESSAGE"))


@pytest.mark.parametrize(
    "text",
    ["Do you use OTR?", "what is ?OTR", "-----BEGIN PGP PUBLIC KEY BLOCK-----", "-----BEGIN PGP SIGNED MESSAGE-----"],
)
def test_talk_about_encryption_is_plain(text: str) -> None:
    assert Opaque().inspect(TextItem("body", text), CONTEXT) is CLEAN


def test_addresses_are_for_others() -> None:
    assert not Opaque().wants(UrlItem("oob", "https://example.org/"))
