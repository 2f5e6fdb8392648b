"""Passwords are refused for what makes them guessable, never for what they are composed of (NIST SP 800-63B-4 section 3.1.1.2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemate.accounts.passwords.advice import LONGEST, SENTENCES, Advice, Hint, advise, common, normalised

OWN = ("alice.liddell", "example.org", "Example Corporation")


def of(password: str, shortest: int = 8) -> Advice:
    return advise(password, OWN, shortest=shortest)


@pytest.mark.parametrize(
    ("password", "refusal"),
    [
        ("", Hint.TOO_SHORT),
        ("k8#qPz!", Hint.TOO_SHORT),
        ("\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}", Hint.TOO_SHORT),
        ("x" * (LONGEST + 1), Hint.TOO_LONG),
        ("password", Hint.COMMON),
        ("PassWord", Hint.COMMON),
        ("iloveyou2024!", Hint.COMMON),
        ("alice.liddell", Hint.OWN_WORDS),
        ("ExampleCorporation7", Hint.OWN_WORDS),
        ("liddell-casemate1", Hint.OWN_WORDS),
        ("aaaaaaaaaaaa", Hint.GUESSABLE),
        ("abcdefgh1", Hint.GUESSABLE),
        ("tooth\x00brush lantern", Hint.NOT_TYPEABLE),
        ("tooth\ud800brush lantern", Hint.NOT_TYPEABLE),
    ],
)
def test_what_is_refused_and_why(password: str, refusal: Hint) -> None:
    advice = of(password)
    assert (advice.refusal, advice.hints) == (refusal, (refusal,))
    assert refusal in SENTENCES


@pytest.mark.parametrize(
    "password",
    [
        "lantern cobweb tooth",  # no digits, no capitals, no signs
        "правильная лошадь батарея",
        "日本語のとても長いパスワード",
        "lantern cobweb tooth " * 9,
        "🦔🪁🧲🪗🛶🪐🧵🥝🧭🪶🫐",
        "9f#Lq2!vTz",
    ],
)
def test_any_composition_and_any_script_is_taken(password: str) -> None:
    assert of(password).refusal is None


def test_alone_a_password_is_longer() -> None:
    assert of("9f#Lq2!vTz", 15).refusal is Hint.TOO_SHORT
    assert of("9f#Lq2!vTz8w@Kd", 15).refusal is None


def test_every_keyboard_gives_the_same_password() -> None:
    assert normalised("Åﬁ①") == normalised("A\N{COMBINING RING ABOVE}fi1")


def test_the_list_of_common_passwords_is_there() -> None:
    assert len(common()) > 10_000
    assert all(len(password) >= 8 for password in common())


@given(st.text(max_size=2 * LONGEST), st.lists(st.text(max_size=200), max_size=100))
def test_advice_is_given_for_every_text(password: str, words: list[str]) -> None:
    advice = advise(password, words, shortest=8)
    assert 0 <= advice.score <= 4
    assert (advice.refusal is None) == (advice.score >= 3 and advice.refusal not in advice.hints)
