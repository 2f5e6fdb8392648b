"""Durations and sizes as people write them: a number and a unit."""

import re
from collections.abc import Mapping
from typing import Final

_FORM: Final = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*([A-Za-z]+)\s*\Z")

DURATIONS: Final[Mapping[str, float]] = {"ms": 0.001, "s": 1, "min": 60, "h": 3600, "d": 86400}
SIZES: Final[Mapping[str, int]] = {"B": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30, "TiB": 1 << 40}
_UNITS: Final[Mapping[str, Mapping[str, float]]] = {"duration": DURATIONS, "size": SIZES}


def parse(kind: str, text: str) -> float:
    """`text` as seconds (`duration`) or bytes (`size`).

    Raises:
        ValueError: naming the form that is expected.
    """
    units = _UNITS[kind]
    match = _FORM.match(text)
    factor = units.get(match[2]) if match else None
    if match is None or factor is None:
        raise ValueError(f"'{text}' is no {kind}: write a number and one of {', '.join(units)}, e.g. {example(kind)}")
    return float(match[1]) * factor


def example(kind: str) -> str:
    """How one is written."""
    return '"30 s"' if kind == "duration" else '"10 MiB"'


def write(kind: str, value: float) -> str:
    """A value with the largest unit that leaves a whole number."""
    best = next(iter(_UNITS[kind].items()))
    for unit, factor in _UNITS[kind].items():
        if value >= factor and (value / factor).is_integer():
            best = (unit, factor)
    number = value / best[1]
    return f"{int(number) if number.is_integer() else round(number, 6)} {best[0]}"
