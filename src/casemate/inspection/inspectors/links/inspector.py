"""The links inspector: each link of a text or a field, against lists, its form, and whom it imitates."""

import ipaddress
from collections.abc import Callable
from typing import ClassVar, Final
from urllib.parse import unquote

from casemate.inspection.inspectors.links.extract import MAX_LINKS, Link, find_links, has_hint, parse_url, suffixes
from casemate.inspection.inspectors.links.lists import BadLinks
from casemate.inspection.inspectors.links.lookalike import Lookalikes
from casemate.inspection.inspectors.links.scripts import mixed, to_unicode
from casemate.model.inspection import (
    CLEAN,
    Context,
    Finding,
    FindingSpec,
    Gap,
    GapKind,
    Item,
    Report,
    Severity,
    TextItem,
    UrlItem,
)

LISTED: Final = FindingSpec("links.listed", "bad-link", Severity.CRITICAL, "The link is on a list of harmful places.")
SCHEME: Final = FindingSpec(
    "links.scheme", "bad-link", Severity.HIGH, "The link would run something on the computer, not show a page."
)
LOOKALIKE: Final = FindingSpec(
    "links.lookalike", "suspicious-link", Severity.HIGH, "The link imitates a well-known address."
)
USERINFO: Final = FindingSpec(
    "links.userinfo", "suspicious-link", Severity.HIGH, "The link hides where it leads behind a name before an @."
)
IP_LITERAL: Final = FindingSpec(
    "links.ip_literal", "suspicious-link", Severity.MEDIUM, "The link leads to a bare number instead of a name."
)
MIXED: Final = FindingSpec(
    "links.mixed_script", "suspicious-link", Severity.HIGH, "The link mixes letters of several scripts that look alike."
)
PUNYCODE: Final = FindingSpec(
    "links.punycode", "international-link", Severity.INFO, "The link has a name with letters beyond ASCII."
)
EXECUTABLE: Final = FindingSpec("links.executable", "program-link", Severity.MEDIUM, "The link downloads a program.")
OBFUSCATED: Final = FindingSpec(
    "links.obfuscated", "obfuscated-link", Severity.INFO, "The link is written so that machines would not see it."
)

DANGEROUS: Final = frozenset(
    {"javascript", "vbscript", "data", "file", "smb", "search-ms", "search", "jar", "view-source", "intent"}
)
PROGRAMS: Final = frozenset(
    "exe msi msix appx scr pif com bat cmd ps1 psm1 vbs vbe js jse wsf wsh hta cpl jar lnk iso img vhd vhdx apk ipa dmg pkg "
    "deb rpm appimage reg msc gadget application xll chm dll sh run".split()
)
_COM: Final = frozenset({"com", "sh", "run"})
"""Endings that also are domains: a program only at the end of a path."""


class LinksInspector:
    """Looks at links."""

    name: ClassVar[str] = "links"
    findings: ClassVar[tuple[FindingSpec, ...]] = (
        LISTED,
        SCHEME,
        LOOKALIKE,
        USERINFO,
        IP_LITERAL,
        MIXED,
        PUNYCODE,
        EXECUTABLE,
        OBFUSCATED,
    )

    def __init__(self, lists: BadLinks, lookalikes: Lookalikes) -> None:
        self._lists = lists
        self._lookalikes = lookalikes

    def wants(self, item: Item) -> bool:
        """Texts that can hold a link, and addresses."""
        return has_hint(item.text) if isinstance(item, TextItem) else isinstance(item, UrlItem)

    def inspect(self, item: Item, context: Context) -> Report:
        """See `Inspector.inspect`."""
        del context
        if isinstance(item, UrlItem):
            link = parse_url(item.url)
            links = [link] if link is not None else []
            gaps = () if link is not None else (Gap(GapKind.MALFORMED, item.part, self.name, "no address"),)
        elif isinstance(item, TextItem):
            links = find_links(item.text, self._known)
            if not links:
                return CLEAN
            too_many = len(links) >= MAX_LINKS
            gaps = (Gap(GapKind.TOO_LARGE, item.part, self.name, "too many links"),) if too_many else ()
        else:
            return CLEAN
        found = [finding for link in links for finding in self._judge(link, item.part)]
        return Report(tuple(found), gaps) if found or gaps else CLEAN

    def _known(self, host: str) -> bool:
        return self._lists.has(host, "")

    def _judge(self, link: Link, part: str) -> list[Finding]:
        found: list[Finding] = []

        def add(spec: FindingSpec, detail: str = "") -> None:
            found.append(Finding(spec.id, spec.group, spec.severity, part, link.start, link.end, _shown(link), detail))

        if link.obfuscated:
            add(OBFUSCATED)
        if link.scheme in DANGEROUS or link.scheme.startswith("ms-"):
            add(SCHEME, f"a {link.scheme}: link")
            return found
        if not link.host:
            return found
        if self._lists.has(link.host, link.url):
            add(LISTED, f"the real domain is {domain(link.host)}")
        if link.userinfo:
            add(USERINFO, f"it leads to {domain(link.host)}")
        if is_ip(link.host):
            add(IP_LITERAL, link.host)
        else:
            self._judge_name(link, add)
        ending = unquote(link.path).rpartition("/")[2].rpartition(".")
        if ending[0] and ending[2].lower() in PROGRAMS:
            add(EXECUTABLE, f"a .{ending[2].lower()} file")
        return found

    def _judge_name(self, link: Link, add: Callable[..., None]) -> None:
        shown = to_unicode(link.host)
        if not shown.isascii():
            add(PUNYCODE, f"written out: {shown}")
            if mixed(shown):
                add(MIXED, f"written out: {shown}")
        twin = self._lookalikes.resembles(link.host, shown)
        if twin is not None:
            add(LOOKALIKE, f"it looks like {twin}, but leads to {domain(link.host)}")


def domain(host: str) -> str:
    """The part of a host that somebody registered."""
    return suffixes().privatesuffix(host) or host


def is_ip(host: str) -> bool:
    """Whether a host, as the WHATWG parser writes it, is an address."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def _shown(link: Link) -> str:
    return link.written if len(link.written) <= 100 else f"{link.written[:97]}..."
