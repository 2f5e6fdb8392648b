"""What expat says, in the words of RFC 6120."""

from xml.parsers import expat

import pytest

from casemate.xmpp.errors import StreamError
from casemate.xmpp.faults import fault, refuse_markup


@pytest.mark.parametrize(
    ("data", "condition"),
    [
        (b"<a>", "not-well-formed"),
        (b"<a/><b/>", "bad-format"),
        (b"<a>&b;</a>", "restricted-xml"),
        (b"<a><!DOCTYPE b></a>", "restricted-xml"),
        (b"<a>\xff</a>", "unsupported-encoding"),
    ],
)
def test_conditions(data: bytes, condition: str) -> None:
    parser = expat.ParserCreate("UTF-8")
    with pytest.raises(expat.ExpatError) as caught:
        parser.Parse(data, True)
    assert fault(caught.value, data, parser.ErrorByteIndex).condition == condition


def test_markup_is_refused_whatever_the_handler_gets() -> None:
    with pytest.raises(StreamError):
        refuse_markup("a", None, 1)
