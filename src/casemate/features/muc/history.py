"""What newcomers are shown of what was said (XEP-0045 section 7.2.15), and the subject (7.2.16)."""

import itertools
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from casemate.archive.api import Archive, ArchiveQuery, Stored
from casemate.features.muc.moderation import tombstone
from casemate.features.muc.names import DELAY, MUC, STANZA_ID, USER
from casemate.features.muc.stanzas import mark_of, of_room, room_jid, with_children
from casemate.model.ids import ArchiveId, encode_id
from casemate.model.jid import Jid
from casemate.rooms.api import MAX_HISTORY, Role, Room, Said, Subject
from casemate.server.api import Sender
from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.limits import STORED
from casemate.xmpp.parser import parse_stanza
from casemate.xmpp.serialize import serialize


class History:
    """Keeps the newest messages of each room in memory; reads them from the archive when a room is first entered."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._known: set[int] = set()

    async def ready(self, room: Room) -> None:
        """Read what was said before the server started."""
        if room.row in self._known:
            return
        self._known.add(room.row)
        page = await self._archive.page(
            room.tenant, room.jid, ArchiveQuery(MAX_HISTORY, start=room.created, backward=True)
        )
        have = {said.id for said in room.history}
        newest = list(room.history)
        room.history.clear()
        for stored, element in zip(page.items, as_shown(room, page.items), strict=True):
            if stored.id not in have and element.find("body") is not None:
                room.history.append(Said(ArchiveId(stored.id), stored.ms, element))
        room.history.extend(newest)

    def keep(self, room: Room, said: Said) -> None:
        """A message was delivered to a room."""
        room.history.append(said)

    def forget(self, room: Room) -> None:
        """The room is no more."""
        self._known.discard(room.row)

    def for_newcomer(self, room: Room, joining: Element, to: Jid, first: int) -> Sequence[Element]:
        """The messages that somebody gets on entering, oldest first, as far as they asked for them and the room allows.

        What was said before `first` (milliseconds since the epoch) is not for them.
        """
        wanted = _wanted(joining)
        most = min(room.config.history, wanted.get("maxstanzas", room.config.history))
        since = max(wanted.get("since", 0), first)
        recent = [said for said in room.history if said.ms >= since]
        chosen = list(itertools.islice(reversed(recent), max(0, most)))
        if "maxchars" in wanted:
            chosen = list(_within(chosen, wanted["maxchars"]))
        return [_delayed(room, said, to) for said in reversed(chosen)]

    def subject(self, room: Room, to: Jid, first: int) -> Element:
        """The subject, or that there is none: sent last, so that a client knows that it has everything. `first` as above."""
        subject = subject_since(room, first)
        sender = room_jid(room, subject.nick) if subject.nick else room.jid
        attrs = {"from": str(sender), "to": str(to), "type": "groupchat"}
        text = Element("subject", CLIENT, {}, [subject.text] if subject.text else [])
        children = [text]
        if subject.ms:
            children.append(_delay(room, subject.ms))
        return Element("message", CLIENT, attrs, children)


def since_for(room: Room, sender: Sender) -> int:
    """From when on somebody may know what was said (milliseconds since the epoch)."""
    return max(room.created, room.config.external_since) if sender.tenant != room.tenant else room.created


def is_closed_to(room: Room, sender: Sender) -> bool:
    """Whether somebody is of another organisation than those whom a room is for: to them, there is no such room (ATTACKS C7)."""
    return sender.tenant != room.tenant and not room.config.external


def subject_since(room: Room, first: int) -> Subject:
    """The subject, if it was not set before `first`."""
    return room.subject if room.subject.ms >= first else Subject("", "", 0)


def as_read(room: Room, reader: Jid, items: Iterable[Stored]) -> list[Element]:
    """Messages of the archive as a reader sees them: with the authors' addresses if these are shown to the reader now.

    XEP-0313 section 5.1.2. Affiliation and role are those that the author has now.
    """
    items = list(items)
    shown = as_shown(room, items)
    role, _ = room.authority(reader)
    if room.config.may_see_addresses(role):
        for stored, element in zip(items, shown, strict=True):
            if not of_room(room, element):
                element.add(_author(room, Jid.parse(stored.sender)))
    return shown


def _author(room: Room, author: Jid) -> Element:
    role = max((occupant.role for occupant in room.here(author.bare)), default=Role.NONE)
    item = {"affiliation": room.affiliation(author).word, "role": role.word, "jid": str(author)}
    return Element("x", USER, {}, [Element("item", USER, item)])


def as_shown(room: Room, items: Iterable[Stored]) -> list[Element]:
    """Messages of the archive as those in the room see them: marked with whose they are (XEP-0421); not what was taken back."""
    shown: list[Element] = []
    for stored in items:
        element = parse_stanza(stored.stanza, STORED)
        # XEP-0313 section 5.1.2: it was said to all of them.
        element.attrs.pop("to", None)
        if (gone := room.retracted.get(ArchiveId(stored.id))) is not None:
            element.children = [tombstone(gone)]
        shown.append(element if of_room(room, element) else element.add(mark_of(room, Jid.parse(stored.sender))))
    return shown


def _delayed(room: Room, said: Said, to: Jid) -> Element:
    identifier = Element("stanza-id", STANZA_ID, {"by": str(room.jid), "id": encode_id(said.id)})
    more = [identifier]
    if said.element.find("delay", DELAY) is None:
        more.append(_delay(room, said.ms))
    return with_children(said.element, {**said.element.attrs, "to": str(to)}, more)


def _delay(room: Room, ms: int) -> Element:
    stamp = datetime.fromtimestamp(ms / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
    return Element("delay", DELAY, {"from": str(room.jid), "stamp": stamp})


def _within(newest_first: Iterable[Said], chars: int) -> Iterable[Said]:
    for said in newest_first:
        chars -= len(serialize(said.element).decode())
        if chars < 0:
            return
        yield said


def _wanted(joining: Element) -> dict[str, int]:
    """The limits that somebody asked for; `since` as milliseconds since the epoch."""
    x = joining.find("x", MUC)
    history = x.find("history", MUC) if x is not None else None
    wanted: dict[str, int] = {}
    if history is None:
        return wanted
    for name in ("maxchars", "maxstanzas", "seconds"):
        text = history.get(name, "") or ""
        if text.isdecimal() and len(text) < 10:
            wanted[name] = int(text)
    since = _time(history.get("since") or "")
    if "seconds" in wanted:
        begin = int(datetime.now(UTC).timestamp() * 1000) - wanted["seconds"] * 1000
        since = max(since or 0, begin)
    if since is not None:
        wanted["since"] = since
    return wanted


def _time(text: str) -> int | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return int(moment.timestamp() * 1000) if moment.tzinfo is not None else None
