"""Bank accounts by their IBAN (ISO 13616): a country's letters, its length, its structure, and the checksum."""

from collections.abc import Iterator
from typing import Final

from casemate.inspection.inspectors.dlp.checksums import iban_valid
from casemate.inspection.inspectors.dlp.regex import Hit, Regex
from casemate.inspection.inspectors.dlp.rules import Rule
from casemate.model.inspection import FindingSpec, Severity

IBAN: Final = FindingSpec("dlp.iban", "iban", Severity.MEDIUM, "A bank account number (IBAN).")
LENGTHS: Final = {
    pair[:2]: int(pair[2:])
    for pair in (
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 "
        "FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 "
        "LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 "
        "RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30"
    ).split()
}
"""Characters of an IBAN by country: the registry of ISO 13616, as kept by SWIFT."""
_COUNTRY: Final = "|".join(sorted(LENGTHS))
_START: Final = rf"\b((?:{_COUNTRY})[ \-]?[0-9]{{2}})[ \-.]{{0,2}}[A-Z0-9]"
_SEPARATORS: Final = " -.\u00a0"
_MAX_GAP: Final = 2


def account_rule() -> Rule:
    """The rule for IBANs."""
    return Rule(IBAN, _START, Regex(_START, caseless=True), find_accounts, rank=1, caseless=True)


def find_accounts(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """The account that begins at a match: as many letters and digits as its country has, and no more."""
    wanted = LENGTHS[hit.text[:2].upper()]
    plain, end = _take(text, hit.start, wanted)
    if len(plain) == wanted and not text[end : end + 1].isalnum() and iban_valid(plain):
        yield hit.start, end


def _take(text: str, start: int, wanted: int) -> tuple[str, int]:
    """`wanted` letters and digits from `start` on, and where they end; fewer if something else stands between."""
    taken: list[str] = []
    gap = 0
    for index in range(start, len(text)):
        char = text[index]
        if char.isascii() and char.isalnum():
            taken.append(char)
            gap = 0
            if len(taken) == wanted:
                return "".join(taken), index + 1
        elif char in _SEPARATORS and gap < _MAX_GAP:
            gap += 1
        else:
            break
    return "".join(taken), start
