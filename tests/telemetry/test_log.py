"""A line an event, whatever is in its fields."""

import io
import json
from collections.abc import Generator

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from casemate.telemetry.log import configure, get_logger


@pytest.fixture(autouse=True)
def restored() -> Generator[None]:
    before = structlog.get_config()
    yield
    structlog.configure(**before)


def written(level: str, form: str) -> io.StringIO:
    stream = io.StringIO()
    configure(level, form, stream)
    return stream


def test_an_event_has_its_source_level_and_time() -> None:
    stream = written("info", "json")
    get_logger("tests").info("something happened", number=3)
    event = json.loads(stream.getvalue())
    assert event.pop("timestamp").endswith("Z")
    assert event == {"event": "something happened", "source": "tests", "level": "info", "number": 3}


@pytest.mark.parametrize(("level", "lines"), [("debug", 4), ("info", 3), ("warning", 2), ("error", 1)], ids=str)
def test_what_is_less_grave_is_not_written(level: str, lines: int) -> None:
    stream = written(level, "json")
    log = get_logger("tests")
    for write in (log.debug, log.info, log.warning, log.error):
        write("x")
    assert len(stream.getvalue().splitlines()) == lines


@given(st.text(), st.sampled_from(["json", "text"]))
def test_a_field_never_makes_a_line_of_its_own(text: str, form: str) -> None:
    stream = written("info", form)
    get_logger("tests").info("x", field=text)
    (line,) = stream.getvalue().split("\n")[:-1]
    assert line.isprintable()
    if form == "json" and text.isprintable():
        assert json.loads(line)["field"] == text


def test_lines_of_a_traceback_are_marked_as_such() -> None:
    stream = written("info", "text")
    try:
        int("first\n2026-01-01 [error] forged")
    except ValueError as error:
        get_logger("tests").error("failed", exc_info=ValueError(str(error).encode().decode("unicode_escape")))
    lines = stream.getvalue().splitlines()
    assert not [line for line in lines if line.startswith("2026-01-01")]
    assert any("forged" in line and line.startswith("  | ") for line in lines)
