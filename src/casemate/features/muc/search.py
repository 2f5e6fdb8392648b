"""Finding a room by words (XEP-0433 0.1.0): among those that the asker may know of."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from casemate.features.muc.forms import field, values_of
from casemate.features.muc.names import DATA
from casemate.features.muc.paging import RSM, page
from casemate.rooms.api import Room
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError

SEARCH: Final = "urn:xmpp:channel-search:0:search"
_PARAMS: Final = "urn:xmpp:channel-search:0:search-params"
_ERRORS: Final = "urn:xmpp:channel-search:0:error"
_ORDER: Final = "{urn:xmpp:channel-search:0:order}"
_BY_USERS, _BY_ADDRESS = f"{_ORDER}nusers", f"{_ORDER}address"
_TYPE: Final = "xep-0045"
_MAX_TERMS: Final = 200
"""Characters of what is searched for."""
_SORTS: Final[Mapping[str, Callable[[Room], Any]]] = {
    _BY_USERS: lambda room: (-room.size, str(room.jid)),
    _BY_ADDRESS: lambda room: str(room.jid),
}
_PLACES: Final[Mapping[str, Callable[[Room], str]]] = {
    "sinname": lambda room: room.config.name,
    "sindescription": lambda room: room.config.description,
    "sinaddress": lambda room: room.jid.local,
}


def search(rooms: Sequence[Room], query: Element) -> Element:
    """The form, or what a form that was filled in finds among `rooms` (sections 4.2.1 and 4.2.2).

    Raises:
        StanzaError: with the condition of section 4.2.2.
    """
    submitted = query.find("x", DATA)
    if submitted is None:
        return Element("search", SEARCH).add(_form())
    given = values_of(submitted)
    if given.get("FORM_TYPE") != [_PARAMS]:
        raise StanzaError("bad-request", f"The form is of type {_PARAMS}.")
    found = _found(rooms, given)
    chosen, position = page(found, query.find("set", RSM))
    answer = Element("result", SEARCH, {}, [_item(room) for room in chosen])
    return answer.add(position) if position is not None else answer


def _found(rooms: Sequence[Room], given: Mapping[str, list[str]]) -> list[Room]:
    key = _first(given, "key") or _BY_USERS
    if key not in _SORTS:
        raise _error(
            "feature-not-implemented", "invalid-sort-key", "modify", "Rooms are sorted by people or by address."
        )
    everything, words = _first(given, "all") in {"1", "true"}, _first(given, "q")
    if everything and words:
        text = "Either return all rooms, or search for words."
        raise _error("bad-request", "conflicting-fields", "modify", text, "all", "q")
    if not everything and not words:
        raise _error("bad-request", "no-search-conditions", "cancel", "Say what to search for.")
    if _TYPE not in given.get("types", [_TYPE]):
        return []
    matches = rooms if everything else [room for room in rooms if _matches(room, _terms(words), given)]
    return sorted(matches, key=_SORTS[key])


def _terms(words: str) -> list[str]:
    terms = words.casefold().split()
    if not terms or len(words) > _MAX_TERMS:
        text = f"Search for words of at most {_MAX_TERMS} characters together."
        raise _error("bad-request", "invalid-search-terms", "modify", text)
    return terms


def _matches(room: Room, terms: Sequence[str], given: Mapping[str, list[str]]) -> bool:
    """Whether every word is in the name, the description or the address; those that are not named are looked at."""
    text = " ".join(read(room) for var, read in _PLACES.items() if _first(given, var) not in {"0", "false"}).casefold()
    return all(term in text for term in terms)


def _first(given: Mapping[str, list[str]], var: str) -> str:
    values = given.get(var)
    return values[0] if values else ""


def _error(condition: str, name: str, kind: str, text: str, *fields: str) -> StanzaError:
    special = Element(name, _ERRORS, {}, [Element("var", _ERRORS, {}, [var]) for var in fields])
    return StanzaError(condition, text, kind=kind, payloads=[special])


def _form() -> Element:
    x = Element("x", DATA, {"type": "form"})
    x.add(field("FORM_TYPE", "hidden", [_PARAMS]))
    x.add(field("q", "text-single", [], "Search for"))
    x.add(field("all", "boolean", [], "Return all rooms (not together with words)"))
    x.add(field("sinname", "boolean", [], "Search in names"))
    x.add(field("sindescription", "boolean", [], "Search in descriptions"))
    x.add(field("sinaddress", "boolean", [], "Search in addresses"))
    x.add(field("types", "list-multi", [_TYPE], "Kinds", [_TYPE]))
    return x.add(field("key", "list-single", [_BY_USERS], "Sort by", list(_SORTS)))


def _item(room: Room) -> Element:
    config = room.config
    item = Element("item", SEARCH, {"address": str(room.jid)})
    told = {
        "name": config.name or room.jid.local,
        "description": config.description,
        "language": config.language,
        "nusers": str(room.size),
        "service-type": _TYPE,
        "is-open": "false" if config.members_only or config.password else "true",
        "anonymity-mode": "{urn:xmpp:channel-search:0:anonymity}none"
        if config.whois == "anyone"
        else "muc_semianonymous",
    }
    for name, value in told.items():
        if value:
            item.add(Element(name, SEARCH, {}, [value]))
    return item
