"""A client of ours that signs in by the extensible profile: SASL2 (XEP-0388), Bind 2 (XEP-0386) and FAST (XEP-0484)."""

import base64
import hashlib
import hmac
from xml.etree import ElementTree as ET

from tests.client import Client, Scram, content
from tests.place import Place

HEADER = (
    "<?xml version='1.0'?><stream:stream from='{user}@{domain}' to='{domain}' version='1.0' xmlns='jabber:client' "
    "xmlns:stream='http://etherx.jabber.org/streams'>"
)
SASL2 = "{urn:xmpp:sasl:2}"
BIND2 = "{urn:xmpp:bind:0}"
FAST = "{urn:xmpp:fast:0}"
MAM = "{urn:xmpp:mam:2}"
SM = "{urn:xmpp:sm:3}"
STREAMS = "{http://etherx.jabber.org/streams}"
DONE = "</success>|</failure>|</continue>"


class Client2(Client):
    """One connection."""

    verifier = b""
    """What the server has to know about the password to be the right one."""

    async def features(self, user: str) -> ET.Element:
        """Open the stream."""
        self.send(HEADER.format(user=user, domain=self.domain))
        return await self.element("stream:features")

    async def scram(
        self,
        user: str,
        password: str,
        mechanism: str = "SCRAM-SHA-256",
        inline: str = "",
        binding: str = "",
        authzid: str = "",
    ) -> ET.Element:
        """One exchange on an open stream; returns `<success/>`, `<failure/>` or `<continue/>`."""
        exchange = Scram(user, password, mechanism, binding, self.channel(binding), authzid=authzid)
        self.send(authenticate(mechanism, exchange.first().encode(), inline))
        answer = await self.until("</challenge>|</failure>")
        if "</failure>" in answer:
            return parsed(answer, "failure")
        self.send(
            f"<response xmlns='urn:xmpp:sasl:2'>{encoded(exchange.final(content(answer, 'challenge')))}</response>"
        )
        self.verifier = exchange.verifier
        return await self.outcome()

    async def outcome(self) -> ET.Element:
        text = await self.until(DONE)
        return parsed(text, text.rpartition("</")[2].removesuffix(">"))

    async def enter(self, user: str, password: str, inline: str = "", **how: str) -> ET.Element:
        """Open the stream and sign in."""
        await self.features(user)
        return await self.scram(user, password, inline=inline, **how)

    def hashed_token(self, user: str, token: str, mechanism: str) -> bytes:
        """What a client says first with a token (draft-schmaus-kitten-sasl-ht)."""
        proof = hmac.digest(token.encode(), b"Initiator" + self.channel(KINDS[mechanism]), hashlib.sha256)
        return user.encode() + b"\0" + proof

    def token(self, user: str, token: str, mechanism: str, inline: str = "", fast: str = "") -> None:
        """Header and sign-in with a token in one flight."""
        self.send(HEADER.format(user=user, domain=self.domain))
        self.send_token(user, token, mechanism, inline, fast)

    def send_token(self, user: str, token: str, mechanism: str, inline: str = "", fast: str = "") -> None:
        fast = f"<fast xmlns='urn:xmpp:fast:0'{fast}/>"
        self.send(authenticate(mechanism, self.hashed_token(user, token, mechanism), inline + fast))


KINDS = {"HT-SHA-256-EXPR": "tls-exporter", "HT-SHA-256-ENDP": "tls-server-end-point", "HT-SHA-256-NONE": ""}


async def connect(place: Place) -> Client2:
    client = await Client2(place.ca).connect(place.port)
    assert isinstance(client, Client2)
    place.clients.append(client)
    return client


def authenticate(mechanism: str, initial: bytes | None, inline: str = "") -> str:
    response = "" if initial is None else f"<initial-response>{encoded(initial)}</initial-response>"
    return f"<authenticate xmlns='urn:xmpp:sasl:2' mechanism='{mechanism}'>{response}{inline}</authenticate>"


def bind(tag: str = "", *features: str) -> str:
    named = f"<tag>{tag}</tag>" if tag else ""
    return f"<bind xmlns='urn:xmpp:bind:0'>{named}{''.join(features)}</bind>"


def agent(client: str = "d4565fa7-4d72-4749-b3d3-740edbf87770") -> str:
    return f"<user-agent id='{client}'><software>Tests</software><device>Desk</device></user-agent>"


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


def parsed(text: str, name: str) -> ET.Element:
    return ET.fromstring(text[text.rindex(f"<{name} ") :])


def condition(failure: ET.Element) -> str:
    """The condition of a failure."""
    assert failure.tag == f"{SASL2}failure", ET.tostring(failure)
    return failure[0].tag.removeprefix("{urn:ietf:params:xml:ns:xmpp-sasl}")


def who(success: ET.Element) -> str:
    assert success.tag == f"{SASL2}success", ET.tostring(success)
    return success.findtext(f"{SASL2}authorization-identifier") or ""
