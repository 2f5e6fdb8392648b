"""The runner's own rules: a script that is wrong must fail."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.place import running
from tests.wire.runner import Failed, Run, matches, steps

NS = "xmlns='jabber:client' xmlns:no='urn:casemate:wire:no'"


@pytest.mark.parametrize(
    ("pattern", "element", "same"),
    [
        (f"<a {NS}/>", f"<a {NS} b='1'><c/></a>", True),
        (f"<a {NS} b='1'/>", f"<a {NS} b='2'/>", False),
        (f"<a {NS} b='*'/>", f"<a {NS} b='2'/>", True),
        (f"<a {NS} b='*'/>", f"<a {NS}/>", False),
        (f"<a {NS} b='$x'><c d='$x'/></a>", f"<a {NS} b='2'><c d='2'/></a>", True),
        (f"<a {NS} b='$x'><c d='$x'/></a>", f"<a {NS} b='2'><c d='3'/></a>", False),
        (f"<a {NS}><c/><c/></a>", f"<a {NS}><c/></a>", False),
        (f"<a {NS}><c>x</c></a>", f"<a {NS}><c>y</c></a>", False),
        (f"<a {NS} no:b='*'/>", f"<a {NS} b='1'/>", False),
        (f"<a {NS}><no:c/></a>", f"<a {NS}><c/></a>", False),
        (f"<a {NS}><no:c/></a>", f"<a {NS}><d/></a>", True),
        (f"<a {NS}/>", "<a xmlns='other'/>", False),
    ],
)
def test_patterns(pattern: str, element: str, same: bool) -> None:
    assert matches(ET.fromstring(pattern), ET.fromstring(element), {}, exactly=False) is same


def test_exactly_allows_nothing_more() -> None:
    pattern = ET.fromstring(f"<a {NS}/>")
    for element in (f"<a {NS} b='1'/>", f"<a {NS}><c/></a>", f"<a {NS}>text</a>"):
        assert not matches(pattern, ET.fromstring(element), {}, exactly=True)
    assert matches(pattern, ET.fromstring(f"<a {NS}/>"), {}, exactly=True)


def test_steps_have_their_line_and_what_is_below_them() -> None:
    assert [tuple(step) for step in steps("# c\n\nclient a\na sends\n  <x/>\n\n  <y/>\n")] == [
        (3, "client a", ""),
        (4, "a sends", "<x/> <y/>"),
    ]


@pytest.mark.parametrize(
    "script",
    [
        "client alice\nalice sends\n  <presence/>\nalice receives nothing\n",
        "client alice\nalice sends\n  <presence/>\nalice receives\n  <presence from='bob@localhost'/>\n",
        "client alice\nalice does something else\n",
    ],
)
async def test_wrong_scripts_fail(script: str, tmp_path: Path) -> None:
    path = tmp_path / "wrong.wire"
    path.write_text(script)
    async with running(tmp_path / "place") as place:
        with pytest.raises(Failed, match=r"wrong\.wire:\d"):
            await Run(place).script(path)
