"""Which scripts a host name is written in (UTS 39 section 5): one is fine, some go together, others only to deceive."""

import unicodedata
from typing import Final

_TOGETHER: Final = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "LATIN", "KATAKANA-HIRAGANA"})
"""Scripts that ordinary names mix (UTS 39: highly restrictive)."""


def to_unicode(host: str) -> str:
    """A host with its punycode labels written out; one that does not decode stays as it is."""
    labels: list[str] = []
    for label in host.split("."):
        try:
            labels.append(
                label.removeprefix("xn--").encode("ascii").decode("punycode") if label[:4] == "xn--" else label
            )
        except UnicodeError:
            labels.append(label)
    return ".".join(labels)


def mixed(host: str) -> bool:
    """Whether a label mixes scripts that do not belong together."""
    for label in host.split("."):
        scripts = {_script(char) for char in label if char.isalpha()}
        if len(scripts) > 1 and not scripts <= _TOGETHER:
            return True
    return False


def _script(char: str) -> str:
    return unicodedata.name(char, "UNKNOWN").split()[0]
