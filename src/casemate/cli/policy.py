"""`casemate policy`: check a policy, show the one in force, explain what it would say."""

from pathlib import Path

import click
from rich.text import Text

from casemate.cli.console import SETTINGS_FILE, json_option, out, print_hanging, print_json, settings_option
from casemate.model.inspection import Direction
from casemate.policy import api
from casemate.settings.loader import Loaded, load
from casemate.wiring.inspection import all_findings, load_policy, policy_path, policy_text


@click.group()
def policy() -> None:
    """The rules that decide."""


@policy.command("check", short_help="Tell whether the policy FILE is good.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def check(file: Path) -> None:
    """Check the policy FILE: unknown words and rules that can never speak are refused, with their line."""
    compiled = load_policy(file)
    out.print(f"{file} is good: {len(compiled.rules)} rules.")


@policy.command("show")
@settings_option
def show(config: Path) -> None:
    """Show the policy in force, as TOML."""
    click.echo(policy_text(_place(config)), nl=False)


@policy.command("explain", short_help="Tell which rule speaks for a finding.")
@click.argument("finding")
@click.option("--direction", type=click.Choice([d.value for d in Direction]))
@json_option
@settings_option
def explain(finding: str, direction: str | None, config: Path, as_json: bool) -> None:
    """Tell which rule speaks for FINDING (an id, a group, or a gap such as encrypted), in each direction."""
    compiled = load_policy(policy_path(_place(config)))
    directions = [Direction(direction)] if direction else list(Direction)
    answers = [api.explain(compiled, all_findings(), finding, each) for each in directions]
    if as_json:
        print_json(answers)
        return
    for answer in answers:
        for line in answer.text.splitlines():
            subject, colon, words = line.partition(": ")
            print_hanging(Text(subject + colon, style="bold"), words, indent=4)


def _place(config: Path) -> Loaded | None:
    """The place's settings; None, for the built-in policy, if none was named and none is in this folder."""
    if config == Path(SETTINGS_FILE) and not config.exists():
        return None
    return load(config)
