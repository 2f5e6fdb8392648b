"""What a detection rule is: a cheap trigger for the scanner, a pattern for the place, and what makes a match true."""

from collections.abc import Callable, Iterable
from typing import Final

import msgspec

from casemate.inspection.inspectors.dlp.regex import Hit, Regex
from casemate.model.inspection import FindingSpec

Finder = Callable[[str, Hit], Iterable[tuple[int, int]]]
"""From a whole text and a match in it to the true spans: none if the match only looks like one (checksum, entropy ...)."""
Validator = Callable[[str], bool]
CONTEXT_BEFORE: Final = 100
CONTEXT_AFTER: Final = 60
"""Characters around a number in which the word that explains it must stand: a sentence, not the whole page."""


class Rule(msgspec.Struct, frozen=True):
    """How one finding is found."""

    spec: FindingSpec
    trigger: str
    """What Vectorscan looks for. Matches at least wherever `regex` does."""
    regex: Regex
    """What RE2 looks for once the trigger was seen. If it has a group, the group is what was found."""
    find: Finder
    context: Regex | None = None
    """Words of which one must stand near, for numbers that alone could be anything."""
    rank: int = 0
    """Of overlapping findings the one with the lowest rank stays: it knows most about what it found."""
    caseless: bool = False
    unicode: bool = False
    """Whether the trigger folds case beyond ASCII."""
    secret: bool = False
    """Excerpts of secrets show their first characters only, of numbers their last."""
    max_hits: int = 0
    """Most matches looked at; 0 for all. For foreign patterns, whose every match may cost a look to the end of the text."""
    detail: str = ""


def whole(valid: Validator) -> Finder:
    """The match itself, if it is valid."""

    def find(_text: str, hit: Hit) -> Iterable[tuple[int, int]]:
        return ((hit.start, hit.end),) if valid(hit.text) else ()

    return find


def near(context: Regex, text: str, start: int, end: int) -> bool:
    """Whether a word of the context stands around a span."""
    return context.found_in(text[max(0, start - CONTEXT_BEFORE) : end + CONTEXT_AFTER])
