"""Kinds of secrets, from data (`secrets.toml`): adding one is adding a line."""

import tomllib
from collections.abc import Mapping, Sequence
from importlib import resources
from typing import Final

from casemate.inspection.inspectors.dlp import checks
from casemate.inspection.inspectors.dlp.rules import Rule, Validator
from casemate.model.inspection import FindingSpec, Severity

PRIVATE_KEY: Final = FindingSpec("dlp.private_key", "secret", Severity.CRITICAL, "A private key.")
_PRIVATE_KEY_PATTERN: Final = (
    r"(-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----|PuTTY-User-Key-File-[23]: )"
)


def typed(text: str) -> bool:
    """A password in an address or connection string: short ones count, placeholders do not."""
    return checks.entropy(text) >= 1.5 and checks.real_token(text + "Aa1") and not text.startswith(("$", "<", "{", "%"))


CHECKS: Final[Mapping[str, Validator]] = {
    "token": checks.real_token,
    "secret": checks.real_secret,
    "password": checks.real_password,
    "github": checks.github_checksum,
    "anything": checks.anything,
    "typed": typed,
}


def secret_rules() -> Sequence[Rule]:
    """Rules for private keys and every kind of the data file."""
    text = resources.files("casemate.inspection.inspectors.dlp").joinpath("secrets.toml").read_text(encoding="utf-8")
    rules = [Rule(PRIVATE_KEY, _PRIVATE_KEY_PATTERN, checks.anything, secret=True)]
    for name, kind in tomllib.loads(text)["kind"].items():
        spec = FindingSpec(f"dlp.secret.{name}", "secret", Severity.HIGH, f"{kind['is']}.")
        rules.append(Rule(spec, kind["pattern"], CHECKS[kind.get("check", "token")], secret=True))
    return rules
