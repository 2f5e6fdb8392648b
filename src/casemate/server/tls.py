"""TLS for every listener: context, reload, and what channel bindings need.

TLS 1.2 with AEAD and forward secrecy, 1.3 preferred; no compression, no renegotiation, no session tickets (RFC 9325, RFC 7590).
"""

import _ssl
import ctypes
import hashlib
import socket
import ssl
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, cast

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from casemate.model.errors import ConfigurationError
from casemate.settings.schema import Tls
from casemate.telemetry.log import get_logger

CIPHERS: Final = "ECDHE+AESGCM:ECDHE+CHACHA20"
EXPORTER_LABEL: Final = b"EXPORTER-Channel-Binding"
"""RFC 9266 section 2."""
_EXPORTER_BYTES: Final = 32
_log = get_logger("tls")


class Certificate:
    """The server's certificate and the context made of it. `reload` makes a new context for new connections."""

    def __init__(self, settings: Tls, base: Path) -> None:
        """Raises ConfigurationError if certificate or key can't be used."""
        self.files: Final = base / settings.certificate, base / settings.key
        """The certificate's file and the key's."""
        self.context = server_context(*self.files)
        self.end_point = _end_point(self.files[0])

    def reload(self) -> None:
        """Read both files again; on an error everything stays as it was.

        Raises:
            ConfigurationError: if they can't be used.
        """
        context, end_point = server_context(*self.files), _end_point(self.files[0])
        self.context, self.end_point = context, end_point

    def bindings(self, sock: ssl.SSLSocket) -> Mapping[str, bytes]:
        """The channel bindings of a connection (RFC 5929, RFC 9266)."""
        found = {"tls-server-end-point": self.end_point}
        if sock.version() == "TLSv1.3" and exporter_works():
            found["tls-exporter"] = export(sock)
        return found


def server_context(certificate: Path, key: Path) -> ssl.SSLContext:
    """A context for servers.

    Raises:
        ConfigurationError: if certificate or key can't be used.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(CIPHERS)
    context.options |= ssl.OP_NO_COMPRESSION | ssl.OP_NO_RENEGOTIATION | ssl.OP_NO_TICKET
    context.options |= ssl.OP_CIPHER_SERVER_PREFERENCE | ssl.OP_SINGLE_ECDH_USE
    # A ticket is a secret kept for a resumption that we do not offer: XEP-0198 resumes sessions.
    context.num_tickets = 0
    try:
        context.load_cert_chain(certificate, key)
    except FileNotFoundError as error:
        raise ConfigurationError(
            f"tls: {error.filename or certificate} is missing; `casemate init` makes one"
        ) from error
    except (OSError, ssl.SSLError) as error:
        raise ConfigurationError(f"tls: {certificate} and {key} can't be used: {error}") from error
    return context


@cache
def exporter_works() -> bool:
    """Whether `export` can be trusted: both ends of a handshake in memory must export the same bytes.

    The standard library has no call for it, so OpenSSL's own is reached through the connection's pointer; where that
    pointer is can only be known by trying, once.
    """
    try:
        works = _both_ends_agree()
    except (OSError, AttributeError, ValueError, ssl.SSLError) as error:
        _log.warning("tls-exporter is not offered", reason=repr(error))
        return False
    if not works:
        _log.warning("tls-exporter is not offered", reason="two ends of a connection do not agree")
    return works


def export(sock: ssl.SSLSocket) -> bytes:
    """The channel binding `tls-exporter` of a TLS 1.3 connection (RFC 9266)."""
    inner = cast("Any", sock)._sslobj  # type: ignore[attr-defined]  # noqa: SLF001  # the object that holds OpenSSL's pointer
    pointer = ctypes.c_void_p.from_address(id(inner) + _pointer_offset())
    out = ctypes.create_string_buffer(_EXPORTER_BYTES)
    done = _openssl().SSL_export_keying_material(
        pointer, out, _EXPORTER_BYTES, EXPORTER_LABEL, len(EXPORTER_LABEL), b"", 0, 1
    )
    if done != 1:
        raise ValueError("OpenSSL exported nothing")
    return out.raw


def _pointer_offset() -> int:
    # struct PySSLSocket: PyObject_HEAD, then the owner's reference, then SSL*.
    return object.__basicsize__ + ctypes.sizeof(ctypes.c_void_p)


@cache
def _openssl() -> ctypes.CDLL:
    library = ctypes.CDLL(_ssl.__file__)
    function = library.SSL_export_keying_material
    function.restype = ctypes.c_int
    function.argtypes = [
        ctypes.c_void_p,
        ctypes.c_char_p,
        ctypes.c_size_t,
        ctypes.c_char_p,
        ctypes.c_size_t,
        ctypes.c_char_p,
        ctypes.c_size_t,
        ctypes.c_int,
    ]
    return library


def _both_ends_agree() -> bool:
    """A handshake between two sockets of ours with a certificate made for the purpose."""
    import tempfile  # noqa: PLC0415 - needed once, at start

    from casemate.server.selftest import throwaway_certificate  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="casemate-") as folder:
        certificate, key = throwaway_certificate(Path(folder))
        context = server_context(certificate, key)
        other = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        other.load_verify_locations(certificate)
    ours, theirs = socket.socketpair()
    with (
        context.wrap_socket(ours, server_side=True, do_handshake_on_connect=False) as server,
        other.wrap_socket(theirs, server_hostname="localhost", do_handshake_on_connect=False) as client,
    ):
        server.setblocking(False)
        client.setblocking(False)
        pending = [client, server]
        for _ in range(20):
            pending = [end for end in pending if not _shake(end)]
            if not pending:
                break
        if pending:
            return False
        mine, yours = export(server), export(client)
        return mine == yours and any(mine)


def _shake(end: ssl.SSLSocket) -> bool:
    try:
        end.do_handshake()
    except (ssl.SSLWantReadError, ssl.SSLWantWriteError):
        return False
    return True


def _end_point(certificate: Path) -> bytes:
    """The certificate's hash by its own signature hash, SHA-256 at least (RFC 5929 section 4.1)."""
    try:
        parsed = x509.load_pem_x509_certificate(certificate.read_bytes())
    except ValueError as error:
        raise ConfigurationError(f"tls: {certificate} is not a PEM certificate: {error}") from error
    algorithm = parsed.signature_hash_algorithm
    name = algorithm.name if algorithm is not None else "sha256"
    return hashlib.new("sha256" if name in {"md5", "sha1"} else name, parsed.public_bytes(Encoding.DER)).digest()
