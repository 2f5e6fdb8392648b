"""A4: depth is capped, and nothing that handles a tree recurses."""

import sys

from casemate.xmpp.element import Element
from casemate.xmpp.limits import Limits
from casemate.xmpp.serialize import serialize
from casemate.xmpp.stream import Received
from tests.xmpp.support import bound, condition


def nested(depth: int) -> bytes:
    return b"<message>" + b"<x>" * (depth - 1) + b"</x>" * (depth - 1) + b"</message>"


def test_a4_cve_2024_8176_depth_is_capped() -> None:
    limits = Limits(stanza=1 << 24, elements=1_000_000)
    (event,) = bound(limits).receive(nested(limits.depth))
    assert isinstance(event, Received)
    for depth in (limits.depth + 1, 1_000, 200_000):
        assert condition(bound(limits).receive(nested(depth))) == "policy-violation"


def test_a4_unfinished_depth_is_bounded_by_bytes() -> None:
    stream = bound()
    events = [event for _ in range(2_000) for event in stream.receive(b"<x>" * 100)]
    assert condition(events) == "policy-violation"


def test_a4_cve_2022_31052_no_code_for_trees_recurses() -> None:
    depth = sys.getrecursionlimit() * 10
    root = inner = Element("message")
    for _ in range(depth):
        child = Element("x")
        inner.add(child)
        inner = child
    assert len(list(root.walk())) == depth + 1
    assert root.copy() == root
    assert len(serialize(root)) > depth
