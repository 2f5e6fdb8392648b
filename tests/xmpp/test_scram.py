"""SCRAM: the examples of the RFCs, every device's credential, and every way to be refused."""

import hashlib
import hmac
from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemate.xmpp import scram
from casemate.xmpp.sasl import CONDITIONS
from casemate.xmpp.scram import SaslError, ScramCredentials, ScramKeys, ScramServer, derive_keys
from tests.xmpp.scram_client import ScramClient

SALT = b"0123456789abcdef"
BINDINGS = {"tls-exporter": b"E" * 32, "tls-server-end-point": b"P" * 32}
PASSWORDS = {7: "first-device", 8: "second-device", 9: "third-device"}


def credentials(digest: str = "sha256", passwords: dict[int, str] | None = None) -> ScramCredentials:
    chosen = PASSWORDS if passwords is None else passwords
    keys = [ScramKeys(device, *derive_keys(password, SALT, 4096, digest)) for device, password in chosen.items()]
    return ScramCredentials(SALT, 4096, keys)


def server(mechanism: str = "SCRAM-SHA-256", *, plus_offered: bool = True) -> ScramServer:
    return ScramServer(mechanism, BINDINGS, plus_offered=plus_offered)


def condition(exchange: ScramServer, data: bytes) -> str:
    with pytest.raises(SaslError) as caught:
        exchange.first(data)
    assert caught.value.condition in CONDITIONS
    return caught.value.condition


@pytest.mark.parametrize(
    ("mechanism", "client_nonce", "server_nonce", "salt", "proof", "verifier"),
    [
        (
            "SCRAM-SHA-1",
            "fyko+d2lbbFgONRv9qkxdawL",
            "3rfcNHYJY1ZVvWVs7j",
            "QSXCR+Q6sek8bf92",
            "v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
            b"v=rmF9pqV8S7suAoZWja4dJRkFsKQ=",
        ),
        (
            "SCRAM-SHA-256",
            "rOprNGfwEbeRWgbNEkqO",
            "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0",
            "W22ZaJ0SNY7soEsUEjb6gQ==",
            "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
            b"v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
        ),
    ],
)
def test_the_examples_of_rfc_5802_and_rfc_7677(
    monkeypatch: pytest.MonkeyPatch,
    mechanism: str,
    client_nonce: str,
    server_nonce: str,
    salt: str,
    proof: str,
    verifier: bytes,
) -> None:
    monkeypatch.setattr(scram.secrets, "token_urlsafe", lambda _: server_nonce)
    exchange = ScramServer(mechanism, {}, plus_offered=False)
    assert exchange.first(f"n,,n=user,r={client_nonce}".encode()) == "user"
    raw = scram.b64decode(salt)
    keys = ScramKeys(3, *derive_keys("pencil", raw, 4096, exchange.digest))
    challenge = exchange.challenge(ScramCredentials(raw, 4096, [keys]))
    assert challenge == f"r={client_nonce}{server_nonce},s={salt},i=4096".encode()
    success = exchange.final(f"c=biws,r={client_nonce}{server_nonce},p={proof}".encode())
    assert (success.device, success.server_final, success.authzid) == (3, verifier, "")


@pytest.mark.parametrize(("device", "password"), PASSWORDS.items())
@pytest.mark.parametrize(
    ("mechanism", "gs2", "binding"),
    [
        ("SCRAM-SHA-256-PLUS", "p=tls-exporter,,", BINDINGS["tls-exporter"]),
        ("SCRAM-SHA-256-PLUS", "p=tls-server-end-point,,", BINDINGS["tls-server-end-point"]),
        ("SCRAM-SHA-1-PLUS", "p=tls-exporter,,", BINDINGS["tls-exporter"]),
        ("SCRAM-SHA-256", "n,,", b""),
        ("SCRAM-SHA-1", "n,a=alice@fort.example,", b""),
    ],
)
def test_each_device_signs_in(device: int, password: str, mechanism: str, gs2: str, binding: bytes) -> None:
    client, exchange = ScramClient("alice", password, mechanism, gs2, binding), server(mechanism)
    assert exchange.first(client.first()) == "alice"
    success = exchange.final(client.final(exchange.challenge(credentials(exchange.digest))))
    assert success.device == device
    assert client.verify(success.server_final)
    assert success.authzid == ("alice@fort.example" if "a=" in gs2 else "")


@pytest.mark.parametrize("change", ["password", "binding", "nonce", "header", "proof length"])
def test_a_wrong_final_message_is_not_authorized(change: str) -> None:
    client = ScramClient("alice", "first-device", "SCRAM-SHA-256-PLUS", "p=tls-exporter,,", BINDINGS["tls-exporter"])
    exchange = server("SCRAM-SHA-256-PLUS")
    exchange.first(client.first())
    challenge = exchange.challenge(credentials())
    if change == "password":
        client.password = "guess"
    elif change == "binding":
        client.binding = b"M" * 32
    elif change == "header":
        client.gs2 = "n,,"
    elif change == "nonce":
        challenge = challenge.replace(b"client-nonce", b"client-nonse")
    final = client.final(challenge)
    if change == "proof length":
        final = final.rpartition(b",p=")[0] + b",p=" + b64encode(b"x" * 20)
    with pytest.raises(SaslError) as caught:
        exchange.final(final)
    assert caught.value.condition == "not-authorized"


