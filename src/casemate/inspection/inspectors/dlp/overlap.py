"""Which of overlapping findings stay: the most specific.

Findings by the organisation's own words never displace, and are never displaced by, ours: policy may weigh them otherwise.
"""

from bisect import bisect_left
from collections.abc import Iterable
from typing import Final, NamedTuple

from casemate.model.inspection import Finding

MAX_PER_FINDING: Final = 100
"""Findings of one id in one text. What is beyond is covered by the last, so that masking covers it too."""


class Ranked(NamedTuple):
    """A finding and how much its rule knows: 0 most."""

    rank: int
    finding: Finding


def resolve(found: Iterable[Ranked]) -> tuple[Finding, ...]:
    """Findings without duplicates and overlaps, by place; at most `MAX_PER_FINDING` of each id."""
    ranked = sorted(found, key=lambda r: (r.rank, r.finding.start - r.finding.end, r.finding.start))
    own = _free([r.finding for r in ranked if r.finding.group == "confidential"])
    ours = _free([r.finding for r in ranked if r.finding.group != "confidential"])
    return tuple(_bounded(sorted((*own, *ours), key=lambda f: (f.start, f.end))))


def _free(candidates: Iterable[Finding]) -> list[Finding]:
    """The candidates that overlap none before them. Kept spans never overlap, so neighbours are all there is to ask."""
    kept: list[Finding] = []
    starts: list[int] = []
    ends: list[int] = []
    for finding in candidates:
        at = bisect_left(starts, finding.start)
        clear_left = at == 0 or ends[at - 1] <= finding.start
        clear_right = at == len(starts) or starts[at] >= finding.end
        if clear_left and clear_right:
            starts.insert(at, finding.start)
            ends.insert(at, finding.end)
            kept.append(finding)
    return kept


def _bounded(findings: Iterable[Finding]) -> list[Finding]:
    kept: list[Finding] = []
    last: dict[str, int] = {}
    counts: dict[str, int] = {}
    for finding in findings:
        count = counts[finding.id] = counts.get(finding.id, 0) + 1
        if count <= MAX_PER_FINDING:
            last[finding.id] = len(kept)
            kept.append(finding)
            continue
        cover = kept[last[finding.id]]
        kept[last[finding.id]] = Finding(
            cover.id, cover.group, cover.severity, cover.part, cover.start, finding.end, cover.excerpt, cover.detail
        )
    return kept
