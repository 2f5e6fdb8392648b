"""External components in the settings: a list of tables, each mistake a line that says where it is."""

from pathlib import Path

import pytest

from casemate.model.errors import ConfigurationError
from casemate.settings.loader import load
from casemate.settings.schema import Component

GOOD = '[[components]]\ndomain = "bridge.example"\nsecret = "only-components-know"\ntenants = ["Example"]\n'


def loaded(folder: Path, text: str) -> tuple[Component, ...]:
    path = folder / "casemate.toml"
    path.write_text(text)
    return load(path, {}).settings.components


def test_components_are_read(tmp_path: Path) -> None:
    other = '[[components]]\ndomain = "bot.example"\nsecret_file = "bot.secret"\n'
    assert loaded(tmp_path, GOOD + other) == (
        Component("bridge.example", "only-components-know", "", ("Example",)),
        Component("bot.example", "", "bot.secret", ()),
    )
    assert loaded(tmp_path, "") == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (GOOD.replace("secret =", "password ="), "password"),
        (GOOD.replace("[[components]]", "[components]"), r"\[\[components\]\]"),
        (GOOD.replace("bridge.example", "not a domain"), "is no domain"),
        (GOOD.replace("bridge.example", "Bridge.example"), "is written bridge.example"),
        (GOOD + GOOD, "is there twice"),
        (GOOD + 'secret_file = "x"\n', "secret of bridge.example is missing, or there twice"),
        (GOOD.replace("secret =", "secret_file =").replace("only-components-know", ""), "is missing"),
        (GOOD.replace("only-components-know", "short"), "has 16 to 200 characters"),
        (GOOD.replace("only-components-know", "only components know"), "has 16 to 200 characters"),
        (GOOD.replace("only-components-know", "only<components>know"), "has 16 to 200 characters"),
        ("[listen]\ncomponents = 5222\n", "is the port of listen.c2s too"),
    ],
)
def test_mistakes_are_told_with_their_place(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ConfigurationError, match=rf"casemate.toml(:\d+)?: .*{told}"):
        loaded(tmp_path, text)
