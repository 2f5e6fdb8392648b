"""What is written in another notation is read too, and found at its place (ATTACKS D11)."""

import base64
import html
import urllib.parse

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemate.inspection.inspectors.dlp.decoding import FORMS, MAX_PIECES, readings
from tests.inspection.dlp.support import found, ids

SECRET = "card 4539 1488 0343 6467 of alice"
NOTATIONS = {
    "base64": base64.b64encode(SECRET.encode()).decode(),
    "base64url": base64.urlsafe_b64encode(SECRET.encode()).decode().rstrip("="),
    "hexadecimal": SECRET.encode().hex(),
    "hexadecimal, spaced": SECRET.encode().hex(" "),
    "escapes": "".join(f"\\x{byte:02x}" for byte in SECRET.encode()),
    "percent": "".join(f"%{byte:02X}" for byte in SECRET.encode()),
    "references": "".join(f"&#{ord(char)};" for char in SECRET),
    "JSON escapes": "".join(f"\\u{ord(char):04x}" for char in SECRET),
}


@pytest.mark.parametrize("encoded", NOTATIONS.values(), ids=NOTATIONS)
def test_notations_are_read(encoded: str) -> None:
    text = f"see {encoded} ok"
    (finding,) = found(text)
    assert finding.id == "dlp.card"
    assert encoded.rstrip("=") in text[finding.start : finding.end]


def test_the_notations_of_the_test_are_those_of_their_libraries() -> None:
    assert urllib.parse.unquote(NOTATIONS["percent"]) == html.unescape(NOTATIONS["references"]) == SECRET


@pytest.mark.parametrize(
    "text",
    [
        "3cd5ee6eeb89395deb9ea03c8a64ad651d502247",
        "https://example.test/a%20b%20c",
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk",
    ],
)
def test_what_decodes_to_nothing_of_interest_is_nothing(text: str) -> None:
    assert ids(text) == []


def test_the_number_of_pieces_is_bounded() -> None:
    piece = base64.b64encode(b"nothing to see here").decode()
    assert len(list(readings(f"{piece} " * (MAX_PIECES + 50), FORMS))) <= MAX_PIECES


@given(st.text(alphabet="0123456789abcdefABCDEFx%&#;\\u+/=-_ ", max_size=300))
def test_any_text_of_these_notations_can_be_read(text: str) -> None:
    for reading in readings(text, FORMS):
        assert 0 <= reading.start < reading.end <= len(text)
