"""B7: no secret is compared in a way whose time tells how much of a guess was right.

Time can't be asserted on a busy machine; what can is that every comparison is the constant-time one, over whole values, and
that as many are made whichever device's credential fits, or none.
"""

import ast
import hmac
from contextlib import suppress
from pathlib import Path

import pytest

from casemate.xmpp import scram
from casemate.xmpp.scram import SaslError, ScramCredentials, ScramKeys, ScramServer, derive_keys
from tests.xmpp.scram_client import ScramClient

SALT = b"0123456789abcdef"
PASSWORDS = {1: "first", 2: "second", 3: "third"}


def compared(monkeypatch: pytest.MonkeyPatch, keys: list[ScramKeys], password: str) -> list[tuple[int, int]]:
    """The lengths of what is compared in constant time when somebody signs in with `password`."""
    lengths: list[tuple[int, int]] = []
    original = hmac.compare_digest

    def comparing(a: bytes, b: bytes) -> bool:
        lengths.append((len(a), len(b)))
        return original(a, b)

    client = ScramClient("alice", password)
    exchange = ScramServer("SCRAM-SHA-256", {}, plus_offered=False)
    exchange.first(client.first())
    final = client.final(exchange.challenge(ScramCredentials(SALT, 4096, keys)))
    with monkeypatch.context() as patch, suppress(SaslError):
        patch.setattr(scram.hmac, "compare_digest", comparing)
        exchange.final(final)
    return lengths


def test_b7_cve_2021_32921_as_many_comparisons_whichever_device_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = [ScramKeys(device, *derive_keys(password, SALT, 4096, "sha256")) for device, password in PASSWORDS.items()]
    made = [compared(monkeypatch, keys, password) for password in (*PASSWORDS.values(), "none of them")]
    assert made[0].count((32, 32)) == len(PASSWORDS)
    assert all(lengths == made[0] for lengths in made)


def test_b7_the_decoy_of_an_unknown_person_takes_the_same_steps() -> None:
    """A wrong password of a known person and any password of an unknown one end alike (F6)."""
    outcomes = set[str]()
    for keys in ([ScramKeys(1, *derive_keys("right", SALT, 4096, "sha256"))], [ScramKeys(0, b"d" * 32, b"e" * 32)]):
        client = ScramClient("alice", "wrong")
        exchange = ScramServer("SCRAM-SHA-256", {}, plus_offered=False)
        exchange.first(client.first())
        final = client.final(exchange.challenge(ScramCredentials(SALT, 4096, keys)))
        with pytest.raises(SaslError) as caught:
            exchange.final(final)
        outcomes.add(f"{caught.value.condition} {caught.value.text}")
    assert len(outcomes) == 1


def test_b7_secrets_are_never_compared_by_equality() -> None:
    """No `==` in the file that handles proofs has a secret on either side."""
    tree = ast.parse(Path(scram.__file__).read_text())
    secrets = {"proof", "signature", "stored", "server", "client_key", "_nonce", "_binding", "keys", "message"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and any(isinstance(op, ast.Eq | ast.NotEq) for op in node.ops):
            sides = [node.left, *node.comparators]
            if all(isinstance(side, ast.Call) and getattr(side.func, "id", "") == "len" for side in sides):
                continue  # a length tells nothing that the mechanism does not
            names = {getattr(n, "id", getattr(n, "attr", "")) for side in sides for n in ast.walk(side)}
            assert not names & secrets, ast.unparse(node)
