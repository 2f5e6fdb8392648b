"""Whether a certificate proves that a server is a domain's (RFC 6120 section 13.7, RFC 9525, XEP-0178).

The chain has to lead to an authority that is trusted, and the certificate has to name the domain: as dNSName, as SRVName of XMPP
between servers (RFC 4985) or as XmppAddr. What stands in its subject counts for nothing: to look for a name in that text is how one
is fooled (CVE-2025-59154, ATTACKS B8).
"""

import ssl
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID
from OpenSSL import crypto

from casemate.model.errors import ConfigurationError, InvalidJid
from casemate.model.jid import prepare_domain

SRV_NAME: Final = x509.ObjectIdentifier("1.3.6.1.5.5.7.8.7")
XMPP_ADDR: Final = x509.ObjectIdentifier("1.3.6.1.5.5.7.8.5")
SERVICE: Final = "_xmpp-server."
"""How an SRVName for this purpose begins."""
MAX_CHAIN: Final = 10
"""Certificates that one may show."""
_IA5: Final = 0x16
_UTF8: Final = 0x0C
_LONG: Final = 0x81
_BOTH: Final = frozenset({ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH})
_ANY: Final = ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE


class Trust:
    """The authorities that are trusted: the system's, and one's own."""

    def __init__(self, ca_file: Path | None = None) -> None:
        """Raises ConfigurationError if the file can't be used."""
        self._store = crypto.X509Store()
        known = ssl.get_default_verify_paths()
        if known.cafile or known.capath:
            self._store.load_locations(known.cafile, known.capath)
        if ca_file is not None:
            try:
                self._store.load_locations(str(ca_file))
            except crypto.Error as error:
                raise ConfigurationError(f"federation.ca_file: {ca_file} is no PEM file of certificates") from error

    def objection(self, shown: Sequence[x509.Certificate], domain: str, *, serving: bool) -> str:
        """Why what a server has shown does not prove that it is `domain`; empty if it does.

        `serving` if it is the one that was connected to; one that connects may have a certificate for clients as well.
        """
        if not shown:
            return "it has shown no certificate"
        if len(shown) > MAX_CHAIN:
            return "it has shown too many certificates"
        own = shown[0]
        try:
            if not _usable(own, serving=serving):
                return "its certificate is for something else"
            if not any(matches(name, domain) for name in names(own)):
                return f"its certificate does not name {domain}"
        except ValueError:
            return "its certificate can't be read"
        chain = [crypto.X509.from_cryptography(each) for each in shown]
        try:
            crypto.X509StoreContext(self._store, chain[0], chain[1:]).verify_certificate()
        except crypto.X509StoreContextError as error:
            return f"its certificate is not trusted: {error}"
        return ""


def names(certificate: x509.Certificate) -> Iterator[str]:
    """The host names for which a certificate is good, in their ASCII form; `*.` in front of those with a wildcard.

    Raises:
        ValueError: if the certificate is malformed.
    """
    try:
        alternatives = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return
    yield from (name.lower() for name in alternatives.get_values_for_type(x509.DNSName))
    for other in alternatives.get_values_for_type(x509.OtherName):
        if other.type_id == SRV_NAME:
            name = _text(other.value, _IA5).lower()
            if name.startswith(SERVICE) and "*" not in name:
                yield name.removeprefix(SERVICE)
        elif other.type_id == XMPP_ADDR:
            name = _text(other.value, _UTF8)
            if name and "*" not in name:
                yield _ascii(name)


def matches(name: str, domain: str) -> bool:
    """Whether a name of a certificate is the domain's; `*` stands for exactly one label, the first (RFC 9525 section 6.3)."""
    wanted = _ascii(domain)
    if not name or not wanted or domain.startswith("["):
        return False
    if not name.startswith("*."):
        return "*" not in name and name == wanted
    parent = name[2:]
    return "." in parent and "*" not in parent and wanted.partition(".")[2] == parent


def _ascii(domain: str) -> str:
    try:
        return prepare_domain(domain).encode("idna").decode()
    except (InvalidJid, UnicodeError):
        return ""


def _usable(certificate: x509.Certificate, *, serving: bool) -> bool:
    try:
        usages = set(certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value)
    except x509.ExtensionNotFound:
        return True
    wanted = {ExtendedKeyUsageOID.SERVER_AUTH} if serving else set(_BOTH)
    return bool(usages & (wanted | {_ANY}))


def _text(value: bytes, tag: int) -> str:
    """The text in a DER string of up to 255 bytes; empty for anything else."""
    if len(value) >= 3 and value[0] == tag and value[1] == _LONG and value[2] == len(value) - 3:
        body = value[3:]
    elif len(value) >= 2 and value[0] == tag and value[1] < 0x80 and value[1] == len(value) - 2:
        body = value[2:]
    else:
        return ""
    try:
        return body.decode("ascii" if tag == _IA5 else "utf-8")
    except UnicodeDecodeError:
        return ""
