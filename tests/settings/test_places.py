"""Lines of sections and keys, in every way of writing them."""

import pytest

from casemate.settings.places import line_of

TEXT = """# casemate
listen.host = "::1"
[limits]  # what one connection may cost
stanza = "1 MiB"
"depth" = 5

[ inspection ]
lists = []
[inspection.dictionaries]
projects = ["x"]
[files]
keep="1 d"
"""


@pytest.mark.parametrize(
    ("section", "key", "line"),
    [
        ("listen", "", 2),
        ("listen", "host", 2),
        ("limits", "", 3),
        ("limits", "stanza", 4),
        ("limits", "depth", 5),
        ("inspection", "lists", 8),
        ("inspection", "dictionaries", 9),
        ("files", "keep", 12),
        ("files", "stanza", None),
        ("policy", "", None),
    ],
)
def test_lines(section: str, key: str, line: int | None) -> None:
    assert line_of(TEXT, section, key) == line
