"""A2: after a fault inside an element nothing is recovered, and nothing inside it is ever taken for a stanza."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemate.xmpp.states import State
from casemate.xmpp.stream import Violated
from tests.xmpp.support import bound, told

FAULTS = [
    b"</x>",
    b"<",
    b"&x;",
    b"\0",
    b"\xff",
    b"<p:q/>",
    b"<a b=c/>",
    b"<!--x-->",
    b"<?x?>",
    b"]]>",
    b"<a a='' a=''/>",
]


@pytest.mark.parametrize("fault", FAULTS)
@given(depth=st.integers(0, 20), inner=st.sampled_from([b"", b"<message><body>inner</body></message>"]))
def test_a2_cve_2019_1000007_a_fault_at_any_depth_ends_the_stream(fault: bytes, depth: int, inner: bytes) -> None:
    data = b"<message>" + b"<x>" * depth + inner + fault + inner + b"</x>" * depth + b"</message>"
    later = b"<message><body>later</body></message>" * 3
    for chunks in ([data + later], [data, later], [data[:9], data[9:], later]):
        stream = bound()
        (event,) = told(stream, chunks)
        assert isinstance(event, Violated)
        assert stream.state is State.CLOSED
        assert stream.receive(later) == []
