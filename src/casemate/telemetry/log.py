"""Structured logs: one event a line, with fields, encoded so that no field can forge a line (ATTACKS G3)."""

import logging
import sys
from typing import TextIO

import structlog

_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}


def configure(level: str = "info", form: str = "json", stream: TextIO | None = None) -> None:
    """Write events of `level` and above to `stream` (standard error), as `json` lines or `text`."""
    renderer = structlog.processors.JSONRenderer() if form == "json" else structlog.dev.ConsoleRenderer(colors=False)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _escape_controls,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(_LEVELS[level]),
        logger_factory=structlog.PrintLoggerFactory(stream or sys.stderr),
        cache_logger_on_first_use=False,
    )


def get_logger(name: str) -> structlog.typing.FilteringBoundLogger:
    """A logger whose events carry `source=name`. Pass values as fields, never inside the event text."""
    logger: structlog.typing.FilteringBoundLogger = structlog.get_logger(source=name)
    return logger


def _escape_controls(
    _logger: structlog.typing.WrappedLogger, _method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    for key, value in event.items():
        if not isinstance(value, str) or value.isprintable():
            continue
        if key == "exception":
            # A traceback keeps its lines, each marked, because an exception's text may hold what a stranger sent.
            event[key] = "\n".join(f"  | {_printable(line)}" for line in value.split("\n"))
        else:
            event[key] = _printable(value)
    return event


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
