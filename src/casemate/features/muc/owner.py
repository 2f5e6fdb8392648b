"""What only owners do: set a room otherwise, and destroy it (XEP-0045 sections 10.1, 10.2, 10.9)."""

from typing import Final

import msgspec

from casemate.features.muc.admin import Administration
from casemate.features.muc.audience import Audience
from casemate.features.muc.forms import config_form, read_config, values_of
from casemate.features.muc.history import History
from casemate.features.muc.names import DATA, OWNER, USER
from casemate.features.muc.stanzas import Change
from casemate.features.muc.visits import Visits
from casemate.model.errors import InvalidJid
from casemate.model.jid import Jid
from casemate.rooms.api import ANYONE, Affiliation, Config, Member, Role, Room, Rooms, initial_role
from casemate.server.api import Sender
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError

_LISTS: Final = {"muc#roomconfig_roomadmins": Affiliation.ADMIN, "muc#roomconfig_roomowners": Affiliation.OWNER}
CHANGED, NOW_LOGGED, NOT_LOGGED, NOW_NON_ANONYMOUS, NOW_SEMI_ANONYMOUS = 104, 170, 171, 172, 173


class Ownership:
    """Answers `muc#owner`."""

    def __init__(
        self, rooms: Rooms, audience: Audience, administration: Administration, visits: Visits, history: History
    ) -> None:
        self._rooms = rooms
        self._audience = audience
        self._administration = administration
        self._visits = visits
        self._history = history

    def form(self, room: Room, sender: Sender) -> Element:
        """The form, filled in as the room is set. Raises StanzaError."""
        _only_owners(room, sender)
        lists = {var: [str(jid) for jid, _ in sorted(room.with_affiliation(a))] for var, a in _LISTS.items()}
        return Element("query", OWNER, {}, [config_form(room.config, f"Settings of {room.jid}", lists)])

    async def set(self, room: Room, sender: Sender, query: Element) -> None:
        """A filled-in form, or the wish to destroy the room. Raises StanzaError."""
        _only_owners(room, sender)
        form, destroy = query.find("x", DATA), query.find("destroy")
        if destroy is not None:
            await self.destroy(room, destroy)
        elif form is None:
            raise StanzaError("bad-request", "Send the form, filled in.")
        elif form.get("type") == "cancel":
            if room.locked:
                await self.destroy(room, Element("destroy", OWNER))
        elif form.get("type") == "submit":
            await self._configure(room, form)
        else:
            raise StanzaError("bad-request", "A form is submitted or cancelled.")

    async def destroy(self, room: Room, wish: Element) -> None:
        """Everybody leaves, with the reason and where to go instead; the address is free again."""
        attrs = {"jid": wish.get("jid") or ""} if wish.get("jid") else {}
        told = Element("destroy", USER, attrs)
        for name in ("reason", "password"):
            if text := wish.child_text(name):
                told.add(Element(name, USER, {}, [text]))
        room.members.clear()
        for occupant in list(room.occupants.values()):
            sessions = dict(occupant.sessions)
            room.remove(occupant)
            # Everybody learns it of themselves only (section 10.9).
            self._audience.shown_out(room, occupant, sessions, Change(destroy=told))
        self._history.forget(room)
        self._visits.activity.forget(room)
        await self._rooms.destroy(room)

    async def _configure(self, room: Room, form: Element) -> None:
        before = room.config
        config = read_config(before, form)
        if config.external and not before.external:
            # Not from this very millisecond on: something may have been said in it already.
            config = msgspec.structs.replace(config, external_since=self._visits.now() + 1)
        members = self._listed(room, form)
        fresh = room.locked
        await self._rooms.configure(room, config)
        await self._administration.affiliate(room, members)
        if config.members_only and not before.members_only:
            self._administration.close_to_strangers(room)
        if before.external and not config.external:
            self._administration.close_to_outsiders(room)
        self._follow_moderation(room, before)
        if not fresh and config != before:
            self._audience.notice(room, _codes(before, config))
        await self._visits.emptied(room)

    def _listed(self, room: Room, form: Element) -> dict[Jid, Member]:
        """Changes to the lists of administrators and owners, if the form has them."""
        given = values_of(form)
        changes: dict[Jid, Member] = {}
        for var, affiliation in _LISTS.items():
            if var not in given:
                continue
            try:
                wanted = {Jid.parse(text).bare for text in given[var] if text}
            except InvalidJid as error:
                raise StanzaError("jid-malformed", error.reason) from error
            for jid, _ in list(room.with_affiliation(affiliation)):
                if jid not in wanted:
                    changes[jid] = Member(Affiliation.MEMBER)
            changes |= {jid: Member(affiliation) for jid in wanted if room.affiliation(jid) is not affiliation}
        if room.loses_last_owner(changes):
            raise StanzaError("conflict", "A room has an owner.")
        return changes

    def _follow_moderation(self, room: Room, before: Config) -> None:
        """Those without an affiliation lose their voice in a room that becomes moderated, and have it again after (section 5.1.2)."""
        if room.config.moderated == before.moderated:
            return
        for occupant in list(room.occupants.values()):
            proper = initial_role(room.affiliation(occupant.jid), moderated=room.config.moderated)
            if occupant.role is not proper and Role.MODERATOR not in {occupant.role, proper}:
                occupant.role = proper
                self._audience.show(room, occupant)


def _only_owners(room: Room, sender: Sender) -> None:
    if room.affiliation(sender.jid) is not Affiliation.OWNER:
        raise StanzaError("forbidden", "Only owners of the room do that.")


def _codes(before: Config, after: Config) -> tuple[int, ...]:
    """What members are told of changed settings (section 10.2.1)."""
    codes: tuple[int, ...] = ()
    if before.logging != after.logging:
        codes += (NOW_LOGGED if after.logging else NOT_LOGGED,)
    if before.whois != after.whois:
        codes += (NOW_NON_ANONYMOUS if after.whois == ANYONE else NOW_SEMI_ANONYMOUS,)
    private = msgspec.structs.replace(before, logging=after.logging, whois=after.whois)
    return (CHANGED, *codes) if private != after else codes
