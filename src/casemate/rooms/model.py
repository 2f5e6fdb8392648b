"""A room: its settings, its people's affiliations, and who is in it now."""

import hashlib
import hmac
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from casemate.model.ids import ArchiveId, TenantId
from casemate.model.jid import Jid
from casemate.rooms.config import ANYONE, Config
from casemate.rooms.hats import Hat
from casemate.rooms.privileges import Affiliation, Role, initial_role
from casemate.xmpp.element import Element

MAX_HISTORY: Final = 100
"""Messages kept in memory for newcomers, whatever a room is set to; older ones are in the archive."""

MAX_RETRACTED: Final = 2_000
"""Messages of a room that were taken back: they are in memory."""


class Member(NamedTuple):
    """Somebody's affiliation, their reserved nickname, and why they have it (a ban's reason)."""

    affiliation: Affiliation
    nick: str = ""
    reason: str = ""


class Subject(NamedTuple):
    """What a room is about at the moment; `nick` set it at `ms` since the epoch."""

    text: str
    nick: str
    ms: int


class Said(NamedTuple):
    """A message of the history, as it was delivered (to nobody in particular)."""

    id: ArchiveId
    ms: int
    element: Element


class Retracted(NamedTuple):
    """A message of the room that was taken back at `ms` since the epoch."""

    ms: int
    by: str
    """The occupant address of the moderator who did it; empty if its author did."""
    occupant: str
    """The id (XEP-0421) of who did it."""


class Occupant:
    """Somebody in a room under a nickname; the same person's clients may share it."""

    __slots__ = ("external", "id", "jid", "nick", "role", "sessions")

    def __init__(self, nick: str, jid: Jid, role: Role, occupant_id: str) -> None:
        self.nick = nick
        self.jid = jid
        """The bare address."""
        self.role = role
        self.external = False
        """Of another organisation."""
        self.id = occupant_id
        """XEP-0421: the same for a person in a room, whatever nickname they take; nobody else can know whose."""
        self.sessions: dict[Jid, Element] = {}
        """Full addresses, each with its last presence."""


