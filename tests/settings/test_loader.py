"""The settings file: read strictly; every mistake is one line with file, line, key and remedy."""

from pathlib import Path

import msgspec
import pytest

from casemate.model.errors import ConfigurationError
from casemate.settings.catalogue import catalogue
from casemate.settings.loader import load
from casemate.settings.schema import Settings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "casemate.toml"


def refusal(file: Path, text: str | bytes, environ: dict[str, str] | None = None) -> str:
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ConfigurationError) as caught:
        load(file, environ or {})
    message = str(caught.value)
    assert "\n" not in message
    return message.replace(str(file), "FILE")


def settings(file: Path, text: str, environ: dict[str, str] | None = None) -> Settings:
    file.write_text(text)
    return load(file, environ or {}).settings


def test_an_empty_file_is_all_defaults(file: Path) -> None:
    assert settings(file, "") == Settings()


def test_values_with_their_units(file: Path) -> None:
    loaded = settings(
        file,
        """
        listen.host = "127.0.0.1"
        [limits]
        stanza = "1 MiB"
        sign_in = "1.5 min"
        depth = 32
        [inspection]
        lists = ["bad.txt", "https://lists.example/x"]
        dictionaries.projects = ["Falcon", "Heron"]
        [inspection.patterns]
        part = "[A-Z]{3}-[0-9]{5}"
        [features]
        show_version = true
        """,
    )
    assert loaded.listen.host == "127.0.0.1"
    assert (loaded.limits.stanza, loaded.limits.sign_in, loaded.limits.depth) == (1 << 20, 90.0, 32)
    assert isinstance(loaded.limits.stanza, int)
    assert loaded.inspection.lists == ("bad.txt", "https://lists.example/x")
    assert loaded.inspection.dictionaries == {"projects": ("Falcon", "Heron")}
    assert loaded.inspection.patterns == {"part": "[A-Z]{3}-[0-9]{5}"}
    assert loaded.features.show_version is True


def test_paths_are_relative_to_the_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text("")
    monkeypatch.chdir(file.parent.parent)
    loaded = load(Path(file.parent.name) / file.name, {})
    assert loaded.resolve("data/x") == file.parent / "data/x"
    assert loaded.resolve("/data/x") == Path("/data/x")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[limit]\nstanza = 1", "FILE:1: there is no section [limit]; did you mean 'limits'?"),
        ("zzz = 1", "FILE:1: there is no section [zzz]; there are listen, tls"),
        ("limits = 1", "FILE:1: limits is a section; write [limits] on a line of its own"),
        ("[limits]\n\nstanzas = '1 KiB'", "FILE:3: [limits] has no setting 'stanzas'; did you mean 'stanza'?"),
        ("[limits]\nstanza = 5000", 'FILE:2: limits.stanza is a size: write e.g. "10 MiB"'),
        ("[limits]\nstanza = '5 MB'", "FILE:2: limits.stanza: '5 MB' is no size: write a number and one of B, KiB"),
        ("[limits]\nstanza = '1 KiB'", "FILE:2: limits.stanza must lie between 10000 B and 16 MiB"),
        ("[limits]\nsign_in = '0 s'", "FILE:2: limits.sign_in must lie between 1 s and 10 min"),
        ("[limits]\nsign_in = 30", 'FILE:2: limits.sign_in is a duration: write e.g. "30 s"'),
        ("[limits]\ndepth = 1", "FILE:2: limits.depth must lie between 4 and 256"),
        ("[limits]\ndepth = '5'", "FILE:2: limits.depth is a whole number, not '5'"),
        ("[limits]\ndepth = 5.5", "FILE:2: limits.depth is a whole number, not 5.5"),
        ("[limits]\ndepth = true", "FILE:2: limits.depth is a whole number, not True"),
        ("[features]\nshow_version = 1", "FILE:2: features.show_version is a true or false, not 1"),
        ("[inspection]\nlists = 'a'", "FILE:2: inspection.lists is a list of texts, not 'a'"),
        ("[inspection]\nlists = [1]", "FILE:2: inspection.lists is a list of texts"),
        ("[inspection.dictionaries]\na = 'b'", "FILE:1: inspection.dictionaries is a table"),
        (
            "[operation]\nlog_level = 'loud'",
            "FILE:2: operation.log_level is one of debug, info, warning, error, not 'loud'",
        ),
        ("[listen]\nhost = 5", "FILE:2: listen.host is a text, not 5"),
        ("[listen\n", "FILE:1: not TOML: "),
        ("[listen]\nhost = 'a'\nhost = 'b'", "FILE:3: not TOML: "),
        ("[listen]\nc2s = ", "FILE:2: not TOML: "),
        (b"[listen]\nhost = '\xff'", "FILE:2: not TOML: it is not in UTF-8"),
    ],
)
def test_mistakes(file: Path, text: str | bytes, words: str) -> None:
    assert refusal(file, text).startswith(words)


