"""B5: nothing that a client sends decides how much work the server does in sign-in."""

import hashlib
import hmac

import pytest

from casemate.accounts.people import SCRAM_ITERATIONS
from casemate.xmpp import scram
from casemate.xmpp.scram import SaslError, ScramCredentials, ScramKeys, ScramServer, derive_keys

SALT = b"0123456789abcdef"


class Work:
    """Counts the hashes, and forbids the slow one."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        monkeypatch.setattr(scram.hmac, "digest", self._counted(hmac.digest))
        monkeypatch.setattr(scram.hashlib, "pbkdf2_hmac", self._forbidden)

    def _counted(self, function: object) -> object:
        def counting(*args: object) -> object:
            self.count += 1
            assert callable(function)
            return function(*args)

        return counting

    def _forbidden(self, *_args: object) -> bytes:
        raise AssertionError("the server derives no key during sign-in")


@pytest.mark.parametrize("devices", [1, 5])
def test_b5_work_depends_on_the_devices_only(monkeypatch: pytest.MonkeyPatch, devices: int) -> None:
    stored, server_key = derive_keys("secret", SALT, 4096, "sha256")
    credentials = ScramCredentials(SALT, 1 << 30, [ScramKeys(n, stored, server_key) for n in range(devices)])
    work = Work(monkeypatch)
    counts = set[int]()
    for extra in ("", ",i=2147483647", "," + "x=" + "y" * 5_000):
        exchange = ScramServer("SCRAM-SHA-256", {}, plus_offered=False)
        exchange.first(b"n,,n=alice,r=x,i=2147483647")
        nonce = exchange.challenge(credentials).decode().split(",")[0]
        work.count = 0
        with pytest.raises(SaslError):
            exchange.final(f"c=biws,{nonce}{extra},p={'A' * 43}=".encode())
        counts.add(work.count)
    assert counts == {devices}


def test_b5_our_own_count_is_one_that_clients_accept() -> None:
    """Clients refuse both weak counts and ones that would keep them busy (RFC 7677 section 4 asks for 4096 at least)."""
    assert 4096 <= SCRAM_ITERATIONS <= 1_000_000
    assert hashlib.pbkdf2_hmac("sha256", b"x", SALT, SCRAM_ITERATIONS)
