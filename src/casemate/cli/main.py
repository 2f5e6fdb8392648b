"""`casemate`: all commands in one place."""

import sys

import click

from casemate.cli import audit, demo, doctor, held, inspect, people, policy, serve, setup
from casemate.cli.console import fail
from casemate.model.errors import CasemateError

EPILOG = """\b
Exit codes: 0 done; 1 done, and the answer is no (a damaged record, a refused text, a finding of the doctor);
2 called wrongly; 3 settings, policy or keys refused; 4 not found; 5 exists already or decided already;
6 the database, a scanner or the server does not answer.
"""


@click.group(epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="casemate")
def cli() -> None:
    """Instant messaging in which everything is inspected before anyone receives it."""


for command in (
    setup.init,
    serve.serve,
    demo.demo,
    people.tenant,
    people.person,
    people.device,
    inspect.inspect,
    policy.policy,
    held.held,
    audit.audit,
    doctor.doctor,
):
    cli.add_command(command)


def main() -> None:
    """Run a command; what goes wrong is one line on standard error."""
    try:
        cli()
    except CasemateError as error:
        fail(error)
    except BrokenPipeError:
        # Whoever read our output has seen enough (casemate ... | head).
        sys.stderr.close()
        sys.exit(0)
