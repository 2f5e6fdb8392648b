"""Where in a TOML file a section or a setting stands, as well as a plain look at its lines can tell."""

import re
from typing import Final

_HEADER: Final = re.compile(r"^\s*\[+\s*([^\]]*?)\s*\]")
_KEY: Final = re.compile(r"^\s*([\w\"'. \t-]+?)\s*=")
_DOT: Final = re.compile(r"\s*\.\s*")


def line_of(text: str, section: str, key: str = "") -> int | None:
    """The line (from 1) on which `section`, or `key` in it, is written first; None if it can't be found."""
    wanted = (section, key) if key else (section,)
    current: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            current = _names(header[1])
            path = current
        elif pair := _KEY.match(line):
            path = (*current, *_names(pair[1]))
        else:
            continue
        if path[: len(wanted)] == wanted:
            return number
    return None


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(name.strip("\"'") for name in _DOT.split(dotted))
