"""Time as a value that is passed in, so that pure rooms stay pure and tests own the clock."""

from collections.abc import Callable

Clock = Callable[[], float]
"""Seconds since the epoch (UTC)."""
Seconds = float
Bytes = int
