"""`casemate inspect`: the verdict on a text or a file, without a server; lines of JSON at bulk speed."""

import asyncio
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final, Literal

import click
import msgspec
from rich.text import Text

from casemate.cli.console import Exit, json_option, out, print_json, print_table
from casemate.model.errors import CasemateError
from casemate.model.inspection import Direction
from casemate.settings.loader import Loaded, load
from casemate.wiring.inspection import Desk, open_desk

_MAX_LINE: Final = 1 << 24
"""Bytes of one JSON line: 16 MiB of text."""
_CHUNK: Final = 1 << 16
"""Bytes read at once; less is taken when less is there."""


class Line(msgspec.Struct, forbid_unknown_fields=True):
    """A line of input; exactly one of `text` and `path`."""

    id: str | int
    text: str | None = None
    path: str | None = None
    direction: Literal["internal", "outbound", "inbound"] = "internal"


class Named(msgspec.Struct):
    """What of a line tells which it is."""

    id: str | int


class Seen(msgspec.Struct):
    """A finding as programs read it; `start` and `end` are characters of the original text."""

    id: str
    severity: str
    start: int
    end: int
    excerpt: str


class Judgement(msgspec.Struct, omit_defaults=True):
    """A line of output."""

    id: str | int
    """The line's own; its number when it could not be read."""
    verdict: str
    findings: list[Seen]
    micros: float
    gaps: list[dict[str, str]] = msgspec.field(default_factory=list)
    error: str = ""


@click.command(short_help="Tell the verdict on a text, a file, or lines.")
@click.argument("text", required=False)
@click.option("--file", "file", type=click.Path(path_type=Path), help="Inspect a file instead of a text.")
@click.option(
    "--jsonl", is_flag=True, help="Read {id, text | path, direction} lines, write {id, verdict, findings} lines."
)
@click.option("--direction", type=click.Choice([d.value for d in Direction]), default="internal", show_default=True)
@json_option
@click.option(
    "-c",
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Use this place's settings and policy; without it the built-in policy and no network.",
)
def inspect(
    text: str | None, file: Path | None, config: Path | None, direction: str, jsonl: bool, as_json: bool
) -> None:
    """Tell the verdict on TEXT, on --file PATH, or on each line of standard input (--jsonl)."""
    if sum((text is not None, file is not None, jsonl)) != 1:
        raise click.UsageError("Give a TEXT, or --file PATH, or --jsonl.")
    loaded = load(config) if config else None
    if jsonl:
        asyncio.run(_bulk(loaded, sys.stdin.buffer, sys.stdout.buffer))
        return
    line = Line("1", text, str(file) if file else None, Direction(direction).value)
    judged = asyncio.run(_one(loaded, line))
    if as_json:
        print_json(judged)
    else:
        _show(judged)
    sys.exit(Exit.OK if judged.verdict in {"allow", "notice"} else Exit.FAILED)


async def _one(loaded: Loaded | None, line: Line) -> Judgement:
    async with open_desk(loaded, files=line.path is not None) as desk:
        return await _judge(desk, line)


async def _bulk(loaded: Loaded | None, source: BinaryIO, sink: BinaryIO) -> None:
    decoder, encoder = msgspec.json.Decoder(Line), msgspec.json.Encoder()
    async with open_desk(loaded, files=True) as desk:
        for lines in _batches(source):
            sink.writelines([encoder.encode(await _answer(desk, decoder, *line)) + b"\n" for line in lines])
            # Whoever waits for these answers before asking on gets them now.
            sink.flush()


def _batches(source: BinaryIO) -> Iterator[list[tuple[int, bytes]]]:
    """What has come in so far, as numbered lines, without the empty ones; waits only when nothing has."""
    number, rest, skipping = 0, b"", False
    read = getattr(source, "read1", source.read)
    while chunk := read(_CHUNK):
        *whole, rest = (rest + chunk).split(b"\n")
        if whole and skipping:
            # The end of a line whose beginning was answered already.
            whole[0], skipping = b"", False
        lines = list(enumerate(whole, number + 1))
        number += len(whole)
        if len(rest) > _MAX_LINE:
            lines += [] if skipping else [(number + 1, rest)]
            rest, skipping = b"", True
        yield [(at, line) for at, line in lines if line.strip()]
    if rest.strip() and not skipping:
        yield [(number + 1, rest)]


async def _answer(desk: Desk, decoder: msgspec.json.Decoder[Line], number: int, raw: bytes) -> Judgement:
    """The judgement on one line; a line that can't be judged is answered too, and the next ones are judged."""
    name: str | int | None = None
    if len(raw) > _MAX_LINE:
        return _refused(number, number, f"longer than {_MAX_LINE >> 20} MiB; give the text as a file (path)")
    try:
        line = decoder.decode(raw)
        name = line.id
        return await _judge(desk, line)
    except (msgspec.MsgspecError, CasemateError, UnicodeError) as error:
        return _refused(name if name is not None else _name(raw, number), number, str(error))


def _name(raw: bytes, number: int) -> str | int:
    """The id of a line with something wrong in it, if that much can be read; else its number."""
    try:
        return msgspec.json.decode(raw, type=Named).id
    except (msgspec.MsgspecError, UnicodeError):
        return number


def _refused(name: str | int, number: int, reason: str) -> Judgement:
    return Judgement(name, "error", [], 0.0, error=f"line {number}: {reason}")


async def _judge(desk: Desk, line: Line) -> Judgement:
    started = time.perf_counter()
    if line.text is not None and line.path is None:
        report, decision = desk.text(line.text, Direction(line.direction))
    elif line.path is not None and line.text is None:
        report, decision = await desk.file(Path(line.path), Direction(line.direction))
    else:
        raise CasemateError("a line has either a text or a path")
    micros = round((time.perf_counter() - started) * 1e6, 1)
    seen = [Seen(f.id, f.severity.name.lower(), f.start, f.end, f.excerpt) for f in report.findings]
    gaps = [{"kind": g.kind.value, "part": g.part, "source": g.source} for g in report.gaps]
    return Judgement(line.id, decision.verdict.word, seen, micros, gaps)


def _show(judged: Judgement) -> None:
    colour = "green" if judged.verdict in {"allow", "notice"} else "yellow" if judged.verdict != "block" else "red"
    out.print(Text(judged.verdict, style=f"bold {colour}"), f" ({judged.micros:,.0f} us)")
    if judged.findings:
        rows = [(f.id, f.severity, f"{f.start}-{f.end}" if f.end else "-", f.excerpt or "-") for f in judged.findings]
        print_table(("Finding", "Severity", "Where", "What"), rows)
    for gap in judged.gaps:
        out.print(f"not inspected: {gap['part']} ({gap['kind'].replace('_', ' ')}, says {gap['source']})")
