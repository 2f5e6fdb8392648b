"""G3: nothing that a stranger sends can forge, colour or end a line of the log."""

import io
import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemate.telemetry.log import configure, get_logger

FORGED = "x\n2026-01-01T00:00:00Z [info     ] sign-in succeeded   account=admin\r\x1b[31mred\x1b[0m\u2028\u202e\x85\x00"


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    yield
    configure()


@pytest.mark.parametrize("form", ["json", "text"])
@given(value=st.one_of(st.just(FORGED), st.text(st.characters(codec="utf-8"))))
def test_g3_a_field_is_one_line(form: str, value: str) -> None:
    out = io.StringIO()
    configure("info", form, out)
    get_logger("test").warning("sign-in failed", account=value, more=[value], event_=value)
    lines = out.getvalue()
    assert lines.endswith("\n")
    assert lines[:-1].isprintable()
    if form == "json":
        told = json.loads(lines)
        assert told["event"] == "sign-in failed"
        if value.isprintable():
            assert told["account"] == value


@pytest.mark.parametrize("form", ["json", "text"])
def test_g3_an_event_text_is_one_line(form: str) -> None:
    out = io.StringIO()
    configure("info", form, out)
    get_logger("test").warning(FORGED)
    assert out.getvalue()[:-1].isprintable()


@pytest.mark.parametrize("form", ["json", "text"])
def test_g3_an_exception_cannot_begin_a_line(form: str) -> None:
    out = io.StringIO()
    configure("info", form, out)
    try:
        _fail()
    except ValueError:
        get_logger("test").exception("it failed")
    lines = out.getvalue().splitlines()
    assert sum("sign-in succeeded" in line for line in lines) == 1
    assert not any(line.startswith("2026-01-01") for line in lines)
    if form == "json":
        assert len(lines) == 1
    else:
        assert all(line.startswith("  | ") for line in lines[1:])
        assert all(line.isprintable() for line in lines)


def _fail() -> None:
    raise ValueError(FORGED)


def test_g3_what_configure_promises() -> None:
    out = io.StringIO()
    configure("warning", "json", out)
    get_logger("room").info("not written")
    get_logger("room").error("written", n=1)
    told = json.loads(out.getvalue())
    assert (told["event"], told["level"], told["source"], told["n"]) == ("written", "error", "room", 1)
    assert told["timestamp"].endswith("Z")
