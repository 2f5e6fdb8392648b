"""What is offered, where, and in what order."""

from casemate.xmpp.namespaces import CHANNEL_BINDING
from casemate.xmpp.sasl import Mechanisms
from tests.xmpp.scram_client import ScramClient

EXPORTER, END_POINT = b"E" * 32, b"P" * 32
BINDINGS = {"tls-server-end-point": END_POINT, "tls-exporter": EXPORTER, "tls-unique": b"U"}


class Bearer:
    def token(self, data: bytes) -> tuple[str, str]:
        return data.decode(), ""


def test_strongest_first_with_bindings() -> None:
    mechanisms = Mechanisms(BINDINGS)
    assert list(mechanisms.names) == ["SCRAM-SHA-256-PLUS", "SCRAM-SHA-256", "SCRAM-SHA-1-PLUS", "SCRAM-SHA-1"]
    offered, kinds = mechanisms.features()
    assert [child.text() for child in offered.elements()] == list(mechanisms.names)
    assert (kinds.name, kinds.ns) == ("sasl-channel-binding", CHANNEL_BINDING)
    assert [child.get("type") for child in kinds.elements()] == ["tls-exporter", "tls-server-end-point"]


def test_no_plus_without_bindings_or_over_websocket() -> None:
    for mechanisms in (Mechanisms({}), Mechanisms({"tls-unique": b"U"}), Mechanisms(BINDINGS, websocket=True)):
        assert list(mechanisms.names) == ["SCRAM-SHA-256", "SCRAM-SHA-1"]
        assert len(mechanisms.features()) == 1
        assert mechanisms.scram("SCRAM-SHA-256-PLUS") is None


def test_only_what_is_offered_can_be_used() -> None:
    mechanisms = Mechanisms(BINDINGS)
    for name in ("PLAIN", "EXTERNAL", "scram-sha-256", "", "OAUTHBEARER"):
        assert mechanisms.scram(name) is None
        assert mechanisms.bearer(name) is None


def test_another_mechanism_joins_by_name() -> None:
    mechanisms = Mechanisms({}, websocket=True, bearers={"OAUTHBEARER": Bearer})
    assert list(mechanisms.names) == ["SCRAM-SHA-256", "SCRAM-SHA-1", "OAUTHBEARER"]
    exchange = mechanisms.bearer("OAUTHBEARER")
    assert exchange is not None
    assert exchange.token(b"t") == ("t", "")
    assert mechanisms.scram("OAUTHBEARER") is None


def test_the_hash_of_the_offer_goes_into_the_challenge() -> None:
    mechanisms = Mechanisms(BINDINGS)
    names = "SCRAM-SHA-1\x1eSCRAM-SHA-1-PLUS\x1eSCRAM-SHA-256\x1eSCRAM-SHA-256-PLUS"
    assert mechanisms.offer() == names + "\x1ftls-exporter\x1etls-server-end-point"
    assert Mechanisms({}).offer() == "SCRAM-SHA-1\x1eSCRAM-SHA-256"
    exchange = mechanisms.scram("SCRAM-SHA-256-PLUS")
    assert exchange is not None
    client = ScramClient("alice", "x", gs2="p=tls-exporter,,", binding=EXPORTER)
    assert exchange.first(client.first()) == "alice"