class Room:
    """The state of one room."""

    def __init__(self, row: int, jid: Jid, tenant: TenantId, created: int, config: Config, secret: bytes) -> None:
        self.row = row
        """Its number in the database."""
        self.created = created
        """Milliseconds since the epoch: what the archive has of earlier times was said in another room of this address."""
        self.jid = jid
        self.tenant = tenant
        self.config = config
        self.subject = Subject("", "", 0)
        self.photos: tuple[str, ...] = ()
        """The hashes of its pictures (XEP-0486); the pictures are in the database."""
        self.retracted: dict[ArchiveId, Retracted] = {}
        self.hats: dict[str, Hat] = {}
        """By URI."""
        self.worn: dict[Jid, tuple[str, ...]] = {}
        """The URIs of the hats that somebody (bare address) has."""
        self.locked = False
        """New, and not configured yet: nobody but its owner gets in (XEP-0045 section 10.1.2)."""
        self.members: dict[Jid, Member] = {}
        self.visits: dict[Jid, int] = {}
        """When those of `members` were last in, in milliseconds since the epoch."""
        self.occupants: dict[str, Occupant] = {}
        self.history: deque[Said] = deque(maxlen=MAX_HISTORY)
        self._by_session: dict[Jid, Occupant] = {}
        self._secret = secret

    # -- affiliations

    def affiliation(self, jid: Jid) -> Affiliation:
        """Somebody's affiliation, by their bare address."""
        member = self.members.get(jid.bare)
        return member.affiliation if member is not None else Affiliation.NONE

    def with_affiliation(self, affiliation: Affiliation) -> Iterator[tuple[Jid, Member]]:
        """Everybody with that very affiliation."""
        return ((jid, member) for jid, member in self.members.items() if member.affiliation is affiliation)

    def loses_last_owner(self, changes: Mapping[Jid, Member]) -> bool:
        """Whether the room would have no owner after these changes."""
        return not any(
            changes.get(jid, member).affiliation is Affiliation.OWNER
            for jid, member in {**self.members, **changes}.items()
        )

    def may_see_lists(self, session: Jid) -> bool:
        """Whether an occupant is shown who the members, administrators and owners are."""
        occupant = self.occupant(session)
        return occupant is not None and self.config.whois == ANYONE and occupant.role.word in self.config.member_list

    def hats_of(self, jid: Jid) -> list[Hat]:
        """The hats that somebody (bare address) has."""
        return [self.hats[uri] for uri in self.worn.get(jid, ()) if uri in self.hats]

    def reserved_by(self, nick: str) -> Jid | None:
        """Who has reserved a nickname (section 7.10)."""
        return next((jid for jid, member in self.members.items() if member.nick == nick), None)

    def occupant_id(self, jid: Jid) -> str:
        """The occupant id of a bare address (XEP-0421 section 4.1)."""
        return hmac.new(self._secret, f"{self.jid}\0{jid}".encode(), hashlib.sha256).hexdigest()[:32]

    # -- occupants

    def occupant(self, session: Jid) -> Occupant | None:
        """The occupant behind a full address."""
        return self._by_session.get(session)

    def here(self, jid: Jid) -> list[Occupant]:
        """Every occupant of a bare address (somebody may be in with two nicknames)."""
        return [occupant for occupant in self.occupants.values() if occupant.jid == jid]

    def standing(self, session: Jid) -> tuple[Role, Affiliation]:
        """The role (none for those who are not in) and the affiliation of a full address."""
        occupant = self._by_session.get(session)
        return (occupant.role if occupant else Role.NONE, self.affiliation(session))

    def authority(self, jid: Jid) -> tuple[Role, Affiliation]:
        """What somebody may use against others (sections 8 and 9): it is theirs by their bare address, with whichever client they ask.

        Administrators have a moderator's rights before they have entered.
        """
        affiliation = self.affiliation(jid)
        if affiliation >= Affiliation.ADMIN:
            return Role.MODERATOR, affiliation
        return max((occupant.role for occupant in self.here(jid.bare)), default=Role.NONE), affiliation

    def enter(self, session: Jid, nick: str, presence: Element) -> Occupant:
        """Somebody comes in, or comes in with one more client."""
        occupant = self.occupants.get(nick)
        if occupant is None:
            jid = session.bare
            role = initial_role(self.affiliation(jid), moderated=self.config.moderated)
            occupant = self.occupants[nick] = Occupant(nick, jid, role, self.occupant_id(jid))
        occupant.sessions[session] = presence
        self._by_session[session] = occupant
        return occupant

    def leave(self, session: Jid) -> Occupant | None:
        """A client leaves; its occupant is gone with the last one. Returns the occupant it was."""
        occupant = self._by_session.pop(session, None)
        if occupant is not None:
            occupant.sessions.pop(session, None)
            if not occupant.sessions and self.occupants.get(occupant.nick) is occupant:
                del self.occupants[occupant.nick]
        return occupant

    def remove(self, occupant: Occupant) -> None:
        """An occupant is gone with all clients."""
        for session in list(occupant.sessions):
            self._by_session.pop(session, None)
        if self.occupants.get(occupant.nick) is occupant:
            del self.occupants[occupant.nick]

    def rename(self, session: Jid, nick: str, presence: Element) -> Occupant:
        """A client takes another nickname; its other clients keep the old one. The role stays."""
        old = self._by_session[session]
        role = old.role
        self.leave(session)
        occupant = self.enter(session, nick, presence)
        occupant.role, occupant.external = role, old.external
        return occupant

    def sessions(self) -> Iterator[tuple[Jid, Occupant]]:
        """Every client in the room, with its occupant."""
        return iter(list(self._by_session.items()))

    @property
    def size(self) -> int:
        """Occupants."""
        return len(self.occupants)
