"""A14: UTF-8 only, at the start of a stream and within it: other encodings hide text from whoever scans bytes."""

import pytest

from casemate.xmpp.stream import Framing, ServerStream
from tests.xmpp.support import HEADER, LIMITS, OPEN, bound, bound_websocket, condition

TEXT = HEADER.decode()
ENCODINGS = ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-8-sig"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a14_stream_in_another_encoding(encoding: str) -> None:
    for header in (TEXT, TEXT.partition("?>")[2], TEXT.replace("?>", f" encoding='{encoding}'?>", 1)):
        data = header.encode(encoding)
        assert condition(ServerStream(LIMITS).receive(data)) == "unsupported-encoding"
        dripped = ServerStream(LIMITS)
        assert condition([e for byte in data for e in dripped.receive(bytes([byte]))]) == "unsupported-encoding"


@pytest.mark.parametrize("name", ["ISO-8859-1", "UTF-16", "US-ASCII", "windows-1252", "UTF-7", "nonsense"])
def test_a14_another_encoding_declared(name: str) -> None:
    header = HEADER.replace(b"?>", f" encoding='{name}'?>".encode(), 1)
    assert condition(ServerStream(LIMITS).receive(header)) == "unsupported-encoding"


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "shift-jis", "utf-16", "utf-16-le"])
def test_a14_stanzas_in_another_encoding(encoding: str) -> None:
    body = "Grüße" if encoding in {"latin-1", "cp1252"} else "検査"
    whole = f"<message><body>{body}</body></message>".encode(encoding)
    inside = b"<message><body>" + body.encode(encoding) + b"</body></message>"
    assert condition(bound().receive(inside)) in {"unsupported-encoding", "not-well-formed"}
    assert condition(bound().receive(whole + b">" * LIMITS.stanza)) in {"unsupported-encoding", "policy-violation"}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a14_over_websocket(encoding: str) -> None:
    # A message that begins with anything but a tag is no element in the first place.
    expected = {"unsupported-encoding", "bad-format"}
    fresh = ServerStream(LIMITS, framing=Framing.WEBSOCKET, secure=True)
    assert condition(fresh.receive(OPEN.decode().encode(encoding))) in expected
    message = "<message xmlns='jabber:client'/>".encode(encoding)
    assert condition(bound_websocket().receive(message)) in expected


def test_a14_byte_order_mark_between_stanzas() -> None:
    assert condition(bound().receive(b"\xef\xbb\xbf<message/>")) == "unsupported-encoding"
