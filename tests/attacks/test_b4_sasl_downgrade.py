"""B4: somebody in the middle who takes mechanisms or bindings out of our lists is found out."""

import hashlib
from base64 import b64encode

import pytest

from casemate.xmpp.sasl import Mechanisms
from casemate.xmpp.scram import SaslError, ScramCredentials, ScramKeys, ScramServer, derive_keys
from tests.xmpp.scram_client import ScramClient

OURS = {"tls-exporter": b"o" * 32, "tls-server-end-point": b"c" * 32}
THEIRS = {"tls-exporter": b"t" * 32, "tls-server-end-point": b"c" * 32}
SALT = b"0123456789abcdef"


def exchange(name: str, bindings: dict[str, bytes]) -> ScramServer:
    found = Mechanisms(bindings).scram(name)
    assert found is not None
    return found


def credentials() -> ScramCredentials:
    return ScramCredentials(SALT, 4096, [ScramKeys(1, *derive_keys("secret", SALT, 4096, "sha256"))])


def test_b4_xep_0440_stripped_plus_is_noticed_by_the_flag() -> None:
    """A client that could bind, and was told that we can't, says `y`."""
    for name in ("SCRAM-SHA-256", "SCRAM-SHA-1"):
        with pytest.raises(SaslError) as caught:
            exchange(name, OURS).first(b"y,,n=alice,r=x")
        assert caught.value.condition == "not-authorized"


def test_b4_y_is_true_where_we_do_not_bind() -> None:
    assert exchange("SCRAM-SHA-256", {}).first(b"y,,n=alice,r=x") == "alice"


def test_b4_the_flag_can_not_be_changed_on_the_way() -> None:
    """The client says `y`, the one in the middle makes it `n`: the proof covers what the client said."""
    client = ScramClient("alice", "secret", gs2="y,,")
    server = exchange("SCRAM-SHA-256", OURS)
    server.first(client.first().replace(b"y,,", b"n,,", 1))
    with pytest.raises(SaslError) as caught:
        server.final(client.final(server.challenge(credentials())))
    assert caught.value.condition == "not-authorized"


def test_b4_a_relayed_exchange_does_not_fit_the_channel() -> None:
    """The client is bound to its TLS with the one in the middle, not to ours."""
    client = ScramClient("alice", "secret", gs2="p=tls-exporter,,", binding=THEIRS["tls-exporter"])
    server = exchange("SCRAM-SHA-256-PLUS", OURS)
    server.first(client.first())
    with pytest.raises(SaslError) as caught:
        server.final(client.final(server.challenge(credentials())))
    assert caught.value.condition == "not-authorized"


@pytest.mark.parametrize("removed", ["SCRAM-SHA-256-PLUS", "SCRAM-SHA-1-PLUS", "tls-exporter", "tls-server-end-point"])
def test_b4_xep_0474_any_shortened_list_is_noticed(removed: str) -> None:
    """The client hashes what it saw; we sign the hash of what we offered."""
    server = exchange("SCRAM-SHA-256", OURS)
    client = ScramClient("alice", "secret")
    server.first(client.first())
    success = server.final(client.final(server.challenge(credentials())))
    assert client.verify(success.server_final)
    mechanisms, bindings = sorted(Mechanisms(OURS).names), sorted(OURS)
    assert client.extensions["h"] == hashed(mechanisms, bindings)
    seen = hashed([m for m in mechanisms if m != removed], [b for b in bindings if b != removed])
    assert client.extensions["h"] != seen


def test_b4_xep_0474_the_hash_can_not_be_replaced() -> None:
    server = exchange("SCRAM-SHA-256", OURS)
    client = ScramClient("alice", "secret")
    server.first(client.first())
    challenge = server.challenge(credentials())
    forged = challenge.rpartition(b",h=")[0] + b",h=" + hashed(["SCRAM-SHA-1"], []).encode()
    with pytest.raises(SaslError):
        server.final(client.final(forged))


def test_b4_plain_is_never_offered() -> None:
    for bindings in ({}, OURS):
        assert not {"PLAIN", "LOGIN", "DIGEST-MD5", "ANONYMOUS"} & set(Mechanisms(bindings).names)


def hashed(mechanisms: list[str], bindings: list[str]) -> str:
    text = "\x1e".join(mechanisms) + "\x1f" + "\x1e".join(bindings)
    return b64encode(hashlib.sha256(text.encode()).digest()).decode()
