"""Where the evaluation data is, and how it reads.

The data is not part of the project: CASEMATE_EVAL names its folder, `../shared/eval` is looked at otherwise. No test needs it.
"""

import gzip
import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Span(NamedTuple):
    """Something labelled in a text."""

    start: int
    end: int
    kind: str

    def touches(self, start: int, end: int) -> bool:
        return self.start < end and start < self.end


class Document(NamedTuple):
    """A text and what is labelled in it."""

    name: str
    text: str
    spans: tuple[Span, ...]


def folder() -> Path:
    """The data's folder. Raises SystemExit with a plain word if there is none."""
    path = Path(os.environ.get("CASEMATE_EVAL", "") or Path(__file__).parents[2] / "shared" / "eval")
    if not path.is_dir():
        raise SystemExit(f"no evaluation data in {path}: set CASEMATE_EVAL to its folder")
    return path


def chat() -> list[str]:
    """Real chat messages, one a line."""
    with gzip.open(folder() / "chat" / "irc-messages.txt.gz", "rt", encoding="utf-8", errors="replace") as lines:
        return [line.rstrip("\n") for line in lines]


def pii() -> Iterator[Document]:
    """Synthetic texts with labelled personal data; the name is the set's and the kind of disguise, if any."""
    for path in sorted((folder() / "pii").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                spans = tuple(Span(a["start"], a["end"], a["entity_type"]) for a in row["annotations"])
                disguise = (row.get("adversarial") or {}).get("type") or "plain"
                yield Document(disguise, row["text"], spans)


def secrets() -> Iterator[Document]:
    """Files with credentials and look-alikes; the labels are what another tool finds, which is not the truth.

    Only files that are text as they stand: what is inside archives and documents is another room's work.
    """
    expected = json.loads((folder() / "secrets" / "expected.json").read_text(encoding="utf-8"))
    labels: dict[str, list[tuple[int, str, str]]] = {}
    for finding in expected:
        # A finding of several lines (a key block, a pair of id and secret) counts once, at its first line.
        line = finding["line_data_list"][0]
        if not line["info"] or line["info"].startswith("FILE:"):
            labels.setdefault(Path(line["path"]).name, []).append((line["line_num"], line["value"], finding["rule"]))
    for path in sorted((folder() / "secrets" / "samples").iterdir()):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        yield Document(path.name, text, tuple(_placed(text, labels.get(path.name, []))))


def unseen(name: str) -> bool:
    """Whether a file belongs to the half that rules are not tuned on."""
    return hashlib.sha256(name.encode()).digest()[0] % 2 == 1


def _placed(text: str, labels: list[tuple[int, str, str]]) -> Iterator[Span]:
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for number, value, kind in labels:
        begin = starts[min(max(number - 1, 0), len(starts) - 1)]
        # A value over several lines is labelled as one string that doesn't stand in the text: its first piece does.
        for piece in (value, value[:24]):
            at = text.find(piece, begin)
            if piece and at >= 0:
                yield Span(at, at + len(piece), kind)
                break
