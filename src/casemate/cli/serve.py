"""`casemate serve`: the server in the foreground."""

import asyncio
from pathlib import Path

import click
import uvloop

from casemate.cli.console import settings_option
from casemate.settings.loader import load
from casemate.telemetry.log import configure
from casemate.wiring.service import Service


@click.command()
@settings_option
def serve(config: Path) -> None:
    """Run the server in the foreground. SIGTERM ends it properly; SIGHUP reads policy and certificates again."""
    loaded = load(config)
    configure(loaded.settings.operation.log_level, loaded.settings.operation.log_format)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(Service(loaded).run())
