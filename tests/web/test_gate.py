"""What the gate lets through, by itself."""

from hypothesis import given
from hypothesis import strategies as st

from casemate.web.gate import canonical

GOOD = [b"/", b"/xmpp", b"/.well-known/host-meta.json", b"/upload/" + b"a" * 43 + b"/Gr%C3%BC%C3%9Fe.png", b"/a/..b/c"]
BAD = [
    b"",
    b"xmpp",
    b"//",
    b"/xmpp/",
    b"/a//b",
    b"/./a",
    b"/a/..",
    b"/a/../b",
    b"/%61",
    b"/%2e%2e/a",
    b"/a%2Fb",
    b"/a%5cb",
    b"/a\\b",
    b"/a%00",
    b"/a;b",
    b"/a b",
    b"/a%",
    b"/a%C3",
    b"/a%FF",
    b"/%C0%AE%C0%AE/a",
    b"/" + b"a" * 3000,
    b"https://files.example/",
    b"*",
    b"/a?b",
    b"/\xc3\xbc",
]


def test_what_passes_and_what_does_not() -> None:
    assert [path for path in GOOD if not canonical(path)] == []
    assert [path for path in BAD if canonical(path)] == []


@given(raw=st.binary(max_size=40))
def test_what_passes_has_no_second_reading(raw: bytes) -> None:
    if canonical(b"/" + raw):
        assert not set(raw) & set(b"\\;?#&=+ \x00")
        assert not {b".", b".."} & set(raw.split(b"/"))