def test_an_exchange_is_good_for_one_try() -> None:
    client, exchange = ScramClient("alice", "first-device"), server()
    exchange.first(client.first())
    final = client.final(exchange.challenge(credentials()))
    exchange.final(final)
    with pytest.raises(SaslError):
        exchange.final(final)


def test_extensions_in_the_final_message_are_signed_and_ignored() -> None:
    client, exchange = ScramClient("alice", "first-device"), server()
    exchange.first(client.first())
    assert exchange.final(client.final(exchange.challenge(credentials()), ",x=1,y=2")).device == 7


@pytest.mark.parametrize(
    ("mechanism", "data"),
    [
        ("SCRAM-SHA-256", b""),
        ("SCRAM-SHA-256", b"n,"),
        ("SCRAM-SHA-256", b"x,,n=a,r=b"),
        ("SCRAM-SHA-256", b"n,b=c,n=a,r=b"),
        ("SCRAM-SHA-256", b"n,,m=mandatory,n=a,r=b"),
        ("SCRAM-SHA-256", b"n,,n=,r=b"),
        ("SCRAM-SHA-256", b"n,,n=a"),
        ("SCRAM-SHA-256", b"n,,n=a,r="),
        ("SCRAM-SHA-256", b"n,,n=a,r=with space"),
        ("SCRAM-SHA-256", "n,,n=a,r=é".encode()),
        ("SCRAM-SHA-256", b"n,,n=a,r=" + b"x" * 257),
        ("SCRAM-SHA-256", b"n,,n=a=b,r=c"),
        ("SCRAM-SHA-256", b"n,a=a=,n=a,r=c"),
        ("SCRAM-SHA-256", b"n,,n=\xff,r=c"),
        ("SCRAM-SHA-256", b"p=tls-exporter,,n=a,r=b"),
        ("SCRAM-SHA-256-PLUS", b"n,,n=a,r=b"),
        ("SCRAM-SHA-256-PLUS", b"y,,n=a,r=b"),
        ("SCRAM-SHA-256-PLUS", b"p=tls-unique,,n=a,r=b"),
        ("SCRAM-SHA-256-PLUS", b"p=,,n=a,r=b"),
    ],
)
def test_malformed_first_messages(mechanism: str, data: bytes) -> None:
    assert condition(server(mechanism), data) == "malformed-request"


@pytest.mark.parametrize(
    "data", [b"", b"c=biws", b"c=biws,r=x", b"r=x,c=biws,p=", b"c=!,r=x,p=AA==", b"c=biws,r=x,p=!"]
)
def test_malformed_final_messages(data: bytes) -> None:
    exchange = server()
    exchange.first(b"n,,n=a,r=b")
    exchange.challenge(credentials())
    with pytest.raises(SaslError) as caught:
        exchange.final(data)
    assert caught.value.condition == "malformed-request"


def test_a_final_message_without_a_challenge() -> None:
    with pytest.raises(SaslError):
        server().final(b"c=biws,r=x,p=AA==")


@pytest.mark.parametrize(
    ("encoded", "name"), [("a=2Cb", "a,b"), ("a=3Db", "a=b"), ("=3D2C", "=2C"), ("münchen", "münchen")]
)
def test_user_names_are_decoded(encoded: str, name: str) -> None:
    assert server().first(f"n,,n={encoded},r=x".encode()) == name


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_no_bytes_raise_anything_else(first: bytes, final: bytes) -> None:
    exchange = server()
    try:
        exchange.first(first)
        exchange.challenge(credentials(passwords={1: "x"}))
    except SaslError:
        return
    with pytest.raises(SaslError):
        exchange.final(final)


def test_the_challenge_carries_the_hash_of_the_offer() -> None:
    """The string and the hash are those of XEP-0474's example."""
    offer = "SCRAM-SHA-1\x1eSCRAM-SHA-1-PLUS\x1ftls-exporter\x1etls-server-end-point"
    exchange = ScramServer("SCRAM-SHA-1-PLUS", BINDINGS, plus_offered=True, offer=offer)
    exchange.first(b"p=tls-exporter,,n=user,r=x")
    assert exchange.challenge(credentials("sha1")).endswith(b",i=4096,h=G6k/rBLDqgOhRRaCuuatSDFkJ08=")


def test_derived_keys_are_what_rfc_5802_says() -> None:
    stored, key = derive_keys("pencil", SALT, 4096, "sha256")
    salted = hashlib.pbkdf2_hmac("sha256", b"pencil", SALT, 4096)
    assert stored == hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    assert key == hmac.digest(salted, b"Server Key", "sha256")
