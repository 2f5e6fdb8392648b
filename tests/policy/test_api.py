"""Deciding: the first rule that matches speaks for each finding and gap; the gravest of these is the verdict."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casemate.model.inspection import ALLOW, CLEAN, Direction, Finding, GapKind, Report, Severity, Verdict
from casemate.policy.api import FileFacts, PolicyContext, compile_policy, decide
from casemate.policy.rules import CompiledPolicy
from tests.policy.support import BY_ID, INBOUND, INTERNAL, OUTBOUND, SPECS, finding, gap, policy, report, written

HERE = PolicyContext(INTERNAL)


def verdict(rules: CompiledPolicy, seen: Report, context: PolicyContext = HERE) -> str:
    decision = decide(rules, seen, context)
    return f"{decision.verdict.word} {decision.rule}".strip()


def test_nothing_seen_is_allowed() -> None:
    assert decide(policy('block: groups = ["card"]'), CLEAN, HERE) is ALLOW


def test_what_no_rule_speaks_for_is_allowed() -> None:
    assert decide(policy('block: groups = ["card"]'), report(finding("dlp.iban")), HERE) is ALLOW


def test_the_first_matching_rule_speaks() -> None:
    rules = policy('notice: findings = ["dlp.secret.key"]', 'block: groups = ["secret"]')
    assert verdict(rules, report(finding("dlp.secret.key"))) == "notice r0"
    assert verdict(rules, report(finding("dlp.secret.token"))) == "block r1"


def test_the_gravest_is_the_verdict_and_an_exception_covers_its_finding_only() -> None:
    rules = policy('allow: groups = ["card"]', 'hold: groups = ["card", "iban"]', 'block: groups = ["malware"]')
    assert verdict(rules, report(finding("dlp.card"))) == "allow"
    assert verdict(rules, report(finding("dlp.card"), finding("dlp.iban"))) == "hold r1"
    assert verdict(rules, report(finding("dlp.iban"), finding("files.malware"), finding("dlp.card"))) == "block r2"


def test_between_equals_the_first_written_names_the_decision() -> None:
    rules = policy('hold: groups = ["iban"]', 'hold: groups = ["card"]')
    assert verdict(rules, report(finding("dlp.card"), finding("dlp.iban"))) == "hold r0"


def test_reviewers_are_told_if_any_speaking_rule_says_so() -> None:
    text = written('hold: groups = ["iban"]', 'hold: groups = ["card"]')
    text = text.replace('message = "m1"', 'message = "m1", tell_reviewers = true')
    rules = compile_policy(text, "test.toml", SPECS)
    decision = decide(rules, report(finding("dlp.card"), finding("dlp.iban")), HERE)
    assert (decision.rule, decision.message, decision.tell_reviewers) == ("r0", "m0", True)
    assert not decide(rules, report(finding("dlp.iban")), HERE).tell_reviewers


def test_redact_masks_what_it_speaks_for() -> None:
    rules = policy('notice: groups = ["iban"]', 'redact: groups = ["card", "secret"]')
    card, key = finding("dlp.card"), finding("dlp.secret.key", "subject")
    decision = decide(rules, report(card, finding("dlp.iban"), key), HERE)
    assert (decision.verdict, decision.redactions) == (Verdict.REDACT, (card, key))
    graver = policy('hold: groups = ["iban"]', 'redact: groups = ["card"]')
    assert decide(graver, report(card, finding("dlp.iban")), HERE).redactions == ()


def test_what_can_not_be_masked_is_held() -> None:
    rules = policy('redact: groups = ["card"]')
    assert verdict(rules, report(finding("dlp.card", "file:a.csv"))) == "hold r0"
    assert verdict(rules, report(finding("dlp.card"), finding("dlp.card", "file:a.zip!b.csv"))) == "hold r0"


def test_a_finding_that_nobody_declared_is_taken_by_its_group() -> None:
    rules = policy('block: groups = ["malware"]')
    strange = Finding("plugin.new", "malware", Severity.HIGH, "body")
    assert verdict(rules, report(strange)) == "block r0"
    assert verdict(rules, report(Finding("plugin.new", "unheard", Severity.HIGH, "body"))) == "allow"


@pytest.mark.parametrize("kind", list(GapKind))
def test_gaps_are_four_different_answers(kind: GapKind) -> None:
    rules = policy(
        *(
            f'{word}: gaps = ["{k.value}"]'
            for word, k in zip(("notice", "coach", "hold", "block"), GapKind, strict=True)
        )
    )
    assert decide(rules, report(gap(kind)), HERE).rule == f"r{list(GapKind).index(kind)}"


@pytest.mark.parametrize(
    ("when", "matching", "other"),
    [
        ('direction = ["outbound"]', PolicyContext(OUTBOUND), PolicyContext(INBOUND)),
        ('direction = ["outbound", "inbound"]', PolicyContext(INBOUND), PolicyContext(INTERNAL)),
        (
            'sender_groups = ["treasury", "board"]',
            PolicyContext(INTERNAL, sender_groups=frozenset({"board", "all"})),
            PolicyContext(INTERNAL, sender_groups=frozenset({"all"}), recipient_groups=frozenset({"board"})),
        ),
        (
            'recipient_groups = ["hr"]',
            PolicyContext(INTERNAL, recipient_groups=frozenset({"hr"})),
            PolicyContext(INTERNAL, sender_groups=frozenset({"hr"})),
        ),
        (
            'file_types = ["image/*", "text/csv"]',
            PolicyContext(INTERNAL, files=(FileFacts("a", "text/plain", 1), FileFacts("b", "image/png", 1))),
            PolicyContext(INTERNAL, files=(FileFacts("a", "text/plain", 1),)),
        ),
        (
            'file_larger_than = "1 KiB"',
            PolicyContext(INTERNAL, files=(FileFacts("a", "text/plain", 1025),)),
            PolicyContext(INTERNAL, files=(FileFacts("a", "text/plain", 1024),)),
        ),
        (
            'file_types = ["image/*"], file_larger_than = "1 KiB"',
            PolicyContext(INTERNAL, files=(FileFacts("a", "image/png", 1025),)),
            PolicyContext(INTERNAL, files=(FileFacts("a", "image/png", 5), FileFacts("b", "text/plain", 9999))),
        ),
    ],
)
def test_circumstances(when: str, matching: PolicyContext, other: PolicyContext) -> None:
    rules = policy(f'hold: groups = ["card"], {when}', 'notice: groups = ["card"]')
    assert verdict(rules, report(finding("dlp.card")), matching) == "hold r0"
    assert verdict(rules, report(finding("dlp.card")), other) == "notice r1"


def test_a_finding_in_a_file_is_judged_by_that_file() -> None:
    rules = policy('hold: groups = ["card"], file_types = ["text/csv"]', 'notice: groups = ["card"]')
    files = (FileFacts("a.csv", "text/csv", 1), FileFacts("b.txt", "text/plain", 1))
    context = PolicyContext(INTERNAL, files=files)
    for part, expected in {
        "file:a.csv": "hold r0",
        "file:a.csv!inner": "hold r0",
        "file:a.csv.name": "hold r0",
        "file:b.txt": "notice r1",
        "file:b.txt!a.csv": "notice r1",
        "body": "hold r0",
    }.items():
        assert verdict(rules, report(finding("dlp.card", part)), context) == expected


def test_severity_sources_and_parts() -> None:
    grave = policy('hold: groups = ["card"], severity = "critical"', 'notice: groups = ["card"], severity = "medium"')
    assert verdict(grave, report(finding("dlp.card", severity=Severity.CRITICAL))) == "hold r0"
    assert verdict(grave, report(finding("dlp.card"))) == "notice r1"
    assert verdict(grave, report(finding("dlp.card", severity=Severity.LOW))) == "allow"
    sources = policy(
        'hold: gaps = ["unavailable"], sources = ["clamd"]', 'notice: gaps = ["unavailable"], parts = ["body*"]'
    )
    assert verdict(sources, report(gap(GapKind.UNAVAILABLE, source="clamd"))) == "hold r0"
    assert verdict(sources, report(gap(GapKind.UNAVAILABLE, "body[de]", "dlp"))) == "notice r1"
    assert verdict(sources, report(gap(GapKind.UNAVAILABLE, "subject", "dlp"))) == "allow"


def at(day: int, hour: int) -> PolicyContext:
    """A moment of the week that begins on Monday, 5 January 2026 (UTC)."""
    return PolicyContext(INTERNAL, now=datetime(2026, 1, 4 + day, hour, 59, tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("hours", "inside", "outside"),
    [
        ("from = 9, to = 17", [(1, 9), (7, 16)], [(1, 8), (1, 17)]),
        ("from = 18, to = 7", [(1, 18), (1, 23), (2, 0), (2, 6)], [(1, 7), (1, 17)]),
        ("from = 0, to = 24, weekdays = [6, 7]", [(6, 0), (7, 23)], [(5, 23), (8, 0)]),
        ("from = 18, to = 7, weekdays = [5]", [(5, 18), (6, 6)], [(5, 6), (6, 18), (4, 23)]),
        ("from = 9, to = 10, zone = 'Asia/Tokyo'", [(1, 0)], [(1, 9), (1, 1)]),
        ("from = 0, to = 1, weekdays = [2], zone = 'Asia/Tokyo'", [(1, 15)], [(2, 15), (2, 0)]),
    ],
)
def test_hours(hours: str, inside: list[tuple[int, int]], outside: list[tuple[int, int]]) -> None:
    rules = policy(f'hold: groups = ["card"], hours = {{ {hours} }}')
    assert {verdict(rules, report(finding("dlp.card")), at(*when)) for when in inside} == {"hold r0"}
    assert {verdict(rules, report(finding("dlp.card")), at(*when)) for when in outside} == {"allow"}


def test_hours_follow_summer_time() -> None:
    rules = policy('hold: groups = ["card"], hours = { from = 9, to = 10, zone = "Europe/Zurich" }')
    for month, hour in ((1, 8), (7, 7)):
        moment = datetime(2026, month, 7, hour, 30, tzinfo=UTC).timestamp()
        assert verdict(rules, report(finding("dlp.card")), PolicyContext(INTERNAL, now=moment)) == "hold r0"


# -- properties

_VERDICTS = st.sampled_from([v.word for v in Verdict])
_SUBJECTS = st.sampled_from(sorted(BY_ID))
_DIRECTIONS = st.sampled_from(list(Direction))


@st.composite
def policies(draw: st.DrawFn) -> list[tuple[str, str, Direction | None, Severity]]:
    """Rules (verdict, finding, direction, least severity) of which none is unreachable."""
    rules: list[tuple[str, str, Direction | None, Severity]] = []
    drawn = st.tuples(_VERDICTS, _SUBJECTS, st.none() | _DIRECTIONS, st.sampled_from(list(Severity)))
    for rule in draw(st.lists(drawn, min_size=1, max_size=8)):
        covered = {
            direction
            for direction in Direction
            for other in rules
            if other[1] == rule[1] and other[2] in {None, direction} and other[3] <= rule[3]
        }
        if not {rule[2]} - covered if rule[2] else len(covered) == 3:
            continue
        rules.append(rule)
    return rules


@settings(max_examples=150)
@given(policies(), st.lists(st.tuples(_SUBJECTS, st.sampled_from(list(Severity))), max_size=6), _DIRECTIONS)
def test_decisions_are_what_the_words_say(
    rules: list[tuple[str, str, Direction | None, Severity]], seen: list[tuple[str, Severity]], direction: Direction
) -> None:
    """The sentence of the documentation, written out naively, is the model."""
    text = [
        f'{word}: findings = ["{name}"], severity = "{severity.name.lower()}"'
        + (f', direction = ["{where.value}"]' if where else "")
        for word, name, where, severity in rules
    ]
    spoken = [
        next(
            (
                Verdict[w.upper()]
                for w, name, where, least in rules
                if name == f and where in {None, direction} and s >= least
            ),
            Verdict.ALLOW,
        )
        for f, s in seen
    ]
    decision = decide(policy(*text), report(*(finding(f, severity=s) for f, s in seen)), PolicyContext(direction))
    assert decision.verdict is max(spoken, default=Verdict.ALLOW)


@given(policies(), st.lists(_SUBJECTS, max_size=6), _SUBJECTS, _DIRECTIONS)
def test_one_more_finding_never_makes_a_verdict_milder(
    rules: list[tuple[str, str, Direction | None, Severity]], seen: list[str], more: str, direction: Direction
) -> None:
    first = {f: w for w, f, _, _ in rules}
    compiled = policy(*(f'{w}: findings = ["{f}"]' for f, w in first.items()))
    context = PolicyContext(direction)
    before = decide(compiled, report(*map(finding, seen)), context)
    after = decide(compiled, report(*map(finding, [*seen, more])), context)
    assert after.verdict >= before.verdict


@given(policies(), st.permutations(sorted(BY_ID)), _DIRECTIONS)
def test_the_order_of_findings_does_not_matter(
    rules: list[tuple[str, str, Direction | None, Severity]], order: list[str], direction: Direction
) -> None:
    first = {f: w for w, f, _, _ in rules}
    compiled = policy(*(f'{w}: findings = ["{f}"]' for f, w in first.items()))
    context = PolicyContext(direction)
    one = decide(compiled, report(*map(finding, order)), context)
    other = decide(compiled, report(*map(finding, sorted(order))), context)
    assert (one.verdict, one.rule) == (other.verdict, other.rule)
