"""The dlp inspector: Vectorscan says which patterns hit, RE2 where, and Python whether it is true.

A clean message costs one scan. Spans are characters of the original text, whatever view they were seen in.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

import hyperscan

from casemate.inspection.inspectors.dlp.checks import anything, digits
from casemate.inspection.inspectors.dlp.numbers import number_rules
from casemate.inspection.inspectors.dlp.regex import PatternError, Regex, escape
from casemate.inspection.inspectors.dlp.rules import Rule
from casemate.inspection.inspectors.dlp.secrets import secret_rules
from casemate.inspection.text import View, views
from casemate.model.errors import ConfigurationError
from casemate.model.inspection import CLEAN, Context, Finding, FindingSpec, Item, Report, Severity, TextItem

MAX_TEXT = 1 << 20
"""Characters looked at in one piece; longer texts are looked at in overlapping pieces."""
OVERLAP = 4_096
MAX_FINDINGS = 100
DICTIONARY = FindingSpec(
    "dlp.dictionary", "confidential", Severity.MEDIUM, "A word that the organisation calls confidential."
)
PATTERN = FindingSpec(
    "dlp.pattern", "confidential", Severity.MEDIUM, "Something that fits a pattern of the organisation's own."
)


class DlpInspector:
    """Looks for confidential data in texts."""

    name: ClassVar[str] = "dlp"
    findings: ClassVar[tuple[FindingSpec, ...]] = (
        *(rule.spec for rule in number_rules()),
        *(rule.spec for rule in secret_rules()),
        DICTIONARY,
        PATTERN,
    )

    def __init__(
        self, dictionaries: Mapping[str, Sequence[str]] | None = None, patterns: Mapping[str, str] | None = None
    ) -> None:
        """`dictionaries` and `patterns` are the organisation's own, by name.

        Raises:
            ConfigurationError: for a pattern that can't be compiled, or that matches nothing at all.
        """
        own = [*_dictionary_rules(dictionaries or {}), *_pattern_rules(patterns or {})]
        self._rules: list[Rule] = [*secret_rules(), *number_rules(), *own]
        self._spans = [Regex(rule.pattern, caseless=rule.caseless) for rule in self._rules]
        self._context = [Regex(rule.context, caseless=True) if rule.context else None for rule in self._rules]
        self._database = _database(self._rules)
        self._hits: list[int] = []

    def wants(self, item: Item) -> bool:
        """Texts."""
        return isinstance(item, TextItem)

    def inspect(self, item: Item, context: Context) -> Report:
        """See `Inspector.inspect`."""
        del context
        if not isinstance(item, TextItem):
            return CLEAN
        text = item.text
        found: list[Finding] = []
        for begin in range(0, max(len(text) - OVERLAP, 1), MAX_TEXT):
            for view in views(text[begin : begin + MAX_TEXT + OVERLAP] if len(text) > MAX_TEXT else text):
                self._scan(view, item.part, begin, found)
        if not found:
            return CLEAN
        return Report(tuple(_distinct(found)[:MAX_FINDINGS]))

    def _scan(self, view: View, part: str, begin: int, found: list[Finding]) -> None:
        hits = self._hits
        hits.clear()
        self._database.scan(view.text.encode("utf-8", "replace"), match_event_handler=self._hit)
        if not hits:
            return
        for number in sorted(set(hits)):
            rule = self._rules[number]
            needed = self._context[number]
            if needed is not None and not needed.found_in(view.text):
                continue
            for hit in self._spans[number].hits(view.text):
                if rule.valid(hit.text):
                    start, end = view.span(hit.start, hit.end)
                    found.append(_finding(rule, part, begin + start, begin + end, hit.text))

    def _hit(self, number: int, _start: int, _end: int, _flags: int, _context: object) -> None:
        self._hits.append(number)


def _finding(rule: Rule, part: str, start: int, end: int, value: str) -> Finding:
    excerpt = mask_secret(value) if rule.secret else mask_number(value)
    return Finding(rule.spec.id, rule.spec.group, rule.spec.severity, part, start, end, excerpt)


def mask_secret(value: str) -> str:
    """The first characters of a secret, and dots."""
    return f"{value[: min(4, len(value) // 4)]}••••"


def mask_number(value: str) -> str:
    """First and last four of a long number; of anything else, its first character."""
    plain = digits(value)
    if len(plain) >= 12:
        return f"{plain[:4]} •••• •••• {plain[-4:]}"
    return f"{value[:1]}••••{value[-2:]}" if len(value) > 6 else "••••"


def _distinct(found: Iterable[Finding]) -> list[Finding]:
    """Of overlapping findings the more specific one: rules come in order of how much they know."""
    kept: list[Finding] = []
    for finding in sorted(found, key=lambda f: (f.id.endswith(("generic-secret", ".password")), f.start - f.end)):
        if not any(finding.start < other.end and other.start < finding.end for other in kept):
            kept.append(finding)
    return sorted(kept, key=lambda f: f.start)


def _dictionary_rules(dictionaries: Mapping[str, Sequence[str]]) -> list[Rule]:
    rules: list[Rule] = []
    for name, words in dictionaries.items():
        alternatives = "|".join(escape(word) for word in words if word.strip())
        if not alternatives:
            raise ConfigurationError(f"inspection.dictionaries.{name} has no words")
        rules.append(Rule(DICTIONARY, rf"\b({alternatives})\b", anything, caseless=True))
    return rules


def _pattern_rules(patterns: Mapping[str, str]) -> list[Rule]:
    rules: list[Rule] = []
    for name, pattern in patterns.items():
        rule = Rule(PATTERN, pattern, anything)
        try:
            empty = Regex(pattern).found_in("")
            _database([rule])
        except (PatternError, hyperscan.error) as error:
            raise ConfigurationError(f"inspection.patterns.{name} can't be used: {error}") from error
        if empty:
            raise ConfigurationError(f"inspection.patterns.{name} matches the empty text, so it would match everything")
        rules.append(rule)
    return rules


def _database(rules: Sequence[Rule]) -> hyperscan.Database:
    database = hyperscan.Database()
    flags = [
        hyperscan.HS_FLAG_SINGLEMATCH
        | (hyperscan.HS_FLAG_CASELESS if rule.caseless else 0)
        | hyperscan.HS_FLAG_ALLOWEMPTY
        for rule in rules
    ]
    patterns = [rule.pattern.encode() for rule in rules]
    database.compile(patterns, ids=list(range(len(rules))), elements=len(rules), flags=flags)
    return database
