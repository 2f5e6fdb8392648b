"""Verdicts in their order of gravity, and words for them."""

import pytest

from casemate.model.inspection import ALLOW, CLEAN, Decision, Report, Severity, Verdict


def test_gravity_is_the_order() -> None:
    words = ["allow", "notice", "redact", "coach", "email", "hold", "block"]
    assert [verdict.word for verdict in sorted(Verdict)] == words
    assert max(Verdict.NOTICE, Verdict.HOLD, Verdict.COACH) is Verdict.HOLD


def test_severities_rise() -> None:
    assert sorted(Severity) == [Severity.INFO, Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL]


def test_values_can_not_be_changed() -> None:
    assert Decision(Verdict.ALLOW) == ALLOW
    assert Report() == CLEAN
    with pytest.raises(AttributeError):
        CLEAN.findings = ()  # type: ignore[misc]
