"""The forms of nodes (XEP-0060 section 16.4): how a node is set, and what a client sent back."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

import msgspec

from casemate.features.pubsub.faults import fault
from casemate.features.pubsub.names import DATA, NODE_CONFIG, PUBLISH_OPTIONS
from casemate.pubsub.api import (
    AUTHORIZE,
    MAX,
    NEVER,
    ON_SUB,
    ON_SUB_AND_PRESENCE,
    OPEN,
    PRESENCE,
    PUBLISHERS,
    ROSTER,
    SUBSCRIBERS,
    WHITELIST,
    Config,
    Limits,
)
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError

PREFIX: Final = "pubsub#"
MAX_TEXT: Final = 1_000
"""Characters of a value."""
MAX_VALUES: Final = 200
"""Values of one field."""
_MOST_SECONDS: Final = 10 * 366 * 86_400


class _Field(NamedTuple):
    kind: str
    label: str
    options: Sequence[str] = ()


_FIELDS: Final[Mapping[str, _Field]] = {
    "node_type": _Field("list-single", "Kind of node", ("leaf",)),
    "title": _Field("text-single", "Name"),
    "description": _Field("text-single", "Description"),
    "type": _Field("text-single", "Namespace of what is published"),
    "language": _Field("text-single", "Language"),
    "access_model": _Field("list-single", "Who may see it", (AUTHORIZE, OPEN, PRESENCE, ROSTER, WHITELIST)),
    "publish_model": _Field("list-single", "Who may publish", (PUBLISHERS, SUBSCRIBERS, OPEN)),
    "persist_items": _Field("boolean", "Keep items"),
    "max_items": _Field("text-single", "Most items kept"),
    "item_expire": _Field("text-single", "Seconds for which items are kept"),
    "send_last_published_item": _Field(
        "list-single", "When the last item is sent", (NEVER, ON_SUB, ON_SUB_AND_PRESENCE)
    ),
    "deliver_notifications": _Field("boolean", "Send notifications"),
    "deliver_payloads": _Field("boolean", "Send what was published with them"),
    "notify_retract": _Field("boolean", "Notify when an item is retracted"),
    "notify_delete": _Field("boolean", "Notify when the node is deleted"),
    "notify_config": _Field("boolean", "Notify when the node is set otherwise"),
    "notify_sub": _Field("boolean", "Notify owners of subscriptions"),
    "presence_based_delivery": _Field("boolean", "Notify those only who are there"),
    "notification_type": _Field("list-single", "Type of notifications", ("normal", "headline", "chat")),
    "itemreply": _Field("list-single", "To whom answers go", ("owner", "publisher")),
    "max_payload_size": _Field("text-single", "Largest item in bytes"),
    "roster_groups_allowed": _Field("list-multi", "Groups of contacts who may see it"),
    "contact": _Field("jid-multi", "Whom to ask about it"),
}
_WORDS: Final = frozenset({"title", "description", "type", "language", "contact", "roster_groups_allowed"})
_UNLIMITED: Final = {"max_items": "max", "item_expire": "max", "max_payload_size": ""}
"""How zero is written."""


def config_form(config: Config) -> Element:
    """The form that an owner fills in (section 8.2.1)."""
    x = Element("x", DATA, {"type": "form"})
    x.add(field("FORM_TYPE", "hidden", [NODE_CONFIG]))
    for name, described in _FIELDS.items():
        x.add(field(PREFIX + name, described.kind, _written(config, name), described.label, described.options))
    return x


def read_config(config: Config, form: Element, limits: Limits, form_type: str = NODE_CONFIG) -> Config:
    """The settings with what a form says; what it does not name stays.

    Raises:
        StanzaError: for a form of another type, and not-acceptable for a value that can't be (section 8.2.5).
    """
    given = values_of(form, form_type)
    changes: dict[str, Any] = {}
    for var, values in given.items():
        name = var.removeprefix(PREFIX)
        if name in _FIELDS and var.startswith(PREFIX):
            changes[name] = _read(name, values, limits)
    return msgspec.structs.replace(config, **changes)


def check_options(config: Config, form: Element, limits: Limits) -> None:
    """Hold a node against the options of a publication (section 7.1.5): each is a precondition.

    Raises:
        StanzaError: conflict with precondition-not-met.
    """
    given = values_of(form, PUBLISH_OPTIONS)
    if read_config(config, form, limits, PUBLISH_OPTIONS) != config:
        raise fault("conflict", "precondition-not-met", "The node is set otherwise.")
    known_options(given)


def known_options(given: Mapping[str, Sequence[str]]) -> None:
    """Hold that the options of a publication are such as a node has.

    Raises:
        StanzaError: conflict with precondition-not-met: what is not known is not so.
    """
    unknown = [var for var in given if var.removeprefix(PREFIX) not in _FIELDS or not var.startswith(PREFIX)]
    if unknown:
        raise fault("conflict", "precondition-not-met", f"There is no option {unknown[0][:60]}.")


def wordy(form: Element) -> bool:
    """Whether a form says something to people: it is inspected."""
    return any((f.get("var") or "").removeprefix(PREFIX) in _WORDS for f in form.find_all("field"))


def values_of(form: Element, form_type: str) -> dict[str, list[str]]:
    """The fields of a form, without its type.

    Raises:
        StanzaError: bad-request, if it is of another type or too long.
    """
    fields = {f.get("var") or "": [v.text() for v in f.find_all("value")] for f in form.find_all("field")}
    if fields.pop("FORM_TYPE", [form_type]) != [form_type]:
        raise StanzaError("bad-request", f"The form is not of the type {form_type}.")
    if any(len(values) > MAX_VALUES or any(len(v) > MAX_TEXT for v in values) for values in fields.values()):
        raise StanzaError("not-acceptable", f"A field has at most {MAX_VALUES} values of {MAX_TEXT} characters.")
    return fields


def field(var: str, kind: str, values: Sequence[str], label: str = "", options: Sequence[str] = ()) -> Element:
    """A field of a form."""
    attrs = {"var": var} | ({"type": kind} if kind else {}) | ({"label": label} if label else {})
    made = Element("field", DATA, attrs, [Element("value", DATA, {}, [v] if v else []) for v in values])
    for option in options:
        made.add(Element("option", DATA, {"label": option}, [Element("value", DATA, {}, [option])]))
    return made


def _written(config: Config, name: str) -> list[str]:
    value: bool | int | str | tuple[str, ...] = getattr(config, name)
    if isinstance(value, bool):
        return ["1" if value else "0"]
    if isinstance(value, int):
        text = str(value) if value else _UNLIMITED[name]
        return [text] if text else []
    return [value] if isinstance(value, str) else list(value)


def _read(name: str, values: list[str], limits: Limits) -> object:
    default = getattr(Config(), name)
    if isinstance(default, tuple):
        return tuple(dict.fromkeys(value for value in values if value))
    if len(values) > 1:
        raise StanzaError("not-acceptable", f"{PREFIX}{name} has one value.")
    text = values[0].strip() if values else ""
    reader: Callable[[str, str, Limits], object] = _text
    if isinstance(default, bool):
        reader = _boolean
    elif isinstance(default, int):
        reader = _number
    return reader(name, text, limits)


def _boolean(name: str, text: str, _limits: Limits) -> bool:
    if text not in {"0", "1", "true", "false"}:
        raise StanzaError("not-acceptable", f"{PREFIX}{name} is true or false.")
    return text in {"1", "true"}


def _number(name: str, text: str, limits: Limits) -> int:
    if text in {"", "max"}:
        return MAX
    if not text.isascii() or not text.isdecimal() or len(text) > 10:
        raise StanzaError("not-acceptable", f"{PREFIX}{name} is a number.")
    value = int(text)
    most = {"max_items": limits.items_per_node, "max_payload_size": limits.item_size}.get(name, _MOST_SECONDS)
    if value > most:
        raise StanzaError("not-acceptable", f"{PREFIX}{name} is at most {most}.")
    if name == "max_items" and value == 0:
        raise StanzaError("not-acceptable", f"{PREFIX}{name} is at least 1.")
    return value


def _text(name: str, text: str, _limits: Limits) -> str:
    options = _FIELDS[name].options
    if options and text not in options:
        raise StanzaError("not-acceptable", f"{PREFIX}{name} is one of {', '.join(options)}.")
    return text
