"""Reading the settings file: every mistake is one line that says where it is and what to do."""

import difflib
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, cast

import msgspec

from casemate.model.errors import ConfigurationError
from casemate.settings.catalogue import COMPONENTS, Setting, catalogue, type_word
from casemate.settings.places import line_of
from casemate.settings.schema import Component, Settings
from casemate.settings.sense import contradictions
from casemate.settings.units import example, parse, write

PREFIX: Final = "CASEMATE_"
OTHERS: Final = frozenset({"CASEMATE_CONFIG", "CASEMATE_EVAL"})
"""Variables with our prefix that are no settings."""
_POSITION: Final = re.compile(r"^(.*?) \(at (?:line (\d+), column \d+|end of document)\)$", re.DOTALL)


class Loaded(msgspec.Struct, frozen=True):
    """Settings, and where they came from."""

    settings: Settings
    path: Path

    def resolve(self, name: str) -> Path:
        """A path of the settings: relative ones are relative to the settings file."""
        return self.path.parent / name


def load(path: Path, environ: Mapping[str, str] | None = None) -> Loaded:
    """Read the settings file at `path`; variables of `environ` (by default the process's) override it.

    Raises:
        ConfigurationError: naming file, line, key and remedy.
    """
    text = ""
    try:
        text = path.read_text(encoding="utf-8")
        given: dict[str, Any] = tomllib.loads(text)
    except FileNotFoundError as error:
        raise ConfigurationError(
            f"there is no settings file {path}; make one with `casemate init`, or name it with -c"
        ) from error
    except OSError as error:
        raise ConfigurationError(f"the settings file {path} can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ConfigurationError(f"{path}:{line}: not TOML: it is not in UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        found = _POSITION.match(str(error))
        reason, line = (found[1], found[2] or len(text.splitlines())) if found else (str(error), 1)
        raise ConfigurationError(f"{path}:{line}: not TOML: {reason}") from error
    known = {(s.section, s.key): s for s in catalogue()}
    components = _components(path, text, given.pop(COMPONENTS, []))
    values = _from_file(path, text, given, known)
    for name, value in _from_environment(os.environ if environ is None else environ, known).items():
        values.setdefault(name[0], {})[name[1]] = value
    try:
        settings = msgspec.structs.replace(msgspec.convert(values, Settings), components=components)
    except msgspec.ValidationError as error:
        raise ConfigurationError(f"{path}: {error}") from error
    for section, key, reason in contradictions(settings):
        raise ConfigurationError(f"{_place(path, text, section, key)}: {section}.{key} {reason}")
    return Loaded(settings, path.absolute())


def _components(path: Path, text: str, given: object) -> tuple[Component, ...]:
    try:
        return msgspec.convert(given, tuple[Component, ...])
    except msgspec.ValidationError as error:
        where = _place(path, text, COMPONENTS)
        raise ConfigurationError(f"{where}: each external component is a [[components]] of its own: {error}") from error


def _from_file(
    path: Path, text: str, given: Mapping[str, Any], known: Mapping[tuple[str, str], Setting]
) -> dict[str, dict[str, Any]]:
    sections = list(dict.fromkeys(section for section, _ in known))
    values: dict[str, dict[str, Any]] = {}
    for section, content in given.items():
        if section not in sections:
            raise ConfigurationError(
                f"{_place(path, text, section)}: there is no section [{section}]{_nearest(section, sections)}"
            )
        if not isinstance(content, dict):
            raise ConfigurationError(
                f"{_place(path, text, section)}: {section} is a section; write [{section}] on a line of its own"
            )
        table = cast("dict[str, Any]", content)
        keys = [key for s, key in known if s == section]
        for key, value in table.items():
            where = _place(path, text, section, key)
            if key not in keys:
                raise ConfigurationError(f"{where}: [{section}] has no setting '{key}'{_nearest(key, keys)}")
            values.setdefault(section, {})[key] = _check(known[section, key], value, where)
    return values


def _from_environment(
    environ: Mapping[str, str], known: Mapping[tuple[str, str], Setting]
) -> dict[tuple[str, str], Any]:
    variables = {setting.variable: setting for setting in known.values()}
    found: dict[tuple[str, str], Any] = {}
    for name, text in environ.items():
        if not name.startswith(PREFIX) or name in OTHERS:
            continue
        setting = variables.get(name)
        if setting is None:
            raise ConfigurationError(f"the variable {name} names no setting{_nearest(name, list(variables))}")
        found[setting.section, setting.key] = _check(setting, _read(setting, text), f"the variable {name}")
    return found


def _read(setting: Setting, text: str) -> Any:
    """A variable's text as a value: texts and those with units as they are, everything else as TOML."""
    if setting.unit or setting.type is str:
        return text
    try:
        read = tomllib.loads(f"v = {text}")
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"the variable {setting.variable} is no {type_word(setting)}: {error}") from error
    if len(read) != 1:
        raise ConfigurationError(
            f"the variable {setting.variable} is no {type_word(setting)}: it has more than one line"
        )
    return read["v"]


def _check(setting: Setting, value: Any, where: str) -> Any:
    if setting.unit:
        if not isinstance(value, str):
            raise ConfigurationError(f"{where}: {setting.name} is a {setting.unit}: write e.g. {example(setting.unit)}")
        try:
            number = parse(setting.unit, value)
        except ValueError as error:
            raise ConfigurationError(f"{where}: {setting.name}: {error}") from error
        _check_range(setting, number, where)
        return int(number) if setting.unit == "size" else number
    try:
        converted = msgspec.convert(value, setting.type)
    except msgspec.ValidationError as error:
        raise ConfigurationError(f"{where}: {setting.name} is a {type_word(setting)}, not {value!r}") from error
    if isinstance(converted, int | float) and not isinstance(converted, bool):
        _check_range(setting, converted, where)
    if setting.pattern and isinstance(converted, str) and not re.match(setting.pattern, converted):
        choices = setting.pattern.strip("^()$").replace("|", ", ")
        raise ConfigurationError(f"{where}: {setting.name} is one of {choices}, not '{converted}'")
    return value


def _check_range(setting: Setting, number: float, where: str) -> None:
    low, high = setting.low, setting.high
    if (low is not None and number < low) or (high is not None and number > high):
        limits = [write(setting.unit, x) if setting.unit else f"{x:g}" for x in (low, high) if x is not None]
        raise ConfigurationError(f"{where}: {setting.name} must lie between {' and '.join(limits)}")


def _nearest(name: str, names: list[str]) -> str:
    close = difflib.get_close_matches(name, names, 1, 0.5)
    return f"; did you mean '{close[0]}'?" if close else f"; there are {', '.join(names[:20])}"


def _place(path: Path, text: str, section: str, key: str = "") -> str:
    """File and, when it can be told, line."""
    line = line_of(text, section, key)
    return f"{path}:{line}" if line else str(path)
