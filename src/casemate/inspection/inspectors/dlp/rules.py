"""What a detection rule is."""

from collections.abc import Callable

import msgspec

from casemate.model.inspection import FindingSpec

Validator = Callable[[str], bool]
"""Whether a match is what it looks like (checksum, entropy, no placeholder)."""


class Rule(msgspec.Struct, frozen=True):
    """A pattern (RE2 and Vectorscan understand it) and what makes its matches true."""

    spec: FindingSpec
    pattern: str
    """If it has a group, the group is what was found; the rest is its surroundings."""
    valid: Validator
    """Asked for each match."""
    context: str = ""
    """Words (a pattern) of which one must stand in the text, for numbers that alone could be anything."""
    caseless: bool = False
    secret: bool = False
    """Excerpts of secrets show their first characters only, of numbers their last."""
