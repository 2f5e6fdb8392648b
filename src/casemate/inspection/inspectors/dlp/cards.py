"""Payment cards: issuer ranges and lengths (ISO/IEC 7812-1), Luhn's checksum, and the shape in which people write them.

One number in ten satisfies Luhn, and chat is full of numbers: timestamps, ids, serial numbers. So a run of digits and separators is
cut into its groups, and only groups that make a card's shape are asked. Digits inside a longer run are never a card.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from casemate.inspection.inspectors.dlp.checksums import luhn_valid
from casemate.inspection.inspectors.dlp.regex import Hit, Regex
from casemate.inspection.inspectors.dlp.rules import Rule, near
from casemate.model.inspection import FindingSpec, Severity

CARD: Final = FindingSpec("dlp.card", "card", Severity.HIGH, "A payment card number.")
_NEXT: Final = r"(?:[\t\n\r -/:-@\[-`{-~]{0,3}[0-9])"
"""Another digit, behind up to three ASCII characters that are no letters."""
TRIGGER: Final = rf"[0-9]{_NEXT}{{11}}"
_RUN: Final = Regex(rf"[0-9]{_NEXT}{{11,}}")
_GROUP: Final = re.compile(r"[0-9]+")
_SEPARATORS: Final = frozenset(" -._/,|:*+~=\t\n\r\\")
SHAPES: Final = frozenset({(4, 4, 4, 4), (4, 6, 5), (4, 6, 4), (4, 5, 6), (4, 4, 4, 4, 3), (4, 4, 4, 3), (4, 4, 4, 2)})
"""Digits a group, as printed on cards."""
_MOST_OF_DIFFERENT: Final = 5
"""Groups of a card, unless all are of one digit or of two."""
_MOST_GROUPS: Final = 7
"""A card, its expiry and its code make at most so many groups of four; a longer row of such groups is a table or a key."""
WORDS: Final = Regex(
    r"\b(?:cards?|kreditkarten?|carte|carta|tarjeta|kaart|kort|visa|mastercard|amex|american express|maestro|discover|"
    r"jcb|diners|unionpay|credit|debit|cvv2?|cvc|pan|expir(?:y|es|ation)|exp)\b",
    caseless=True,
)
_NAMED: Final = Regex(r"\b(?:card|visa|mastercard|amex|maestro|discover|cc|pan)$", caseless=True)
"""A word that says what it is may stand right before the number."""
_OTHER: Final = Regex(
    r"\b(?:imei|meid|iccid|isbn|ean|upc|order|tracking|parcel|invoice|ticket|serial|timestamp|epoch|id)\W{0,3}(?:no|nr|number|is)?\W{0,3}$",
    caseless=True,
)
_TEST: Final = Regex(r"\b(?:test|sandbox|dummy|fake|sample|example|stripe)", caseless=True)
TEST_NUMBERS: Final = frozenset(
    "4242424242424242 4111111111111111 4012888888881881 4000056655665556 5555555555554444 5105105105105100 2223003122003222 "
    "5200828282828210 378282246310005 371449635398431 378734493671000 6011111111111117 6011000990139424 3056930009020004 "
    "36227206271667 30569309025904 38520000023237 3566002020360505 3530111333300000 6200000000000005 4222222222222".split()
)
"""Numbers that processors publish for trying things out. With a word that says so they are no finding; alone they are."""


_BEGINNINGS: Final = frozenset("2345689")
"""Digits with which a card's number begins (`_ISSUERS`)."""


class _Issuer(NamedTuple):
    prefix: re.Pattern[str]
    plain: tuple[int, ...]
    """Lengths that need no word beside them."""
    named: tuple[int, ...] = ()
    """Lengths that do: rare or obsolete, and shared with article numbers and ids."""


_ISSUERS: Final = (
    _Issuer(re.compile(r"4"), (16,), (13, 19)),
    _Issuer(re.compile(r"5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720"), (16,)),
    _Issuer(re.compile(r"3[47]"), (15,)),
    _Issuer(re.compile(r"6011|65|64[4-9]"), (16,), (17, 18, 19)),
    _Issuer(re.compile(r"35(?:2[89]|[3-8])"), (16,), (17, 18, 19)),
    _Issuer(re.compile(r"62|81"), (16,), (17, 18, 19)),
    _Issuer(re.compile(r"5018|5020|5038|5893|6304|6759|676[1-3]"), (16,), (12, 13, 14, 15, 17, 18, 19)),
    _Issuer(re.compile(r"220[0-4]|9792|5019|606282|60|82|508|506"), (), (16, 17, 18, 19)),
    _Issuer(re.compile(r"30[0-5]|3095|36|3[89]"), (), (14, 16)),
)


class _Group(NamedTuple):
    start: int
    end: int

    @property
    def size(self) -> int:
        return self.end - self.start


def card_rule() -> Rule:
    """The rule for payment cards."""
    return Rule(CARD, TRIGGER, _RUN, find_cards, rank=2)


