"""Upgrades of SCRAM without I/O: what is offered, asked for and read (XEP-0480)."""

import hashlib

import pytest

from casemate.xmpp.element import Element
from casemate.xmpp.namespaces import SASL2
from casemate.xmpp.sasl import Mechanisms
from casemate.xmpp.sasl2 import feature
from casemate.xmpp.scram import SaslError, derive_keys, verifier
from casemate.xmpp.upgrade import NS, SCRAM, TASKS, asked, features, read_hash, salt, tasks

(TASK,) = TASKS


def test_what_is_offered_stands_in_the_feature() -> None:
    assert features([TASK]) == [Element("upgrade", NS, {}, [TASK])]
    offered = feature(["SCRAM-SHA-1"], [], [TASK])
    assert offered.find_all("upgrade", NS) == features([TASK])
    assert not any(name.endswith("-PLUS") for name in TASKS)


def test_what_is_asked_for_is_asked_once() -> None:
    names = ["UPGR-A", "UPGR-B", "UPGR-A"]
    assert asked(Element("authenticate", SASL2, {}, features(names))) == ("UPGR-A", "UPGR-B")
    assert asked(Element("authenticate", SASL2)) == ()


def test_elements() -> None:
    element = tasks([TASK], b"v=1")
    assert element.child_text("additional-data") == "dj0x"
    assert tasks([TASK], b"").find("additional-data") is None
    inner = salt(b"salt", 4096).find("salt", SCRAM)
    assert inner is not None
    assert (inner.get("iterations"), inner.text()) == ("4096", "c2FsdA==")


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("", "malformed-request"),
        ("AAAA", "malformed-request"),
        ("*", "incorrect-encoding"),
        ("\u00e9", "incorrect-encoding"),
    ],
)
def test_what_is_no_hash(text: str, condition: str) -> None:
    with pytest.raises(SaslError) as caught:
        read_hash(TASK, Element("task-data", SASL2, {}, [Element("hash", SCRAM, {}, [text])]))
    assert caught.value.condition == condition
    with pytest.raises(SaslError):
        read_hash(TASK, Element("task-data", SASL2))


def test_a_verifier_from_the_salted_password_is_that_from_the_password() -> None:
    salted = hashlib.pbkdf2_hmac("sha512", b"pencil", b"salt", 4096)
    assert verifier(salted, "sha512") == derive_keys("pencil", b"salt", 4096, "sha512")


def test_sha_512_is_offered_first_where_it_may_be_and_nowhere_else() -> None:
    assert list(Mechanisms({}, digests=("sha512", "sha256", "sha1")).names) == [
        "SCRAM-SHA-512",
        "SCRAM-SHA-256",
        "SCRAM-SHA-1",
    ]
    assert Mechanisms({}).scram("SCRAM-SHA-512") is None
