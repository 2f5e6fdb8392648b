"""The forms of commands (XEP-0133 with XEP-0004)."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from casemate.features.administration.names import ADMIN, COMMANDS, DATA
from casemate.model.errors import InvalidJid
from casemate.model.jid import Jid
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError

MAX_JIDS: Final = 1_000
"""Addresses in one field."""


class Field(NamedTuple):
    """A field of a form."""

    var: str
    kind: str
    label: str
    values: Sequence[str] = ()
    required: bool = True
    options: Sequence[str] = ()


Values = Mapping[str, list[str]]
"""What was filled in."""


def form(title: str, instructions: str, fields: Sequence[Field]) -> Element:
    """A form to fill in."""
    x = Element("x", DATA, {"type": "form"})
    x.add(Element("title", DATA, {}, [title]))
    x.add(Element("instructions", DATA, {}, [instructions]))
    x.add(_field(Field("FORM_TYPE", "hidden", "", [ADMIN], required=False)))
    for each in fields:
        x.add(_field(each))
    return x


def result(fields: Sequence[Field], form_type: str = ADMIN) -> Element:
    """A form that tells something."""
    x = Element("x", DATA, {"type": "result"})
    x.add(_field(Field("FORM_TYPE", "hidden", "", [form_type], required=False)))
    for each in fields:
        x.add(_field(each._replace(required=False, options=())))
    return x


def filled(x: Element, fields: Sequence[Field]) -> Values:
    """The values of a form that was sent back.

    Raises:
        StanzaError: bad-request, if a field that is needed is missing.
    """
    values = {f.get("var") or "": [v.text() for v in f.find_all("value")] for f in x.find_all("field")}
    for each in fields:
        if each.required and not any(text.strip() for text in values.get(each.var, ())):
            raise bad_request("bad-payload", f"Fill in {each.var}.")
    return values


def jids(values: Values, var: str) -> list[Jid]:
    """The addresses in a field.

    Raises:
        StanzaError: if there are too many, or one is none.
    """
    texts = [text.strip() for text in values.get(var, ()) if text.strip()]
    if len(texts) > MAX_JIDS:
        raise bad_request("bad-payload", f"At most {MAX_JIDS} addresses at once.")
    try:
        return [Jid.parse(text) for text in texts]
    except InvalidJid as error:
        raise StanzaError("jid-malformed", error.reason) from error


def bad_request(condition: str, text: str) -> StanzaError:
    """An error of XEP-0050 section 4.4."""
    return StanzaError("bad-request", text, payloads=(Element(condition, COMMANDS),))


def _field(described: Field) -> Element:
    attrs = {"var": described.var, "type": described.kind}
    if described.label:
        attrs["label"] = described.label
    made = Element("field", DATA, attrs, [Element("value", DATA, {}, [v] if v else []) for v in described.values])
    if described.required:
        made.add(Element("required", DATA))
    for option in described.options:
        made.add(Element("option", DATA, {"label": option}, [Element("value", DATA, {}, [option])]))
    return made
