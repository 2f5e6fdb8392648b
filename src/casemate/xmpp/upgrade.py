"""Upgrades of SCRAM (XEP-0480): a client that has signed in by an older hash lets the server have a verifier for a newer one.

The password does not cross the wire, only what SCRAM makes of it with the salt; of that the server keeps a verifier.
"""

from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from casemate.xmpp.element import Element
from casemate.xmpp.namespaces import SASL2
from casemate.xmpp.scram import SaslError

NS: Final = "urn:xmpp:sasl:upgrade:0"
SCRAM: Final = "urn:xmpp:scram-upgrade:0"
TASKS: Final[Mapping[str, int]] = {"UPGR-SCRAM-SHA-512": 64}
"""Task -> bytes of its hash. Verifiers for the other hashes are made with every credential."""


def features(names: Iterable[str]) -> list[Element]:
    """What can be upgraded."""
    return [Element("upgrade", NS, {}, [name]) for name in names]


def asked(authenticate: Element) -> Sequence[str]:
    """The upgrades that a client asks for."""
    return tuple(dict.fromkeys(each.text().strip() for each in authenticate.find_all("upgrade", NS)))


def tasks(names: Iterable[str], data: bytes) -> Element:
    """`<continue/>`, with what the exchange before says last."""
    element = Element("continue", SASL2)
    if data:
        element.add(Element("additional-data", SASL2, {}, [b64encode(data).decode()]))
    return element.add(Element("tasks", SASL2, {}, [Element("task", SASL2, {}, [name]) for name in names]))


def salt(value: bytes, iterations: int) -> Element:
    """What a client needs to make a salted password."""
    inner = Element("salt", SCRAM, {"iterations": str(iterations)}, [b64encode(value).decode()])
    return Element("task-data", SASL2, {}, [inner])


def read_hash(task: str, data: Element) -> bytes:
    """The salted password that a client sends.

    Raises:
        SaslError: if there is none, or not of the hash's length.
    """
    text = (data.child_text("hash", SCRAM) or "").strip()
    try:
        salted = b64decode(text.encode(), validate=True)
    except (Base64Error, ValueError):
        raise SaslError("incorrect-encoding", "The hash is not base64.") from None
    if len(salted) != TASKS[task]:
        raise SaslError("malformed-request", "The hash does not have the length of its kind.")
    return salted
