"""A browser at a whole server: cookies, the header that no form can set, an authenticator app, a WebSocket."""

import base64
import ssl
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from pyotp import TOTP
from websockets.asyncio.client import ClientConnection, connect

from casemate.accounts.api import Role, Wanted
from casemate.model.jid import Jid
from tests.place import Place

PASSWORD = "lantern cobweb tooth"
AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
FRAMING = "urn:ietf:params:xml:ns:xmpp-framing"
SASL = "urn:ietf:params:xml:ns:xmpp-sasl"
OPEN = f"<open xmlns='{FRAMING}' to='localhost' version='1.0'/>"


class Browser:
    """One browser of one person."""

    def __init__(self, place: Place, http: httpx.AsyncClient, tls: ssl.SSLContext) -> None:
        self.place = place
        self.http = http
        self.tls = tls
        self.app: TOTP | None = None
        self.step = 0

    async def ask(self, method: str, path: str, body: object = None, **headers: str) -> httpx.Response:
        """Ask the API; a body is JSON."""
        return await self.http.request(method, f"/api/v1{path}", json=body, headers=headers)

    async def post(self, path: str, **body: object) -> httpx.Response:
        return await self.ask("POST", path, body)

    async def state(self) -> str:
        return str((await self.ask("GET", "/session")).json()["state"])

    def code(self) -> str:
        """A code of the authenticator app that was not shown yet."""
        assert self.app is not None
        now = int(time.time()) // 30
        self.step = max(self.step + 1, now - 1)
        assert self.step <= now + 1, "no more codes now: each is taken once"
        return self.app.at(self.step * 30)

    async def accept(self, name: str, role: Role = Role.EMPLOYEE, domain: str = "localhost") -> dict[str, Any]:
        """Be invited, and make the account."""
        _, token = await self.place.house.accounts.invite(Wanted(domain=domain, role=role, seconds=3600))
        answer = await self.post("/invitations/accept", token=token, name=name, password=PASSWORD)
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def set_up(self) -> dict[str, Any]:
        """Set up an authenticator app."""
        new = (await self.post("/factors/totp", name="Phone")).json()
        self.app = TOTP(new["secret"].replace(" ", ""))
        answer = await self.post(f"/factors/totp/{new['id']}/confirm", code=self.code())
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def join(self, name: str, role: Role = Role.EMPLOYEE, domain: str = "localhost") -> "Browser":
        """All that somebody does at first."""
        await self.accept(name, role, domain)
        assert (await self.set_up())["state"] == "signed-in"
        return self

    async def sign_in(self, name: str, password: str = PASSWORD) -> httpx.Response:
        """The first step."""
        return await self.post("/session/password", address=f"{name}@localhost", password=password)

    async def stream(self) -> ClientConnection:
        """A stream, signed in with a token."""
        answer = await self.post("/session/socket-token")
        assert answer.status_code == 200, answer.text
        socket, said = await self.authenticate(answer.json()["token"])
        assert said.startswith("<success"), said
        return socket

    async def authenticate(self, token: str) -> tuple[ClientConnection, str]:
        """Show a token on a new stream; gives the stream and the answer."""
        origin = self.place.house.ways.origin
        url = origin.replace("https", "wss") + "/xmpp"
        socket = await connect(url, ssl=self.tls, subprotocols=["xmpp"], proxy=None, origin=origin)
        await socket.send(OPEN)
        while "features" not in await socket.recv():
            pass
        data = base64.b64encode(f"n,,\x01auth=Bearer {token}\x01\x01".encode()).decode()
        await socket.send(f"<auth xmlns='{SASL}' mechanism='OAUTHBEARER'>{data}</auth>")
        return socket, str(await socket.recv())


@asynccontextmanager
async def browser(place: Place, agent: str = AGENT) -> AsyncGenerator[Browser]:
    """A browser that has never been here."""
    tls = ssl.create_default_context(cafile=str(place.ca))
    headers = {"X-Casemate-CSRF": "1", "User-Agent": agent, "Sec-Fetch-Site": "same-origin"}
    async with httpx.AsyncClient(verify=tls, base_url=place.house.ways.origin, headers=headers, timeout=30) as http:
        yield Browser(place, http, tls)


def at_localhost(name: str) -> Jid:
    return Jid(name, "localhost", "")


def problem(answer: httpx.Response) -> str:
    """The name of the problem in an answer."""
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == answer.status_code
    assert told["detail"].endswith((".", "?"))
    return str(told["type"]).removeprefix("urn:casemate:problem:")
