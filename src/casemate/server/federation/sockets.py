"""TLS between servers: either side shows its certificate, and what comes is looked at after the handshake (`certificates`).

A handshake that fails for a certificate tells nobody why, and `ssl` can't ask for a client's certificate without failing for it:
one that is good for servers only would end every connection. So the handshake takes any certificate here, and nothing but TLS has
come of it until the certificate is judged for the domain that the other server says it is.
"""

import socket
import ssl
from pathlib import Path
from typing import Any, Final

from cryptography import x509
from OpenSSL import SSL

from casemate.model.errors import ConfigurationError
from casemate.server.tls import CIPHERS
from casemate.server.transport import Transport

ALPN: Final = b"xmpp-server"
"""XEP-0368 section 3."""
_OPTIONS: Final = ssl.OP_NO_COMPRESSION | ssl.OP_NO_RENEGOTIATION | ssl.OP_NO_TICKET


class PeerSocket:
    """A `transport.TlsSocket` that can show the other side's certificates."""

    def __init__(self, connection: SSL.Connection, sock: socket.socket) -> None:
        self._connection = connection
        self._sock = sock

    def fileno(self) -> int:
        """The socket's descriptor."""
        return self._sock.fileno()

    def do_handshake(self) -> None:
        """Go on with the handshake."""
        try:
            self._connection.do_handshake()
        except SSL.Error as error:
            raise _as_ssl(error) from error

    def recv(self, buflen: int, /) -> bytes:
        """Decrypted bytes; none at the end."""
        try:
            return self._connection.recv(buflen)
        except (SSL.ZeroReturnError, SSL.SysCallError):
            return b""
        except SSL.Error as error:
            raise _as_ssl(error) from error

    def send(self, data: bytes, /) -> int:
        """How many bytes were taken."""
        try:
            return self._connection.send(data)
        except SSL.Error as error:
            raise _as_ssl(error) from error

    def pending(self) -> int:
        """Bytes decrypted already."""
        return self._connection.pending()

    def unwrap(self) -> object:
        """Say that this is the end."""
        try:
            return self._connection.shutdown()
        except SSL.Error as error:
            raise _as_ssl(error) from error

    def shutdown(self, how: int, /) -> None:
        """As of a socket."""
        self._sock.shutdown(how)

    def close(self) -> None:
        """As of a socket."""
        self._sock.close()

    def certificates(self) -> list[x509.Certificate]:
        """What the other side has shown: its own certificate, then those that it says lead to it; none if it has shown none."""
        own = self._connection.get_peer_certificate(as_cryptography=True)
        if own is None:
            return []
        others = self._connection.get_peer_cert_chain(as_cryptography=True) or []
        return [own, *(other for other in others if other != own)]


class PeerTls:
    """Makes connections to and from other servers secure."""

    def __init__(self, certificate: Path, key: Path) -> None:
        """Raises ConfigurationError if certificate or key can't be used."""
        self._files = certificate, key
        self._accepting = _context(certificate, key)
        self._initiating = _context(certificate, key)
        self._prepare()

    def reload(self) -> None:
        """Read both files again; on an error everything stays as it was.

        Raises:
            ConfigurationError: if they can't be used.
        """
        accepting, initiating = _context(*self._files), _context(*self._files)
        self._accepting, self._initiating = accepting, initiating
        self._prepare()

    def _prepare(self) -> None:
        self._accepting.set_alpn_select_callback(_select)
        self._initiating.set_alpn_protos([ALPN])

    def accept(self, sock: socket.socket) -> PeerSocket:
        """The accepting side."""
        connection = SSL.Connection(self._accepting, sock)
        connection.set_accept_state()
        return PeerSocket(connection, sock)

    def connect(self, sock: socket.socket, domain: str) -> PeerSocket:
        """The initiating side, which says whom it looks for."""
        connection = SSL.Connection(self._initiating, sock)
        connection.set_connect_state()
        if not domain.startswith("["):
            connection.set_tlsext_host_name(domain.encode("idna"))
        return PeerSocket(connection, sock)


def _context(certificate: Path, key: Path) -> SSL.Context:
    context = SSL.Context(SSL.TLS_METHOD)
    context.set_min_proto_version(SSL.TLS1_2_VERSION)
    context.set_cipher_list(CIPHERS.encode())
    context.set_options(int(_OPTIONS))
    context.set_session_cache_mode(SSL.SESS_CACHE_OFF)
    context.set_verify(SSL.VERIFY_PEER, _any)
    try:
        context.use_certificate_chain_file(str(certificate))
        context.use_privatekey_file(str(key))
        context.check_privatekey()
    except SSL.Error as error:
        raise ConfigurationError(f"tls: {certificate} and {key} can't be used between servers: {error}") from error
    return context


def _any(_connection: SSL.Connection, _certificate: Any, _error: int, _depth: int, _ok: int) -> bool:
    return True


def _select(_connection: SSL.Connection, offered: list[bytes]) -> Any:
    return ALPN if ALPN in offered else SSL.NO_OVERLAPPING_PROTOCOLS


def _as_ssl(error: SSL.Error) -> OSError:
    if isinstance(error, SSL.WantReadError):
        return ssl.SSLWantReadError()
    if isinstance(error, SSL.WantWriteError):
        return ssl.SSLWantWriteError()
    return ssl.SSLError(repr(error))


def shown(transport: Transport) -> list[x509.Certificate]:
    """What the other side of a connection has shown."""
    sock = transport.secured_by
    return sock.certificates() if isinstance(sock, PeerSocket) else []
