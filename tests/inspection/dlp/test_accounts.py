"""Bank accounts by their IBAN."""

import pytest

from tests.inspection.dlp.support import found, ids

VALID = [
    "DE89 3704 0044 0532 0130 00",
    "DE89370400440532013000",
    "GB29 NWBK 6016 1331 9268 19",
    "FR14 2004 1010 0505 0001 3M02 606",
    "CH93 0076 2011 6238 5295 7",
    "NL91 ABNA 0417 1643 00",
    "NO93 8601 1117 947",
    "MT84MALT011000012345MTLCAST001S",
]
"""Examples of the IBAN registry (SWIFT)."""


@pytest.mark.parametrize("number", VALID)
def test_ibans_of_the_registry(number: str) -> None:
    text = f"please pay to {number} today"
    (finding,) = found(text)
    assert (finding.id, text[finding.start : finding.end]) == ("dlp.iban", number)


@pytest.mark.parametrize(
    "text",
    ["DE89 3704 0044 0532 0130 01", "DE8937040044053201300", "ZZ89370400440532013000", "XDE89370400440532013000X"],
    ids=["checksum", "length", "country", "in a word"],
)
def test_others_are_none(text: str) -> None:
    assert ids(text) == []
