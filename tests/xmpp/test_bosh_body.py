"""Reading and writing `<body/>`: what is taken, what is refused, and that nothing else can happen."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemate.xmpp.bosh_body import MAX_RID, Body, BoshFault, hinted_sid, opening, parse_body, write_body
from casemate.xmpp.limits import Limits
from casemate.xmpp.parser import parse_stanza

LIMITS = Limits(10_000, 20_000, 8, 16, 50)
START = b"<body xmlns='http://jabber.org/protocol/httpbind' xmlns:xmpp='urn:xmpp:xbosh' rid='7' "


def refused(data: bytes) -> str:
    with pytest.raises(BoshFault) as caught:
        parse_body(data, LIMITS)
    return caught.value.condition


def test_all_that_a_request_can_say() -> None:
    body = parse_body(
        START
        + b"sid='s' to='a' from='b@a' xml:lang='cy' xmpp:version='1.0' xmpp:restart='true' type='terminate' pause='3'"
        b" ack='6' wait='60' hold='1' ver='1.6' content='text/xml'> <a xmlns='x'/>\n<b/></body>",
        LIMITS,
    )
    assert body == Body(
        7,
        sid="s",
        to="a",
        sender="b@a",
        lang="cy",
        version="1.0",
        restart=True,
        terminate=True,
        pause=3,
        ack=6,
        wait=60,
        hold=1,
        ver=(1, 6),
        content="text/xml",
        payloads=(b"<a xmlns='x'/>", b"<b xmlns='jabber:client'/>"),
    )


@pytest.mark.parametrize(
    "declaration", [b"", b"\n ", b"<?xml version='1.0'?>", b'<?xml version="1.0" encoding="UTF-8"?>\n']
)
def test_a_declaration_may_come_first(declaration: bytes) -> None:
    assert parse_body(declaration + START + b"/>", LIMITS).rid == 7


def test_what_inherits_the_wrappers_namespace_is_a_stanza_to_its_depth() -> None:
    [payload] = parse_body(
        START + b"><message><body>hi</body><x xmlns='other'><y/></x></message></body>", LIMITS
    ).payloads
    message = parse_stanza(payload, LIMITS)
    assert [(e.name, e.ns) for e in (message, *message.elements())] == [
        ("message", "jabber:client"),
        ("body", "jabber:client"),
        ("x", "other"),
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<body/>",
        b"<body xmlns='http://jabber.org/protocol/httpbind'/>",
        b"<other xmlns='http://jabber.org/protocol/httpbind' rid='1'/>",
        START.replace(b"'7'", b"'0'") + b"/>",
        START.replace(b"'7'", b"'-7'") + b"/>",
        START.replace(b"'7'", b"'7.0'") + b"/>",
        START.replace(b"'7'", "'\u0667'".encode()) + b"/>",
        START.replace(b"'7'", b"'%d'" % (MAX_RID + 1)) + b"/>",
        START.replace(b"'7'", b"'%d'" % 10**400) + b"/>",
        START + b"type='error'/>",
        START + b"wait='x'/>",
        START + b"hold='-1'/>",
        START + b"pause=''/>",
        START + b">text</body>",
        START + b"><open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='b'/></body>",
        START + b"><close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/></body>",
        START + b"/>" + START + b"/>",
        START + b">",
        START + b"><!-- x --></body>",
        START + b"><?x y?></body>",
        START.decode().encode("utf-16"),
        b"\xff" + START + b"/>",
        b"<?xml version='1.0' encoding='latin-1'?>" + START + b"/>",
        b"<?xml version='1.1'?>" + START + b"/>",
    ],
)
def test_what_is_no_request(data: bytes) -> None:
    assert refused(data) == "bad-request"


def test_what_is_more_than_allowed() -> None:
    assert refused(START + b">" + b"<a>" * 9 + b"</a>" * 9 + b"</body>") == "policy-violation"
    assert parse_body(START + b">" + b"<a>" * 8 + b"</a>" * 8 + b"</body>", LIMITS).payloads
    assert refused(START + b">" + b"<a xmlns:p='p'/>" + b"<a/>" * 60 + b"</body>") == "policy-violation"
    assert refused(START + b"".join(b" a%d='x'" % n for n in range(20)) + b"/>") == "policy-violation"


def test_the_session_is_guessed_from_the_start_only() -> None:
    assert hinted_sid(START + b"sid='abc-_9'/>") == "abc-_9"
    assert hinted_sid(START + b'sid = "abc"/>') == "abc"
    assert hinted_sid(START + b"/>") == ""
    assert hinted_sid(START + b" " * 5000 + b"sid='abc'/>") == ""
    assert hinted_sid(START + b"sid='" + b"a" * 65 + b"'/>") == ""


def test_a_header_is_made_of_what_was_asked() -> None:
    header = parse_stanza(opening(Body(1, lang="cy"), "a'<b", "me@a"), LIMITS)
    assert header.attrs == {"to": "a'<b", "version": "1.0", "from": "me@a", "xml:lang": "cy"}


@given(st.binary(max_size=300))
def test_any_bytes_are_a_request_or_refused(data: bytes) -> None:
    for whole in (data, START + data, START + b">" + data + b"</body>"):
        try:
            body = parse_body(whole, LIMITS)
        except BoshFault:
            continue
        assert 0 < body.rid <= MAX_RID


@given(
    st.lists(
        st.sampled_from(
            [
                "<a>",
                "</a>",
                "<b/>",
                "<body>",
                "</body>",
                "<m xmlns='x'>",
                "</m>",
                "t",
                "&amp;",
                "&a;",
                "<!--",
                "-->",
                "<x:y xmlns:x='z'/>",
                "<![CDATA[",
                "]]>",
                "<?p?>",
                "<!DOCTYPE a>",
                "'",
                '"',
                "\x00",
                "&#0;",
                "&#xd800;",
                "\u202e",
            ]
        ),
        max_size=30,
    ).map("".join)
)
def test_what_is_let_in_is_whole_elements_that_read_the_same_alone(text: str) -> None:
    try:
        body = parse_body(START + b">" + text.encode() + b"</body>", LIMITS)
    except BoshFault:
        return
    whole = ET.fromstring(START.decode() + ">" + text + "</body>")
    assert len(whole) == len(body.payloads)
    for theirs, ours in zip(whole, body.payloads, strict=True):
        alone = ET.fromstring(ours)
        assert "".join(alone.itertext()) == "".join(theirs.itertext())
        names = [e.tag.replace("http://jabber.org/protocol/httpbind", "jabber:client") for e in theirs.iter()]
        assert [e.tag for e in alone.iter()] == names
        parse_stanza(ours, LIMITS)


@given(
    st.dictionaries(
        st.sampled_from(["sid", "ack", "condition"]),
        st.text(st.characters(codec="utf-8", min_codepoint=32, exclude_characters="\x7f\ufffe\uffff")),
    )
)
def test_what_is_written_is_read_back(attributes: dict[str, str]) -> None:
    assert ET.fromstring(write_body(attributes)).attrib == attributes
