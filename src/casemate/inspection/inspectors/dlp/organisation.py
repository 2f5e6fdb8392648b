"""What the organisation itself calls confidential: words by dictionary, and patterns of its own.

Foreign patterns are compiled before they are used, and refused with the reason when they can't be, when they match the empty text
(and so every text), or when they are too expensive. None of the engines backtracks, so what is left to bound is the size of the
automaton and the number of matches that are looked at (ATTACKS D21).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from casemate.inspection.inspectors.dlp.regex import Hit, PatternError, Regex, escape
from casemate.inspection.inspectors.dlp.rules import Rule, whole
from casemate.inspection.inspectors.dlp.vector import Expression, ScanError, Scanner
from casemate.model.errors import ConfigurationError
from casemate.model.inspection import FindingSpec, Severity

DICTIONARY: Final = FindingSpec(
    "dlp.dictionary", "confidential", Severity.MEDIUM, "A word that the organisation calls confidential."
)
PATTERN: Final = FindingSpec(
    "dlp.pattern", "confidential", Severity.MEDIUM, "Something that fits a pattern of the organisation's own."
)
MAX_PATTERN: Final = 2_000
"""Characters of one pattern."""
MAX_PROGRAM: Final = 5_000
"""Instructions of one pattern in RE2: Vectorscan's compile time and memory grow with it. `(a|b)*a(a|b){200}` has 608."""
MAX_DATABASE: Final = 1 << 20
"""Bytes of one pattern in Vectorscan; ours take 1 to 8 KB each."""
MAX_PATTERNS: Final = 1_000
MAX_WORDS: Final = 50_000
"""Of all dictionaries together: 40 MB of memory, and some seconds of start."""
MAX_WORD: Final = 200
"""Characters of a word or phrase."""
MAX_HITS: Final = 200
"""Matches of a foreign pattern that are looked at in one text, since each may look to the text's end: `a.*b|a` would be quadratic."""
_ALWAYS: Final = ("", " ", "\n")


def dictionary_rules(dictionaries: Mapping[str, Sequence[str]]) -> list[Rule]:
    """A rule for each word. Case and the white space within phrases don't matter; a word inside a longer word is none.

    Raises:
        ConfigurationError: for an empty dictionary, an empty or endless word, or too many of them.
    """
    rules: list[Rule] = []
    for name, words in dictionaries.items():
        if not words:
            raise ConfigurationError(f"inspection.dictionaries.{name} has no words")
        rules += [_word_rule(name, word) for word in dict.fromkeys(words)]
    if len(rules) > MAX_WORDS:
        raise ConfigurationError(f"inspection.dictionaries have {len(rules)} words; at most {MAX_WORDS} are supported")
    return rules


def _word_rule(name: str, word: str) -> Rule:
    pieces = word.split()
    if not pieces or len(word) > MAX_WORD:
        reason = "is empty" if not pieces else f"is longer than {MAX_WORD} characters"
        raise ConfigurationError(f"inspection.dictionaries.{name}: the word {word[:40]!r} {reason}")
    pattern = r"\s{1,9}".join(escape(piece) for piece in pieces)
    trigger = r"\s{1,9}".join(_literal(piece) for piece in pieces)
    regex = Regex(pattern, caseless=True)
    return Rule(DICTIONARY, trigger, regex, _whole_word, caseless=True, unicode=True, detail=name)


def _literal(text: str) -> str:
    """A pattern of Vectorscan that matches `text` literally (its syntax knows no escapes of letters beyond ASCII)."""
    return "".join(c if c.isalnum() or not c.isascii() else f"\\x{ord(c):02x}" for c in text)


def _whole_word(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """A match that is no piece of a longer word, in scripts that part words by spaces (Han, say, would never have a boundary)."""
    if not (
        _joined(text[hit.start - 1 : hit.start], hit.text[0]) or _joined(text[hit.end : hit.end + 1], hit.text[-1])
    ):
        yield hit.start, hit.end


def _joined(outside: str, inside: str) -> bool:
    return outside.isalnum() and inside.isalnum() and ord(inside) < 0x0E00 and ord(outside) < 0x0E00


def pattern_rules(patterns: Mapping[str, str]) -> list[Rule]:
    """A rule for each pattern (RE2's syntax; both engines must take it).

    Raises:
        ConfigurationError: for a pattern that can't be compiled, matches the empty text, or is too expensive.
    """
    if len(patterns) > MAX_PATTERNS:
        raise ConfigurationError(f"inspection.patterns are {len(patterns)}; at most {MAX_PATTERNS} are supported")
    return [_pattern_rule(name, pattern) for name, pattern in patterns.items()]


def _pattern_rule(name: str, pattern: str) -> Rule:
    try:
        regex = _checked(pattern)
    except ValueError as error:
        raise ConfigurationError(f"inspection.patterns.{name} can't be used: {error}") from error
    return Rule(PATTERN, pattern, regex, whole(_any), unicode=True, max_hits=MAX_HITS, detail=name)


def _checked(pattern: str) -> Regex:
    """Raises ValueError with the reason why a pattern is refused."""
    if not pattern:
        raise PatternError("it is empty")
    if len(pattern) > MAX_PATTERN:
        raise PatternError(f"it has {len(pattern)} characters; at most {MAX_PATTERN} are supported")
    regex = Regex(pattern)
    size = regex.compile()
    if size > MAX_PROGRAM:
        raise PatternError(f"it is too expensive: {size} instructions, at most {MAX_PROGRAM} are supported")
    if any(regex.found_in(text) for text in _ALWAYS):
        raise PatternError("it matches the empty text or mere white space, and so every message")
    try:
        scanner = Scanner([Expression(pattern, unicode=True)])
    except ScanError as error:
        raise PatternError(f"Vectorscan says: {error}") from error
    if scanner.size() > MAX_DATABASE:
        raise PatternError(
            f"it is too expensive: {scanner.size()} bytes compiled, at most {MAX_DATABASE} are supported"
        )
    return regex


def _any(_text: str) -> bool:
    return True
