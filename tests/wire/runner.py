"""Runs wire scripts: readable text files of what clients send and must receive, against a whole server over TLS.

    # A comment; the first ones say which rule of which specification the script is about.
    client alice                     alice@localhost/test signs in and becomes available
    client phone is bob/phone        another label, person and resource
    client desk is bob/desk quietly  no initial presence
    stranger guest                   a connection that does not sign in; what it is offered is the first that it receives
    alice invites guest              an invitation of hers to make an account and be a contact; its token is `$guest`
    alice invites guest as carol     the same, and the name is kept
    component bridge                 the external component bridge.example connects (XEP-0114)
    client new is bob/App in one step
        <enable xmlns='urn:xmpp:carbons:2'/>    what it asks for as it binds (XEP-0386); no presence, and its address is `$new`
    alice sends
        <message to='bob@localhost' type='chat'><body>hello</body></message>
    phone receives
        <message from='alice@localhost/test' id='$1'><body>hello</body></message>
    desk receives nothing
    alice leaves
    alice opens tea as Alice         makes the room tea@rooms.localhost, not further configured
    alice opens tea as Alice with membersonly=1 whois=moderators external=1
    alice befriends bob              each may see the other's presence
    bob wants NODE NODE              their client's capabilities name what it is to be told of (NODE+notify)
    bob enters tea as Bob            up to the subject; those in it already see it (they get one presence)

`receives` takes the client's next stanza. It must have the pattern's name, namespace, attributes and children; it may have more.
With `receives exactly` it may not. `*` stands for any value; `$name` for any value that is the same everywhere in the script,
also in what is sent. `receives nothing` waits until the server has dealt with all that was sent to it, then asks for a pong and takes no stanza before it. Several patterns under one
`receives` come in any order. `!attribute='*'` in a pattern is written as `no:attribute='*'`, and `<no:name xmlns:.../>` as a child.
"""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

from casemate.accounts.api import Wanted
from casemate.model.jid import Jid
from tests.client import HEADER, Client
from tests.place import Place
from tests.sasl2 import agent, bind, connect, who

NO = "urn:casemate:wire:no"
_OPEN = "<w xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' xmlns:no='urn:casemate:wire:no'>"
_EXTERNAL = "{urn:casemate:rooms:0}external"
_SECONDS = 10.0
_PING = "<iq type='get' id='wire-ping'{}><ping xmlns='urn:xmpp:ping'/></iq>"
_OURS = {"bridge.example": "localhost", "strange.example": "other.example"}
"""With whom each component may speak."""


class Step(NamedTuple):
    """A line of a script, with what is indented below it."""

    line: int
    words: str
    body: str


class Failed(AssertionError):
    """What the script wanted and what came instead."""


def steps(text: str) -> Iterator[Step]:
    """The steps of a script."""
    lines = text.splitlines()
    number = 0
    while number < len(lines):
        words, start = lines[number].strip(), number + 1
        number += 1
        if not words or words.startswith("#"):
            continue
        body: list[str] = []
        while number < len(lines) and (lines[number].startswith((" ", "\t")) or not lines[number].strip()):
            body.append(lines[number].strip())
            number += 1
        yield Step(start, words, " ".join(part for part in body if part))


class Line:
    """A client of the script: the stanzas that it receives, one by one."""

    def __init__(self, client: Client) -> None:
        self.client = client
        ours = _OURS.get(client.domain)
        self._ping = _PING.format(f" from='{client.domain}' to='{ours}'" if ours else "")
        self._parser = ET.XMLPullParser(("start", "end"))
        self._parser.feed(_OPEN)
        self._depth = 0
        self._stanzas: list[ET.Element] = []

    async def next(self) -> ET.Element:
        """The next stanza."""
        async with asyncio.timeout(_SECONDS):
            while not self._stanzas:
                if not self.client.received:
                    data = await self.client.reader.read(65536)
                    if not data:
                        raise ConnectionError("the server closed the stream")
                    self.client.received = data.decode()
                received, self.client.received = self.client.received, ""
                self._parser.feed(received.replace("</stream:stream>", ""))
                self._collect()
        return self._stanzas.pop(0)

    async def pong(self) -> None:
        """Wait until the server has read all that this client has sent; what comes meanwhile is kept."""
        self.client.send(self._ping)
        kept: list[ET.Element] = []
        while (stanza := await self.next()).get("id") != "wire-ping":
            kept.append(stanza)
        self._stanzas = kept + self._stanzas

    def put_back(self, stanzas: list[ET.Element]) -> None:
        """Stanzas that are to be the next again."""
        self._stanzas = stanzas + self._stanzas

    def drop_presence(self) -> None:
        """Forget what came of presences and rosters."""
        self._stanzas = [stanza for stanza in self._stanzas if stanza.tag == "{jabber:client}message"]

    def waiting(self) -> ET.Element | None:
        """What has come and was not asked for yet."""
        return next(iter(self._stanzas), None)

    def _collect(self) -> None:
        for event, element in self._parser.read_events():
            self._depth += 1 if event == "start" else -1
            if event == "end" and self._depth == 1:
                self._stanzas.append(element)


