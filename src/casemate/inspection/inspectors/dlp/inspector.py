"""The dlp inspector: Vectorscan says which patterns hit, RE2 where, and Python whether it is true.

A clean message costs one scan for each view of it, and nothing else. Spans are characters of the original text, whatever view they were
seen in.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import ClassVar, Final, NamedTuple

from casemate.inspection.inspectors.dlp.accounts import account_rule
from casemate.inspection.inspectors.dlp.cards import CARD, card_rule
from casemate.inspection.inspectors.dlp.decoding import FORMS, readings
from casemate.inspection.inspectors.dlp.identifiers import identifier_rules
from casemate.inspection.inspectors.dlp.mask import mask_card, mask_number, mask_secret, mask_word
from casemate.inspection.inspectors.dlp.organisation import DICTIONARY, PATTERN, dictionary_rules, pattern_rules
from casemate.inspection.inspectors.dlp.overlap import Ranked, resolve
from casemate.inspection.inspectors.dlp.private_keys import private_key_rules
from casemate.inspection.inspectors.dlp.rules import Rule, near
from casemate.inspection.inspectors.dlp.secrets import secret_rules
from casemate.inspection.inspectors.dlp.vector import Expression, ScanError, Scanner
from casemate.inspection.text import views
from casemate.model.errors import ConfigurationError
from casemate.model.inspection import (
    CLEAN,
    Context,
    Finding,
    FindingSpec,
    Gap,
    GapKind,
    Item,
    Report,
    TextItem,
)

MAX_TEXT: Final = 1 << 20
"""Characters looked at in one piece; longer texts are looked at in overlapping pieces."""
OVERLAP: Final = 65_536
"""Characters that pieces share: more than the longest thing that is found (a private key)."""
MIN_LOOKS: Final = 60
CHARACTERS_A_LOOK: Final = 32
"""A text has so many looks at matches: `MIN_LOOKS`, and one for each `CHARACTERS_A_LOOK`. What people write needs a few of them."""
CHARACTERS_OF_A_MATCH: Final = 64
"""A longer match costs as many looks as it has this many characters."""
_Place = Callable[[int, int], tuple[int, int]]


class Compiled(NamedTuple):
    """Rules and the scanner that knows their triggers; the numbers after the rules' are those of `FORMS`."""

    rules: tuple[Rule, ...]
    scanner: Scanner


def _builtin() -> tuple[Rule, ...]:
    return (*private_key_rules(), *secret_rules(), account_rule(), card_rule(), *identifier_rules())


