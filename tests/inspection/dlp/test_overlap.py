"""Overlapping findings: the one that knows most stays, and nothing that was found is left uncovered."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from casemate.inspection.inspectors.dlp.overlap import MAX_PER_FINDING, Ranked, resolve
from casemate.model.inspection import Finding, Severity


def _finding(start: int, end: int, name: str = "dlp.x", group: str = "secret") -> Finding:
    return Finding(name, group, Severity.HIGH, "body", start, end, "")


def test_the_lower_rank_stays_then_the_longer() -> None:
    special, general = _finding(3, 9, "dlp.special"), _finding(0, 12, "dlp.general")
    assert resolve([Ranked(9, general), Ranked(1, special)]) == (special,)
    assert resolve([Ranked(1, general), Ranked(1, special)]) == (general,)


def test_the_organisations_words_neither_displace_nor_are_displaced() -> None:
    ours, own = _finding(0, 9), _finding(2, 5, "dlp.dictionary", "confidential")
    assert resolve([Ranked(1, ours), Ranked(9, own)]) == (ours, own)


def test_more_than_can_be_listed_is_covered_by_the_last() -> None:
    many = [Ranked(1, _finding(10 * n, 10 * n + 5)) for n in range(MAX_PER_FINDING + 30)]
    kept = resolve(many)
    assert len(kept) == MAX_PER_FINDING
    assert kept[-1].end == many[-1].finding.end


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 60), st.integers(1, 20)), max_size=60))
def test_what_stays_never_overlaps_and_touches_everything_that_was_found(spans: list[tuple[int, int, int]]) -> None:
    ranked = [Ranked(rank, _finding(start, start + size)) for rank, start, size in spans]
    kept = resolve(ranked)
    assert all(a.end <= b.start for a, b in pairwise(kept))
    assert all(any(k.start < r.finding.end and r.finding.start < k.end for k in kept) for r in ranked)
