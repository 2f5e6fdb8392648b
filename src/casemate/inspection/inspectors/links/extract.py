"""Finding links in text: with a scheme, without one, and written so that machines miss them.

The WHATWG parser decides what an address means (ATTACKS D12); this file only proposes where one may stand.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

import can_ada
from publicsuffixlist import PublicSuffixList

from casemate.inspection.text import View, views

MAX_LINKS: Final = 200
"""Links looked at in one text; a text with more says so by a gap."""
MAX_URL: Final = 8_192
"""Characters of one link."""

_HINT: Final = re.compile(r"\w\.\w|\w:[^\s\d]|[\[({]\s?(?:\.|dot)\s?[\])}]|\[:\]", re.IGNORECASE)
_DOT: Final = (
    r"(?:\.|\u3002|\uff0e|\uff61|\s?\[\s?(?:\.|dot)\s?\]\s?|\s?\(\s?(?:\.|dot)\s?\)\s?|\s?\{\s?(?:\.|dot)\s?\}\s?)"
)
_SCHEME: Final = re.compile(
    r"(?<![\w+.-])(h(?:tt|xx|XX)ps?|ftps?|file|smb|data|javascript|vbscript|search-ms|search|ms-[a-z-]+|jar|view-source|intent)"
    r"(?:\[:\]|:)(?!\s)([^\s<>\"`]{1,8192})",
    re.IGNORECASE,
)
_BARE: Final = re.compile(
    rf"(?<![\w@/.:=%&?#-])((?:[\w-]{{1,63}}{_DOT}){{1,10}}[\w-]{{2,63}})(:\d{{1,5}})?(/[^\s<>\"`]{{0,8192}})?(?![\w@])"
)
_BEGUN: Final = re.compile(
    r"(?<![\w\\:/.])(?:\\\\(?P<share>[\w.-]{1,253}\\[^\s<>\"`|]{1,1024})"
    r"|//(?P<host>(?:[\w-]{1,63}\.){1,10}[\w-]{2,63}(?::\d{1,5})?)(?P<path>/[^\s<>\"`]{0,8192})?)"
)
"""What begins with two strokes: a file share (backslashes), and an address without its scheme (WHATWG URL section 4.3)."""
_TRAILING: Final = ".,;:!?'\"*_~\u00bb\u201d\u2019"
_BRACKETS: Final = {")": "(", "]": "[", "}": "{", ">": "<"}
_OBFUSCATED_DOT: Final = re.compile(r"\s?[\[({]\s?(?:\.|dot)\s?[\])}]\s?|[\u3002\uff0e\uff61]", re.IGNORECASE)
_COMMON_FILES: Final = frozenset(
    "py sh md rs pl cc so ps ai zip mov app im cd ml ms st st vi in is it my me no to so do be as at am id us py".split()
)
"""Endings that are public suffixes and much more often names of files or words: only links when something else says so."""


class Link(NamedTuple):
    """A link in a text."""

    start: int
    end: int
    written: str
    """As it stands in the text."""
    url: str
    """What the WHATWG parser makes of it."""
    scheme: str
    host: str
    """ASCII (punycode), lower case; empty for schemes without one."""
    path: str
    userinfo: bool
    obfuscated: bool


@lru_cache(maxsize=1)
def suffixes() -> PublicSuffixList:
    """The public suffix list that ships with its package; never fetched."""
    return PublicSuffixList(accept_unknown=False)


def has_hint(text: str) -> bool:
    """Whether a text can hold a link at all (cheap: asked for every message)."""
    if not text.isascii():
        return True
    # Five searches for one character cost less than one for a pattern.
    if "." not in text and ":" not in text and "[" not in text and "(" not in text and "{" not in text:
        return "\\\\" in text
    return _HINT.search(text) is not None or "\\\\" in text


def find_links(text: str, known: Callable[[str], bool]) -> list[Link]:
    """The links in `text`, each place once, but both what is written and what is read of it; `known` tells hosts that are links whatever their ending."""
    found: dict[tuple[int, int], Link] = {}
    for view in views(text):
        for link in _in_view(view, text, known):
            if all(_adds(link, start, end) for start, end in found):
                found[link.start, link.end] = link
            if len(found) >= MAX_LINKS:
                return list(found.values())
    return list(found.values())


def _adds(link: Link, start: int, end: int) -> bool:
    """Whether a link is new beside the one from `start` to `end`: elsewhere, or more than it (invisible characters split words)."""
    apart = link.end <= start or end <= link.start
    return apart or (link.start <= start and end <= link.end and link.end - link.start > end - start)


def parse_url(written: str) -> Link | None:
    """A link that stands alone."""
    return _link(written.strip()[:MAX_URL], written, 0, len(written), obfuscated=False)


def _in_view(view: View, original: str, known: Callable[[str], bool]) -> Iterator[Link]:
    taken: list[tuple[int, int]] = []
    for match in _SCHEME.finditer(view.text):
        text = _trimmed(match[0])
        start, end = match.start(), match.start() + len(text)
        taken.append((start, end))
        plain = _clear(text)
        span = view.span(start, end)
        link = _link(plain, original[span[0] : span[1]], *span, obfuscated=plain != text or view.offsets is not None)
        if link is not None:
            yield link
    for match in _BEGUN.finditer(view.text) if "//" in view.text or "\\\\" in view.text else ():
        link = _begun(match, view, original, known)
        if link is not None:
            taken.append((match.start(), match.end()))
            yield link
    for match in _BARE.finditer(view.text):
        start = match.start()
        if any(a <= start < b for a, b in taken):
            continue
        text = _trimmed(match[0])
        plain = _clear(text)
        if not _looks_like_host(plain, match[3] is not None, plain != text, known):
            continue
        span = view.span(start, start + len(text))
        obfuscated = plain != text or view.offsets is not None
        link = _link(f"http://{plain}", original[span[0] : span[1]], *span, obfuscated=obfuscated)
        if link is not None:
            yield link


def _begun(match: re.Match[str], view: View, original: str, known: Callable[[str], bool]) -> Link | None:
    text = _trimmed(match[0])
    if match["share"]:
        plain = f"smb:{text.replace(chr(92), '/')}"
    elif _looks_like_host(match["host"], match["path"] is not None, False, known):
        plain = f"http:{text}"
    else:
        return None
    span = view.span(match.start(), match.start() + len(text))
    return _link(plain, original[span[0] : span[1]], *span, obfuscated=view.offsets is not None)


def _looks_like_host(plain: str, has_path: bool, obfuscated: bool, known: Callable[[str], bool]) -> bool:
    host = re.split(r"[/:?#]", plain, maxsplit=1)[0].lower()
    labels = host.split(".")
    if all(label.isdigit() for label in labels):
        return False
    if known(host):
        return True
    suffix = suffixes().publicsuffix(host)
    if suffix is None or host == suffix:
        return False
    if labels[0] == "www" or has_path or obfuscated:
        return True
    return labels[-1] not in _COMMON_FILES and not any("_" in label for label in labels)


def _trimmed(text: str) -> str:
    """Without the punctuation of the sentence around it."""
    while text:
        last = text[-1]
        if last in _TRAILING or (last in _BRACKETS and text.count(last) > text.count(_BRACKETS[last])):
            text = text[:-1]
        else:
            break
    return text


def _clear(text: str) -> str:
    """As it would be typed: dots as dots, hxxp as http."""
    plain = _OBFUSCATED_DOT.sub(".", text).replace("[:]", ":").replace("[/]", "/")
    return re.sub(r"^h(?:xx|XX)p", "http", plain)


def _link(plain: str, written: str, start: int, end: int, *, obfuscated: bool) -> Link | None:
    try:
        url = can_ada.parse(plain)
    except ValueError:
        return None
    scheme = url.protocol.rstrip(":")
    userinfo = bool(url.username or url.password)
    return Link(start, end, written, str(url), scheme, url.hostname.rstrip("."), url.pathname, userinfo, obfuscated)