class Run:
    """One run of a script."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._lines: dict[str, Line] = {}
        self._known: dict[str, str] = {}
        self._rooms: dict[str, list[str]] = {}

    async def script(self, path: Path) -> None:
        """Run a script to its end.

        Raises:
            Failed: naming the line that did not come true.
        """
        for step in steps(path.read_text()):
            try:
                await self._step(step)
            except TimeoutError:
                raise Failed(f"{path.name}:{step.line}: {step.words}: nothing came") from None
            except (Failed, ConnectionError) as error:
                raise Failed(f"{path.name}:{step.line}: {step.words}: {error}") from None

    async def _step(self, step: Step) -> None:
        words = step.words.split()
        match words:
            case ["client", label]:
                await self._join(label, label, quietly=False)
            case ["client", label, "quietly"]:
                await self._join(label, label, quietly=True)
            case ["client", label, "is", address]:
                await self._join(label, address, quietly=False)
            case ["client", label, "is", address, "quietly"]:
                await self._join(label, address, quietly=True)
            case ["client", label, "is", address, "in", "one", "step"]:
                await self._enter(label, address, step.body)
            case [label, "sends"]:
                self._lines[label].client.send(self._filled(step.body))
            case [label, "receives"]:
                await self._receives(self._lines[label], step.body, exactly=False)
            case [label, "receives", "exactly"]:
                await self._receives(self._lines[label], step.body, exactly=True)
            case [label, "receives", "nothing"]:
                await self._nothing(self._lines[label])
            case [label, "leaves"]:
                line = self._lines.pop(label)
                line.client.send("</stream:stream>")
                await line.client.closed()
            case [label, *what]:
                await self._several(label, what)
            case _:
                raise Failed("no such step")

    async def _several(self, label: str, what: list[str]) -> None:
        """A step that is several stanzas, or a component's arrival."""
        match what:
            case [name] if label == "stranger":
                await self._stranger(name)
            case ["invites", guest]:
                await self._invites(label, guest, None)
            case ["invites", guest, "as", name]:
                await self._invites(label, guest, name)
            case [name] if label == "component":
                self._lines[name] = Line(await self._place.component(f"{name}.example"))
            case ["befriends", other]:
                await self._befriends(label, other)
            case ["wants", *nodes]:
                await self._wants(label, nodes)
            case ["opens", room, "as", nick]:
                await self._opens(label, room, nick, [])
            case ["opens", room, "as", nick, "with", *settings]:
                await self._opens(label, room, nick, settings)
            case ["enters", room, "as", nick]:
                await self._enters(label, room, nick)
            case _:
                raise Failed("no such step")

    async def _join(self, label: str, address: str, *, quietly: bool) -> None:
        name, _, resource = address.partition("/")
        client = await self._place.client(name, resource or "test", available=not quietly)
        self._lines[label] = Line(client)

    async def _stranger(self, label: str) -> None:
        client = await self._place.connect()
        client.send(HEADER.format(domain=client.domain))
        offered = await client.until("</stream:features>")
        client.received = offered[offered.index("<stream:features") :] + client.received
        self._lines[label] = Line(client)

    async def _invites(self, label: str, guest: str, name: str | None) -> None:
        inviter = await self._place.house.accounts.person(Jid.parse(self._lines[label].client.jid).bare)
        assert inviter is not None
        wanted = Wanted(domain=inviter.jid.domain, inviter=inviter, name=name, befriends=True, seconds=3600.0)
        _, self._known[guest] = await self._place.house.accounts.invite(wanted, str(inviter.jid))

    async def _enter(self, label: str, address: str, asked: str) -> None:
        """Sign in and bind by XEP-0388 and XEP-0386; no presence, and an address that the server chooses."""
        name, _, tag = address.partition("/")
        client = await connect(self._place)
        success = await client.enter(name, self._place.credentials[name], agent(label) + bind(tag, asked))
        await client.until("</stream:features>")
        client.jid = self._known[label] = who(success)
        self._lines[label] = Line(client)

    async def _befriends(self, label: str, other: str) -> None:
        lines = self._lines[label], self._lines[other]
        for line, them in (lines, reversed(lines)):
            line.client.send(f"<presence to='{them.client.jid.partition('/')[0]}' type='subscribed'/>")
        await self._calm()
        for line, them in (lines, reversed(lines)):
            line.client.send(f"<presence to='{them.client.jid.partition('/')[0]}' type='subscribe'/>")
        await self._calm()

    async def _wants(self, label: str, nodes: list[str]) -> None:
        line = self._lines[label]
        line.client.send(
            f"<presence><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='urn:{label}' ver='{len(nodes)}'/></presence>"
        )
        kept: list[ET.Element] = []
        while (stanza := await line.next()).get("type") != "get":
            kept.append(stanza)
        line.put_back(kept)
        features = "".join(f"<feature var='{node}+notify'/>" for node in nodes)
        line.client.send(
            f"<iq type='result' id='{stanza.get('id')}' to='{stanza.get('from')}'>"
            f"<query xmlns='http://jabber.org/protocol/disco#info'>{features}</query></iq>"
        )
        await self._calm()

    async def _calm(self) -> None:
        """Wait until all that was sent has had its effect; presences of contacts, and pushes, are not looked at."""
        for _ in range(2):
            for line in self._lines.values():
                await line.pong()
            await self._place.settled()
        for line in self._lines.values():
            await line.pong()
            line.drop_presence()

    async def _opens(self, label: str, room: str, nick: str, settings: list[str]) -> None:
        await self._enters(label, room, nick)
        fields = "".join(
            f"<field var='{_EXTERNAL if name == 'external' else f'muc#roomconfig_{name}'}'><value>{value}</value></field>"
            for name, value in (setting.split("=") for setting in settings)
        )
        self._lines[label].client.send(
            f"<iq type='set' id='open' to='{room}@rooms.localhost'><query xmlns='http://jabber.org/protocol/muc#owner'>"
            f"<x xmlns='jabber:x:data' type='submit'>{fields}</x></query></iq>"
        )
        await self._receives(self._lines[label], "<iq type='result' id='open'/>", exactly=False)

    async def _enters(self, label: str, room: str, nick: str) -> None:
        line, others = self._lines[label], self._rooms.setdefault(room, [])
        line.client.send(
            f"<presence to='{room}@rooms.localhost/{nick}'><x xmlns='http://jabber.org/protocol/muc'/></presence>"
        )
        while (stanza := await line.next()).find("{jabber:client}subject") is None:
            if stanza.get("type") == "error":
                raise Failed(f"received {ET.tostring(stanza, 'unicode')}")
        others = [other for other in others if other != label]
        for other in others:
            if other in self._lines:
                await self._receives(
                    self._lines[other], f"<presence from='{room}@rooms.localhost/{nick}'/>", exactly=False
                )
        self._rooms[room] = [*others, label]

    async def _receives(self, line: Line, body: str, *, exactly: bool) -> None:
        patterns = list(ET.fromstring(f"{_OPEN}{body}</w>"))
        while patterns:
            stanza = await line.next()
            for pattern in patterns:
                known = dict(self._known)
                if matches(pattern, stanza, known, exactly=exactly):
                    self._known = known
                    patterns.remove(pattern)
                    break
            else:
                raise Failed(f"received {ET.tostring(stanza, 'unicode')}")

    async def _nothing(self, line: Line) -> None:
        for each in self._lines.values():
            await each.pong()
        await self._place.settled()
        await line.pong()
        if (stanza := line.waiting()) is not None:
            raise Failed(f"received {ET.tostring(stanza, 'unicode')}")

    def _filled(self, body: str) -> str:
        return re.sub(r"\$(\w+)", lambda match: self._known.get(match[1], match[0]), body)


