"""The command line. Errors are one clear line on standard error; exit codes are in `casemate --help`."""

from casemate.cli.main import main

__all__ = ["main"]
