"""What is said of a password while it is chosen: why it can't be taken, how good it is, what would make it better.

NIST SP 800-63B-4 section 3.1.1.2: length counts, composition rules are not imposed, and what is on a list of common or leaked
passwords, or is made of what belongs to the person and the organisation, is refused.
"""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final

import msgspec
from zxcvbn_rs_py import zxcvbn

SHORTEST_ALONE: Final = 15
"""Characters where the password is all that is asked for (NIST SP 800-63B-4 section 3.1.1.2)."""
SHORTEST: Final = 8
"""Characters where a second factor is asked for as well."""
LONGEST: Final = 256
"""Characters; at least 64 (NIST) and 128 (ASVS 6.2.9) have to be taken."""
MAX_WORDS: Final = 50
GOOD_ENOUGH: Final = 3
"""Of zxcvbn's scores 0 to 4: 3 is safe against guessing at the rate at which we let somebody try, and offline for a while."""
_SHORTEST_WORD: Final = 3
_SEPARATORS: Final = re.compile(r"[\W_]+")


class Hint(StrEnum):
    """What can be wrong with a password; the web app has these in its languages."""

    TOO_SHORT = "too-short"
    TOO_LONG = "too-long"
    COMMON = "common"
    BREACHED = "breached"
    OWN_WORDS = "own-words"
    GUESSABLE = "guessable"
    NOT_TYPEABLE = "not-typeable"
    ADD_WORDS = "add-words"


SENTENCES: Final = {
    Hint.TOO_SHORT: "It is too short: a few words in a row are long enough and easy to remember.",
    Hint.TOO_LONG: f"It is longer than {LONGEST} characters.",
    Hint.COMMON: "Many people use it, so it is among the first that are tried.",
    Hint.BREACHED: "It has been published in a leak of another service.",
    Hint.OWN_WORDS: "It is made of your name or your organisation's: others would try these first.",
    Hint.GUESSABLE: "It is easily guessed: add a word or two that have nothing to do with each other.",
    Hint.NOT_TYPEABLE: "It has a character that can't be typed.",
    Hint.ADD_WORDS: "Another word would make it much stronger.",
}


class Advice(msgspec.Struct, frozen=True):
    """What is said of a password."""

    score: int
    """0 (guessed at once) to 4 (very strong)."""
    refusal: Hint | None
    """Why it can't be taken; None if it can."""
    hints: tuple[Hint, ...]
    """What would make it better, or why it is refused, in order of weight."""


def normalised(password: str) -> str:
    """The password as it is compared: NFKC (NIST SP 800-63B-4 section 3.1.1.2), so that every keyboard gives the same."""
    return unicodedata.normalize("NFKC", password)


def advise(password: str, own_words: Iterable[str] = (), *, shortest: int) -> Advice:
    """What is to be said of a password; `own_words` are the person's and the organisation's."""
    text = normalised(password)
    if len(text) > LONGEST:
        return _refused(Hint.TOO_LONG, 0)
    if any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in text):
        return _refused(Hint.NOT_TYPEABLE, 0)
    words = _words(own_words)
    score = int(zxcvbn(text, [*words, "casemate"]).score)
    # NFKC makes eighteen letters of one sign: neither form may be short.
    if min(len(text), len(password)) < shortest:
        return _refused(Hint.TOO_SHORT, min(score, 1))
    folded = text.casefold()
    if is_common(folded):
        return _refused(Hint.COMMON, 0)
    if _made_of(folded, words):
        return _refused(Hint.OWN_WORDS, min(score, 1))
    if score < GOOD_ENOUGH:
        return _refused(Hint.GUESSABLE, score)
    return Advice(score, None, (Hint.ADD_WORDS,) if score == GOOD_ENOUGH else ())


def is_common(folded: str) -> bool:
    """Whether a password, in small letters, is on the list, also with digits and signs around it ("Password2024!")."""
    core = folded.strip("0123456789!?.,*#$%&+-_ ")
    return folded in common() or (len(core) >= SHORTEST and core in common())


@cache
def common() -> frozenset[str]:
    """Common and leaked passwords of at least eight characters, in small letters.

    From the list of zxcvbn-ts (@zxcvbn-ts/language-common 4.1.3, MIT), which counts passwords in published leaks.
    """
    return frozenset(files("casemate.accounts.passwords").joinpath("common.txt").read_text("utf-8").split("\n")) - {""}


def _refused(hint: Hint, score: int) -> Advice:
    return Advice(score, hint, (hint,))


def _words(own_words: Iterable[str]) -> list[str]:
    """Own words as they are looked for, a bounded number of them."""
    parts = (part for word in own_words for part in (word, *_SEPARATORS.split(word)))
    found = dict.fromkeys(normalised(part[:100]).casefold() for part in parts)
    return [word for word in found if len(word) >= _SHORTEST_WORD][:MAX_WORDS]


def _made_of(folded: str, words: list[str]) -> bool:
    """Whether so little is left without own words that it would be no password."""
    left = folded
    for word in sorted([*words, "casemate"], key=len, reverse=True):
        left = left.replace(word, "")
    return left != folded and len(left) < SHORTEST
