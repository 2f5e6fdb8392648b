"""Telling those who are in a room what has changed."""

from collections.abc import Iterable

from casemate.features.muc.stanzas import PLAIN, Change, Viewer, absent, notice, presence
from casemate.model.jid import Jid
from casemate.rooms.api import Affiliation, Member, Occupant, Room
from casemate.server.api import Server
from casemate.xmpp.element import Element


class Audience:
    """Sends presence and notices to everybody in a room."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def show(self, room: Room, occupant: Occupant, change: Change = PLAIN, own: tuple[int, ...] = ()) -> None:
        """Show an occupant's newest presence to everybody; `own` are codes that only its own clients get."""
        session, shown = next(reversed(occupant.sessions.items()))
        self._tell(room, occupant, session, shown, change, own)

    def gone(
        self,
        room: Room,
        occupant: Occupant,
        sessions: dict[Jid, Element],
        change: Change = PLAIN,
        words: Element | None = None,
    ) -> None:
        """An occupant, who was there with `sessions` and is removed already, is gone: everybody learns it, they themselves too."""
        session = next(iter(sessions))
        self._tell(room, occupant, session, None, change, (), words)
        self.shown_out(room, occupant, sessions, change, words)

    def shown_out(
        self,
        room: Room,
        occupant: Occupant,
        sessions: Iterable[Jid],
        change: Change = PLAIN,
        words: Element | None = None,
    ) -> None:
        """Tell clients that they are not in any more."""
        for own in sessions:
            leaving = presence(room, occupant, Viewer(own, occupant), own, None, change)
            self._server.send(own, _with_words(leaving, words))

    def show_all(self, room: Room, viewer: Viewer) -> None:
        """Show a newcomer who is there already."""
        for occupant in list(room.occupants.values()):
            if occupant is not viewer.occupant and self._is_shown(room, occupant):
                session, shown = next(reversed(occupant.sessions.items()))
                self._server.send(viewer.session, presence(room, occupant, viewer, session, shown))

    def affiliation_of_absent(self, room: Room, jid: Jid, member: Member) -> None:
        """Those who see addresses learn of a change to somebody who is not there."""
        for session, occupant in room.sessions():
            if room.config.may_see_addresses(occupant.role):
                self._server.send(session, absent(room, jid, session, member.affiliation, member.reason))

    def notice(self, room: Room, codes: tuple[int, ...]) -> None:
        """The room is set otherwise."""
        for session, _ in room.sessions():
            self._server.send(session, notice(room, session, codes))

    def _tell(
        self,
        room: Room,
        occupant: Occupant,
        session: Jid,
        shown: Element | None,
        change: Change,
        own: tuple[int, ...],
        words: Element | None = None,
    ) -> None:
        public = self._is_shown(room, occupant) or shown is None
        for to, other in room.sessions():
            mine = other is occupant
            if mine or public:
                seen = change._replace(codes=(*change.codes, *own)) if mine else change
                self._server.send(
                    to, _with_words(presence(room, occupant, Viewer(to, other), session, shown, seen), words)
                )

    @staticmethod
    def _is_shown(room: Room, occupant: Occupant) -> bool:
        return occupant.role.word in room.config.broadcast or room.affiliation(occupant.jid) is Affiliation.OWNER


def _with_words(leaving: Element, words: Element | None) -> Element:
    """Last words (`<status/>`), inspected."""
    if words is not None:
        leaving.children[:0] = words.find_all("status")
    return leaving
