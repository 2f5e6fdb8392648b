"""Pages of a list (XEP-0059), whatever a client asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError
from casemate.xmpp.paging import PAGE, RSM, page

KEYS = st.lists(st.text(min_size=1, max_size=3), unique=True, max_size=150)


def asked(**fields: str) -> Element:
    return Element("set", RSM, {}, [Element(name, RSM, {}, [text] if text else []) for name, text in fields.items()])


@given(KEYS, st.text(max_size=8), st.text(max_size=3), st.text(max_size=3), st.booleans(), st.booleans())
def test_a_page_is_a_part_of_the_list_and_no_longer_than_it_may_be(
    keys: list[str], most: str, after: str, before: str, has_after: bool, has_before: bool
) -> None:
    fields = {"max": most} | ({"after": after} if has_after else {}) | ({"before": before} if has_before else {})
    if (after and has_after and after not in keys) or (
        not (after and has_after) and before and has_before and before not in keys
    ):
        with pytest.raises(StanzaError, match="item-not-found"):
            page(keys, asked(**fields))
        return
    part, position = page(keys, asked(**fields))
    assert len(keys[part]) <= PAGE
    assert position.child_text("count", RSM) == str(len(keys))
    if keys[part]:
        assert position.child_text("first", RSM) == keys[part][0]
        assert position.child_text("last", RSM) == keys[part][-1]


@given(KEYS, st.integers(1, PAGE))
def test_pages_one_after_another_are_the_list_both_ways(keys: list[str], most: int) -> None:
    forward: list[str] = []
    while shown := keys[page(keys, asked(max=str(most), after=forward[-1] if forward else ""))[0]]:
        forward += shown
    backward: list[str] = []
    while shown := keys[page(keys, asked(max=str(most), before=backward[0] if backward else ""))[0]]:
        backward = shown + backward
        if backward[0] == keys[0]:
            break
    assert forward == keys
    assert backward == keys


def test_a_key_that_is_not_on_the_list_is_not_found() -> None:
    with pytest.raises(StanzaError, match="item-not-found"):
        page(["a"], asked(after="b"))