def matches(pattern: ET.Element, element: ET.Element, known: dict[str, str], *, exactly: bool) -> bool:
    """Whether an element is as the pattern says; values of `$names` are added to `known`."""
    if pattern.tag != element.tag or not _same(pattern.text, element.text, known, exactly=exactly):
        return False
    for name, value in pattern.attrib.items():
        if name.startswith(f"{{{NO}}}"):
            if name.removeprefix(f"{{{NO}}}") in element.attrib:
                return False
        elif name not in element.attrib or not _same(value, element.attrib[name], known, exactly=True):
            return False
    if exactly and len(element.attrib) > len(pattern.attrib):
        return False
    left = list(element)
    for child in pattern:
        if child.tag.startswith(f"{{{NO}}}"):
            if any(other.tag.rpartition("}")[2] == child.tag.rpartition("}")[2] for other in element):
                return False
            continue
        found = next((other for other in left if matches(child, other, known, exactly=exactly)), None)
        if found is None:
            return False
        left.remove(found)
    return not (exactly and left)


def _same(wanted: str | None, value: str | None, known: dict[str, str], *, exactly: bool) -> bool:
    wanted, value = (wanted or "").strip(), (value or "").strip()
    if wanted.startswith("$"):
        return known.setdefault(wanted[1:], value) == value
    return wanted in {"*", value} or (not wanted and not exactly)
