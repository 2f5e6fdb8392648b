"""A small XMPP client of ours for tests: direct TLS or STARTTLS, SCRAM with and without channel binding, and plain waiting.

It parses what it receives with the standard library's parser, not with the server's.
"""

import asyncio
import base64
import hashlib
import hmac
import os
import re
import ssl
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from casemate.server.tls import export

HEADER = (
    "<?xml version='1.0'?><stream:stream to='{domain}' version='1.0' xmlns='jabber:client' "
    "xmlns:stream='http://etherx.jabber.org/streams'>"
)
_WRAP = "<w xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>{}</w>"
_SECONDS = 10.0


class Scram:
    """The client's side of SCRAM."""

    def __init__(
        self,
        user: str,
        password: str,
        mechanism: str,
        binding: str = "",
        channel: bytes = b"",
        flag: str = "n",
        authzid: str = "",
    ) -> None:
        self.digest = next(name for name in ("sha512", "sha256", "sha1") if name[3:] in mechanism)
        self._password = password
        named = f"a={authzid}" if authzid else ""
        self._gs2 = f"p={binding},{named}," if binding else f"{flag},{named},"
        self._channel = channel
        self._bare = f"n={user},r={os.urandom(12).hex()}"
        self.fields: dict[str, str] = {}

    def first(self) -> str:
        return self._gs2 + self._bare

    def final(self, challenge: bytes) -> bytes:
        self.fields = dict(part.split("=", 1) for part in challenge.decode().split(","))
        salted = salted_password(self._password, base64.b64decode(self.fields["s"]), self.fields["i"], self.digest)
        key = hmac.digest(salted, b"Client Key", self.digest)
        bound = base64.b64encode(self._gs2.encode() + self._channel).decode()
        final = f"c={bound},r={self.fields['r']}"
        message = f"{self._bare},{challenge.decode()},{final}".encode()
        signature = hmac.digest(hashlib.new(self.digest, key).digest(), message, self.digest)
        self.verifier = b"v=" + base64.b64encode(
            hmac.digest(hmac.digest(salted, b"Server Key", self.digest), message, self.digest)
        )
        proof = base64.b64encode(bytes(a ^ b for a, b in zip(key, signature, strict=True))).decode()
        return f"{final},p={proof}".encode()


def salted_password(password: str, salt: bytes, iterations: str, digest: str) -> bytes:
    return hashlib.pbkdf2_hmac(digest, password.encode(), salt, int(iterations))


def content(answer: str, name: str) -> bytes:
    """The base64 in the last element of that name."""
    return base64.b64decode(answer.rpartition(f"<{name}")[2].partition(">")[2].partition("<")[0])


class Client:
    """One connection."""

    def __init__(self, ca: Path, domain: str = "localhost") -> None:
        self.domain = domain
        self.jid = ""
        self.received = ""
        self._tls = ssl.create_default_context(cafile=str(ca))
        self.reader: asyncio.StreamReader
        self.writer: asyncio.StreamWriter

    async def connect(self, port: int, *, tls: bool = True) -> "Client":
        options: dict[str, Any] = {"ssl": self._tls, "server_hostname": "localhost"} if tls else {}
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", port, **options)
        return self

    async def starttls(self) -> None:
        self.send(HEADER.format(domain=self.domain))
        await self.until("</stream:features>")
        self.send("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
        await self.until("<proceed[^>]*/>")
        await self.writer.start_tls(self._tls, server_hostname="localhost")

    def send(self, text: str) -> None:
        self.writer.write(text.encode())

    async def until(self, pattern: str, seconds: float = _SECONDS) -> str:
        """Everything up to and including the first match; what follows stays for the next call."""
        async with asyncio.timeout(seconds):
            while (match := re.search(pattern, self.received, re.DOTALL)) is None:
                data = await self.reader.read(65536)
                if not data:
                    raise ConnectionError(f"closed while waiting for {pattern}; received {self.received[-500:]!r}")
                self.received += data.decode()
        seen, self.received = self.received[: match.end()], self.received[match.end() :]
        return seen

    async def element(self, name: str, seconds: float = _SECONDS) -> ET.Element:
        """The next element of that name at stream level, parsed; others before it are dropped."""
        text = await self.until(rf"<{name}\b[^>]*>", seconds)
        text = text[text.rindex(f"<{name}") :]
        while (parsed := _parsed(text)) is None:
            text += await self.until(f"</{name}>", seconds)
        return parsed

    async def closed(self, seconds: float = _SECONDS) -> str:
        """Wait until the server closes; everything received until then."""
        async with asyncio.timeout(seconds):
            while data := await self.reader.read(65536):
                self.received += data.decode()
        return self.received

    async def sign_in(self, user: str, password: str, mechanism: str = "SCRAM-SHA-256", binding: str = "") -> str:
        """One SASL exchange; returns the answer, `<success...` or `<failure...`."""
        self.send(HEADER.format(domain=self.domain))
        features = await self.until("</stream:features>")
        assert f">{mechanism}<" in features, features
        return await self.exchange(user, password, mechanism, binding)

    async def exchange(self, user: str, password: str, mechanism: str, binding: str = "", flag: str = "n") -> str:
        scram = Scram(user, password, mechanism, binding, self.channel(binding), flag)
        self.send(_auth(mechanism, scram.first()))
        answer = await self.until("</challenge>|</failure>")
        if "</failure>" in answer:
            return answer
        response = base64.b64encode(scram.final(content(answer, "challenge"))).decode()
        self.send(f"<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>{response}</response>")
        return await self.until("</success>|</failure>")

    def channel(self, kind: str) -> bytes:
        if not kind:
            return b""
        tls: Any = self.writer.get_extra_info("ssl_object")
        if kind == "tls-exporter":
            return export(tls)
        return hashlib.sha256(tls.getpeercert(binary_form=True)).digest()

    async def bind(self, resource: str = "test") -> str:
        self.send(HEADER.format(domain=self.domain))
        await self.until("</stream:features>")
        self.send(
            "<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
            f"<resource>{resource}</resource></bind></iq>"
        )
        answer = await self.element("iq")
        self.jid = "".join(answer.itertext())
        return self.jid

    async def available(self) -> None:
        self.send("<presence/>")
        await self.element("presence")

    def close(self) -> None:
        self.writer.close()


def _auth(mechanism: str, text: str) -> str:
    token = base64.b64encode(text.encode()).decode()
    return f"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='{mechanism}'>{token}</auth>"


def _parsed(text: str) -> ET.Element | None:
    try:
        return ET.fromstring(_WRAP.format(text))[0]
    except ET.ParseError:
        return None