def find_cards(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """The cards in a run of digits and separators."""
    groups = [_Group(hit.start + m.start(), hit.start + m.end()) for m in _GROUP.finditer(hit.text)]
    rows = _Rows(text, groups) if len(groups) > _MOST_GROUPS else None
    index = 0
    while index < len(groups):
        last = _card_from(text, groups, rows, index)
        if last is None:
            index += 1
        else:
            yield groups[index].start, groups[last].end
            index = last + 1


def _card_from(text: str, groups: list[_Group], rows: "_Rows | None", first: int) -> int | None:
    """The last group of a card that begins with group `first`; the longest that is valid."""
    size = groups[first].size
    if text[groups[first].start] not in _BEGINNINGS or (size < 4 and first and groups[first - 1].size == size):
        return None
    total = 0
    best: int | None = None
    for last in range(first, len(groups)):
        total += groups[last].size
        if total > 19 or (last - first >= _MOST_OF_DIFFERENT and (groups[last].size != size or size > 2)):
            break
        if total >= 12 and _sized(groups, rows, first, last) and _apart(text, groups, first, last):
            number = "".join(text[g.start : g.end] for g in groups[first : last + 1])
            if _issued(text, number, groups[first].start, groups[last].end, grouped=last > first):
                best = last
    return best


def _sized(groups: list[_Group], rows: "_Rows | None", first: int, last: int) -> bool:
    """Whether the groups have a card's shape. Asked first: it is cheap, and most rows of numbers end here."""
    if first == last:
        return True
    sizes = tuple(g.size for g in groups[first : last + 1])
    if sizes in SHAPES:
        return rows is None or not rows.goes_on(first, last)
    if not _alone(groups, first, last, sizes[0]):
        return False
    return set(sizes) in ({1}, {2}) or (len(sizes) <= 4 and min(sizes) >= 2)


def _apart(text: str, groups: list[_Group], first: int, last: int) -> bool:
    """Whether the groups belong together and to nothing else."""
    window = groups[first : last + 1]
    before = text[groups[first - 1].end : window[0].start] if first else ""
    after = text[window[-1].end : groups[last + 1].start] if last + 1 < len(groups) else ""
    if _glued(text, window[0].start, window[-1].end) or not _loose(before) or not _loose(after):
        return False
    gaps = {text[a.end : b.start] for a, b in pairwise(window)}
    if not all(set(gap) <= _SEPARATORS for gap in gaps):
        return False
    return len(gaps) <= 1 or tuple(g.size for g in window) in SHAPES


def _glued(text: str, start: int, end: int) -> bool:
    """Part of a longer word, or of a number with a fraction."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isalpha() and _NAMED.found_in(text[max(0, start - 20) : start]):
        before = ""
    return (
        before.isalnum()
        or after.isalnum()
        or before == "_"
        or (before in {".", ","} and text[start - 2 : start - 1].isdigit())
    )


def _loose(gap: str) -> bool:
    """Whether what stands between a card and its neighbour separates them: white space does, a hyphen or dot joins."""
    return not gap or gap.isspace() or gap.strip(" \t") in {",", ";", "|", "/", ":", "\n"} or "\n" in gap


class _Rows:
    """The rows of groups that have one size and are joined alike; a long one is a table or a key, unless it is cards and nothing else."""

    def __init__(self, text: str, groups: list[_Group]) -> None:
        self._text = text
        self._groups = groups
        self._of = _rows(text, groups)
        self._cards: dict[int, bool] = {}

    def goes_on(self, first: int, last: int) -> bool:
        """Whether the row of what begins at `first` goes on beyond it, and is no list of cards."""
        begin, end = self._of[first]
        if begin == first and end <= last:
            return False
        if begin not in self._cards:
            self._cards[begin] = (end + 1 - begin) % 4 == 0 and all(
                _plausible("".join(self._text[g.start : g.end] for g in self._groups[at : at + 4]))
                for at in range(begin, end, 4)
            )
        return (first - begin) % 4 != 0 or not self._cards[begin]


def _rows(text: str, groups: list[_Group]) -> list[tuple[int, int]]:
    """For each group the row that it is in with the next one: first and last."""
    found: list[tuple[int, int]] = []
    begin = 0
    while begin + 1 < len(groups):
        size, joint, end = groups[begin].size, text[groups[begin].end : groups[begin + 1].start], begin
        while (
            end + 1 < len(groups)
            and groups[end + 1].size == size
            and text[groups[end].end : groups[end + 1].start] == joint
        ):
            end += 1
        found += [(begin, end)] * max(1, end - begin)
        begin = max(end, begin + 1)
    return [*found, (begin, begin)]


def _plausible(number: str) -> bool:
    issuer = next((i for i in _ISSUERS if i.prefix.match(number)), None)
    return issuer is not None and len(number) in issuer.plain and luhn_valid(number)


def _alone(groups: list[_Group], first: int, last: int, size: int) -> bool:
    """Neighbours of the same size would make it a piece of a longer row."""
    return not (first and groups[first - 1].size == size) and not (
        last + 1 < len(groups) and groups[last + 1].size == size
    )


def _issued(text: str, number: str, start: int, end: int, *, grouped: bool) -> bool:
    issuer = next((i for i in _ISSUERS if i.prefix.match(number)), None)
    if issuer is None or len(set(number)) < 2:
        return False
    plain = len(number) in issuer.plain
    if not (plain or len(number) in issuer.named) or not luhn_valid(number):
        return False
    if number in TEST_NUMBERS:
        return not near(_TEST, text, start, end)
    if plain and (grouped or not _OTHER.found_in(text[max(0, start - 30) : start])):
        return True
    return near(WORDS, text, start, end)
