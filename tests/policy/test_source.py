"""The file as its author sees it: lines are counted as an editor counts them."""

import pytest

from casemate.model.errors import ConfigurationError
from casemate.policy.source import Source

TEXT = '''# A policy
[[rule]]
name = "one"
when = { groups = [
  "card",
  "cards",
] }
then = { verdict = "block", message = """
[[rule]]
not a rule, and no \\""" end
""" }

  [[ rule ]]  # with a comment
name = 'two'
[rule.when]
groups = ["card-x", "card"]
[rule.then]
verdict = "hold"
[[rule]]
name = "three"
when.groups = ["iban"]
then.verdict = "hold"
'''


def line(index: int, at: str) -> str:
    with pytest.raises(ConfigurationError) as caught:
        Source("p.toml", TEXT).refuse(index, "is odd", at=at)
    return str(caught.value)


def test_rules_in_every_way_of_writing() -> None:
    rules = Source("p.toml", TEXT).rules()
    assert [rule.name for rule in rules] == ["one", "two", "three"]
    assert "not a rule" in rules[0].then.message
    assert rules[1].when.groups == ("card-x", "card")


@pytest.mark.parametrize(
    ("index", "at", "place"),
    [
        (0, "", "p.toml:2: rule 'one' is odd"),
        (0, "card", "p.toml:5: rule 'one' is odd"),
        (0, "cards", "p.toml:6: rule 'one' is odd"),
        (0, "iban", "p.toml:2: rule 'one' is odd"),
        (1, "", "p.toml:13: rule 'two' is odd"),
        (1, "card", "p.toml:16: rule 'two' is odd"),
        (1, "hold", "p.toml:18: rule 'two' is odd"),
        (2, "hold", "p.toml:22: rule 'three' is odd"),
    ],
)
def test_refusals_name_the_line(index: int, at: str, place: str) -> None:
    assert line(index, at) == place


def test_names_are_checked_with_a_hint() -> None:
    source = Source("p.toml", TEXT)
    source.require_known(0, ["a"], ["a", "b"], "thing")
    with pytest.raises(
        ConfigurationError, match=r"^p\.toml:5: .* 'card', which does not exist; there are .* and more$"
    ):
        source.require_known(0, ["card"], [f"zz{n}" for n in range(30)], "thing")