class DlpInspector:
    """Looks for confidential data in texts. Belongs to one thread: its scanner's space is reused."""

    name: ClassVar[str] = "dlp"
    findings: ClassVar[tuple[FindingSpec, ...]] = (
        *{rule.spec.id: rule.spec for rule in _builtin()}.values(),
        DICTIONARY,
        PATTERN,
    )

    def __init__(
        self, dictionaries: Mapping[str, Sequence[str]] | None = None, patterns: Mapping[str, str] | None = None
    ) -> None:
        """`dictionaries` and `patterns` are the organisation's own, by name.

        Raises:
            ConfigurationError: for a word or pattern that can't be used (see `organisation`).
        """
        words = tuple((name, tuple(listed)) for name, listed in (dictionaries or {}).items())
        self._rules, self._scanner = _compiled(words, tuple((patterns or {}).items()))

    def wants(self, item: Item) -> bool:
        """Texts."""
        return isinstance(item, TextItem)

    def inspect(self, item: Item, context: Context) -> Report:
        """See `Inspector.inspect`."""
        del context
        if not isinstance(item, TextItem):
            return CLEAN
        text = item.text
        if len(text) > MAX_TEXT:
            return self._long(item)
        seen = self._text(text, 0)
        return _report(seen.found, item, whole=seen.looks >= 0) if seen.found or seen.looks < 0 else CLEAN

    def _long(self, item: TextItem) -> Report:
        found: list[_Found] = []
        whole = True
        for begin in range(0, len(item.text) - OVERLAP, MAX_TEXT - OVERLAP):
            seen = self._text(item.text[begin : begin + MAX_TEXT], begin)
            found += seen.found
            whole = whole and seen.looks >= 0
        return _report(found, item, whole=whole) if found or not whole else CLEAN

    def _text(self, text: str, begin: int) -> "_Seen":
        seen = _Seen(begin, MIN_LOOKS + len(text) // CHARACTERS_A_LOOK)
        if text.isascii():
            self._scan(text, None, seen)
            return seen
        for view in views(text):
            self._scan(view.text, None if view.offsets is None else view.span, seen)
        return seen

    def _scan(self, text: str, place: _Place | None, seen: "_Seen", *, decode: bool = True) -> None:
        hits = self._scanner.scan(text.encode("utf-8", "replace"))
        if not hits:
            return
        rules = self._rules
        numbers = sorted(hits)
        for number in numbers:
            if number < len(rules):
                self._apply(rules[number], text, place, seen)
        forms = [FORMS[number - len(rules)] for number in numbers if number >= len(rules)]
        if forms and decode:
            for reading in readings(text, forms):
                at = (reading.start, reading.end)
                whole = at if place is None else place(*at)
                self._scan(reading.text, lambda _start, _end, whole=whole: whole, seen, decode=False)

    @staticmethod
    def _apply(rule: Rule, text: str, place: _Place | None, seen: "_Seen") -> None:
        for looked, hit in enumerate(rule.regex.hits(text), 1):
            seen.looks -= 1 + len(hit.text) // CHARACTERS_OF_A_MATCH
            if seen.looks < 0:
                return
            last = looked == rule.max_hits
            for start, end in rule.find(text, hit):
                if rule.context is None or near(rule.context, text, start, end):
                    stop = len(text) if last else end
                    where = (start, stop) if place is None else place(start, stop)
                    seen.found.append(_Found(rule, seen.begin + where[0], seen.begin + where[1], text[start:end]))
            if last:
                break


class _Found(NamedTuple):
    rule: Rule
    start: int
    end: int
    value: str


class _Seen:
    """What was found in a text that begins at `begin` of the whole one, and how many looks are left; negative: it was given up."""

    __slots__ = ("begin", "found", "looks")

    def __init__(self, begin: int, looks: int) -> None:
        self.begin = begin
        self.looks = looks
        self.found: list[_Found] = []


def _report(found: Sequence[_Found], item: TextItem, *, whole: bool) -> Report:
    gaps = () if whole else (Gap(GapKind.TOO_LARGE, item.part, "dlp", "too much in it to look at"),)
    return Report(_findings(found, item), gaps)


def _findings(found: Sequence[_Found], item: TextItem) -> tuple[Finding, ...]:
    return resolve(Ranked(f.rule.rank, _finding(f, item.part)) for f in found)


def _finding(found: _Found, part: str) -> Finding:
    rule = found.rule
    spec = rule.spec
    return Finding(spec.id, spec.group, spec.severity, part, found.start, found.end, _excerpt(found), rule.detail)


def _excerpt(found: _Found) -> str:
    if found.rule.secret:
        return mask_secret(found.value)
    if found.rule.spec is CARD:
        return mask_card(found.value)
    return mask_word(found.value) if found.rule.spec.group == "confidential" else mask_number(found.value)


@lru_cache(maxsize=4)
def _compiled(dictionaries: tuple[tuple[str, tuple[str, ...]], ...], patterns: tuple[tuple[str, str], ...]) -> Compiled:
    """Rules and scanner, compiled once for the same settings, whichever parts of the program ask."""
    rules = (*_builtin(), *dictionary_rules(dict(dictionaries)), *pattern_rules(dict(patterns)))
    expressions = [Expression(rule.trigger, rule.caseless, rule.unicode) for rule in rules]
    expressions += [Expression(form.trigger) for form in FORMS]
    try:
        return Compiled(rules, Scanner(expressions))
    except ScanError as error:
        raise ConfigurationError(f"the inspection of confidential data can't be compiled: {error}") from error
