"""Claims of clients about what they can do are believed only with the hash that they name (XEP-0115, XEP-0390)."""

from casemate.features.pubsub.capabilities import Claim, claims, node_of, verify
from casemate.features.pubsub.names import CAPS, ECAPS2
from casemate.xmpp.element import Element
from casemate.xmpp.limits import STORED
from casemate.xmpp.parser import parse_stanza

SIMPLE = b"""<query xmlns='http://jabber.org/protocol/disco#info'>
<identity category='client' name='Exodus 0.9.1' type='pc'/>
<feature var='http://jabber.org/protocol/caps'/><feature var='http://jabber.org/protocol/disco#info'/>
<feature var='http://jabber.org/protocol/disco#items'/><feature var='http://jabber.org/protocol/muc'/></query>"""
"""XEP-0115 section 5.2."""
COMPLEX = b"""<query xmlns='http://jabber.org/protocol/disco#info'>
<identity xml:lang='en' category='client' name='Psi 0.11' type='pc'/>
<identity xml:lang='el' category='client' name='\xce\xa8 0.11' type='pc'/>
<feature var='http://jabber.org/protocol/caps'/><feature var='http://jabber.org/protocol/disco#info'/>
<feature var='http://jabber.org/protocol/disco#items'/><feature var='http://jabber.org/protocol/muc'/>
<x xmlns='jabber:x:data' type='result'>
<field var='FORM_TYPE' type='hidden'><value>urn:xmpp:dataforms:softwareinfo</value></field>
<field var='ip_version' type='text-multi'><value>ipv4</value><value>ipv6</value></field>
<field var='os'><value>Mac</value></field><field var='os_version'><value>10.5.1</value></field>
<field var='software'><value>Psi</value></field><field var='software_version'><value>0.11</value></field>
</x></query>"""
"""XEP-0115 section 5.3."""
NEWER = b"""<query xmlns='http://jabber.org/protocol/disco#info'>
<identity category='client' name='BombusMod' type='mobile'/><feature var='http://jabber.org/protocol/si'/>
<feature var='http://jabber.org/protocol/bytestreams'/><feature var='http://jabber.org/protocol/chatstates'/>
<feature var='http://jabber.org/protocol/disco#info'/><feature var='http://jabber.org/protocol/disco#items'/>
<feature var='urn:xmpp:ping'/><feature var='jabber:iq:time'/><feature var='jabber:iq:privacy'/>
<feature var='jabber:iq:version'/><feature var='http://jabber.org/protocol/rosterx'/><feature var='urn:xmpp:time'/>
<feature var='jabber:x:oob'/><feature var='http://jabber.org/protocol/ibb'/>
<feature var='http://jabber.org/protocol/si/profile/file-transfer'/><feature var='urn:xmpp:receipts'/>
<feature var='jabber:iq:roster'/><feature var='jabber:iq:last'/></query>"""
"""XEP-0390 section 4.3."""


def info(data: bytes) -> Element:
    return parse_stanza(data, STORED)


def test_the_examples_of_the_older_specification() -> None:
    assert verify(Claim(CAPS, "sha-1", "QgayPKawpkPSDYmwT/WM94uAlu0="), info(SIMPLE))
    assert verify(Claim(CAPS, "sha-1", "q07IKJEyjvHSyhy//CH0CxmKi8w="), info(COMPLEX))
    assert not verify(Claim(CAPS, "sha-1", "QgayPKawpkPSDYmwT/WM94uAlu0="), info(COMPLEX))


def test_the_example_of_the_newer_specification() -> None:
    assert verify(Claim(ECAPS2, "sha-256", "kzBZbkqJ3ADrj7v08reD1qcWUwNGHaidNUgD7nHpiw8="), info(NEWER))
    assert not verify(Claim(ECAPS2, "sha-256", "kzBZbkqJ3ADrj7v08reD1qcWUwNGHaidNUgD7nHpiw8="), info(SIMPLE))


def test_ill_formed_answers_and_unknown_hashes_are_not_believed() -> None:
    twice = info(SIMPLE)
    twice.add(Element("feature", twice.ns, {"var": "http://jabber.org/protocol/muc"}))
    assert not verify(Claim(CAPS, "sha-1", "QgayPKawpkPSDYmwT/WM94uAlu0="), twice)
    assert not verify(Claim(CAPS, "md5", "x"), info(SIMPLE))


def test_the_newer_claim_comes_first_and_each_names_its_node() -> None:
    presence = parse_stanza(
        b"<presence><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='urn:x' ver='v'/>"
        b"<c xmlns='urn:xmpp:caps'><hash xmlns='urn:xmpp:hashes:2' algo='sha-256'>h</hash>"
        b"<hash xmlns='urn:xmpp:hashes:2' algo='none'>n</hash></c></presence>",
        STORED,
    )
    assert [node_of(claim) for claim in claims(presence)] == ["urn:xmpp:caps#sha-256.h", "urn:x#v"]
