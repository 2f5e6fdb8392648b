"""What could not do what its author meant is refused, with file, line and reason."""

import pytest

from casemate.model.errors import ConfigurationError
from casemate.model.inspection import GapKind
from casemate.policy.api import compile_policy
from tests.policy.support import SPECS, policy, written


def refusal(text: str) -> str:
    with pytest.raises(ConfigurationError) as caught:
        compile_policy(text, "p.toml", SPECS)
    message = str(caught.value)
    assert message.startswith("p.toml")
    assert "\n" not in message
    return message


def test_groups_are_resolved_to_findings() -> None:
    compiled = policy('hold: groups = ["secret", "card"], findings = ["dlp.iban"], gaps = ["encrypted"]')
    (rule,) = compiled.rules
    assert rule.findings == {"dlp.secret.key", "dlp.secret.token", "dlp.card", "dlp.iban"}
    assert compiled.by_finding["dlp.card"] == [rule]
    assert compiled.by_finding["links.listed"] == []
    assert compiled.by_gap[GapKind.ENCRYPTED] == [rule]
    assert compiled.by_gap[GapKind.TOO_LARGE] == []
    assert rule.conditions is None


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ('findings = ["dlp.crad"]', "the finding 'dlp.crad', which does not exist; did you mean 'dlp.card'?"),
        ('groups = ["malwares"]', "the group 'malwares', which does not exist; did you mean 'malware'?"),
        ('groups = ["zzz"]', "there are bad-link, card, iban, malware, secret"),
        ('gaps = ["encryptd"]', "did you mean 'encrypted'?"),
        ('groups = ["card"], direction = ["outgoing"]', "the direction 'outgoing'"),
        ('groups = ["card"], severity = "huge"', "the severity 'huge'"),
        ('groups = ["card"], senders = ["x"]', "the unknown key 'when.senders'; did you mean 'sender_groups'?"),
        ('groups = ["card"], hours = { from = 1, till = 2 }', "the unknown key 'when.hours.till'"),
        ('groups = ["card"], hours = { from = 1 }', "missing required field `to`"),
        ('groups = ["card"], hours = { from = 1, to = 25 }', "from 0 to 24"),
        ('groups = ["card"], hours = { from = 24, to = 3 }', "from 0 to 24"),
        ('groups = ["card"], hours = { from = 5, to = 5 }', "never speak"),
        ('groups = ["card"], hours = { from = 5, to = 6, weekdays = [0] }', "1 is Monday"),
        ('groups = ["card"], hours = { from = 5, to = 6, zone = "Mars/Olympus" }', "time zone 'Mars/Olympus'"),
        ('groups = ["card"], hours = { from = 5, to = 6, zone = "../../etc/passwd" }', "time zone"),
        ('groups = ["card"], file_larger_than = "10 MB"', "10 MB"),
        ('groups = ["card"], direction = []', "an empty list in when.direction"),
        ("groups = []", "an empty list in when.groups"),
        ("", "matches nothing"),
        ('direction = ["internal"]', "matches nothing"),
        ('gaps = ["encrypted"], severity = "high"', "which have none"),
        ('groups = ["card"], sources = ["clamd"]', "which only gaps have"),
        ("groups = 5", "in when.groups"),
        ('groups = "card"', "in when.groups"),
        ('groups = ["card"], file_types = "image/*"', "in when.file_types"),
    ],
)
def test_conditions_that_are_refused(when: str, words: str) -> None:
    message = refusal(written('notice: groups = ["iban"]', f"hold: {when}"))
    assert words in message
    # The second rule begins on line 6; what is wrong stands in its `when`, two lines below.
    assert message.startswith(("p.toml:8: rule 'r1' ", "p.toml:6: rule 'r1' "))
    if "'" in words and "zzz" not in words:
        assert message.startswith("p.toml:8:")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"block"', '"blok"', "in then.verdict"),
        ('verdict = "block", ', "", "missing required field `verdict`"),
        ('"m0"', '"m0", tell = true', "the unknown key 'then.tell'; did you mean 'tell_reviewers'?"),
        ('"m0"', '"m0", tell_reviewers = "yes"', "in then.tell_reviewers"),
        ('"m0"', '"a\\u0000b"', "can't be sent: U+0000"),
        ('"m0"', f'"{"x" * 2001}"', "over 2000 characters"),
        ('name = "r0"', "", "the rule is wrong: Object missing required field `name`"),
        ('name = "r0"', 'name = " "', "has no name"),
        ('name = "r0"', "name = 5", "the rule is wrong in name"),
        ('name = "r0"', 'name = "r0"\nenabled = true', "the unknown key 'enabled'"),
        ('when = { groups = ["card"] }', "", "missing required field `when`"),
        ('when = { groups = ["card"] }', "when = 5", "in when"),
    ],
)
def test_rules_that_are_refused(old: str, new: str, words: str) -> None:
    text = written('block: groups = ["card"]')
    assert old in text
    message = refusal(text.replace(old, new))
    assert words in message
    assert message.startswith("p.toml:")


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("", "p.toml: there are no rules"),
        ("rule = 5", "p.toml: there are no rules"),
        ("rule = []", "p.toml: there are no rules"),
        ("[rule]\nname = 'x'", "p.toml: there are no rules"),
        ("[[rules]]\nname = 'x'", "p.toml: a policy has rules ([[rule]]) only, no 'rules'"),
        ("default = 'block'", "p.toml: a policy has rules ([[rule]]) only, no 'default'"),
        ("[[rule]]\nname = 'x'\nwhen = {", "p.toml:3: not TOML: "),
        ("\n\nname = ", "p.toml:3: not TOML: "),
        ("[[rule]]\nname = 'x'\nname = 'y'", "p.toml:3: not TOML: "),
        ("x" * 1_000_001, "p.toml: the policy has over 1000000 characters"),
        ("[[rule]]\n" * 1_001, "p.toml: there are 1001 rules"),
    ],
)
def test_files_that_are_refused(text: str, start: str) -> None:
    assert refusal(text).startswith(start)