def test_files_that_can_not_be_read(file: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"there is no settings file .*casemate init"):
        load(file, {})
    with pytest.raises(ConfigurationError, match="can't be read: Is a directory"):
        load(file.parent, {})


def test_variables_override_the_file(file: Path) -> None:
    loaded = settings(
        file,
        "[limits]\ndepth = 32\n[listen]\nhost = '::1'",
        {
            "CASEMATE_LIMITS_DEPTH": "40",
            "CASEMATE_LIMITS_SIGN_IN": "10 s",
            "CASEMATE_LISTEN_HOST": "",
            "CASEMATE_INSPECTION_LISTS": '["a", "b"]',
            "CASEMATE_INSPECTION_PATTERNS": '{ part = "x+" }',
            "CASEMATE_FEATURES_SHOW_VERSION": "true",
            "CASEMATE_CONFIG": "elsewhere",
            "PATH": "/bin",
        },
    )
    assert (loaded.limits.depth, loaded.limits.sign_in, loaded.listen.host) == (40, 10.0, "")
    assert loaded.inspection.lists == ("a", "b")
    assert loaded.inspection.patterns == {"part": "x+"}
    assert loaded.features.show_version


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        (
            "CASEMATE_LIMIT_DEPTH",
            "5",
            "the variable CASEMATE_LIMIT_DEPTH names no setting; did you mean 'CASEMATE_LIMITS_DEPTH'?",
        ),
        ("CASEMATE_LIMITS_DEPTH", "many", "the variable CASEMATE_LIMITS_DEPTH is no whole number"),
        ("CASEMATE_LIMITS_DEPTH", "1", "the variable CASEMATE_LIMITS_DEPTH: limits.depth must lie between 4 and 256"),
        ("CASEMATE_LIMITS_SIGN_IN", "30", "the variable CASEMATE_LIMITS_SIGN_IN: limits.sign_in: '30' is no duration"),
        ("CASEMATE_LIMITS_DEPTH", "5\nx = 1", "the variable CASEMATE_LIMITS_DEPTH is no whole number"),
        ("CASEMATE_INSPECTION_LISTS", "a,b", "the variable CASEMATE_INSPECTION_LISTS is no list of texts"),
        (
            "CASEMATE_OPERATION_LOG_LEVEL",
            "x",
            "the variable CASEMATE_OPERATION_LOG_LEVEL: operation.log_level is one of",
        ),
    ],
)
def test_variables_that_are_refused(file: Path, name: str, value: str, words: str) -> None:
    assert refusal(file, "", {name: value}).startswith(words)


def test_the_process_environment_is_the_default(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text("")
    monkeypatch.setenv("CASEMATE_LIMITS_DEPTH", "41")
    assert load(file).settings.limits.depth == 41


@pytest.mark.parametrize("setting", catalogue(), ids=lambda s: s.name)
def test_every_default_can_be_written_into_the_file_and_into_a_variable(file: Path, setting: object) -> None:
    shown = setting.show(setting.default)  # type: ignore[attr-defined]
    section, key = setting.name.split(".")  # type: ignore[attr-defined]
    assert settings(file, f"[{section}]\n{key} = {shown}") == Settings()
    plain = msgspec.json.decode(shown) if shown.startswith('"') else shown
    assert settings(file, "", {setting.variable: plain}) == Settings()  # type: ignore[attr-defined]
