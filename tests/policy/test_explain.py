"""Which rule speaks, told in words."""

import pytest

from casemate.model.errors import NotFound
from casemate.policy.api import Explanation, explain
from tests.policy.support import INBOUND, INTERNAL, OUTBOUND, SPECS, policy

RULES = policy(
    'coach: groups = ["card"], sender_groups = ["treasury", "board"], severity = "high", direction = ["outbound"]',
    'notice: groups = ["card"], file_types = ["image/*"], file_larger_than = "1 KiB", hours = { from = 18, to = 7, weekdays = [5] }',
    'block: groups = ["card", "secret"], direction = ["outbound", "internal"]',
    'hold: findings = ["dlp.secret.key"], direction = ["inbound"]',
    'hold: gaps = ["unavailable"], sources = ["clamd"], parts = ["file:*"], recipient_groups = ["hr"]',
)


def text(subject: str, direction: object) -> str:
    return explain(RULES, SPECS, subject, direction).text  # type: ignore[arg-type]


def test_rules_are_told_in_turn_until_one_has_no_conditions() -> None:
    assert text("dlp.card", OUTBOUND) == (
        "outbound: coach by rule 'r0' if at least high, from board or treasury; else notice by rule 'r1' if with files of type "
        "image/*, with files larger than 1024 bytes, from 18:00 to 7:00 UTC on weekdays 5; else block by rule 'r2'. m2"
    )
    assert text("dlp.card", INBOUND).endswith("on weekdays 5; else allow.")


def test_the_first_is_told_as_data() -> None:
    assert explain(RULES, SPECS, "secret", INTERNAL) == Explanation(
        "secret", "internal", "block", "r2", "internal: block by rule 'r2'. m2"
    )
    assert explain(RULES, SPECS, "links.listed", INTERNAL).text == "internal: allow; no rule speaks."
    assert explain(RULES, SPECS, "links.listed", INTERNAL).rule == ""


def test_members_of_a_group_that_are_answered_differently_are_told_apart() -> None:
    assert text("secret", INBOUND).splitlines() == [
        "inbound: dlp.secret.key: hold by rule 'r3'. m3",
        "inbound: dlp.secret.token: allow; no rule speaks.",
    ]


def test_gaps() -> None:
    assert text("unavailable", INTERNAL) == (
        "internal: hold by rule 'r4' if reported by clamd, in file:*, to hr; else allow."
    )


def test_what_does_not_exist() -> None:
    with pytest.raises(NotFound, match="no finding, group or gap 'cards'"):
        text("cards", INTERNAL)
