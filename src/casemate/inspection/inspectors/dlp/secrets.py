"""Kinds of secrets, from data (`kinds/*.toml`, a file per family): adding one is adding a table.

A table has `is`, `pattern`, and optionally `trigger`, `check`, `bits` and `rank`. Every kind has examples that the tests run, in
`tests/inspection/dlp/data`.
"""

import tomllib
from collections.abc import Iterator, Sequence
from functools import partial
from importlib import resources
from typing import Final

import msgspec

from casemate.inspection.inspectors.dlp import checks, passwords
from casemate.inspection.inspectors.dlp.regex import Regex
from casemate.inspection.inspectors.dlp.rules import Finder, Rule, whole
from casemate.model.inspection import FindingSpec, Severity

FAMILIES: Final = ("cloud", "code", "talk", "money", "intelligence", "services", "named")
"""Files of kinds; where spans tie, the earlier speaks."""
CHECKS: Final[dict[str, Finder]] = {
    "random": whole(checks.random),
    "github": whole(checks.github),
    "jira": whole(checks.jira),
    "jwt": whole(checks.jwt),
    "basic": whole(checks.basic),
    "address": passwords.in_address,
    "typed": passwords.unquoted,
    "literal": passwords.quoted,
}


class Kind(msgspec.Struct, forbid_unknown_fields=True, rename={"description": "is"}):
    """A table of a data file."""

    description: str
    pattern: str
    trigger: str = ""
    """What the scanner looks for, if that is less than the pattern: a word instead of all that may follow it compiles faster."""
    check: str = "token"
    """`token` (no placeholder, entropy of at least `bits`), or a name of `CHECKS`."""
    bits: float = 2.5
    """Shannon entropy in bits a character that a token has at least."""
    rank: int = 4
    """See `Rule.rank`."""


def secret_kinds() -> Iterator[tuple[str, Kind]]:
    """Name and table of every kind of secret."""
    folder = resources.files("casemate.inspection.inspectors.dlp") / "kinds"
    for family in FAMILIES:
        tables = tomllib.loads((folder / f"{family}.toml").read_text(encoding="utf-8"))
        yield from msgspec.convert(tables, dict[str, Kind]).items()


def secret_rules() -> Sequence[Rule]:
    """A rule for each kind."""
    return [_rule(name, kind) for name, kind in secret_kinds()]


def _rule(name: str, kind: Kind) -> Rule:
    spec = FindingSpec(f"dlp.secret.{name}", "secret", Severity.HIGH, f"{kind.description}.")
    find = whole(partial(checks.token, bits=kind.bits)) if kind.check == "token" else CHECKS[kind.check]
    return Rule(spec, kind.trigger or kind.pattern, Regex(kind.pattern), find, rank=kind.rank, secret=True)
