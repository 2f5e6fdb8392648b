"""Data forms (XEP-0004 2.13.1), as far as the server itself writes them."""

from collections.abc import Sequence
from typing import Final

from casemate.xmpp.element import Element

FORM: Final = "jabber:x:data"


def form(form_type: str, fields: dict[str, Sequence[str]]) -> Element:
    """A result form (XEP-0004) for service discovery extensions (XEP-0128)."""
    x = Element("x", FORM, {"type": "result"})
    x.add(_field("FORM_TYPE", [form_type], "hidden"))
    for name, values in fields.items():
        x.add(_field(name, values))
    return x


def _field(var: str, values: Sequence[str], kind: str = "") -> Element:
    attrs = {"var": var, "type": kind} if kind else {"var": var}
    return Element("field", FORM, attrs, [Element("value", FORM, {}, [value]) for value in values])
