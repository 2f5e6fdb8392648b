"""The forms of rooms (XEP-0045 sections 10.2 and 15.5): how a room is set, and what a client sent back."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

import msgspec

from casemate.features.muc.names import CONFIG, DATA, EXTERNAL
from casemate.rooms.api import ANYONE, MAX_HISTORY, MAX_TEXT, MODERATORS, NOBODY, PARTICIPANTS, Config
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError

_ROLES: Final = ("moderator", "participant", "visitor")


class _Field(NamedTuple):
    """A field of the form, and the attribute of `Config` that it sets."""

    attribute: str
    kind: str
    label: str
    options: Sequence[str] = ()


_FIELDS: Final[Mapping[str, _Field]] = {
    "muc#roomconfig_roomname": _Field("name", "text-single", "Name"),
    "muc#roomconfig_roomdesc": _Field("description", "text-single", "Description"),
    "muc#roomconfig_lang": _Field("language", "text-single", "Language"),
    "muc#roomconfig_persistentroom": _Field("persistent", "boolean", "Stays when the last one leaves"),
    "muc#roomconfig_publicroom": _Field("public", "boolean", "Listed for everybody"),
    "muc#roomconfig_membersonly": _Field("members_only", "boolean", "For members only"),
    "muc#roomconfig_moderatedroom": _Field("moderated", "boolean", "Newcomers have no voice"),
    "muc#roomconfig_passwordprotectedroom": _Field("", "boolean", "Needs a password"),
    "muc#roomconfig_roomsecret": _Field("password", "text-private", "Password"),
    "muc#roomconfig_changesubject": _Field("change_subject", "boolean", "Everybody may set the subject"),
    "muc#roomconfig_whois": _Field("whois", "list-single", "Who sees real addresses", (MODERATORS, ANYONE)),
    "muc#roomconfig_allowinvites": _Field("invites", "boolean", "Members may invite others"),
    "muc#roomconfig_allowpm": _Field(
        "private_messages", "list-single", "Who may send private messages", (ANYONE, PARTICIPANTS, MODERATORS, NOBODY)
    ),
    "muc#roomconfig_presencebroadcast": _Field("broadcast", "list-multi", "Whose presence everybody sees", _ROLES),
    "muc#roomconfig_getmemberlist": _Field("member_list", "list-multi", "Who may see the list of members", _ROLES),
    "muc#roomconfig_allow_voice_requests": _Field("voice_requests", "boolean", "Voice can be asked for"),
    "muc#roomconfig_enablelogging": _Field("logging", "boolean", "What was said can be read later"),
    EXTERNAL: _Field("external", "boolean", "Open to people of other organisations"),
    "muc#roomconfig_maxusers": _Field(
        "max_users", "list-single", "Most people", ("10", "20", "50", "100", "500", "none")
    ),
    "muc#maxhistoryfetch": _Field("history", "text-single", "Messages shown to newcomers"),
}
_PROTECTED: Final = "muc#roomconfig_passwordprotectedroom"


def config_form(config: Config, title: str, lists: Mapping[str, Sequence[str]]) -> Element:
    """The form that an owner fills in; `lists` are the addresses of administrators and owners, by field."""
    x = Element("x", DATA, {"type": "form"})
    x.add(Element("title", DATA, {}, [title]))
    x.add(field("FORM_TYPE", "hidden", [CONFIG]))
    for var, described in _FIELDS.items():
        values = [_true(bool(config.password))] if var == _PROTECTED else _written(config, described)
        options = described.options
        if described.kind == "list-single" and values[0] not in options:
            options = (values[0], *options)
        x.add(field(var, described.kind, values, described.label, options))
    for var, addresses in lists.items():
        x.add(field(var, "jid-multi", addresses, "Administrators" if var.endswith("admins") else "Owners"))
    return x


def read_config(config: Config, form: Element) -> Config:
    """The settings with what a form says; what it does not name stays.

    Raises:
        StanzaError: not-acceptable for a value that can't be (section 10.2).
    """
    given = values_of(form)
    changes: dict[str, Any] = {}
    for var, described in _FIELDS.items():
        if var in given and var != _PROTECTED:
            changes[described.attribute] = _read(var, described, given[var])
    if _PROTECTED in given and not _boolean(_PROTECTED, given[_PROTECTED]):
        changes["password"] = ""
    elif _PROTECTED in given and not changes.get("password", config.password):
        raise StanzaError("not-acceptable", "A room that needs a password needs one that is not empty.")
    return msgspec.structs.replace(config, **changes)


def values_of(form: Element) -> dict[str, list[str]]:
    """The fields of a form."""
    return {f.get("var") or "": [v.text() for v in f.find_all("value")] for f in form.find_all("field")}


def field(var: str, kind: str, values: Sequence[str], label: str = "", options: Sequence[str] = ()) -> Element:
    """A field of a form."""
    attrs = {"var": var, "type": kind} | ({"label": label} if label else {})
    made = Element("field", DATA, attrs, [Element("value", DATA, {}, [v] if v else []) for v in values])
    for option in options:
        made.add(Element("option", DATA, {"label": option}, [Element("value", DATA, {}, [option])]))
    return made


def _written(config: Config, described: _Field) -> list[str]:
    value: bool | int | str | tuple[str, ...] = getattr(config, described.attribute)
    if isinstance(value, bool):
        return [_true(value)]
    if isinstance(value, int):
        return [str(value) if value or described.attribute != "max_users" else "none"]
    return [value] if isinstance(value, str) else [str(v) for v in value]


def _read(var: str, described: _Field, values: list[str]) -> object:
    default = getattr(Config(), described.attribute)
    reader: Callable[[str, list[str]], object]
    if isinstance(default, bool):
        reader = _boolean
    elif isinstance(default, int):
        reader = _number
    elif isinstance(default, tuple):
        return _several(var, described, values)
    else:
        reader = _text
    value = reader(var, values)
    if described.kind == "list-single" and described.attribute != "max_users" and value not in described.options:
        raise StanzaError("not-acceptable", f"{var} is one of {', '.join(described.options)}.")
    if described.attribute == "history":
        return min(int(str(value)), MAX_HISTORY)
    return value


def _boolean(var: str, values: list[str]) -> bool:
    if not values or values[0] not in {"0", "1", "true", "false"}:
        raise StanzaError("not-acceptable", f"{var} is true or false.")
    return values[0] in {"1", "true"}


def _number(var: str, values: list[str]) -> int:
    text = values[0].strip() if values else ""
    if text in {"", "none"}:
        return 0
    if not text.isdecimal() or len(text) > 6:
        raise StanzaError("not-acceptable", f"{var} is a number.")
    return int(text)


def _text(var: str, values: list[str]) -> str:
    text = values[0] if values else ""
    if len(text) > MAX_TEXT:
        raise StanzaError("not-acceptable", f"{var} has at most {MAX_TEXT} characters.")
    return text


def _several(var: str, described: _Field, values: list[str]) -> tuple[str, ...]:
    wanted = {value for value in values if value and value != NOBODY}
    if not wanted <= set(described.options):
        raise StanzaError("not-acceptable", f"{var} is any of {', '.join(described.options)}.")
    return tuple(option for option in described.options if option in wanted)


def _true(value: bool) -> str:
    return "1" if value else "0"
