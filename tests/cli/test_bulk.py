"""`casemate inspect`: one text, one file, and lines of JSON of which a bad one does not stop the next."""

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from casemate.cli import inspect as command
from casemate.cli.console import Exit
from casemate.cli.main import cli
from tests.demo import casemate

CARD = "my card is 4539 1488 0343 6467"


def bulk(given: bytes) -> list[dict[str, object]]:
    result = CliRunner().invoke(cli, ["inspect", "--jsonl"], input=given)
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize(
    ("bad", "name", "says"),
    [
        (b"not JSON", 3, "malformed"),
        (b"\xff\xfe", 3, "malformed"),
        (b'"text"', 3, "object"),
        (b'{"text": "no id"}', 3, "`id`"),
        (b'{"id": "x", "txet": "a"}', "x", "`txet`"),
        (b'{"id": "x", "text": 7}', "x", "`$.text`"),
        (b'{"id": "x", "text": "a", "direction": "up"}', "x", "`$.direction`"),
        (b'{"id": "x", "text": "\\ud800"}', 3, ""),
        (b'{"id": "x"}', "x", "either a text or a path"),
        (b'{"id": "x", "text": "a", "path": "b"}', "x", "either a text or a path"),
        (b'{"id": "x", "path": "/nowhere/at/all"}', "x", "/nowhere/at/all can't be read: No such file"),
        (b'{"id": "x", "path": "/"}', "x", "Is a directory"),
        (b'{"id": "x", "path": "a\\u0000b"}', "x", "null byte"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_is_answered(bad: bytes, name: object, says: str) -> None:
    first, second, third = bulk(
        b'{"id": "a", "text": "hello"}\n\n' + bad + b'\n{"id": "z", "text": "%s"}' % CARD.encode()
    )
    assert (first["id"], first["verdict"]) == ("a", "allow")
    assert (second["id"], second["verdict"]) == (name, "error")
    assert str(second["error"]).startswith("line 3: ")
    assert says in str(second["error"])
    assert (third["id"], third["verdict"]) == ("z", "coach")


def test_a_line_that_is_too_long_is_one_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "_MAX_LINE", 100_000)
    long = b'{"id": "long", "text": "%s"}\n' % (b"x" * 400_000)
    answers = bulk(b'{"id": 1, "text": "a"}\n' + long + b'{"id": 3, "text": "b"}\n' + long.strip())
    assert [a["id"] for a in answers] == [1, 2, 3, 4]
    assert [a["verdict"] for a in answers] == ["allow", "error", "allow", "error"]
    assert "line 2: longer than" in str(answers[1]["error"])


def test_nothing_in_nothing_out() -> None:
    assert bulk(b"") == []
    assert bulk(b"\n \n") == []


def test_an_answer_comes_before_the_next_question() -> None:
    """A program that asks one thing after the other must not wait for ever."""
    with subprocess.Popen(casemate("inspect", "--jsonl"), stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in range(3):
            process.stdin.write(b'{"id": %d, "text": "hello"}\n' % number)
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        process.stdin.close()
        assert process.wait() == 0


def test_a_reader_that_has_seen_enough() -> None:
    with subprocess.Popen(
        casemate("inspect", "--jsonl"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b'{"id": 1, "text": "hello"}\n')
        process.stdin.flush()
        process.stdout.readline()
        process.stdout.close()
        process.stdin.write(b'{"id": 2, "text": "hello"}\n')
        process.stdin.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


@pytest.mark.parametrize(
    ("words", "code", "verdict", "finding"),
    [
        (["hello"], Exit.OK, "allow", None),
        ([CARD], Exit.FAILED, "coach", "dlp.card"),
        ([CARD, "--direction", "outbound"], Exit.FAILED, "hold", "dlp.card"),
        (["--", "--jsonl"], Exit.OK, "allow", None),
    ],
)
def test_a_text(words: list[str], code: int, verdict: str, finding: str | None) -> None:
    result = CliRunner().invoke(cli, ["inspect", "--json", *words])
    assert result.exit_code == code
    answer = json.loads(result.stdout)
    assert answer["verdict"] == verdict
    assert [f["id"] for f in answer["findings"]] == ([finding] if finding else [])
    plain = CliRunner().invoke(cli, ["inspect", *words])
    assert plain.exit_code == code
    assert plain.stdout.startswith(verdict)
    assert (finding or "") in plain.stdout


def test_a_file(tmp_path: Path) -> None:
    (tmp_path / "picture.jpg").write_bytes(b"MZ" + b"\0" * 200)
    result = CliRunner().invoke(cli, ["inspect", "--json", "--file", str(tmp_path / "picture.jpg")])
    assert result.exit_code == Exit.FAILED
    assert json.loads(result.stdout)["verdict"] == "block"
