"""Roles and affiliations, seen and changed (XEP-0045 sections 8.2 to 8.5, 9, 10.3 to 10.8)."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from casemate.features.muc.audience import Audience
from casemate.features.muc.names import ADMIN
from casemate.features.muc.stanzas import Change
from casemate.features.muc.visits import Visits
from casemate.model.errors import InvalidJid
from casemate.model.jid import Jid
from casemate.rooms.api import (
    AFFILIATIONS,
    ROLES,
    Affiliation,
    Member,
    Occupant,
    Role,
    Room,
    Rooms,
    affiliation_change_error,
    initial_role,
    list_error,
    role_change_error,
)
from casemate.server.api import Sender
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError

MAX_ITEMS: Final = 1_000
"""Changes in one request."""
BANNED, KICKED, LOST_MEMBERSHIP, NOW_MEMBERS_ONLY = 301, 307, 321, 322


class _Asked(NamedTuple):
    """A change that was asked for, checked."""

    jid: Jid | None
    nick: str
    affiliation: Affiliation | None
    role: Role | None
    reason: str


class Administration:
    """Answers `muc#admin`."""

    def __init__(self, rooms: Rooms, audience: Audience, visits: Visits) -> None:
        self._rooms = rooms
        self._audience = audience
        self._visits = visits

    def listed(self, room: Room, sender: Sender, query: Element) -> Element:
        """The people of an affiliation or a role. Raises StanzaError."""
        items = query.find_all("item")
        if len(items) != 1:
            raise StanzaError("bad-request", "Ask for one affiliation or role.")
        affiliation, role = _affiliation(items[0]), _role(items[0])
        if (affiliation is None) == (role is None):
            raise StanzaError("bad-request", "Ask for one affiliation or role.")
        answer = Element("query", ADMIN)
        wanted = affiliation if affiliation is not None else role
        visible = room.may_see_lists(sender.jid)
        if wanted is not None and (error := list_error(room.authority(sender.jid), wanted, members_visible=visible)):
            raise StanzaError(error)
        if affiliation is not None:
            for jid, member in sorted(room.with_affiliation(affiliation)):
                answer.add(_listed_member(jid, member))
        else:
            for occupant in sorted(room.occupants.values(), key=lambda o: o.nick):
                if occupant.role is role:
                    answer.add(_listed_occupant(room, occupant))
        return answer

    async def change(self, room: Room, sender: Sender, query: Element) -> None:
        """Change roles and affiliations: all that are asked for, or none. Raises StanzaError."""
        items = query.find_all("item")
        if not 0 < len(items) <= MAX_ITEMS:
            raise StanzaError("bad-request", "Name whose role or affiliation changes.")
        asked = [_by_address(room, _asked(item)) for item in items]
        members = _members(room, asked)
        ownerless = room.loses_last_owner(members)
        for change in asked:
            self._check(room, sender, change, ownerless=ownerless)
        by = room.occupant(sender.jid)
        actor = by.nick if by is not None else ""
        await self.affiliate(room, members, actor)
        for change in asked:
            if change.role is not None and change.nick in room.occupants:
                self._role_changed(
                    room, room.occupants[change.nick], change.role, Change(actor=actor, reason=change.reason)
                )
        await self._visits.emptied(room)

    async def affiliate(self, room: Room, changes: Mapping[Jid, Member], actor: str = "") -> None:
        """Change affiliations, allowed already, and tell everybody."""
        before = {jid: room.affiliation(jid) for jid in changes}
        await self._rooms.set_members(room, changes)
        self._visits.activity.belongs(room, changes)
        for jid, member in changes.items():
            self._affiliation_changed(room, jid, before[jid], Change(actor=actor, reason=member.reason))

    async def give_role(self, room: Room, sender: Sender, nick: str, role: Role) -> None:
        """A moderator grants what an occupant asked for."""
        self._check(room, sender, _Asked(None, nick, None, role, ""), ownerless=False)
        self._role_changed(room, room.occupants[nick], role, Change())

    def close_to_strangers(self, room: Room) -> None:
        """The room is for members only from now on: others leave (section 10.2.1)."""
        for occupant in list(room.occupants.values()):
            if room.affiliation(occupant.jid) is Affiliation.NONE:
                self._expel(room, occupant, Change((NOW_MEMBERS_ONLY,)))

    def close_to_outsiders(self, room: Room) -> None:
        """The room is not open to other organisations any more: their people leave, told in the same way."""
        for occupant in list(room.occupants.values()):
            if occupant.external:
                self._expel(room, occupant, Change((NOW_MEMBERS_ONLY,)))

    def _check(self, room: Room, sender: Sender, change: _Asked, *, ownerless: bool) -> None:
        role, affiliation = room.authority(sender.jid)
        if change.affiliation is not None and change.jid is not None:
            jid = change.jid.bare
            error = affiliation_change_error(
                affiliation,
                room.affiliation(jid),
                change.affiliation,
                oneself=jid == sender.jid.bare,
                last_owner=ownerless and room.affiliation(jid) is Affiliation.OWNER,
            )
        elif change.role is not None:
            occupant = room.occupants.get(change.nick)
            if role is not Role.MODERATOR:
                raise StanzaError("forbidden")
            if occupant is None:
                raise StanzaError("item-not-found", "Nobody in the room has that nickname.")
            error = role_change_error((role, affiliation), (occupant.role, room.affiliation(occupant.jid)), change.role)
        else:
            raise StanzaError("bad-request", "An item names a nickname with a role, or an address with an affiliation.")
        if error:
            raise StanzaError(error)

    def _affiliation_changed(self, room: Room, jid: Jid, former: Affiliation, change: Change) -> None:
        here = room.here(jid)
        affiliation = room.affiliation(jid)
        if not here:
            self._audience.affiliation_of_absent(room, jid, room.members.get(jid, Member(affiliation)))
        for occupant in here:
            if affiliation is Affiliation.OUTCAST:
                self._expel(room, occupant, change._replace(codes=(BANNED,)))
            elif affiliation is Affiliation.NONE and room.config.members_only:
                self._expel(room, occupant, change._replace(codes=(LOST_MEMBERSHIP,)))
            else:
                occupant.role = _role_after(room, occupant.role, former, affiliation)
                self._audience.show(room, occupant, change)

    def _role_changed(self, room: Room, occupant: Occupant, role: Role, change: Change) -> None:
        if role is Role.NONE:
            self._expel(room, occupant, change._replace(codes=(KICKED,)))
        else:
            occupant.role = role
            self._audience.show(room, occupant, change)

    def _expel(self, room: Room, occupant: Occupant, change: Change) -> None:
        sessions = dict(occupant.sessions)
        room.remove(occupant)
        self._visits.activity.out(room, sessions)
        self._audience.gone(room, occupant, sessions, change)


def _by_address(room: Room, change: _Asked) -> _Asked:
    """Affiliations belong to addresses; who names a nickname means who has it at the moment (section 9.1)."""
    if change.affiliation is None or change.jid is not None:
        return change
    occupant = room.occupants.get(change.nick)
    if occupant is None:
        raise StanzaError("item-not-found", "Nobody in the room has that nickname.")
    return change._replace(jid=occupant.jid, nick="")


def _role_after(room: Room, role: Role, former: Affiliation, affiliation: Affiliation) -> Role:
    """The role of an occupant whose affiliation changed (section 5.2.2): privileges that came with the old one go with it."""
    proper = initial_role(affiliation, moderated=room.config.moderated)
    if max(former, affiliation) >= Affiliation.ADMIN:
        return proper
    if affiliation is Affiliation.MEMBER:
        return max(role, proper)
    return role if role is Role.MODERATOR else min(role, proper)


def _asked(item: Element) -> _Asked:
    affiliation, role = _affiliation(item), _role(item)
    if (affiliation is None) == (role is None):
        raise StanzaError("bad-request", "An item changes either a role or an affiliation.")
    jid: Jid | None = None
    if text := item.get("jid"):
        try:
            jid = Jid.parse(text)
        except InvalidJid as error:
            raise StanzaError("jid-malformed", error.reason) from error
    return _Asked(jid, item.get("nick") or "", affiliation, role, item.child_text("reason") or "")


def _affiliation(item: Element) -> Affiliation | None:
    word = item.get("affiliation")
    if word is not None and word not in AFFILIATIONS:
        raise StanzaError("bad-request", "There is no such affiliation.")
    return None if word is None else AFFILIATIONS[word]


def _role(item: Element) -> Role | None:
    word = item.get("role")
    if word is not None and word not in ROLES:
        raise StanzaError("bad-request", "There is no such role.")
    return None if word is None else ROLES[word]


def _members(room: Room, asked: Sequence[_Asked]) -> dict[Jid, Member]:
    changed: dict[Jid, Member] = {}
    for change in asked:
        if change.affiliation is not None and change.jid is not None:
            jid = change.jid.bare
            former = room.members.get(jid)
            nick = change.nick or (former.nick if former is not None else "")
            keeps = change.affiliation > Affiliation.NONE
            changed[jid] = Member(change.affiliation, nick if keeps else "", change.reason)
    return changed


def _listed_member(jid: Jid, member: Member) -> Element:
    attrs = {"affiliation": member.affiliation.word, "jid": str(jid)}
    if member.nick:
        attrs["nick"] = member.nick
    item = Element("item", ADMIN, attrs)
    if member.reason:
        item.add(Element("reason", ADMIN, {}, [member.reason]))
    return item


def _listed_occupant(room: Room, occupant: Occupant) -> Element:
    attrs = {
        "affiliation": room.affiliation(occupant.jid).word,
        "jid": str(next(iter(occupant.sessions))),
        "nick": occupant.nick,
        "role": occupant.role.word,
    }
    return Element("item", ADMIN, attrs)
