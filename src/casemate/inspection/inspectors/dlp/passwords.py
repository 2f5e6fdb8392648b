"""Whether what follows the word "password" is one. In code and in chat it mostly isn't: it is prose, a type, a variable, a question.

What people type as passwords has digits or signs among its letters; what has none must be quoted, as in code, and be no plain word.
"""

import re
from collections.abc import Iterator
from typing import Final

from casemate.inspection.inspectors.dlp.checks import changes, entropy, placeholder
from casemate.inspection.inspectors.dlp.regex import Hit

MIN: Final = 5
MAX: Final = 128
_CODE: Final = re.compile(
    r"^[$%@&][A-Za-z_]*$|^[{<\[(].*[}\])>]$|^\$[{(]|^%[sdr({]|^\{\{|\(\)|\w\(|::|->|=>|\[['\"]|^(?:os|process|self|this|env|config|settings|req|request|params|data|props|user|event)[.\[]|"
    r"^[a-zA-Z_]+(?:\.[a-zA-Z_]+)+$|^[a-z]+(?:_[a-z]+)+$|^[A-Z]+(?:_[A-Z]+)+$|^--?\w|^&\w+;?$|^u?int\d+|^std|^x-amz|^\w+://|^/|^~/|^\.",
)
_KNOWN: Final = re.compile(
    r"(?i)(?:0x[0-9a-f]+|v?\d+(?:\.\d+)+[a-z0-9\-]*|(?:sha|md|utf|ipv|rfc|base|aes|x|ia|amd|arm|win|int|iso|us|gpt|php|python|http|oauth|ubuntu|bcrypt|scrypt|pbkdf|argon|ext|id|str|nr|no)[-_]?\d+\S{0,4}|"
    r"\d{1,4}[-/.:]\d{1,2}(?:[-/.:]\d{1,4})*|\d+(?:px|em|gb|mb|kb|ms|th|st|nd|rd|x|k|s|h|m|g)|[^@\s]+@[^@\s]+\.[a-z]{2,}|\S+\.(?:com|org|net|txt|html?|php|py|js|conf|cfg|xml|json|ya?ml|md|log|png|exe))"
)
_OTHER_THING: Final = re.compile(
    r"(?i)(?:word|wd|pass|pw|phrase|code|secret)[_\- ]?(?:id|file|path|url|uri|link|page|name|field|hash|len|length|min|max|policy|hint|type|mask|count|size|expir\w*|age|regex|pattern|label|title|"
    r"prompt|dump|less|manager|store|safe|reset|change[ds]?|input|form|test|check|valid\w*|salt|algorithm)[0-9]{0,2}[\\\"'\])>]{0,3}"
    r"(?:\s?:\s?str(?:ing)?)?\s{0,3}(?:=>|:=|==|!=|=|:|->|,|\bis\b)?\s{0,3}[bruf]?[\\\"'`(]{0,3}$"
)
"""What comes after "password" in the name of something that is none."""
_STOP: Final = frozenset(
    "string str text none null nil undefined true false yes no required optional empty blank wrong incorrect invalid correct hidden secret "
    "password passwd pass pwd admin root user username login value default enter prompt input file protected reset expired needed "
    "changed missing set not the same".split()
)
_TRAILING: Final = ".,;:!?)]}'\"`"
_SMILEY: Final = re.compile(r"^[:;=8xX]-?[()DPpoO/\\|]+$")


def quoted(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """A password between quotation marks after `=` or `:`: a literal in code or configuration."""
    if _literal(hit.text) and not _about(text, hit):
        yield hit.start, hit.end


def unquoted(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """A password that stands free, in a sentence or a configuration file; punctuation at its end may be the sentence's."""
    value = hit.text
    if likely(value.rstrip(_TRAILING) if value[-1] in _TRAILING else value) and not _about(text, hit):
        kept = value.rstrip(".,;:?)]}'\"`")
        yield hit.start, hit.start + len(kept)


def _about(text: str, hit: Hit) -> bool:
    """Whether the name speaks of something about a password: its file, its length, its reset."""
    return _OTHER_THING.search(text, max(0, hit.start - 48), hit.start) is not None


def likely(value: str) -> bool:
    """What stands free must have digits or signs among its letters."""
    if not _possible(value):
        return False
    letters, digits, signs = _kinds(value)
    if digits and not letters and not signs:
        return len(value) >= 6 and entropy(value) >= 2.0
    if letters and digits:
        return entropy(value) >= 2.0
    return bool(letters and signs and _inner_sign(value)) and entropy(value) >= 2.5


def _literal(value: str) -> bool:
    if not _possible(value) or " " in value.strip():
        return False
    letters, digits, signs = _kinds(value)
    if digits or signs:
        return letters + digits >= 3 and entropy(value) >= 2.0
    return len(value) >= 8 and (changes(value) >= 3 and entropy(value) >= 3.0)


def in_address(_text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """A password inside an address or a connection string: its place says what it is, so plain words count, variables do not."""
    value = hit.text
    if len(set(value)) > 2 and not placeholder(value) and not _CODE.search(value) and value.lower() not in _STOP:
        yield hit.start, hit.end


def _possible(value: str) -> bool:
    return (
        MIN <= len(value) <= MAX
        and len(set(value)) > 2
        and value.lower() not in _STOP
        and not placeholder(value)
        and not _CODE.search(value)
        and not _KNOWN.fullmatch(value)
        and not _SMILEY.match(value)
    )


def _kinds(value: str) -> tuple[int, int, int]:
    letters = sum(map(str.isalpha, value))
    digits = sum(map(str.isdigit, value))
    return letters, digits, len(value) - letters - digits


def _inner_sign(value: str) -> bool:
    """A sign that is no hyphen, apostrophe, slash or the like of prose."""
    return any(not c.isalnum() and c not in "-'_/.,:;()\"*`[]?" for c in value[1:])
