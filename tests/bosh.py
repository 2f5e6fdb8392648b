"""A small BOSH client of ours for tests (XEP-0124, XEP-0206): real HTTPS, the standard library's parser, numbers as a client counts them."""

import base64
import ssl
from pathlib import Path
from xml.etree import ElementTree as ET

import httpx

from tests.client import Scram

NS = "http://jabber.org/protocol/httpbind"
XBOSH = "urn:xmpp:xbosh"
_SASL = "urn:ietf:params:xml:ns:xmpp-sasl"
_BODY = f"<body xmlns='{NS}' xmlns:xmpp='{XBOSH}'"


class BoshClient:
    """One session."""

    def __init__(self, base: str, ca: Path, domain: str = "localhost") -> None:
        self.url = f"{base}/http-bind"
        self.domain = domain
        self.sid = ""
        self.rid = 4_000_000
        self.terms: dict[str, str] = {}
        self.jid = ""
        self.http = httpx.AsyncClient(verify=ssl.create_default_context(cafile=str(ca)), timeout=20)

    async def post(self, data: str | bytes, **headers: str) -> httpx.Response:
        return await self.http.post(
            self.url, content=data, headers={"Content-Type": "text/xml; charset=utf-8"} | headers
        )

    async def create(self, **attributes: str) -> ET.Element:
        """Ask for a session."""
        given = {"to": self.domain, "wait": "2", "hold": "1", "ver": "1.6", "xmpp:version": "1.0"} | attributes
        text = f"{_BODY} rid='{self.rid}'{_written(given)}/>"
        answer = ET.fromstring((await self.post(text)).text)
        self.terms = dict(answer.attrib)
        self.sid = answer.get("sid", "")
        return answer

    def request(self, payload: str = "", rid: int | None = None, **attributes: str) -> str:
        """The text of the next request, or of one with the number `rid`."""
        if rid is None:
            self.rid += 1
            rid = self.rid
        return f"{_BODY} sid='{self.sid}' rid='{rid}'{_written(attributes)}>{payload}</body>"

    async def say(self, payload: str = "", rid: int | None = None, **attributes: str) -> ET.Element:
        """A request and its answer."""
        return ET.fromstring((await self.post(self.request(payload, rid, **attributes))).text)

    async def until(self, answer: ET.Element, name: str) -> ET.Element:
        """The first element of that name in this answer, or in those to empty requests."""
        while (found := next((e for e in answer.iter() if e.tag.endswith("}" + name)), None)) is None:
            assert answer.get("type") != "terminate", ET.tostring(answer)
            answer = await self.say()
        return found

    async def sign_in(self, user: str, password: str, mechanism: str = "SCRAM-SHA-256") -> ET.Element:
        """One SASL exchange; `<success/>` or `<failure/>`."""
        scram = Scram(user, password, mechanism)
        first = base64.b64encode(scram.first().encode()).decode()
        answer = await self.say(f"<auth xmlns='{_SASL}' mechanism='{mechanism}'>{first}</auth>")
        challenge = (await self.until(answer, "challenge")).text or ""
        final = base64.b64encode(scram.final(base64.b64decode(challenge))).decode()
        answer = await self.say(f"<response xmlns='{_SASL}'>{final}</response>")
        return next(iter(answer)) if len(answer) else next(iter(await self.say()))

    async def bind(self, resource: str = "web") -> str:
        answer = await self.say(**{"xmpp:restart": "true", "to": self.domain})
        await self.until(answer, "features")
        answer = await self.say(
            "<iq xmlns='jabber:client' type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
            f"<resource>{resource}</resource></bind></iq>"
        )
        self.jid = (await self.until(answer, "jid")).text or ""
        return self.jid

    async def enter(self, user: str, password: str) -> "BoshClient":
        """From nothing to a bound session."""
        await self.create()
        assert (await self.sign_in(user, password)).tag.endswith("success")
        await self.bind()
        return self

    async def close(self) -> None:
        await self.http.aclose()


def _written(attributes: dict[str, str]) -> str:
    return "".join(f" {name}='{value}'" for name, value in attributes.items())
