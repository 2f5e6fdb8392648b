"""Limits of what comes in, and of our own records."""

from casemate.settings.schema import Limits as Settings
from casemate.xmpp.limits import STORED, Limits


def test_the_defaults_are_those_of_the_settings() -> None:
    settings, limits = Settings(), Limits()
    for name in Limits.__struct_fields__:
        assert getattr(limits, name) == getattr(settings, name)


def test_a_server_accepts_what_the_standard_asks_for() -> None:
    assert Limits().stanza_before_auth >= 10_000  # RFC 6120 section 13.12


def test_what_was_recorded_under_any_setting_can_be_read_back() -> None:
    for name in ("stanza", "depth", "attributes", "elements"):
        assert getattr(STORED, name) >= getattr(Limits(), name)
