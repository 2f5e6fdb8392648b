"""Data forms, as far as the server writes them."""

from casemate.xmpp.element import Element
from casemate.xmpp.forms import FORM, form
from casemate.xmpp.serialize import serialize


def test_a_form_has_its_type_first_and_a_value_for_each() -> None:
    element = form("urn:x:info", {"size": ["10"], "hosts": ["a", "b"], "none": []})
    assert serialize(element) == (
        b"<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'><value>urn:x:info</value></field>"
        b"<field var='size'><value>10</value></field><field var='hosts'><value>a</value><value>b</value></field>"
        b"<field var='none'/></x>"
    )
    assert [field.get("var") for field in element.find_all("field")] == ["FORM_TYPE", "size", "hosts", "none"]
    assert isinstance(element, Element)
    assert element.ns == FORM
