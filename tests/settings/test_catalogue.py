"""Every setting has a meaning, a range and a variable of its own."""

from casemate.settings.catalogue import COMPONENTS, catalogue, component_keys, sections, type_word
from casemate.settings.schema import Component, Settings

WORDS = {"duration", "size", "whole number", "number", "text", "true or false", "list of texts", "table"}


def test_every_setting_is_documented() -> None:
    for setting in catalogue():
        assert setting.description.endswith("."), setting.name
        assert type_word(setting) in WORDS, setting.name


def test_numbers_have_ranges_that_hold_their_default() -> None:
    for setting in catalogue():
        if type_word(setting) in {"duration", "size", "whole number", "number"}:
            assert setting.low is not None, setting.name
            assert setting.high is not None, setting.name
            assert setting.low <= setting.default <= setting.high, setting.name


def test_variables_are_distinct() -> None:
    names = [setting.variable for setting in catalogue()]
    assert len(set(names)) == len(names)
    assert "CASEMATE_LIMITS_STANZA" in names


def test_the_catalogue_is_the_whole_file() -> None:
    listed = {(setting.section, setting.key) for setting in catalogue()}
    settings = Settings()
    names = [name for name in Settings.__struct_fields__ if name != COMPONENTS]
    assert listed == {(s, k) for s in names for k in getattr(settings, s).__struct_fields__}
    assert list(component_keys()) == list(Component.__struct_fields__)
    assert all(component_keys().values())
    assert all(description for _, description in sections().values())


def test_values_are_shown_as_they_are_written() -> None:
    by_name = {setting.name: setting for setting in catalogue()}
    assert by_name["limits.stanza"].show(256 << 10) == '"256 KiB"'
    assert by_name["limits.sign_in"].show(30.0) == '"30 s"'
    assert by_name["features.show_version"].show(False) == "false"
    assert by_name["listen.host"].show("::") == '"::"'
    assert by_name["inspection.lists"].show(("a",)) == '["a"]'
    assert by_name["inspection.patterns"].show({}) == "{}"
