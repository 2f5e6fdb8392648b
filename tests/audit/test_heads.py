from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from casemate.audit.events import AuditAction, AuditEvent
from casemate.audit.heads import Signer, read_public_key
from casemate.audit.store import append_events
from casemate.audit.verify import verify
from casemate.model.errors import ConfigurationError
from tests.archive.support import SetClock, opened


def _event(n: int = 0) -> AuditEvent:
    return AuditEvent(tenant=1, actor="a@b", action=AuditAction.POLICY_LOADED, subject=f"s{n}", detail={"n": n})


async def test_an_auditor_needs_the_public_key_only(database_url: str, tmp_path: Path) -> None:
    async with opened(database_url, tmp_path) as record:
        signer = Signer(record.db, bytes(range(32)), SetClock())
        signer.write_public_key(tmp_path / "audit.pub")
        async with record.db.write() as conn:
            await append_events(conn, [_event()], 1)
        await signer.sign()
        assert (await verify(record.db, read_public_key(tmp_path / "audit.pub"))).good
        stranger = Signer(record.db, bytes(32), SetClock())
        [problem] = (await verify(record.db, stranger.public_key)).problems
        assert "not by this key" in problem


def test_what_is_no_public_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "key"
    with pytest.raises(ConfigurationError):
        read_public_key(path)
    path.write_text("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n")
    with pytest.raises(ConfigurationError):
        read_public_key(path)
    rsa = generate_private_key(65537, 2048).public_key()
    path.write_bytes(rsa.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    with pytest.raises(ConfigurationError, match="Ed25519"):
        read_public_key(path)
