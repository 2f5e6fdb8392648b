"""Hashed tokens without I/O: what a channel allows, and what is on the wire (draft-schmaus-kitten-sasl-ht-08)."""

import hashlib
import hmac

import pytest

from casemate.xmpp.element import Element
from casemate.xmpp.ht import MECHANISMS, initiator, offered, read_initiator, responder
from casemate.xmpp.namespaces import FAST
from casemate.xmpp.sasl import Mechanisms
from casemate.xmpp.sasl2 import fast_feature, read_fast, token
from casemate.xmpp.scram import SaslError

BINDINGS = {"tls-server-end-point": b"P" * 32, "tls-exporter": b"E" * 32}


def test_what_the_channel_allows_is_offered_strongest_first() -> None:
    assert list(offered(BINDINGS)) == ["HT-SHA-256-EXPR", "HT-SHA-256-ENDP", "HT-SHA-256-NONE"] == list(MECHANISMS)
    assert offered(BINDINGS)["HT-SHA-256-EXPR"] == b"E" * 32
    assert offered({}) == {"HT-SHA-256-NONE": b""}
    assert list(Mechanisms(BINDINGS, websocket=True).tokens()) == ["HT-SHA-256-NONE"]


def test_proofs_are_keyed_by_the_token_over_role_and_channel() -> None:
    assert initiator("t", b"cb") == hmac.new(b"t", b"Initiatorcb", hashlib.sha256).digest()
    assert responder("t", b"cb") == hmac.new(b"t", b"Respondercb", hashlib.sha256).digest()


def test_the_clients_message() -> None:
    assert read_initiator(b"alice\0\x00\x01") == ("alice", b"\x00\x01")
    for bad in (b"", b"alice", b"alice\0", b"\0proof", b"\xff\0proof"):
        with pytest.raises(SaslError) as caught:
            read_initiator(bad)
        assert caught.value.condition == "malformed-request"


def test_what_stands_in_fast() -> None:
    assert read_fast(Element("fast", FAST)) == (None, False)
    assert read_fast(Element("fast", FAST, {"count": "12", "invalidate": "true"})) == (12, True)
    assert read_fast(Element("fast", FAST, {"invalidate": "1"})) == (None, True)
    for bad in ("", "-1", "x", "1" * 30, "\u0661"):
        with pytest.raises(SaslError):
            read_fast(Element("fast", FAST, {"count": bad}))


def test_elements() -> None:
    assert [each.text() for each in fast_feature(["A", "B"]).find_all("mechanism")] == ["A", "B"]
    given = token("secret", 1_584_023_775_999)
    assert given.attrs == {"token": "secret", "expiry": "2020-03-12T14:36:15Z"}
