"""The local authority and the server's certificate: what clients check holds, and nothing is written over."""

import ipaddress
import ssl
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509.oid import ExtendedKeyUsageOID

from casemate.admin.certificates import CA_YEARS, CERTIFICATE_DAYS, make_certificates
from casemate.server.tls import server_context


def shake_hands(folder: Path, name: str, ca: Path | None = None) -> str:
    """A handshake in memory with a client that checks as strictly as it can; the version of TLS that came of it."""
    client = ssl.create_default_context(cafile=str(ca or folder / "ca.pem"))
    client.verify_flags |= ssl.VERIFY_X509_STRICT
    server = server_context(folder / "server.pem", folder / "server.key")
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    ends = [client.wrap_bio(back, there, server_hostname=name), server.wrap_bio(there, back, server_side=True)]
    for _ in range(4):
        for end in ends:
            try:
                end.do_handshake()
            except ssl.SSLWantReadError:
                continue
    return str(ends[0].version())


@pytest.mark.parametrize(
    ("names", "asked"),
    [
        (["localhost", "127.0.0.1", "::1"], "localhost"),
        (["localhost", "127.0.0.1", "::1"], "127.0.0.1"),
        (["localhost", "127.0.0.1", "::1"], "::1"),
        (["bücher.example"], "xn--bcher-kva.example"),
        (["[2001:db8::1]"], "2001:db8::1"),
        # A common name has 64 characters at most; a host name has more.
        ([f"{'x' * 60}.{'y' * 60}.example"], f"{'x' * 60}.{'y' * 60}.example"),
    ],
)
def test_a_client_that_trusts_the_authority_connects(tmp_path: Path, names: list[str], asked: str) -> None:
    assert make_certificates(tmp_path / "tls", names) == tmp_path / "tls" / "ca.pem"
    assert shake_hands(tmp_path / "tls", asked) == "TLSv1.3"


@pytest.mark.parametrize("asked", ["other.example", "sub.example.org", "example.org.evil", "127.0.0.2"])
def test_no_other_name_is_good(tmp_path: Path, asked: str) -> None:
    make_certificates(tmp_path, ["example.org", "127.0.0.1"])
    with pytest.raises(ssl.SSLCertVerificationError, match="mismatch"):
        shake_hands(tmp_path, asked)


def test_another_authority_is_not_trusted(tmp_path: Path) -> None:
    for name in ("one", "two"):
        make_certificates(tmp_path / name, ["localhost"])
    with pytest.raises(ssl.SSLCertVerificationError):
        shake_hands(tmp_path / "one", "localhost", tmp_path / "two" / "ca.pem")


def test_what_is_in_them(tmp_path: Path) -> None:
    before = datetime.now(UTC)
    make_certificates(tmp_path, ["localhost", "127.0.0.1"])
    chain = x509.load_pem_x509_certificates((tmp_path / "server.pem").read_bytes())
    ca = x509.load_pem_x509_certificate((tmp_path / "ca.pem").read_bytes())
    assert chain[1:] == [ca]
    certificate = chain[0]
    certificate.verify_directly_issued_by(ca)
    extensions = certificate.extensions
    names = extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert list(names) == [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    usages = list(extensions.get_extension_for_class(x509.ExtendedKeyUsage).value)
    assert usages == [ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]
    assert not extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    authority = ca.extensions.get_extension_for_class(x509.BasicConstraints)
    assert (authority.critical, authority.value.ca, authority.value.path_length) == (True, True, 0)
    for each, life in ((certificate, timedelta(days=CERTIFICATE_DAYS)), (ca, timedelta(days=365 * CA_YEARS))):
        # Clocks of clients may be a little behind.
        assert before - timedelta(minutes=6) < each.not_valid_before_utc <= before - timedelta(minutes=4)
        assert each.not_valid_after_utc - each.not_valid_before_utc == life


def test_keys_are_their_owners_and_fit(tmp_path: Path) -> None:
    folder = tmp_path / "tls"
    make_certificates(folder, ["localhost"])
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for name in ("ca", "server"):
        path = folder / f"{name}.key"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        key = load_pem_private_key(path.read_bytes(), None)
        certificate = x509.load_pem_x509_certificate((folder / f"{name}.pem").read_bytes())
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        assert isinstance(key.curve, ec.SECP256R1)
        assert key.public_key() == certificate.public_key()


@pytest.mark.parametrize("name", ["ca.key", "server.key", "ca.pem", "server.pem"])
def test_nothing_is_written_over(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine")
    with pytest.raises(FileExistsError):
        make_certificates(tmp_path, ["localhost"])
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text() == "mine"
