"""Who said what, lately: a correction (XEP-0308) or retraction (XEP-0424) is only its author's (ATTACKS C5).

Clients compare addresses, or ought to. What says that it changes a message of somebody else in the same conversation passes
without saying so: its words, if it has any, are a message of their own. Of what was said too long ago, clients alone judge.
"""

from collections import OrderedDict
from typing import Final

from casemate.model.jid import Jid
from casemate.pipeline.api import Kind, Submission
from casemate.telemetry import metrics
from casemate.xmpp.element import CLIENT, Element

MAX_REMEMBERED: Final = 50_000
"""Messages whose authors are known; the oldest is forgotten first."""
_CHANGES: Final = frozenset({("urn:xmpp:message-correct:0", "replace"), ("urn:xmpp:message-retract:1", "retract")})
_ORIGIN_ID: Final = ("origin-id", "urn:xmpp:sid:0")
_OCCUPANT_ID: Final = ("occupant-id", "urn:xmpp:occupant-id:0")
Author = Jid | str
Conversation = Jid | frozenset[Jid]


class Authorship:
    """Remembers the authors of what was delivered."""

    def __init__(self, limit: int = MAX_REMEMBERED) -> None:
        self._limit = limit
        self._authors: OrderedDict[tuple[Conversation, str], Author | None] = OrderedDict()
        """None: two people have chosen the same identifier."""

    def note(self, submission: Submission, delivered: Element) -> None:
        """A message is about to be delivered."""
        if _goes_to_room_elsewhere(submission):
            return
        origin = delivered.find(*_ORIGIN_ID)
        names = {delivered.attrs.get("id"), origin.get("id") if origin is not None else None}
        for name in names:
            if name:
                self._remember((_conversation(submission), name), _author(submission))

    def own(self, submission: Submission) -> Element:
        """The stanza without what it says of another's message."""
        stanza = submission.element
        changes = [child for child in stanza.elements() if (child.ns, child.name) in _CHANGES]
        if not changes or submission.kind is not Kind.MESSAGE or _goes_to_room_elsewhere(submission):
            return stanza
        foreign = [child for child in changes if self._is_anothers(submission, child)]
        if not foreign:
            return stanza
        metrics.removed.inc(len(foreign))
        own = Element(stanza.name, CLIENT, dict(stanza.attrs))
        own.children = [child for child in stanza.children if child not in foreign]
        return own

    def _is_anothers(self, submission: Submission, child: Element) -> bool:
        sender = _author(submission)
        author = self._authors.get((_conversation(submission), child.get("id") or ""), sender)
        return author is not None and author != sender

    def _remember(self, key: tuple[Conversation, str], author: Author) -> None:
        known = self._authors.pop(key, author)
        self._authors[key] = author if known == author else None
        if len(self._authors) > self._limit:
            self._authors.popitem(last=False)


def _author(submission: Submission) -> Author:
    """Who says it: of somebody in a room elsewhere their id in it (XEP-0421), or else the nickname."""
    if submission.room is None:
        return submission.sender.bare
    mark = submission.element.find(*_OCCUPANT_ID)
    return mark.get("id") or submission.sender if mark is not None else submission.sender


def _goes_to_room_elsewhere(submission: Submission) -> bool:
    """Whether it is for a room elsewhere, which says it again in its own name; in ours it is said as the room shows it."""
    attrs = submission.element.attrs
    said_here = submission.room is not None or attrs.get("type") != "groupchat"
    return not said_here and attrs.get("from") == str(submission.sender)


def _conversation(submission: Submission) -> Conversation:
    if submission.element.attrs.get("type") == "groupchat":
        room = submission.room
        return room if room is not None else submission.recipient.bare
    return frozenset((submission.sender.bare, submission.recipient.bare))