def test_a_name_is_given_once() -> None:
    text = written('hold: groups = ["card"]', 'hold: groups = ["iban"]').replace("r1", "r0")
    assert refusal(text).startswith("p.toml:6: rule 'r0' has the name of another rule")


def test_redacting_what_nobody_saw_is_refused() -> None:
    assert "mask what nobody could look at" in refusal(written('redact: gaps = ["encrypted"]'))


@pytest.mark.parametrize(
    "rules",
    [
        ['block: groups = ["card"]', 'hold: findings = ["dlp.card"]'],
        ['block: groups = ["card"]', 'hold: findings = ["dlp.card"], direction = ["outbound"], severity = "high"'],
        ['block: groups = ["card"]', 'hold: groups = ["iban"]', 'notice: groups = ["card", "iban"]'],
        ['block: gaps = ["encrypted", "malformed"]', 'hold: gaps = ["malformed"], sources = ["files"]'],
        [f'block: groups = ["card"], direction = ["{d}"]' for d in ("internal", "outbound", "inbound")]
        + ['hold: groups = ["card"]'],
        [
            'block: findings = ["dlp.secret.key"]',
            'hold: findings = ["dlp.secret.token"]',
            'notice: groups = ["secret"]',
        ],
        ['block: groups = ["card"], severity = "medium"', 'hold: groups = ["card"], severity = "high"'],
        ['block: groups = ["card"], sender_groups = ["a", "b"]', 'hold: groups = ["card"], sender_groups = ["a"]'],
        ['block: groups = ["card"], recipient_groups = ["a"]', 'hold: groups = ["card"], recipient_groups = ["a"]'],
        ['block: groups = ["card"], file_types = ["image/*", "a/b"]', 'hold: groups = ["card"], file_types = ["a/b"]'],
        ['block: groups = ["card"], file_larger_than = "1 KiB"', 'hold: groups = ["card"], file_larger_than = "2 KiB"'],
        ['block: gaps = ["unavailable"], sources = ["a", "b"]', 'hold: gaps = ["unavailable"], sources = ["b"]'],
        ['block: groups = ["card"], parts = ["body"]', 'hold: groups = ["card"], parts = ["body"], severity = "low"'],
        [f'{v}: groups = ["card"], hours = {{ from = 1, to = 2 }}' for v in ("block", "hold")],
    ],
)
def test_a_rule_that_can_never_speak_is_refused(rules: list[str]) -> None:
    message = refusal(written(*rules))
    last = len(rules) - 1
    assert message.startswith(f"p.toml:{5 * last + 1}: rule 'r{last}' can never speak: 'r0'")
    policy(*rules[:-1])


@pytest.mark.parametrize(
    "rules",
    [
        ['notice: findings = ["dlp.secret.key"]', 'hold: groups = ["secret"]'],
        ['notice: groups = ["card"], direction = ["internal"]', 'hold: groups = ["card"]'],
        ['notice: groups = ["card"], severity = "high"', 'hold: groups = ["card"], severity = "medium"'],
        ['notice: groups = ["card"], sender_groups = ["a"]', 'hold: groups = ["card"], sender_groups = ["a", "b"]'],
        ['notice: groups = ["card"], sender_groups = ["a"]', 'hold: groups = ["card"], recipient_groups = ["a"]'],
        ['notice: groups = ["card"], sender_groups = ["a"]', 'hold: groups = ["card"]'],
        [
            'notice: groups = ["card"], file_larger_than = "2 KiB"',
            'hold: groups = ["card"], file_larger_than = "1 KiB"',
        ],
        [
            'notice: groups = ["card"], hours = { from = 1, to = 2 }',
            'hold: groups = ["card"], hours = { from = 1, to = 3 }',
        ],
        ['notice: gaps = ["unavailable"], sources = ["a"]', 'hold: gaps = ["unavailable"], parts = ["body"]'],
        ['notice: groups = ["card"]', 'hold: groups = ["card", "iban"]'],
        ['notice: groups = ["card"]', 'hold: groups = ["card"], gaps = ["encrypted"]'],
    ],
)
def test_an_exception_above_its_rule_is_welcome(rules: list[str]) -> None:
    assert len(policy(*rules).rules) == 2
