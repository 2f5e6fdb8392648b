"""National identifiers, from data (`identifiers.toml`): adding one is adding a table.

Format and checksum decide where they suffice; where every tenth number would pass, a word that names the identifier must stand near.
"""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from importlib import resources
from typing import Final

import msgspec

from casemate.inspection.inspectors.dlp.checksums import number_valid
from casemate.inspection.inspectors.dlp.regex import Hit, Regex
from casemate.inspection.inspectors.dlp.rules import Rule
from casemate.model.inspection import FindingSpec, Severity

_RANK: Final = 3
_SSN_WORDS: Final = r"(?i:(?:\b|_)ssn(?:\b|_)|social security|\bsoc sec)"
_SSN_LABELLED: Final = (
    rf"{_SSN_WORDS}[^0-9\n]{{0,24}}?\b([0-9OIlSBZG]{{3}}[ .\-]?[0-9OIlSBZG]{{2}}[ .\-]?[0-9OIlSBZG]{{4}})\b"
)
_READ_AS: Final = str.maketrans("OIlSBZG", "0115826")
"""Letters that stand for digits in scanned pages, and in numbers that shall not be found."""


class Kind(msgspec.Struct, forbid_unknown_fields=True, rename={"description": "is"}):
    """A table of the data file."""

    description: str
    check: str
    pattern: str
    words: str = ""
    id: str = ""


def identifier_rules() -> Sequence[Rule]:
    """A rule for each table, and one for social security numbers that are named as such."""
    text = (
        resources.files("casemate.inspection.inspectors.dlp").joinpath("identifiers.toml").read_text(encoding="utf-8")
    )
    tables = msgspec.convert(tomllib.loads(text), dict[str, dict[str, Kind]])
    rules = [_rule(country, name, kind) for country, kinds in tables.items() for name, kind in kinds.items()]
    ssn = next(rule.spec for rule in rules if rule.spec.id == "dlp.id.us.ssn")
    return [*rules, Rule(ssn, _SSN_WORDS, Regex(_SSN_LABELLED), _labelled_ssn, rank=_RANK)]


def _rule(country: str, name: str, kind: Kind) -> Rule:
    spec = FindingSpec(
        f"dlp.id.{kind.id or f'{country}.{name}'}", "identifier", Severity.MEDIUM, f"{kind.description}."
    )
    find = partial(_checked, kind.check)
    if not kind.words:
        return Rule(spec, kind.pattern, Regex(kind.pattern), find, rank=_RANK)
    # The words are rarer than the digits, and a tenth of the work to compile.
    context = Regex(kind.words, caseless=True)
    return Rule(spec, kind.words, Regex(kind.pattern), find, context, _RANK, caseless=True, unicode=True)


def _checked(module: str, text: str, hit: Hit) -> Iterable[tuple[int, int]]:
    if _part_of_more(text, hit.start, hit.end) or len(set(filter(str.isdigit, hit.text))) < 2:
        return ()
    return ((hit.start, hit.end),) if not module or number_valid(module, hit.text) else ()


def _part_of_more(text: str, start: int, end: int) -> bool:
    """A piece of a longer number: joined to further digits by a hyphen or dot, as in UUIDs and versions."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return (before[-1:] in {"-", "."} and before[:1].isalnum()) or (after[:1] in {"-", "."} and after[1:].isalnum())


def _labelled_ssn(_text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """Named as a social security number, it need not be one that was ever given out, nor be read without a mistake."""
    digits = sum(map(str.isdigit, hit.text))
    plain = "".join(filter(str.isdigit, hit.text.translate(_READ_AS)))
    if digits >= 6 and len(set(plain)) > 1:
        yield hit.start, hit.end
