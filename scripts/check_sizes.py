"""Functions over 60 lines and files over 400 need a reason: one line each in scripts/size_reasons.txt.

A line there reads `path[:function] reason ...`. A reason for what is short enough by now is an error too.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

MAX_FILE: Final = 400
MAX_FUNCTION: Final = 60


def main() -> int:
    """Print what is too long and unexplained; return the exit code."""
    reasons = _reasons(Path("scripts/size_reasons.txt"))
    long = dict(row for path in sorted(Path("src").rglob("*.py")) for row in _long_parts(path))
    problems = [f"{name}: {lines} lines and no reason" for name, lines in long.items() if name not in reasons]
    problems += [f"{name}: has a reason, but is short enough" for name in reasons if name not in long]
    if problems:
        print("\n".join(problems))
        print("Split by idea, or write the reason into scripts/size_reasons.txt.")
    return 1 if problems else 0


def _reasons(path: Path) -> dict[str, str]:
    lines = path.read_text().splitlines() if path.exists() else []
    return dict(line.split(" ", 1) for line in lines if line.strip() and not line.startswith("#"))


def _long_parts(path: Path) -> Iterator[tuple[str, int]]:
    text = path.read_text()
    if (lines := text.count("\n")) > MAX_FILE:
        yield str(path), lines
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > MAX_FUNCTION:
                yield f"{path}:{node.name}", length


if __name__ == "__main__":
    sys.exit(main())
